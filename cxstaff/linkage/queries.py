"""What a comparison is made of: published round results and running totals, nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from math import inf

from cxstaff import clock
from cxstaff.customers.histories import histories
from cxstaff.customers.models import Grain
from cxstaff.customers.outcomes import Estimate
from cxstaff.linkage.periods import Span, first_day, number_of
from cxstaff.linkage.question import Items, Material, Mix, Place, Question, Score
from cxstaff.people import queries as people
from cxstaff.pulses import asked
from cxstaff.pulses import queries as pulses
from cxstaff.pulses.scoring import interval

LOWEST = {"enps": -100.0}
"""The lowest score of a subject, where it is not 0."""


def material_for(question: Question, today: date, zone: str) -> Material:
    """Gather the complete periods before `today`, as calendars in `zone` show it."""
    from cxstaff.linkage.strata import with_same_mix

    gathered = materials_for([question.engagement], question.span, today, zone)
    running = number_of(today, question.span)
    material = replace(gathered[question.engagement], halves=_halves(question, zone, running))
    if question.is_narrowed:
        material = material.only(_is_wanted(question))
    material = replace(material, items=_items(material, question, zone))
    return with_same_mix(material, question) if question.mix is Mix.SAME else material


def materials_for(
    subjects: Iterable[str], span: Span, today: date, zone: str
) -> dict[str, Material]:
    """Gather the same for several engagement subjects, without halves; results are read once."""
    running = number_of(today, span)
    results, interactions = results_of(span, running)
    above = frozenset(each for each in pulses.parents_of_teams().values() if each is not None)
    return {
        subject: Material(
            scores=_scores(Question(subject, span=span), zone, running),
            results=results,
            interactions=interactions,
            running=running,
            above=above,
        )
        for subject in subjects
    }


def hidden_places(
    question: Question, zone: str, team_ids: Collection[int] | None = None
) -> set[Place]:
    """Return where people of a team were asked; without a score there, it is hidden."""
    opened = asked.rounds_about(question.engagement)
    return {
        (team_id, _period(opened[round_id], zone, question.span))
        for round_id, team_id in asked.teams_asked(opened, team_ids)
    }


def _is_wanted(question: Question) -> Callable[[Place], bool]:
    """Return what tells whether a team and period are among those asked about."""
    chosen, span = question.team_id, question.span
    teams = None if chosen is None else people.team_ids_below([chosen])
    first = -inf if question.first_on is None else number_of(question.first_on, span)
    last = inf if question.last_on is None else number_of(question.last_on, span)
    return lambda place: (teams is None or place[0] in teams) and first <= place[1] <= last


def _scores(question: Question, zone: str, running: int) -> dict[Place, Score]:
    rounds = defaultdict[Place, list[pulses.Point]](list)
    for point in pulses.series(question.engagement):
        period = _period(point.opens_at, zone, question.span)
        if period < running:
            rounds[point.team_id, period].append(point)
    lowest = LOWEST.get(question.engagement, 0.0)
    return {place: _score(points, lowest) for place, points in rounds.items()}


def _halves(question: Question, zone: str, running: int) -> dict[Place, tuple[float, float]]:
    """Join both halves' means over the rounds of one period, each weighted by its answers."""
    rounds = defaultdict[Place, list[pulses.HalfPoint]](list)
    for point in pulses.halves(question.engagement):
        period = _period(point.opens_at, zone, question.span)
        if period < running:
            rounds[point.team_id, period].append(point)
    return {
        place: (
            _weighted((point.first_n, point.first_mean) for point in points),
            _weighted((point.second_n, point.second_mean) for point in points),
        )
        for place, points in rounds.items()
    }


def _items(material: Material, question: Question, zone: str) -> dict[int, Items]:
    """Return how far answers lie apart in the newest period, by team; of several rounds the last.

    The variance of an evenly spread choice of A is (A² − 1) / 12 (see `reliability.agreement`).
    """
    scored = [place for place in material.scores if place[0] not in material.above]
    newest = max((period for _, period in scored), default=None)
    rounds = [
        round_id
        for round_id, opens_at in asked.rounds_about(question.engagement).items()
        if _period(opens_at, zone, question.span) == newest
    ]
    found = defaultdict[int, dict[int, list[pulses.Spread]]](lambda: defaultdict(list))
    for spread in pulses.spreads(question.engagement, rounds):
        if (spread.team_id, newest) in material.scores and spread.team_id not in material.above:
            found[spread.team_id][spread.round_id].append(spread)
    last = {team_id: by_round[max(by_round)] for team_id, by_round in found.items()}
    return {
        team_id: Items(min(each.n for each in spreads), tuple(_share(each) for each in spreads))
        for team_id, spreads in last.items()
    }


def _share(spread: pulses.Spread) -> float:
    even: float = (spread.options**2 - 1) / 12 * (100 / (spread.options - 1)) ** 2
    return spread.variance / even


def _weighted(means: Iterable[tuple[int, float]]) -> float:
    known = list(means)
    return sum(n * mean for n, mean in known) / sum(n for n, _ in known)


def _score(points: Iterable[pulses.Point], lowest: float) -> Score:
    """Join the rounds of one period, each weighted by its answers."""
    points = list(points)
    n = sum(point.n for point in points)
    mean = _weighted((point.n, point.mean) for point in points)
    spread = [(point.n, point.variance) for point in points]
    known = [(count, variance) for count, variance in spread if variance is not None]
    variance = sum(c * v for c, v in known) / n if len(known) == len(points) else None
    ends = interval(mean, variance, n, sum(point.invited for point in points), lowest)
    low, high = (ends.low, ends.high) if ends else (None, None)
    return Score(n, mean, low, high, variance)


def results_of(
    span: Span, running: int
) -> tuple[dict[str, dict[Place, Estimate]], dict[Place, int]]:
    """Return every outcome by place, and how much happened there."""
    grain = Grain.WEEK if span is Span.WEEK else Grain.MONTH
    found = defaultdict[str, dict[Place, Estimate]](dict)
    interactions = dict[Place, int]()

    def begins(day: date) -> date:
        return first_day(number_of(day, span), span)

    for history in histories(grain, begins, first_day(running, span)):
        place = history.team_id, number_of(history.starts_on, span)
        interactions[place] = history.sums.interactions
        for key, estimate in history.estimates().items():
            found[key][place] = estimate
    return dict(found), interactions


def _period(moment: datetime, zone: str, span: Span) -> int:
    return number_of(clock.local_day(moment, zone), span)
