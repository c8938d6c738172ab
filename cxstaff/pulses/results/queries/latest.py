"""The newest published result of several teams at once, and which of them were asked at all."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from cxstaff.db import db
from cxstaff.people.models import Membership
from cxstaff.pulses.models import Driver, Invitation, PulseRound, RoundQuestion, RoundResult, Scale
from cxstaff.pulses.results.queries.series import SeriesPoint


def latest_of_teams(team_ids: Collection[int], subject: str = "index") -> dict[int, SeriesPoint]:
    """Return the newest published result of each team about `subject`, of those that have one."""
    newest = func.row_number().over(
        partition_by=RoundResult.team_id, order_by=PulseRound.closes_at.desc()
    )
    ranked = (
        select(
            RoundResult.team_id,
            RoundResult.round_id,
            PulseRound.opens_at,
            PulseRound.closes_at,
            RoundResult.invited,
            RoundResult.n,
            RoundResult.mean,
            RoundResult.variance,
            RoundResult.favourable,
            newest.label("place"),
        )
        .join(PulseRound, PulseRound.id == RoundResult.round_id)
        .where(RoundResult.subject == subject, RoundResult.team_id.in_(team_ids))
        .subquery()
    )
    rows = db.session.execute(select(ranked).where(ranked.c.place == 1))
    return {row.team_id: SeriesPoint(*row[:-1]) for row in rows}


def teams_ever_asked(team_ids: Collection[int]) -> set[int]:
    """Return the teams whose own people were asked about engagement in a round that is over.

    They are looked for among the people who are or were in them: nobody else is asked as one of
    them, and rounds are many more than a team has people.
    """
    query = (
        select(Invitation.team_id)
        .join(
            Membership,
            (Membership.person_id == Invitation.person_id)
            & (Membership.team_id == Invitation.team_id),
        )
        .join(PulseRound, PulseRound.id == Invitation.round_id)
        .join(RoundQuestion, RoundQuestion.round_id == PulseRound.id)
        .where(
            Membership.team_id.in_(team_ids),
            PulseRound.opened_box_at.is_not(None),
            RoundQuestion.driver == Driver.ENGAGEMENT.value,
            RoundQuestion.scale != Scale.TEXT.value,
        )
    )
    return set(db.session.scalars(query.distinct()))
