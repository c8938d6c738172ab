"""The product weakened on purpose, one way at a time: on each of these an attack has to succeed."""

from __future__ import annotations

import json
import logging
import random
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from sqlalchemy import func, insert, literal, select, update

from cxstaff import engine
from cxstaff.db import db
from cxstaff.people.models import Membership, Person
from cxstaff.pulses import jobs
from cxstaff.pulses.answering import actions as answering
from cxstaff.pulses.answering.forms import CommentForm
from cxstaff.pulses.answering.views import questionnaire
from cxstaff.pulses.closing import actions as closing
from cxstaff.pulses.closing import tabulation
from cxstaff.pulses.codes import queries as codes
from cxstaff.pulses.disclosure.anonymity import NOBODY, AnonymitySet, Assurance
from cxstaff.pulses.disclosure.grouping import roll_up
from cxstaff.pulses.disclosure.suppression import publishable
from cxstaff.pulses.models import Answer, Comment, Invitation, PulseCode, PulseRound
from cxstaff.pulses.planning.actions import opening
from cxstaff.pulses.sealing import box, keys
from tests.pulses.attack.world import Variant


class Everywhere(NamedTuple):
    """A part of the product that every module of pulses is to know otherwise, by its name."""

    name: str
    value: object

    def places(self) -> list[object]:
        """Return the modules that know it: once they are needed, since all are loaded by then."""
        names = [name for name in sys.modules if name.startswith("cxstaff.pulses")]
        return [sys.modules[name] for name in names if self.name in vars(sys.modules[name])]


def patched(
    *given: tuple[object, str, object] | Everywhere,
) -> Callable[[], AbstractContextManager[None]]:
    """Return what replaces parts of the product for a while."""

    @contextmanager
    def weakened() -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for each in given:
                *owners, name, value = (
                    (*each.places(), *each) if isinstance(each, Everywhere) else each
                )
                assert owners, f"nothing of pulses is called {name}"
                for owner in owners:
                    patch.setattr(owner, name, value)
            yield

    return weakened


def _no_shuffle(*_: object) -> None:
    """Leave everything in the order it came."""


def _shuffle_people_only(source: random.SystemRandom, items: list[Any]) -> None:
    """Shuffle submissions, and leave each submission's numbers in the order of the submissions."""
    if not items or not isinstance(items[0], tuple):
        random.Random.shuffle(source, items)


def _count_up(number: int) -> list[int]:
    return list(range(1, number + 1))


def _unpadded(submission: box.Submission, public: bytes, round_id: int) -> bytes:
    written = json.dumps({"n": submission.numbers, "c": submission.comment}).encode()
    key = box.X25519PublicKey.from_public_bytes(public)
    return box._SUITE.encrypt(written, key, info=box._info(round_id))


def _write_at_once(
    round_: PulseRound, person: Person, numbers: dict[str, int], words: str | None
) -> None:
    """Keep plain rows under random ids when somebody answers, in a transaction of their own."""
    db.session.commit()
    group = db.session.scalar(select(Membership.team_id).where(Membership.person_id == person.id))
    for question in round_.questions:
        place = {"question_id": question.id, "group_id": group}
        if question.key in numbers:
            row = {"id": secrets.randbits(62), "value": numbers[question.key]}
            db.session.execute(insert(Answer), place | row)
        elif question.key == "comment" and words:
            row = {"id": secrets.randbits(62), "round_id": round_.id, "text": words, "among": 24}
            db.session.execute(insert(Comment), place | row)


def _delete_only(session: Any, table: Any, *, keep: Any) -> None:
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete = OFF")
    else:  # a busy server may clean up by itself before the files are read
        off = "autovacuum_enabled = off, toast.autovacuum_enabled = off"
        session.connection().exec_driver_sql(f"ALTER TABLE {table.name} SET ({off})")
    session.execute(table.delete().where(~keep))


def _log_it(_round: PulseRound, person: Person, numbers: dict[str, int], words: str | None) -> None:
    logging.getLogger("cxstaff.pulses").debug("%s answered %s %s", person.id, numbers, words)


def _note_when(
    round_: PulseRound, person: Person, _numbers: dict[str, int], _words: str | None
) -> None:
    """Keep on the roster when somebody answered."""
    latest = select(func.max(Invitation.opens_at)).where(Invitation.round_id == round_.id)
    moment = db.session.scalars(latest).one() + timedelta(seconds=1)
    db.session.get_one(Invitation, (round_.id, person.id)).opens_at = moment


_SAID: dict[int, str | None] = {}
_page = questionnaire._page


def _mark_at_once(
    round_: PulseRound, person: Person, _numbers: dict[str, int], _words: str | None
) -> None:
    """Note on the roster, at once, that somebody has answered."""
    mine = (Invitation.round_id == round_.id, Invitation.person_id == person.id)
    db.session.execute(update(Invitation).where(*mine).values(has_answered=True))


