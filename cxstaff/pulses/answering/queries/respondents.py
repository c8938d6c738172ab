"""One person asked in one round, with its questions, as one statement reads them: plain rows.

Most requests of a day are of people who answer. Of the person there is what answering asks for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    false,
    null,
    or_,
    select,
    true,
)

from cxstaff import engine
from cxstaff.db import PlainRow, db
from cxstaff.engine import Prepared
from cxstaff.engine.gathering import gathered
from cxstaff.people import company as people
from cxstaff.people.accounts.sessions import Found, reading_beside
from cxstaff.people.models import Company, Person, Team
from cxstaff.pulses.answering.queries.counts import COUNTS, GroupCounts, counts_in
from cxstaff.pulses.models import Invitation, Pulse, PulseRound, RoundQuestion, Scale, SealedAnswer


@dataclass(frozen=True, slots=True)
class AskedRound:
    """A round as those asked in it see it; `name` is that of its pulse."""

    id: int
    name: str
    opens_at: datetime
    closes_at: datetime
    opened_box_at: datetime | None
    given_up_at: datetime | None
    heard: str | None
    heard_at: datetime | None
    public_key: bytes
    smallest_group: int
    smallest_comments: int

    def is_open(self, now: datetime) -> bool:
        """Say whether answers are being taken."""
        in_time = self.opens_at <= now < self.closes_at
        return in_time and self.opened_box_at is None and self.given_up_at is None


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """What answering needs to know of a person."""

    id: int
    name: str
    email: str | None
    zone: str | None
    left_on: date | None
    erased_on: date | None

    def works_here(self, today: date) -> bool:
        """Say whether the person has not left."""
        return self.left_on is None or today < self.left_on


@dataclass(frozen=True, slots=True, eq=False)
class AskedQuestion:
    """A question of a person's turn, as the round asks it (see `RoundQuestion`).

    `numbers` can be answered, none where words are asked for. Two that are read alike are one
    object, for as long as the process remembers them.
    """

    key: str
    scale: str
    instrument: str
    wording: str
    options: Sequence[str] | None
    low_end: str | None
    high_end: str | None
    translations: Mapping[str, Mapping[str, Any]]
    numbers: range
    choices: frozenset[str]


@dataclass(frozen=True, slots=True)
class Respondent:
    """A person on a round's roster: how they are asked, what, and whether they have answered.

    `team_name` is that of their group, None where they are counted with everybody asked alone.
    `has_changed_hands` where their account is in other hands than at opening. `is_held` while the
    transaction keeps the round from being closed (see `hold_respondent`). `counts` are those of
    their group, None where they are not found to be shown the page.
    """

    round: AskedRound
    person: AskedPerson
    questions: tuple[AskedQuestion, ...]
    is_held: bool
    counts: GroupCounts | None
    opens_at: datetime
    needs_code: bool
    group_id: int | None
    team_name: str | None
    is_answered: bool
    is_called_false: bool
    has_changed_hands: bool


_ROUND = (
    PulseRound.id,
    Pulse.name,
    PulseRound.opens_at,
    PulseRound.closes_at,
    PulseRound.opened_box_at,
    PulseRound.given_up_at,
    PulseRound.heard,
    PulseRound.heard_at,
    PulseRound.public_key,
    PulseRound.smallest_group,
    PulseRound.smallest_comments,
)
_PERSON = (
    Person.id,
    Person.name,
    Person.email,
    Person.zone,
    Person.left_on,
    Person.erased_on,
)
_PLACE = (
    Invitation.opens_at,
    Invitation.needs_code,
    Invitation.group_id,
    Team.name,
    or_(Invitation.has_answered, SealedAnswer.has_answered.is_(True)),
    or_(Invitation.is_disputed, SealedAnswer.is_disputed.is_(True)),
    or_(Person.handovers != Invitation.handovers, Person.recoveries != Invitation.recoveries),
)
_QUESTION = (
    RoundQuestion.position,
    RoundQuestion.key,
    RoundQuestion.scale,
    RoundQuestion.instrument,
    RoundQuestion.wording,
    RoundQuestion.options,
    RoundQuestion.low_end,
    RoundQuestion.high_end,
    RoundQuestion.translations,
)
_QUESTIONS = (
    select(gathered(*_QUESTION))
    .where(
        RoundQuestion.round_id == Invitation.round_id,
        or_(RoundQuestion.turn.is_(None), RoundQuestion.turn == Invitation.turn),
    )
    .correlate(Invitation)
    .scalar_subquery()
)
_COMPANY = engine.table_of(Company).columns
_COLUMNS: tuple[Any, ...] = (*_ROUND, *_PERSON, *_PLACE, *_COMPANY, _QUESTIONS)
_NO_COUNTS: ColumnElement[str] = cast(null(), Text)
_PERSON_FROM = len(_ROUND)
_PLACE_FROM = _PERSON_FROM + len(_PERSON)
_COMPANY_FROM = _PLACE_FROM + len(_PLACE)
MOST_REMEMBERED = 256
"""How many turns' questions a process remembers: a few rounds, each with some turns."""


