"""The scores of one round, about everybody asked or about one team."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from cxstaff.db import Page, db, page_of
from cxstaff.people.models import Team
from cxstaff.pulses.models import Invitation, PulseRound, RoundResult, Scale
from cxstaff.pulses.results.queries import rosters, topics
from cxstaff.pulses.scoring import scoring, shares, significance


@dataclass(frozen=True, slots=True)
class Score:
    """One result as it is shown; without one it is hidden to protect people, or was not asked."""

    subject: str
    label: str
    result: RoundResult | None
    is_asked: bool = True

    @property
    def interval(self) -> scoring.Interval | None:
        """Return where the mean of everybody asked lies with 95 % confidence."""
        return interval_of(self.result)

    @property
    def share(self) -> shares.FavourableShare | None:
        """Return the favourable share with its interval."""
        told = self.result
        if told is None or told.favourable is None:
            return None
        return shares.share(told.favourable, told.n, told.invited)


@dataclass(frozen=True, slots=True)
class TeamScore:
    """A team that was asked and its index; `result` is None where it is hidden."""

    team: Team
    result: RoundResult | None

    @property
    def interval(self) -> scoring.Interval | None:
        """Return where the mean of everybody asked lies with 95 % confidence."""
        return interval_of(self.result)


@dataclass(frozen=True, slots=True)
class ChoiceScores:
    """A question with answers to choose from, and the score of each: its share × 100."""

    key: str
    wording: str
    options: list[Score]

    @property
    def n(self) -> int | None:
        """Return how many answered; None where that is hidden."""
        return next((each.result.n for each in self.options if each.result), None)


def scores(
    round_: PulseRound, team_id: int | None, below: Collection[int] | None = None
) -> dict[str, Score]:
    """Return a score for everything the round asked, about a team (None: all asked).

    `below` are the team and those below it; by them hidden is told from not asked.
    """
    told = _told(round_, team_id)
    names = topics.named(round_.questions)
    asked = set(names) if below is None else set(topics.named(_seen(round_, below)))
    return {
        subject: Score(subject, label, told.get(subject), subject in asked)
        for subject, label in names.items()
    }


def choices(
    round_: PulseRound, team_id: int | None, below: Collection[int] | None = None
) -> list[ChoiceScores]:
    """Return the questions that were asked of a team with answers to choose from."""
    asked = round_.questions if below is None else _seen(round_, below)
    listed = [each for each in asked if each.scale == Scale.CHOICE]
    told = _told(round_, team_id) if listed else {}
    found = []
    for question in listed:
        named = [
            (f"option:{question.key}:{place}", words)
            for place, words in enumerate(topics.options(question), 1)
        ]
        options = [Score(subject, words, told.get(subject)) for subject, words in named]
        found.append(ChoiceScores(question.key, topics.wording(question), options))
    return found


def index_of(round_ids: Iterable[int], team_id: int | None) -> dict[int, Score]:
    """Return the published index of a team (None: all asked) in each of several rounds."""
    query = select(RoundResult).where(
        RoundResult.round_id.in_(list(round_ids)),
        RoundResult.team_id.is_not_distinct_from(team_id),
        RoundResult.subject == "index",
    )
    return {each.round_id: Score("index", "", each) for each in db.session.scalars(query)}


def teams(round_: PulseRound, team_ids: Iterable[int] | None, number: int) -> Page[TeamScore]:
    """Return page `number` of the teams asked in a round, by name, each with its index.

    `team_ids` limits the teams; None takes all.
    """
    asked = select(Invitation.team_id).where(Invitation.round_id == round_.id)
    index = and_(
        RoundResult.team_id == Team.id,
        RoundResult.round_id == round_.id,
        RoundResult.subject == "index",
    )
    query: Any = select(Team, RoundResult).outerjoin(RoundResult, index).order_by(Team.name)
    query = query.where(Team.id.in_(asked) | RoundResult.id.is_not(None))
    if team_ids is not None:
        query = query.where(Team.id.in_(list(team_ids)))
    page: Page[Any] = page_of(query, number)
    items = [TeamScore(team, result) for team, result in page.items]
    return page.showing(items)


def asks_index(round_: PulseRound) -> bool:
    """Say whether a round asks anything that the engagement index is made of."""
    return "index" in topics.keys_by_subject(round_.questions)


def drivers(found: Mapping[str, Score]) -> list[Score]:
    """Return the scores of drivers alone."""
    return [score for subject, score in found.items() if subject.startswith("driver:")]


def questions(found: Mapping[str, Score]) -> list[Score]:
    """Return the scores of single questions."""
    return [score for subject, score in found.items() if subject.startswith("question:")]


def interval_of(told: RoundResult | None) -> scoring.Interval | None:
    """Return where the mean of everybody asked lies with 95 % confidence."""
    if told is None:
        return None
    ends = told.mean, told.variance, told.n, told.invited, lowest_of(told.subject), coded_of(told)
    return scoring.interval(*ends)


def as_result(told: RoundResult) -> significance.Result:
    """Return a published result as a plain value to compare."""
    ends = lowest_of(told.subject), coded_of(told)
    return significance.Result(told.mean, told.variance, told.n, told.invited, *ends)


def lowest_of(subject: str) -> float:
    """Return the lowest end of the scale that results about a subject are on."""
    return -100.0 if subject == "enps" else 0.0


def coded_of(told: RoundResult) -> scoring.Interval | None:
    """Return where an eNPS lies whose shares are coded, else None."""
    if told.coded_low is None or told.coded_high is None:
        return None
    return scoring.Interval(told.coded_low, told.coded_high)


def _seen(round_: PulseRound, below: Collection[int]) -> list[Any]:
    turns = rosters.turns_in([round_.id], below)[round_.id]
    return rosters.asked_of(round_, turns)


def _told(round_: PulseRound, team_id: int | None) -> dict[str, RoundResult]:
    query = select(RoundResult).where(
        RoundResult.round_id == round_.id, RoundResult.team_id.is_not_distinct_from(team_id)
    )
    return {each.subject: each for each in db.session.scalars(query)}
