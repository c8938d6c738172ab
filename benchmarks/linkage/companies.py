"""Invented companies whose truth is known: a year of teams' engagement and customers' answers.

Calibrated on a real service desk: answers of 1 to 5 with standard deviation 1.38, of which about
.0076 of the variance lies between teams in a month (ICC(1)). Engagement is in standard deviations
of people's own scores: teams' lasting levels differ by .25, and a team's change from month to month
by .25, so that seven answers measure change with reliability .0625 / (.0625 + 1/7) = .30.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cxstaff.linkage.estimates.casemix import Standardised, Strata, standardised
from cxstaff.linkage.estimates.panel import Panel, panel_of
from cxstaff.linkage.estimates.reliability import Halves
from cxstaff.linkage.material.variation import precision

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

PERIODS, BEFORE = 12, 8
STARS = np.arange(1.0, 6.0)
SHARES = np.array([2241, 227, 503, 2277, 11934]) / 17182
USUAL, SD = float((SHARES * STARS).sum()), 1.38
ANSWERS = 370  # customers' answers a team and month, the median team
LEVEL, CHANGE = 0.25, 0.25  # of engagement: between teams, and within a team over time
STABLE, WANDERING = np.sqrt(0.0085), np.sqrt(0.004)  # of the outcome, the same
HARD, WORSE = 0.3, 0.6  # share of hard contacts, and stars that they are rated lower
STAFF = 12  # people in a team
FLOOR = 5  # answers below which a score is not published


@dataclass(frozen=True, slots=True)
class Scenario:
    """What makes a company difficult to judge; every strength is 0 in a plain one.

    `confounder` is the correlation of teams' lasting engagement with their lasting outcome; `trend`
    twice the step, in stars, of the random walk that all teams share; `memory` the correlation of
    one month's change with the next; `sizes` the standard deviation of log team size; `mix` how
    far hard contacts follow engagement; `answers` the employees' answers behind a score (0: it is
    exact); `silent` how far low spirits keep employees from answering, so that scores go missing;
    `selected` the logarithm of how much likelier a star more makes a customer answer;
    `feedback` standard deviations that engagement moves after one of the outcome; `apart` the
    standard deviation of slopes between teams.
    """

    name: str
    confounder: float = 0.0
    trend: float = 0.0
    memory: float = 0.3
    sizes: float = 0.0
    mix: float = 0.0
    answers: int = 0
    silent: float = 0.0
    selected: float = 0.0
    feedback: float = 0.0
    apart: float = 0.0


SCENARIOS = (
    Scenario("plain"),
    Scenario("unequal sizes", sizes=0.7),
    Scenario("lasting months", memory=0.8),
    Scenario("stable confounder", confounder=0.55),
    Scenario("common trend", trend=0.15),
    Scenario("shifting case mix", mix=0.5),
    Scenario("slopes vary by team", apart=0.1),
    Scenario("low spirits stay silent", silent=2.0),
    Scenario(
        "all of these", confounder=0.55, trend=0.15, memory=0.5, sizes=0.7, mix=0.5, apart=0.1,
        silent=2.0,
    ),
    Scenario("customers answer by score", selected=-0.1),
    Scenario("seven answers a score", answers=7),
    Scenario("feedback", feedback=0.5),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Company:
    """Hold one invented company: the panel the product reads, and what naive eyes see.

    `e` (G, T) is engagement as published (NaN where hidden), `y` (G, T) the plain mean of answers
    and `n` (G, T) their number; `halves` are scores of two halves of each team.
    """

    panel: Panel
    e: Floats
    y: Floats
    n: Floats
    halves: Halves


def company(
    scenario: Scenario, teams: int, slope: float, seed: list[int], periods: int = PERIODS
) -> Company:
    """Invent a company in which a unit of engagement is `slope` stars a month later."""
    draw = np.random.default_rng(seed)
    size = ANSWERS * np.exp(scenario.sizes * draw.normal(size=teams))
    n = np.maximum(draw.poisson(size[:, None], (teams, periods)), 3)
    stable = draw.normal(size=(2, teams))
    c = scenario.confounder
    lasting = np.stack([stable[0], c * stable[0] + np.sqrt(1 - c**2) * stable[1]])
    slopes = slope + scenario.apart * draw.normal(size=teams)
    e, stars = _histories(scenario, draw, lasting, slopes, n)
    published, halves = _scores(scenario, draw, e[:, 1:])
    given = stars.sum(axis=(-1, -2)).astype(float)
    plain = _means(stars)
    y, weight = (plain, given) if not scenario.mix else _same_mix(stars)
    team, period = np.indices((teams, periods))
    answers = np.full(teams * periods, scenario.answers or STAFF)
    columns = (team.ravel(), period.ravel(), y.ravel(), published.ravel())
    spread = np.full(teams * periods, SD**2)
    flat = team.ravel(), period.ravel(), y.ravel(), weight.ravel(), spread
    weighed = {"weights": precision(*flat), "counted": weight.ravel()}
    panel = panel_of(*columns, **weighed, answers=answers)
    return Company(panel, published, plain, given, halves)


def _histories(
    scenario: Scenario, draw: np.random.Generator, lasting: Floats, slopes: Floats, n: Counts
) -> tuple[Floats, Counts]:
    """Give true engagement (G, T + 1), one month more at the start, and stars (G, T, 2, 5).

    Feedback answers to what customers said the month before, about the team's usual, in standard
    deviations; some months before the first let it settle.
    """
    (teams, periods), memory = n.shape, scenario.memory
    fresh = np.sqrt(1 - memory**2)
    change, wandering = draw.normal(size=(2, teams))
    common = scenario.trend * draw.normal(size=(BEFORE + periods, 2)).cumsum(axis=0) / 2
    common -= common[BEFORE:].mean(axis=0)
    usual = USUAL + STABLE * lasting[1] + slopes * LEVEL * lasting[0]
    spread = np.sqrt(WANDERING**2 + SD**2 / ANSWERS)
    e, stars, seen = [LEVEL * lasting[0] + CHANGE * change], [], np.zeros(teams)
    for t in range(1, BEFORE + periods):
        wandering = memory * wandering + fresh * draw.normal(size=teams)
        moved = slopes * (e[-1] - LEVEL * lasting[0]) + WANDERING * wandering
        here = n[:, max(t - BEFORE, 0)]
        stars.append(_answers(scenario, draw, here, change, usual + moved + common[t, 1]))
        change = memory * change + fresh * draw.normal(size=teams)
        if scenario.feedback:
            change += scenario.feedback * seen
        seen = (_means(stars[-1]) - usual - common[t, 1]) / spread
        e.append(LEVEL * lasting[0] + 2 * common[t, 0] + CHANGE * change)
    return np.stack(e[BEFORE - 1 :], axis=1), np.stack(stars[BEFORE - 1 :], axis=1)


def _answers(
    scenario: Scenario, draw: np.random.Generator, n: Counts, low: Floats, mean: Floats
) -> Counts:
    """Draw how many of n customers (G,) gave each number of stars, (G, simple and hard, 5).

    `low` (G,) is the change of engagement a month before, `mean` (G,) the mean of the usual mix.
    """
    hard = np.zeros(n.size)
    if scenario.mix:
        wander = np.sqrt(1 - scenario.mix**2) * draw.normal(size=n.size) - scenario.mix * low
        hard = np.clip(HARD + 0.08 * wander, 0.02, 0.98)
        mean = mean + WORSE * HARD
    counts = draw.binomial(n, hard)
    means = np.stack([mean, mean - WORSE], axis=-1)
    stars = draw.multinomial(np.stack([n - counts, counts], axis=-1), _tilted(_tilts(means)))
    if scenario.selected:
        stars = draw.binomial(stars, 0.5 * np.exp(scenario.selected * (STARS - 1)))
    return stars


def _tilted(tilt: Floats) -> Floats:
    """Give the shares of 1 to 5 stars, made happier by an exponential tilt (…,)."""
    shares = SHARES * np.exp(tilt[..., None] * (STARS - 4))
    result: Floats = shares / shares.sum(axis=-1, keepdims=True)
    return result


def _tilts(means: Floats) -> Floats:
    """Give the tilts that lead to means, within the grid."""
    return np.interp(means, *TABLE)


def _means(stars: Counts) -> Floats:
    """Give the mean (…,) of all answers (…, strata, 5)."""
    result: Floats = (stars * STARS).sum(axis=(-1, -2)) / stars.sum(axis=(-1, -2))
    return result


def _scores(scenario: Scenario, draw: np.random.Generator, e: Floats) -> tuple[Floats, Halves]:
    """Publish engagement (G, T), exactly or as a mean of few; hide what too few answered."""
    few = scenario.answers or STAFF
    sizes = (few // 2, few - few // 2)
    halves = np.stack([e + draw.normal(size=e.shape) / np.sqrt(k) for k in sizes])
    scores = e
    if scenario.answers:
        scores = (sizes[0] * halves[0] + sizes[1] * halves[1]) / few
    if scenario.silent:
        chance = 1 / (1 + np.exp(-(0.6 + scenario.silent * (e - e.mean()))))
        shown = draw.binomial(STAFF, chance) >= FLOOR
        scores, halves = np.where(shown, scores, np.nan), np.where(shown, halves, np.nan)
    known = [half.ravel() for half in halves]
    return scores, Halves(*known, *(np.full(e.size, float(k)) for k in sizes))


def _same_mix(stars: Counts) -> tuple[Floats, Floats]:
    """Give what the product makes of every team's result under the same mix of contacts."""
    teams, periods = stars.shape[:2]
    n = stars.sum(axis=-1).reshape(-1).astype(float)
    total = (stars * STARS).sum(axis=-1).reshape(-1)
    squares = (stars * STARS**2).sum(axis=-1).reshape(-1)
    rows = n > 0
    cell, stratum = np.divmod(np.flatnonzero(rows), 2)
    strata = Strata(
        cell, stratum, n[rows], total[rows], squares[rows], np.repeat(np.arange(teams), periods)
    )
    made = standardised(strata)
    if not isinstance(made, Standardised):
        raise RuntimeError(f"No mix in common: {made.reason}.")
    return made.value.reshape(teams, periods), made.weight.reshape(teams, periods)


TILTS = np.linspace(-1.2, 2.0, 600)
TABLE = (_tilted(TILTS) * STARS).sum(axis=-1), TILTS
