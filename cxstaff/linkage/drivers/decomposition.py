"""LMG shares of drivers in an outcome, with bootstrap intervals and a randomisation test (pure).

Shares of R² averaged over all orders (see `lmg`), of data with team and period effects out.
Intervals come from drawing whole teams again and again (Efron & Tibshirani 1993, chapters 6 and
14, bias-corrected percentiles, widened for few teams as in Hesterberg 2015, The American
Statistician 69), and reach down to 0 where luck alone gives as much. In simulations of 16 to 40
teams they hold the truth in 89 to 99 of 100. What luck gives comes from turning the outcome of
whole teams upside down at random (Canay, Romano & Shaikh 2017, Econometrica 85). Both start from a
fixed seed: the same data give the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.estimates import lmg
from cxstaff.linkage.estimates.effects import of_team_and_period
from cxstaff.linkage.estimates.panel import FloatArray, Panel, panel_of, taken
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.sample import Sample, compared, unusable
from cxstaff.linkage.material.cells import NOTHING, PERIODS, places_of
from cxstaff.linkage.material.material import Material
from cxstaff.statistics import normal_quantile, normal_share, t_reach

FEWEST_ANSWERS = 20
"""Answers about each driver that a cell needs; fewer measure a team's change too coarsely."""
FEWEST_TEAMS, TEAMS_EACH = 10, 2
"""Teams that are needed at the least, and for each driver."""
FREEDOM_EACH = 5
"""Cells that are needed for each driver, beyond those that team and period effects take up."""
DRAWS, SEED = 1000, 20_070_507
STILL = 1e-10


@dataclass(frozen=True, slots=True)
class Share:
    """What one driver carries: a part from 0 to 1 of the outcome's movement, with its interval.

    `low` is 0 where luck alone gives as much.
    """

    driver: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Hold the shares, and what all drivers carry together: `total`, their sum, is R².

    `chance` and `chance_total` are what the largest share, and all together, reach or stay below
    in 95 of 100 tries without any link; `p` is that of the total. `left_out` are drivers that too
    few answered, or that did not change.
    """

    shares: tuple[Share, ...]
    total: Share
    chance: float
    chance_total: float
    p: float
    left_out: tuple[str, ...]
    teams: int
    periods: int
    cells: int
    answers: int
    interactions: int


@dataclass(frozen=True, slots=True)
class DriverShares:
    """A decomposition or why there is none, and how many scores, interactions and results exist."""

    drivers: tuple[str, ...]
    found: Decomposition | Unusable
    scores: int
    happened: int
    results: int


def driver_shares(materials: Mapping[str, Material], outcome: str, lag: int) -> DriverShares:
    """Decompose an outcome over the drivers of `materials`, and count what there is."""
    scores = places_of(*(material.scores for material in materials.values()))
    first = next(iter(materials.values()), Material(NOTHING, {}, NOTHING, 0))
    results = first.results.get(outcome, NOTHING)
    found = decompose(materials, outcome, lag)
    return DriverShares(tuple(materials), found, len(scores), len(first.interactions), len(results))


def decompose(
    materials: Mapping[str, Material], outcome: str, lag: int
) -> Decomposition | Unusable:
    """Decompose an outcome over the drivers whose `materials` (by subject) are given.

    Where not all drivers were answered by enough people in enough cells together, the one with
    the fewest such cells is left out, and again, down to two. Refuses with the reason when even
    those are too few: answers, teams, or cells.
    """
    drivers = list(materials)
    refused = Unusable(Reason.NO_CELLS)
    while len(drivers) >= 2:
        if len(drivers) <= lmg.MOST:
            made = _decompose(materials, drivers, outcome, lag)
            if not isinstance(made, Unusable):
                return made
            refused = made
        drivers.remove(min(drivers, key=lambda each: _covered(materials[each])))
    return refused


def _decompose(
    materials: Mapping[str, Material], drivers: list[str], outcome: str, lag: int
) -> Decomposition | Unusable:
    panel = _panel(materials, drivers, outcome)
    before = panel.before(lag)
    sample = compared(panel, panel.y, taken(panel.covariates, before), panel.weight)
    if isinstance(sample, Unusable):
        few = sample.reason in {Reason.NO_CELLS, Reason.NO_OVERLAP}
        reason = Reason.TOO_FEW_ANSWERS if few else sample.reason
        return Unusable(reason, sample.teams, sample.periods, sample.cells)
    k, teams, cells = len(drivers), len(sample.teams), int(sample.used.sum())
    if teams < teams_needed(k):
        return unusable(Reason.TOO_FEW_TEAMS, sample.rows)
    if cells - teams - len(sample.periods) + 1 < FREEDOM_EACH * k:
        return unusable(Reason.TOO_FEW_DEGREES, sample.rows)
    products = _products(sample)
    still = products.sum(axis=0).diagonal() <= STILL * cells
    if still[-1]:
        return unusable(Reason.OUTCOME_DOES_NOT_CHANGE, sample.rows)
    if still.any():
        return unusable(Reason.ENGAGEMENT_DOES_NOT_CHANGE, sample.rows)
    rows = sample.rows[sample.used]
    chance, chance_total, p = _luck(products)
    shares = _intervals(products, drivers, chance, chance_total)
    return Decomposition(
        shares=shares[:-1],
        total=shares[-1],
        chance=chance,
        chance_total=chance_total,
        p=p,
        left_out=tuple(each for each in materials if each not in drivers),
        teams=teams,
        periods=len(sample.periods),
        cells=cells,
        answers=int(taken(panel.answers, before)[rows].sum()),
        interactions=int(panel.weight[rows].sum()),
    )


def teams_needed(drivers: int) -> int:
    """Return how many teams a decomposition over so many drivers takes."""
    return max(FEWEST_TEAMS, TEAMS_EACH * drivers)


def _covered(material: Material) -> int:
    return int((material.scores.columns["n"] >= FEWEST_ANSWERS).sum())


def _panel(materials: Mapping[str, Material], drivers: list[str], outcome: str) -> Panel:
    """Lay out the outcome, and the drivers' scores as covariates, NaN below enough answers."""
    first = materials[drivers[0]]
    results = first.results.get(outcome, NOTHING)
    scores = [materials[driver].scores for driver in drivers]
    places = places_of(results, *scores, without=first.above)
    answers, values = (
        np.array([each.at(name, places) for each in scores]) for name in ("n", "value")
    )
    enough = answers >= FEWEST_ANSWERS
    return panel_of(
        places // PERIODS,
        places % PERIODS,
        results.at("value", places),
        np.zeros(places.size),
        weights=np.nan_to_num(results.at("n", places)),
        answers=np.where(enough, answers, np.nan).min(axis=0, initial=np.inf),
        covariates=np.where(enough, values, np.nan).T,
    )


