"""Questions about pulses: what waits for whom, how many took part, what was published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, select
from sqlalchemy.orm import joinedload

from cxstaff.db import Page, db, page_of
from cxstaff.people import queries as people
from cxstaff.people.models import Person, Team
from cxstaff.pulses.bank import DRIVER_NAMES
from cxstaff.pulses.grouping import Parents, groups_below
from cxstaff.pulses.models import (
    SMALLEST_GROUP,
    Driver,
    Invitation,
    Pulse,
    PulseRound,
    RoundHalf,
    RoundQuestion,
    RoundResult,
    Scale,
)

# Everybody asks this one within a few hours, so the statement is made once.
_ASKED = (
    select(PulseRound)
    .join(Invitation)
    .where(PulseRound.id == bindparam("round"), Invitation.person_id == bindparam("person"))
    .options(joinedload(PulseRound.pulse), joinedload(PulseRound.questions))
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open round that a person is asked in."""

    round_id: int
    name: str
    closes_at: datetime
    has_answered: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One published result of a team in a round; sums are of points 0–100 (eNPS −100 to 100)."""

    team_id: int
    round_id: int
    opens_at: datetime
    closes_at: datetime
    invited: int
    n: int
    mean: float
    variance: float | None
    favourable: float | None


@dataclass(frozen=True, slots=True)
class HalfPoint:
    """The engagement index of a group's two fixed halves of people in one round."""

    team_id: int
    round_id: int
    opens_at: datetime
    first_n: int
    first_mean: float
    second_n: int
    second_mean: float


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that results are published about."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The group a person's answers are counted with (None: no team), and how many are in it."""

    team_name: str | None
    asked: int
    has_answered: bool


@dataclass(frozen=True, slots=True)
class Participation:
    """How many of those asked have answered; only told of `SMALLEST_GROUP` people or more."""

    invited: int
    answered: int

    @property
    def share(self) -> float:
        """Return the share of those asked who have answered, 0–1."""
        return self.answered / self.invited


def parents_of_teams() -> Parents:
    """Return the team above each team."""
    return {row[0]: row[1] for row in db.session.execute(select(Team.id, Team.parent_id))}


def open_rounds_for(person: Person, now: datetime) -> list[Waiting]:
    """Return the open rounds that `person` is asked in, the first to close first."""
    query = (
        select(PulseRound.id, Pulse.name, PulseRound.closes_at, Invitation.has_answered)
        .join(Invitation, Invitation.round_id == PulseRound.id)
        .join(Pulse, Pulse.id == PulseRound.pulse_id)
        .where(Invitation.person_id == person.id, _is_open(now))
        .order_by(PulseRound.closes_at, PulseRound.id)
    )
    return [Waiting(*row) for row in db.session.execute(query)]


def find_round_for(person: Person, round_id: int) -> PulseRound | None:
    """Return a round if the person is asked in it, else None."""
    asked = {"round": round_id, "person": person.id}
    return db.session.scalars(_ASKED, asked).unique().one_or_none()


def counted_with(round_id: int, person_id: int) -> Counted:
    """Return with whom a person's answers are counted, and whether they have answered."""
    mine = db.session.get_one(Invitation, (round_id, person_id))
    asked = select(func.count()).where(
        Invitation.round_id == round_id, Invitation.group_id.is_not_distinct_from(mine.group_id)
    )
    team = db.session.get(Team, mine.group_id) if mine.group_id is not None else None
    name = team.name if team else None
    return Counted(name, db.session.scalar(asked) or 0, mine.has_answered)


def pulses_page(number: int) -> Page[Pulse]:
    """Return page `number` of the pulses, newest first."""
    return page_of(select(Pulse).order_by(Pulse.id.desc()), number)


def rounds_of(pulse: Pulse, number: int) -> Page[PulseRound]:
    """Return page `number` of a pulse's rounds, newest first."""
    query = select(PulseRound).where(PulseRound.pulse_id == pulse.id)
    return page_of(query.order_by(PulseRound.opens_at.desc()), number, size=12)


def open_round_of(pulse: Pulse, now: datetime) -> PulseRound | None:
    """Return the round of a pulse that is open, or None."""
    return db.session.scalar(
        select(PulseRound).where(PulseRound.pulse_id == pulse.id, _is_open(now)).limit(1)
    )


def open_rounds(now: datetime) -> list[PulseRound]:
    """Return every open round, the first to close first."""
    query = select(PulseRound).where(_is_open(now)).options(joinedload(PulseRound.pulse))
    return list(db.session.scalars(query.order_by(PulseRound.closes_at, PulseRound.id)))


def stuck_rounds() -> list[PulseRound]:
    """Return the rounds that could not be closed; each says why."""
    query = select(PulseRound).where(
        PulseRound.complaint.is_not(None), PulseRound.closed_at.is_(None)
    )
    return list(db.session.scalars(query.options(joinedload(PulseRound.pulse))))


