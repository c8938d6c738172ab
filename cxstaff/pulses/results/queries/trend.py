"""How one result went over the rounds of its pulse, for everybody asked or for one team."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cxstaff.db import db
from cxstaff.pulses.models import PulseRound, RoundResult
from cxstaff.pulses.results.queries import rosters, topics
from cxstaff.pulses.results.queries.closed import up_to
from cxstaff.pulses.results.queries.scores import Score


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One round of a trend; `score` says whether it was asked, hidden or told."""

    round: PulseRound
    score: Score
    is_other: bool  # other questions than in the round before that was told


def trend(
    round_: PulseRound, subject: str, team_id: int | None, below: Collection[int] | None
) -> list[TrendPoint]:
    """Return what was published about `subject` up to a round, oldest first, gaps included."""
    listed = list(reversed(up_to(round_)))
    ids = [each.id for each in listed]
    turns = rosters.turns_in(ids, below)
    query = select(RoundResult).where(
        RoundResult.round_id.in_(ids),
        RoundResult.team_id.is_not_distinct_from(team_id),
        RoundResult.subject == subject,
    )
    told = {each.round_id: each for each in db.session.scalars(query)}
    found: list[TrendPoint] = []
    last: frozenset[str] | None = None
    for each in listed:
        asked = subject in topics.keys_by_subject(rosters.asked_of(each, turns[each.id]))
        score = Score(subject, "", told.get(each.id), asked)
        keys = topics.keys_by_subject(each.questions).get(subject)
        found.append(TrendPoint(each, score, bool(score.result and last and last != keys)))
        last = keys if score.result else last
    return found


def subjects(round_: PulseRound) -> dict[str, str]:
    """Name what a trend can be shown of: what the rounds of the pulse up to this one asked."""
    listed: Sequence[PulseRound] = up_to(round_)
    return topics.named(question for each in listed for question in each.questions)