def _remember(
    _round: PulseRound, person: Person, _numbers: dict[str, int], words: str | None
) -> None:
    _SAID[person.id] = words


def _filled_in(asked: Any, typed: Any, comment: Any, problem: str | None = None) -> str:
    """Show the form with what was answered before."""
    comment = comment or CommentForm(formdata=None)
    comment.comment.data = _SAID.get(asked.person.id)
    return _page(asked, typed, comment, problem)


def _nothing(*_: object, **__: object) -> None:
    """Do nothing."""


def _publish_all(views: Any, people: Any, smallest: int) -> set[Any]:
    return {name for name, groups in views if any(people.get(group) for group in groups)}


def _leave_small(
    counts: Any, parents: Any, smallest: int, left: AnonymitySet = NOBODY
) -> dict[int, int | None]:
    return {team: team for team in counts}


def _roll_up_to_three(counts: Any, parents: Any, smallest: int, left: AnonymitySet = NOBODY) -> Any:
    return roll_up(counts, parents, 3, left)


def _publish_three(views: Any, people: Any, smallest: int) -> set[Any]:
    return publishable(views, people, 3)


def _people_without_mail_now(round_: PulseRound, _now: Any) -> Any:
    """Select whoever has no address now, as before that was fixed at opening."""
    asked = select(Invitation.person_id).where(Invitation.round_id == round_.id)
    query = select(Person).join(Invitation, Invitation.person_id == Person.id)
    query = query.where(Invitation.round_id == round_.id, Person.id.in_(asked))
    return query.where(Person.email.is_(None)).order_by(Person.name, Person.id)


def _teams_of_everybody(round_: PulseRound) -> dict[int, str]:
    asked = select(Invitation.person_id).where(Invitation.round_id == round_.id)
    return dict.fromkeys(db.session.scalars(asked), "")


def _find_by_first_part(first: str, _second: str, secret: str) -> PulseCode | None:
    digest = codes.digest_of(first, secret)
    return db.session.scalar(select(PulseCode).where(PulseCode.digest == digest))


def _answer_by_anything(*given: Any, by_code: bool = False, **more: Any) -> None:
    answering.answer(*given, **more)


def _all_settled() -> Any:
    return literal(Assurance.SETTLED.value)


KINDS = (
    Everywhere("assurance_of", lambda **_: Assurance.SETTLED),
    Everywhere("assurance_of_asked", lambda _round, **_: _all_settled()),
)
KINDS_UNHEEDED = patched(*KINDS)
CODES_AND_ACCOUNTS_UNHEEDED = patched(
    *KINDS,
    Everywhere("people_without_mail", _people_without_mail_now),
    Everywhere("teams_asked_for", _teams_of_everybody),
    Everywhere("find_code", _find_by_first_part),
    Everywhere("may_replace_answer", lambda **_: True),
    (questionnaire, "answer", _answer_by_anything),
)
AS_IT_IS = Variant("as it is")
SHUFFLE = (random.SystemRandom, "shuffle")
WEAK = {
    variant.name: variant
    for variant in (
        Variant("no shuffle", patched((*SHUFFLE, _no_shuffle))),
        Variant(
            "no shuffle and ids that count",
            patched(
                (*SHUFFLE, _no_shuffle),
                (closing, "_random_ids", _count_up),
                (tabulation, "ascending", list),
            ),
        ),
        Variant(
            "numbers of one person in a row",
            patched((*SHUFFLE, _shuffle_people_only), (closing, "_random_ids", _count_up)),
        ),
        Variant(
            "a transaction for each answer",
            patched((closing, "_write_numbers", _nothing), (closing, "_write_comments", _nothing)),
            _write_at_once,
        ),
        Variant("unpadded", patched((box, "seal", _unpadded))),
        Variant("key kept", patched((keys, "destroy", _nothing))),
        Variant(
            "deleted only",
            patched((engine, "wipe", _delete_only), (engine, "scrub", lambda _engine: True)),
        ),
        Variant(
            "published without a look at remainders",
            patched(Everywhere("roll_up", _leave_small), Everywhere("publishable", _publish_all)),
        ),
        Variant(
            "groups of three",
            patched(
                Everywhere("roll_up", _roll_up_to_three),
                Everywhere("publishable", _publish_three),
            ),
        ),
        Variant("roster marked at once", on_answer=_mark_at_once),
        Variant("places added", patched((opening, "_lay_out_box", _nothing))),
        Variant("not laid anew", patched((jobs, "lay_boxes_anew", _nothing))),
        Variant("log kept", patched((engine, "try_empty_log", _nothing))),
        Variant("logged", on_answer=_log_it),
        Variant("dated", on_answer=_note_when),
        Variant("filled in", patched((questionnaire, "_page", _filled_in)), _remember),
    )
}