def participation_in(round_ids: Iterable[int]) -> dict[int, Participation]:
    """Return how many took part in each of several rounds, of everybody asked."""
    query = _taking_part(Invitation.round_id).where(Invitation.round_id.in_(list(round_ids)))
    found = {row[0]: Participation(row[1], row[2]) for row in db.session.execute(query)}
    return {each: told for each, told in found.items() if told.invited >= SMALLEST_GROUP}


def participation_by_team(round_: PulseRound) -> dict[int, Participation]:
    """Return how many took part in each team that holds a group, with those below it.

    Groups were made at opening so that each, and what is left outside all of them, holds
    `smallest_group` people or more: no team's number tells of fewer.
    """
    query = _taking_part(Invitation.group_id).where(
        Invitation.round_id == round_.id, Invitation.group_id.is_not(None)
    )
    rows = {row[0]: (row[1], row[2]) for row in db.session.execute(query)}
    return {
        team: Participation(
            sum(rows[group][0] for group in groups), sum(rows[group][1] for group in groups)
        )
        for team, groups in groups_below(rows, parents_of_teams()).items()
    }


def series(subject: str) -> list[Point]:
    """Return every published result of every team about `subject`, oldest round first."""
    query = _points(subject).order_by(PulseRound.closes_at, PulseRound.id, RoundResult.team_id)
    return [Point(*row) for row in db.session.execute(query)]


def halves(subject: str = "index") -> list[HalfPoint]:
    """Return both halves' means of every group and round; only the index is kept so."""
    if subject != "index":
        return []
    query = (
        select(
            RoundHalf.team_id,
            RoundHalf.round_id,
            PulseRound.opens_at,
            RoundHalf.first_n,
            RoundHalf.first_mean,
            RoundHalf.second_n,
            RoundHalf.second_mean,
        )
        .join(PulseRound, PulseRound.id == RoundHalf.round_id)
        .order_by(PulseRound.opens_at, RoundHalf.team_id)
    )
    return [HalfPoint(*row) for row in db.session.execute(query)]


def latest_of_team(team_id: int, subject: str = "index") -> Point | None:
    """Return the newest published result of a team about `subject`, or None."""
    query = _points(subject).where(RoundResult.team_id == team_id)
    row = db.session.execute(query.order_by(PulseRound.closes_at.desc()).limit(1)).first()
    return Point(*row) if row else None


def was_asked(team_id: int) -> bool:
    """Say whether a team, or one below it, was asked about engagement in a round that is over.

    Where it was and no index is published, the index is hidden to protect people.
    """
    query = select(Invitation.round_id).join(PulseRound).join(PulseRound.questions)
    query = query.where(
        Invitation.team_id.in_(people.team_ids_below([team_id])),
        PulseRound.opened_box_at.is_not(None),
        RoundQuestion.driver == Driver.ENGAGEMENT.value,
        RoundQuestion.scale != Scale.TEXT.value,
    )
    return db.session.execute(query.limit(1)).first() is not None


def subjects() -> list[Subject]:
    """Return what results are published about: the index, eNPS, TEEI and drivers, in this order."""
    names = subject_names()
    query = select(RoundResult.subject).where(RoundResult.subject.in_(list(names))).distinct()
    present = set(db.session.scalars(query)) | {"index"}
    return [Subject(key, name) for key, name in names.items() if key in present]


def subject_names() -> dict[str, str]:
    """Return every subject but the single questions, with its name in the reader's language."""
    names = {"index": _("Engagement index"), "enps": _("eNPS"), "teei": _("Temkin index")}
    drivers = [driver for driver in Driver if driver is not Driver.ENGAGEMENT]
    return names | {f"driver:{driver}": str(DRIVER_NAMES[driver]) for driver in drivers}


def version() -> tuple[int, int]:
    """Return a key that changes whenever results are published."""
    row = db.session.execute(
        select(func.count(), func.max(PulseRound.id)).where(PulseRound.opened_box_at.is_not(None))
    ).one()
    return row[0], row[1] or 0


def _is_open(now: datetime) -> ColumnElement[bool]:
    return and_(
        PulseRound.opens_at <= now, PulseRound.closes_at > now, PulseRound.opened_box_at.is_(None)
    )


def _taking_part(by: Any) -> Select[Any]:
    answered = func.sum(case((Invitation.has_answered, 1), else_=0))
    return select(by, func.count(), answered).group_by(by)


def _points(subject: str) -> Select[Any]:
    columns: tuple[Any, ...] = (
        RoundResult.team_id,
        RoundResult.round_id,
        PulseRound.opens_at,
        PulseRound.closes_at,
        RoundResult.invited,
        RoundResult.n,
        RoundResult.mean,
        RoundResult.variance,
        RoundResult.favourable,
    )
    query: Select[Any] = select(*columns).join(PulseRound, PulseRound.id == RoundResult.round_id)
    return query.where(RoundResult.subject == subject, RoundResult.team_id.is_not(None))
