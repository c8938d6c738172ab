"""What rounds published about some subjects of some teams, and where teams were asked and hidden.

Nothing but what was published: no group below the floor has a row here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, literal, select, union_all

from cxstaff.db import db
from cxstaff.pulses.models import Invitation, PulseRound, RoundResult
from cxstaff.pulses.results.queries.scores import as_result
from cxstaff.pulses.results.queries.subjects import counts, counts_for
from cxstaff.pulses.scoring.scoring import Interval, interval
from cxstaff.pulses.scoring.significance import Result


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """One published result: of a team (None: all asked) about a subject, when its round opened."""

    team_id: int | None
    subject: str
    opens_at: datetime
    result: Result

    @property
    def interval(self) -> Interval | None:
        """Return its 95 % interval; None where one answer leaves none."""
        told = self.result
        return interval(told.mean, told.variance, told.n, told.invited, told.lowest, told.coded)


def published(
    subjects: Collection[str],
    team_ids: Collection[int] | None,
    since: datetime,
    until: datetime,
) -> list[PublishedResult]:
    """Return what rounds that opened in [since, until) published, the first to open first.

    Of some teams, or (None) of everybody asked.
    """
    query = (
        select(RoundResult, PulseRound.opens_at)
        .join(PulseRound, PulseRound.id == RoundResult.round_id)
        .where(
            RoundResult.subject.in_(subjects),
            counts(),
            PulseRound.opens_at >= since,
            PulseRound.opens_at < until,
            RoundResult.team_id.is_(None)
            if team_ids is None
            else RoundResult.team_id.in_(list(team_ids)),
        )
        .order_by(PulseRound.opens_at, PulseRound.id)
    )
    return [
        PublishedResult(row.team_id, row.subject, opens_at, as_result(row))
        for row, opens_at in db.session.execute(query)
    ]


def asked(
    subjects: Collection[str],
    team_ids: Collection[int] | None,
    since: datetime,
    until: datetime,
) -> list[tuple[str, int | None, datetime]]:
    """Return where people of teams (None: anybody) were asked: subject, team, when it opened.

    Of rounds that opened in [since, until) and published something about the subject of anybody:
    a team that is named here and has no published result is hidden to protect people.
    """
    if not subjects:
        return []
    about = union_all(*(_told_in(each, since, until) for each in sorted(subjects))).subquery()
    if team_ids is None:
        query = select(about.c.subject, about.c.opens_at)
        return [(row[0], None, row[1]) for row in db.session.execute(query)]
    invited = (
        select(about.c.subject, Invitation.team_id, about.c.opens_at)
        .join(Invitation, Invitation.round_id == about.c.round_id)
        .where(Invitation.team_id.in_(list(team_ids)))
        .distinct()
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(invited)]


def _told_in(subject: str, since: datetime, until: datetime) -> Select[Any]:
    """Select the rounds that opened in [since, until) and published something about a subject."""
    told = exists().where(RoundResult.round_id == PulseRound.id, RoundResult.subject == subject)
    columns: tuple[Any, ...] = (literal(subject).label("subject"), PulseRound.id.label("round_id"))
    query: Select[Any] = select(*columns, PulseRound.opens_at)
    within = PulseRound.opens_at >= since, PulseRound.opens_at < until
    return query.where(*within, told, counts_for(subject))
