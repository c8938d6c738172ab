"""Rounds as those who run them see them: which are open, who has answered, how many take part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from cxstaff.db import Page, db, page_of
from cxstaff.people.models import Team
from cxstaff.pulses.disclosure.grouping import Parents, groups_below
from cxstaff.pulses.models import SMALLEST_GROUP, Invitation, Pulse, PulseRound, SealedAnswer


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


def pulses_page(number: int) -> Page[Pulse]:
    """Return page `number` of the pulses, newest first."""
    query = select(Pulse).options(selectinload(Pulse.audience)).order_by(Pulse.id.desc())
    return page_of(query, number)


def rounds_of(pulse: Pulse, number: int) -> Page[PulseRound]:
    """Return page `number` of a pulse's rounds, newest first."""
    query = select(PulseRound).where(PulseRound.pulse_id == pulse.id)
    return page_of(query.order_by(PulseRound.opens_at.desc()), number, size=12)


def open_round_of(pulse: Pulse, now: datetime) -> PulseRound | None:
    """Return the round of a pulse that is open, or None."""
    return db.session.scalar(
        select(PulseRound).where(PulseRound.pulse_id == pulse.id, is_open(now)).limit(1)
    )


def open_rounds(now: datetime) -> list[PulseRound]:
    """Return every open round, the first to close first."""
    query = select(PulseRound).where(is_open(now)).options(joinedload(PulseRound.pulse))
    return list(db.session.scalars(query.order_by(PulseRound.closes_at, PulseRound.id)))


def stuck_rounds() -> list[PulseRound]:
    """Return the rounds that could not be closed; each says why."""
    query = select(PulseRound).where(
        PulseRound.complaint.is_not(None),
        PulseRound.closed_at.is_(None),
        PulseRound.given_up_at.is_(None),
    )
    return list(db.session.scalars(query.options(joinedload(PulseRound.pulse))))


def rounds_not_closed(since: datetime) -> list[PulseRound]:
    """Return the rounds that cannot be closed, or were to be before `since`."""
    query = select(PulseRound).where(
        or_(PulseRound.complaint.is_not(None), PulseRound.closes_at < since),
        PulseRound.closed_at.is_(None),
        PulseRound.given_up_at.is_(None),
    )
    return list(db.session.scalars(query.options(joinedload(PulseRound.pulse))))


def participation_in(round_ids: Iterable[int], now: datetime) -> dict[int, Participation]:
    """Return how many took part in each of several rounds, of everybody asked.

    Of rounds that somebody is not asked in yet nothing is told: who has another clock, as the
    roster says, would be alone in what is counted.
    """
    query = _taking_part(Invitation.round_id).where(Invitation.round_id.in_(list(round_ids)))
    query = query.having(func.max(Invitation.opens_at) <= now)
    found = {row[0]: Participation(row[1], row[2]) for row in db.session.execute(query)}
    return {each: told for each, told in found.items() if told.invited >= SMALLEST_GROUP}


def participation_by_team(round_: PulseRound, now: datetime) -> dict[int, Participation]:
    """Return how many took part in each team that holds a group, with those below it.

    Groups were made at opening so that each, and what is left outside all of them, holds
    `smallest_group` people or more: no team's number tells of fewer. Nothing is told before
    everybody is asked (see `participation_in`).
    """
    latest = select(func.max(Invitation.opens_at)).where(Invitation.round_id == round_.id)
    if (db.session.scalar(latest) or now) > now:
        return {}
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


def is_open(now: datetime) -> ColumnElement[bool]:
    """Say of a selected `PulseRound` that answers are being taken."""
    return and_(
        PulseRound.opens_at <= now,
        PulseRound.closes_at > now,
        PulseRound.opened_box_at.is_(None),
        PulseRound.given_up_at.is_(None),
    )


def _taking_part(by: Any) -> Select[Any]:
    answered = func.sum(case((has_answered(), 1), else_=0))
    return select(by, func.count(), answered).group_by(by)


def has_answered() -> ColumnElement[bool]:
    """Say of a selected `Invitation` whether the person has answered."""
    return or_(Invitation.has_answered, _in_the_box(SealedAnswer.has_answered))


def is_disputed() -> ColumnElement[bool]:
    """Say of a selected `Invitation` whether the person says that the answer is not theirs."""
    return or_(Invitation.is_disputed, _in_the_box(SealedAnswer.is_disputed))


def _in_the_box(mark: Any) -> ColumnElement[bool]:
    return (
        select(1)
        .where(
            SealedAnswer.round_id == Invitation.round_id,
            SealedAnswer.person_id == Invitation.person_id,
            mark,
        )
        .correlate(Invitation)
        .exists()
    )
