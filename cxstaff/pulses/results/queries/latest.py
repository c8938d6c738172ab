"""The newest published result of several teams at once, and which of them were asked at all."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import exists, func, select

from cxstaff.db import db
from cxstaff.people.models import Team
from cxstaff.pulses.models import Driver, Invitation, PulseRound, RoundQuestion, RoundResult, Scale
from cxstaff.pulses.results.queries.series import POINT, SeriesPoint
from cxstaff.pulses.results.queries.subjects import counts


def latest_of_teams(team_ids: Collection[int], subject: str = "index") -> dict[int, SeriesPoint]:
    """Return the newest published result of each team about `subject`, of those that have one."""
    newest = func.row_number().over(
        partition_by=RoundResult.team_id, order_by=PulseRound.closes_at.desc()
    )
    ranked = (
        select(*POINT, newest.label("place"))
        .join(PulseRound, PulseRound.id == RoundResult.round_id)
        .where(RoundResult.subject == subject, RoundResult.team_id.in_(team_ids), counts())
        .subquery()
    )
    rows = db.session.execute(select(ranked).where(ranked.c.place == 1))
    return {row.team_id: SeriesPoint(*row[:-1]) for row in rows}


def teams_ever_asked(team_ids: Collection[int]) -> set[int]:
    """Return the teams whose own people were asked about engagement in a round that is over."""
    asked = (
        exists()
        .where(Invitation.team_id == Team.id, PulseRound.id == Invitation.round_id)
        .where(PulseRound.opened_box_at.is_not(None), PulseRound.is_of_index)
        .where(RoundQuestion.round_id == PulseRound.id)
        .where(
            RoundQuestion.driver == Driver.ENGAGEMENT.value,
            RoundQuestion.scale != Scale.TEXT.value,
        )
    )
    return set(db.session.scalars(select(Team.id).where(Team.id.in_(team_ids), asked)))
