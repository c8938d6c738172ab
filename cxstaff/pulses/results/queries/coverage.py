"""Which pulse asked which teams about something: it is named, and hidden is told from absent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, select

from cxstaff.clock import local_day
from cxstaff.db import db
from cxstaff.pulses.models import Invitation, Pulse, PulseRound, RoundResult
from cxstaff.pulses.results.queries.subjects import counts_for


def rounds_about(subject: str) -> dict[int, datetime]:
    """Return when each round opened that published anything about `subject`, by its id."""
    query = select(PulseRound.id, PulseRound.opens_at).where(_tells_of(subject))
    return {row[0]: row[1] for row in db.session.execute(query)}


def first_to_close(today: date, zone: str) -> datetime | None:
    """Return when the first of the rounds closes that have opened by `today`; None without any."""
    waiting = PulseRound.closed_at.is_(None), PulseRound.given_up_at.is_(None)
    query = select(PulseRound.opens_at, PulseRound.closes_at).where(*waiting)
    begun = [row[1] for row in db.session.execute(query) if local_day(row[0], zone) <= today]
    return min(begun, default=None)


def pulses_about(subject: str) -> list[str]:
    """Return the names of the pulses that published anything about `subject`, in order."""
    told = select(PulseRound.id).where(PulseRound.pulse_id == Pulse.id, _tells_of(subject))
    query = select(Pulse.name).where(told.exists()).distinct()
    return list(db.session.scalars(query.order_by(Pulse.name)))


def _tells_of(subject: str) -> ColumnElement[bool]:
    """Say that a round published something about a subject: one result of thousands will do."""
    mine = RoundResult.round_id == PulseRound.id, RoundResult.subject == subject
    told = select(RoundResult.id).where(*mine).correlate(PulseRound).exists()
    return and_(counts_for(subject), told)


def names_of(round_ids: Collection[int]) -> dict[int, str]:
    """Return the name of the pulse that each of some rounds belongs to, by the round's id."""
    query = select(PulseRound.id, Pulse.name).join(Pulse, Pulse.id == PulseRound.pulse_id)
    return {row[0]: row[1] for row in db.session.execute(query.where(PulseRound.id.in_(round_ids)))}


def teams_asked(
    round_ids: Collection[int], team_ids: Collection[int] | None = None
) -> set[tuple[int, int]]:
    """Return (round id, team id) wherever people of a team (None: of any) were asked."""
    query = select(Invitation.round_id, Invitation.team_id).distinct()
    query = query.where(Invitation.round_id.in_(list(round_ids)))
    if team_ids is not None:
        query = query.where(Invitation.team_id.in_(list(team_ids)))
    return {(row[0], row[1]) for row in db.session.execute(query)}
