"""Power of a planned study, from variances and counts read off the company's own results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from cxstaff.linkage.comparison.comparison import WholeComparison
from cxstaff.linkage.comparison.points import Dots
from cxstaff.linkage.estimates import power
from cxstaff.linkage.estimates.panel import FloatArray
from cxstaff.linkage.estimates.power import Size, Spreads
from cxstaff.linkage.estimates.reliability import Reliability
from cxstaff.linkage.estimates.sequential import level_of_a_run
from cxstaff.linkage.estimates.slopes import WANTED
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.material.variation import rounded
from cxstaff.linkage.planner.design import USUAL_DESIGN, design_of

USUAL_SIZE = Size(teams=12, periods=12, answers=7, customers=100, design=USUAL_DESIGN)
USUAL_CHANGE: dict[str, tuple[float, float]] = {"enps": (15.0, 60.0)}
CHANGE = (4.0, 16.0)
"""How far true engagement, and one person's answer about it, stray in points; about 7 answers
then show a true slope of .20 as .06."""
RESULTS: dict[str, tuple[float, float]] = {
    "csat": (0.05, 1.38),  # one customer's as in the contact centre of docs/seen-on-real-data.md
    "csat_top2": (2.0, 45.0),
    "satisfied": (2.0, 45.0),
    "nps": (4.0, 70.0),
    "ces": (0.08, 1.7),
    "solved": (2.0, 45.0),
    "resolved": (2.0, 45.0),
    "handling": (0.5, 6.0),
    "waiting": (1.0, 10.0),
}
EFFECTS = {
    "csat": 0.1,
    "csat_top2": 3.0,
    "satisfied": 3.0,
    "nps": 5.0,
    "ces": 0.1,
    "solved": 3.0,
    "resolved": 3.0,
    "handling": 0.5,
    "waiting": 1.0,
}
"""A link worth knowing, for ten points of engagement, in the outcome's unit."""
TEAMS, PERIODS = (10, 20, 40, 80, 160), (6, 12, 24, 48)
LEAST_SHARE = 0.02
"""A reliability closer to 0 or 1 than this is taken as this."""


@dataclass(frozen=True, slots=True)
class StartingNumbers:
    """What a plan begins with, and whether it was read off the company's own results.

    `step` is how far a team's score usually moves, in points.
    """

    size: Size
    spreads: Spreads
    step: float
    is_own: bool


@dataclass(frozen=True, slots=True)
class PlannedStudy:
    """What a study of some size can find; `rows` hold the power by teams for each of `periods`.

    `power` is that of a question asked once, `at_first` that of the first of many runs. `effect` is
    for a `step` in points of engagement; `visible` likewise, or None where no size is visible;
    `seen` is what the effect would look like; needs are None where none is enough; `df` are the
    degrees of freedom that a slope would have.
    """

    size: Size
    step: float
    effect: float
    power: float
    at_first: float
    visible: float | None
    reliability: float
    seen: float
    teams: int | None
    periods_needed: int | None
    answers: int | None
    df: float
    periods: Sequence[int]
    rows: Sequence[tuple[int, Sequence[float]]]

    @property
    def is_enough(self) -> bool:
        """Say whether the effect would be found as often as studies are planned for."""
        return self.power >= WANTED and self.allows_verdict

    @property
    def allows_verdict(self) -> bool:
        """Say whether a study of this size and design may end in anything but "cannot tell"."""
        least, size = Terms(), self.size
        enough = size.teams >= least.teams and size.periods >= least.periods
        return enough and self.df >= least.df


@dataclass(frozen=True, slots=True)
class BetweenTeams:
    """What comparing teams with each other once can tell of a true correlation."""

    r: float
    low: float
    high: float
    power: float
    teams: int


def worth_knowing(outcome: str, step: float) -> float:
    """Give a link worth knowing for a `step` of engagement, with one digit that tells."""
    return float(f"{EFFECTS[outcome] * step / 10:.1g}")