def _products(sample: Sample) -> FloatArray:
    """Give each team's weighted products (G, k+1, k+1) once both effects are out, outcome last."""
    values = np.concatenate([sample.x, sample.y[None]])
    left = of_team_and_period(sample.weight).residual(values)
    products: FloatArray = np.einsum("igt,jgt,gt->gij", left, left, sample.weight)
    return products


def _intervals(
    products: FloatArray, drivers: list[str], chance: float, chance_total: float
) -> tuple[Share, ...]:
    """Give each driver's share and last all together, with intervals from drawing G teams again."""
    teams = len(products)
    dice = np.random.default_rng(SEED)
    counts = dice.multinomial(teams, np.full(teams, 1 / teams), size=DRAWS)
    drawn = lmg.shares(np.einsum("bg,gij->bij", counts, products))
    seen = lmg.shares(products.sum(axis=0))
    values, draws = [*seen, seen.sum()], [*drawn.T, drawn.sum(axis=1)]
    names, chances = [*drivers, ""], [chance] * len(drivers) + [chance_total]
    made = list[Share]()
    for name, value, own, luck in zip(names, values, draws, chances, strict=True):
        low, high = _corrected(float(value), own, teams)
        made.append(Share(name, float(value), low if value > luck else 0.0, high))
    return tuple(made)


def _corrected(value: float, draws: FloatArray, teams: int) -> tuple[float, float]:
    """Give the bias-corrected 95 % percentile interval of a value from draws of teams around it.

    Near 0 the correction takes too much off the upper end, which stays where it is then.
    """
    below = (draws < value).mean() + (draws == value).mean() / 2
    shift = 2 * float(normal_quantile(np.clip(below, 1 / DRAWS, 1 - 1 / DRAWS)))
    reach = t_reach(teams - 1) * np.sqrt(teams / (teams - 1))
    low, *highs = np.quantile(draws, normal_share([shift - reach, shift + reach, reach]))
    return min(float(low), value), max(*map(float, highs), value)


def _luck(products: FloatArray) -> tuple[float, float, float]:
    """Give what the largest share and the total stay below in 95 of 100 tries, and the total's p.

    The outcome of each of G teams is turned upside down or not, as a toss of a coin has it.
    """
    dice = np.random.default_rng(SEED + 1)
    signs = dice.choice([-1.0, 1.0], size=(DRAWS, len(products)))
    seen = products.sum(axis=0)
    turned = np.repeat(seen[None], DRAWS, axis=0)
    turned[:, :-1, -1] = turned[:, -1, :-1] = signs @ products[:, :-1, -1]
    shares = lmg.shares(turned)
    totals = shares.sum(axis=1)
    largest, all_ = np.quantile(shares.max(axis=1), 0.95), np.quantile(totals, 0.95)
    reached = totals >= lmg.shares(seen).sum() * (1 - STILL)
    return float(largest), float(all_), float((1 + reached.sum()) / (DRAWS + 1))
