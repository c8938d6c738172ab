"""Which teams were asked about something, so that what is hidden is told from what is absent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from cxstaff.db import db
from cxstaff.pulses.models import Invitation, PulseRound, RoundResult


def rounds_about(subject: str) -> dict[int, datetime]:
    """Return when each round opened that published anything about `subject`, by its id."""
    query = (
        select(PulseRound.id, PulseRound.opens_at)
        .join(RoundResult, RoundResult.round_id == PulseRound.id)
        .where(RoundResult.subject == subject)
        .distinct()
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def teams_asked(
    round_ids: Collection[int], team_ids: Collection[int] | None = None
) -> set[tuple[int, int]]:
    """Return (round id, team id) wherever people of a team (None: of any) were asked."""
    query = select(Invitation.round_id, Invitation.team_id).distinct()
    query = query.where(Invitation.round_id.in_(list(round_ids)))
    if team_ids is not None:
        query = query.where(Invitation.team_id.in_(list(team_ids)))
    return {(row[0], row[1]) for row in db.session.execute(query)}