def plan(size: Size, spreads: Spreads, effect: float, step: float) -> PlannedStudy:
    """Hold an effect, for a `step` in points of engagement, against a study's size."""
    slope, visible = effect / step, power.smallest_visible(size, spreads)
    rho = power.reliability(size.answers, spreads)
    periods = sorted({*PERIODS, size.periods})
    return PlannedStudy(
        size=size,
        step=step,
        effect=effect,
        power=power.power(slope, size, spreads),
        at_first=power.power(slope, size, spreads, level_of_a_run(size.periods, size.periods)),
        visible=None if visible is None else step * visible,
        reliability=rho,
        seen=rho * effect,
        teams=power.teams_needed(slope, size, spreads),
        periods_needed=power.periods_needed(slope, size, spreads),
        answers=power.answers_needed(slope, size, spreads),
        df=power.freedom(size),
        periods=periods,
        rows=[
            (teams, [power.power(slope, _sized(size, teams, each), spreads) for each in periods])
            for teams in sorted({*TEAMS, size.teams})
        ],
    )


def between(r: float, teams: int) -> BetweenTeams:
    """Hold a correlation between teams' averages against a number of teams."""
    low, high = power.correlation_interval(r, teams)
    return BetweenTeams(
        r, low, high, power.correlation_power(r, teams), power.teams_for_correlation(r)
    )


def numbers_of(comparison: WholeComparison) -> StartingNumbers:
    """Read size and spreads off a comparison; what it cannot tell is as usual."""
    usual = usual_numbers(comparison.question)
    dots, lag = comparison.dots, comparison.question.lag
    teams, periods = np.unique(dots.teams).size, np.unique(dots.periods).size
    freedom = len(dots) - teams - periods + 1
    if not dots or freedom < 1:
        return usual
    answers = comparison.scores.at("n", dots.places - lag)
    customers = comparison.results.at("n", dots.places)
    size = Size(
        teams=max(4, teams),
        periods=max(3, periods),
        answers=max(5, round(float(answers.mean()))),
        customers=max(1, round(float(customers.mean()))),
    )
    spreads = _spreads(comparison, size, freedom, usual.spreads)
    size = replace(size, design=design_of(comparison, size, spreads))
    return StartingNumbers(size, spreads, comparison.step, is_own=True)


def usual_numbers(question: Question) -> StartingNumbers:
    """Return what is usual where a company has no results of its own."""
    change, answer = USUAL_CHANGE.get(question.engagement, CHANGE)
    spreads = Spreads(change, answer, *RESULTS[question.outcome])
    seen = sqrt(change**2 + answer**2 / USUAL_SIZE.answers)
    return StartingNumbers(USUAL_SIZE, spreads, rounded(seen), is_own=False)


def _spreads(comparison: WholeComparison, size: Size, freedom: int, usual: Spreads) -> Spreads:
    """Split what was seen into what is true and what a few answers or customers add."""
    dots, results = comparison.dots, comparison.results
    seen = float((dots.across**2).sum()) / freedom
    moved = float((left_of(dots) ** 2).sum()) / max(freedom - 1, 1)
    found = comparison.judgement.reliability
    if isinstance(found, Reliability):
        rho = min(max(found.value, LEAST_SHARE), 1 - LEAST_SHARE)
    else:
        one_person = _of_one_person(comparison) or usual.answer**2
        people = float(comparison.scores.at("people", dots.places - comparison.question.lag).mean())
        rho = max(1 - one_person / people / seen, LEAST_SHARE) if seen else 1.0
    variance, n = (results.at(name, dots.places) for name in ("variance", "n"))
    one, chance = float(variance.mean()), float((variance / n).mean())
    answer = sqrt((1 - rho) * seen * size.answers)
    return Spreads(
        change=sqrt(rho * seen) or usual.change,
        answer=answer or usual.answer,
        result=sqrt(max(moved - chance, 0.0)),
        customer=sqrt(one) or usual.customer,
    )


def left_of(dots: Dots) -> FloatArray:
    """Give what engagement leaves of the result (m,): what is explained is no noise."""
    explained = (dots.weight * dots.across * dots.up).sum()
    slope = float(explained / (dots.weight * dots.across**2).sum())
    return dots.up - slope * dots.across


def _of_one_person(comparison: WholeComparison) -> float | None:
    """Give the mean variance of people's scores within a team, if it is known."""
    places = comparison.dots.places - comparison.question.lag
    variance = comparison.scores.at("variance", places)
    known = variance[np.isfinite(variance)]
    return float(known.mean()) if known.size else None


def _sized(size: Size, teams: int, periods: int) -> Size:
    return replace(size, teams=teams, periods=periods)