def _joined(query: Select[Any]) -> Select[Any]:
    """Join to an invitation its round and pulse, its group, and the place of its answer."""
    in_its_place = and_(
        SealedAnswer.round_id == Invitation.round_id,
        SealedAnswer.person_id == Invitation.person_id,
    )
    return (
        query.join(PulseRound, PulseRound.id == Invitation.round_id)
        .join(Pulse, Pulse.id == PulseRound.pulse_id)
        .outerjoin(Team, Team.id == Invitation.group_id)
        .outerjoin(SealedAnswer, in_its_place)
    )


# Everybody asks these within a few hours, so they are made once.
_PLACED: Select[Any] = (
    _joined(select(*_COLUMNS, COUNTS).select_from(Invitation))
    .join(Person, Person.id == Invitation.person_id)
    .join(Company, true())
    .where(Invitation.round_id == bindparam("round"), Invitation.person_id == bindparam("person"))
)
_PLACED_AND_HELD = _PLACED.with_only_columns(*_COLUMNS, _NO_COUNTS).with_for_update(
    read=True, of=PulseRound
)
_ASKED, _HELD = Prepared(_PLACED), Prepared(_PLACED_AND_HELD)


def _with_session(is_held: ColumnElement[bool], counts: ColumnElement[str]) -> Select[Any]:
    """Return what reads the same in the statement that finds the person's session."""
    columns = (*_ROUND, *_PLACE, _QUESTIONS, is_held, counts)
    return reading_beside(columns, lambda query: _joined(query.join(Invitation, _IS_ASKED)))


_IS_ASKED = and_(Invitation.person_id == Person.id, Invitation.round_id == bindparam("round_id"))
_BESIDE = _with_session(false(), COUNTS)
_BESIDE_AND_HELD = _with_session(true(), _NO_COUNTS).with_for_update(read=True, of=PulseRound)
WITH_SESSION, HELD_WITH_SESSION = Prepared(_BESIDE), Prepared(_BESIDE_AND_HELD)
_OF_PERSON = [engine.table_of(Person).columns.keys().index(column.key) for column in _PERSON]


def respondent_of(found: Found | None) -> Respondent | None:
    """Return how somebody is asked who was found with `WITH_SESSION` or `HELD_WITH_SESSION`.

    None where they are not asked, and where there is no session any more that tells.
    """
    if found is None or found.beside is None:
        return None
    read, own = found.beside, found.person.values
    return Respondent(
        AskedRound(*read[:_PERSON_FROM]),
        AskedPerson(*(own[place] for place in _OF_PERSON)),
        _questions(read[-3] or "[]"),
        bool(read[-2]),
        counts_in(read[-1]) if read[-1] else None,
        *read[_PERSON_FROM:-3],
    )


def find_respondent(round_id: int, person_id: int) -> Respondent | None:
    """Return how a person is asked in a round, or None where they are not."""
    return _read(_ASKED, round_id, person_id, is_held=False)


def hold_respondent(round_id: int, person_id: int) -> Respondent | None:
    """Return the same, and keep the round from being closed until this transaction ends."""
    return _read(_HELD, round_id, person_id, is_held=True)


def _read(
    statement: Prepared, round_id: int, person_id: int, *, is_held: bool
) -> Respondent | None:
    session, asked = db.session(), {"round": round_id, "person": person_id}
    row = engine.asked_once(session, statement, asked, is_held=is_held)
    if row is None:
        return None
    people.keep_company(PlainRow(Company, row[_COMPANY_FROM:-2], session.get_transaction()))
    return _respondent(row, is_held=is_held)


def _respondent(row: Sequence[Any], *, is_held: bool) -> Respondent:
    return Respondent(
        AskedRound(*row[:_PERSON_FROM]),
        AskedPerson(*row[_PERSON_FROM:_PLACE_FROM]),
        _questions(row[-2] or "[]"),
        is_held,
        counts_in(row[-1]) if row[-1] else None,
        *row[_PLACE_FROM:_COMPANY_FROM],
    )


@lru_cache(MOST_REMEMBERED)
def _questions(gathered_: str) -> tuple[AskedQuestion, ...]:
    """Read the questions of a turn, which everybody of that turn is asked in the same words."""
    return tuple(_question(*each[1:]) for each in sorted(json.loads(gathered_), key=itemgetter(0)))


def _question(key: str, scale: str, instrument: str, wording: str, *words: Any) -> AskedQuestion:
    options, low, high, said = words
    options, said = (
        json.loads(each) if isinstance(each, str) else each for each in (options, said)
    )
    numbers = Scale(scale).numbers(options)
    return AskedQuestion(
        key,
        scale,
        instrument,
        wording,
        options,
        low,
        high,
        said or {},
        numbers,
        frozenset(map(str, numbers)),
    )
