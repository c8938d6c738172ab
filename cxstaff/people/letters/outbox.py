"""The outbox: letters about accounts, kept with what they tell until they have gone.

Whatever tells somebody something keeps a letter in the transaction in which it happens; a job
sends it (see `dispatch`). Each feature says how its kind of letter is written.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, delete, insert, select, update
from sqlalchemy.orm import joinedload

from cxstaff.db import db
from cxstaff.engine import table_of
from cxstaff.mail import Letter
from cxstaff.mail.smtp import Undeliverable
from cxstaff.people.letters import unreachable
from cxstaff.people.models import Person, WaitingLetter

BETWEEN_TRIES, TRIED_FOR = timedelta(minutes=10), timedelta(days=30)
AT_ONCE = 500

Composer = Callable[[WaitingLetter], Letter]

Wanted = Callable[[WaitingLetter], bool]

_INSERT = insert(table_of(WaitingLetter))
_COMPOSERS: dict[str, Composer] = {}
_WANTED: dict[str, Wanted] = {}


def compose_with(kind: str, composer: Composer, is_wanted: Wanted | None = None) -> None:
    """Let letters of a kind be written by `composer`, while they are wanted."""
    _COMPOSERS[kind] = composer
    if is_wanted is not None:
        _WANTED[kind] = is_wanted


def keep(person: Person, address: str, kind: str, *, now: datetime, **words: Any) -> None:
    """Keep a letter to a person under an address; `words` are what it tells."""
    db.session.add(WaitingLetter(person=person, address=address, **_kept(kind, now, words)))


def keep_all(to: Sequence[tuple[int, str]], kind: str, *, now: datetime, **words: Any) -> None:
    """Keep a letter to each of many people, given by id and address."""
    rows = [{"person_id": id_, "address": email, **_kept(kind, now, words)} for id_, email in to]
    if rows:
        db.session.connection().execute(_INSERT, rows)


def forget_old(now: datetime) -> None:
    """Forget letters that no mail server took for a month."""
    db.session.execute(delete(WaitingLetter).where(WaitingLetter.made_at <= now - TRIED_FOR))


@dataclass(frozen=True, slots=True)
class AccountLetters:
    """The letters that wait: all of them, or those to one person."""

    person_id: int | None = None

    def due(self, now: datetime) -> Sequence[int]:
        """Return the letters that should have gone by now, oldest first."""
        query = select(WaitingLetter.id).where(WaitingLetter.due_at <= now)
        if self.person_id is not None:
            query = query.where(WaitingLetter.person_id == self.person_id)
        return db.session.scalars(query.order_by(WaitingLetter.id).limit(AT_ONCE)).all()

    def claim(self, keys: Sequence[int], now: datetime) -> Sequence[int]:
        """Take letters on; of any number of workers that try at once, one is given each.

        Those that nobody wants any more are forgotten.
        """
        taken = _read([key for key in keys if _is_taken(key, now)])
        unwanted = {key for key, each in taken.items() if not _is_wanted(each)}
        for key in unwanted:
            _forget(key)
        return [key for key in keys if key in taken and key not in unwanted]

    def writer(self, keys: Sequence[int]) -> Callable[[int], Letter]:
        """Read letters with their people; return what writes each."""
        found = _read(keys)
        return lambda key: _COMPOSERS[found[key].kind](found[key])

    def note_sent(self, key: int, now: datetime) -> None:
        """Forget a letter that has gone."""
        row = _addressed(key)
        if row is not None:
            unreachable.note_taken(*row)
        _forget(key)

    def note_failure(self, key: int, why: Exception, now: datetime) -> None:
        """Forget a letter to an address that is refused, which is noted; others are tried again."""
        row = _addressed(key)
        if row is not None and isinstance(why, Undeliverable):
            unreachable.note_refused(*row, why.said, now=now)
            _forget(key)

    def release(self, keys: Sequence[int], now: datetime) -> None:
        """Give back letters that were not tried."""
        theirs = update(WaitingLetter).where(WaitingLetter.id.in_(keys))
        db.session.execute(theirs.values(due_at=now))


def _kept(kind: str, now: datetime, words: dict[str, Any]) -> dict[str, Any]:
    """Return what a new letter has beside its reader and address."""
    key = f"{kind}\n{secrets.token_hex(16)}"
    return {"kind": kind, "key": key, "words": words, "made_at": now, "due_at": now}


def _is_wanted(letter: WaitingLetter) -> bool:
    return letter.kind not in _WANTED or _WANTED[letter.kind](letter)


def _read(keys: Sequence[int]) -> dict[int, WaitingLetter]:
    query = select(WaitingLetter).where(WaitingLetter.id.in_(keys))
    letters = db.session.scalars(query.options(joinedload(WaitingLetter.person)))
    return {each.id: each for each in letters}


def _is_taken(key: int, now: datetime) -> bool:
    mine = update(WaitingLetter).where(WaitingLetter.id == key, WaitingLetter.due_at <= now)
    result = db.session.execute(mine.values(due_at=now + BETWEEN_TRIES))
    return isinstance(result, CursorResult) and result.rowcount == 1


def _addressed(key: int) -> tuple[int, str] | None:
    query = select(WaitingLetter.person_id, WaitingLetter.address).where(WaitingLetter.id == key)
    row = db.session.execute(query).one_or_none()
    return (row[0], row[1]) if row is not None else None


def _forget(key: int) -> None:
    db.session.execute(delete(WaitingLetter).where(WaitingLetter.id == key))
