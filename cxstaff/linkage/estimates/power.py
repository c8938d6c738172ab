"""Power of a slope within teams and of a correlation between them, and the sizes it takes (pure).

Two questions. Between teams, compared once: the power of a correlation, on Fisher's scale. Within
teams over time, as the comparison does it: y[t] = slope · e[t−lag] + team + period + noise, where
engagement is seen through a few answers and the result through a few customers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import atanh, ceil, sqrt, tanh
from typing import Any

import numpy as np

from cxstaff.linkage.estimates.slopes import LEVEL, WANTED, errors_needed
from cxstaff.statistics import gamma_quantile, normal_quantile, normal_share, t_quantile

MOST_TEAMS, MOST_PERIODS, MOST_ANSWERS = 10_000, 520, 1_000
"""What `needed` goes up to; no company has more."""
FEWEST, QUANTILES = 2, 2000


@dataclass(frozen=True, slots=True)
class Design:
    """How far a study falls short of equal teams, all there in every period, without memory.

    `filled` (above 0, at most 1) is the part of all teams' periods that is there; `unequal` is how
    many times as large weights of unequal cells make the variance of a slope, and `memory` (1 or
    more) how many times periods that resemble the one before do; `freedom` (above 0) is the part
    that is left of a balanced study's degrees of freedom.
    """

    filled: float = 1.0
    unequal: float = 1.0
    memory: float = 1.0
    freedom: float = 1.0


BALANCED = Design()


@dataclass(frozen=True, slots=True)
class Size:
    """How large a study is: teams and periods compared, both 2 or more, and of what design.

    Behind each team in each period stand `answers` to the pulse, and `customers` that count for the
    outcome; both above 0.
    """

    teams: int
    periods: int
    answers: float
    customers: float
    design: Design = BALANCED


@dataclass(frozen=True, slots=True)
class Spreads:
    """Standard deviations, all above 0 but `result`, which may be 0.

    `change` of a team's true engagement about what is usual for team and period, `answer` of one
    person's answer about it (both in points); `result` of the customer result about what is usual,
    were every customer asked, and `customer` of one customer's answer (both in its units).
    """

    change: float
    answer: float
    result: float
    customer: float


def reliability(answers: float, spreads: Spreads) -> float:
    """Give the share, 0–1, of a team's seen change that is true: s² / (s² + a² / n).

    A slope on what is seen is the true slope times this (Fuller 1987, Measurement Error Models).
    """
    true = spreads.change**2
    return true / (true + spreads.answer**2 / answers)


def freedom(size: Size) -> float:
    """Give the degrees of freedom of a team-clustered variance: (G − 1) · (T − 1) / (T + 1).

    Satterthwaite's 2 · mean² / variance of a sum over teams of s[g]², where s[g] comes from a
    normal regressor with T − 1 values a team, so that E S² = (1 + 2 / (T − 1)) · (E S)² (Bell &
    McCaffrey 2002, for balanced teams; of others the part that their design leaves).
    """
    return size.design.freedom * (size.teams - 1) * (size.periods - 1) / (size.periods + 1)


def worth(size: Size) -> float:
    """Give how much there is to tell a slope by, as a part of a balanced study's of that size."""
    return _cells(size) / _cells(replace(size, design=BALANCED))


def power(slope: float, size: Size, spreads: Spreads, level: float = LEVEL) -> float:
    """Give the probability, 0–1, that the slope's p-value is below `level`.

    A non-central t with `freedom` degrees and centre ρ · slope / SE, where ρ is the reliability
    and, with s[e] = change / √ρ the seen spread,

        SE² = (result² + customer² / n + slope² · change² · (1 − ρ)) / (s[e]² · cells),

    with (G − 1) · (T − 1) cells in a balanced study (see `_cells`).
    """
    centre = abs(slope) * _centre(abs(slope), size, spreads)
    return _beyond(centre, freedom(size), level)


def smallest_visible(size: Size, spreads: Spreads) -> float | None:
    """Give the smallest true slope found 4 times in 5, or None where no slope is.

    It is `errors_needed` standard errors of a slope, over the reliability.
    """
    needed = errors_needed(freedom(size))
    rho = reliability(size.answers, spreads)
    cells = _cells(size)
    room = rho * cells - needed**2 * (1 - rho)
    return (
        needed * sqrt(_noise(size, spreads)) / (spreads.change * sqrt(room)) if room > 0 else None
    )


def teams_needed(slope: float, size: Size, spreads: Spreads) -> int | None:
    """Give the fewest teams, all else as it is, that find the slope 4 times in 5; None for none."""
    return _fewest(lambda n: power(slope, replace(size, teams=n), spreads), MOST_TEAMS)


def periods_needed(slope: float, size: Size, spreads: Spreads) -> int | None:
    """Give the fewest periods compared that find the slope 4 times in 5; None for none."""
    return _fewest(lambda n: power(slope, replace(size, periods=n), spreads), MOST_PERIODS)


def answers_needed(slope: float, size: Size, spreads: Spreads) -> int | None:
    """Give the fewest answers a team and period that find the slope 4 times in 5, or None."""
    return _fewest(lambda n: power(slope, replace(size, answers=n), spreads), MOST_ANSWERS, 1)


def correlation_interval(r: float, teams: int) -> tuple[float, float]:
    """Give the 95 % interval of a correlation, −1 < r < 1, among 4 teams or more (Fisher 1921)."""
    reach = _normal(1 - LEVEL / 2) / sqrt(teams - 3)
    return tanh(atanh(r) - reach), tanh(atanh(r) + reach)


def correlation_power(r: float, teams: int) -> float:
    """Give the probability, 0–1, that a true correlation is told from zero among 4 teams or more.

    Fisher's z is nearly normal with standard deviation 1 / √(teams − 3).
    """
    centre, reach = abs(atanh(r)) * sqrt(teams - 3), _normal(1 - LEVEL / 2)
    return float(normal_share(centre - reach) + normal_share(-centre - reach))


def teams_for_correlation(r: float) -> int:
    """Give the teams that tell a true correlation, 0 < |r| < 1, from zero 4 times in 5."""
    wanted = _normal(1 - LEVEL / 2) + _normal(WANTED)
    return max(4, ceil((wanted / abs(atanh(r))) ** 2 + 3))


def _centre(slope: float, size: Size, spreads: Spreads) -> float:
    """Give the non-central t's centre for each unit of slope."""
    rho = reliability(size.answers, spreads)
    noise = _noise(size, spreads) + slope**2 * spreads.change**2 * (1 - rho)
    return spreads.change * sqrt(rho * _cells(size) / noise)


def _cells(size: Size) -> float:
    """Count what tells of a slope once G teams and T periods have an effect each, 1 or more.

    That is f · G · T − G − T + 1 where a part f is filled, and (G − 1) · (T − 1) where all is: a
    gap costs a whole cell, since effects take up no less for it.
    """
    design = size.design
    there = design.filled * size.teams * size.periods - size.teams - size.periods + 1
    return max(there, 1.0) / (design.unequal * design.memory)


def _noise(size: Size, spreads: Spreads) -> float:
    return spreads.result**2 + spreads.customer**2 / size.customers


def _beyond(centre: float, df: float, level: float = LEVEL) -> float:
    """Give the share of a non-central t with `df` degrees beyond the central one's limits.

    (Z + centre) / √(V / df) is taken at evenly spread quantiles of V, which is chi-squared; the
    usual series fail far from the centre.
    """
    limit = float(t_quantile(df, 1 - level / 2)) * _scales(df)
    return float(np.mean(normal_share(centre - limit) + normal_share(-centre - limit)))


@lru_cache(64)  # a plan asks many times for the same degrees of freedom, 16 kB each
def _scales(df: float) -> Any:
    """Give √(V / df) at evenly spread quantiles of V, which is chi-squared with `df` degrees."""
    places = (np.arange(QUANTILES) + 0.5) / QUANTILES
    return np.sqrt(2 * gamma_quantile(df / 2, places) / df)


def _normal(share: float) -> float:
    return float(normal_quantile(share))


def _fewest(found: Callable[[int], float], most: int, fewest: int = FEWEST) -> int | None:
    """Give the smallest whole number that reaches the power wanted, which grows with it."""
    if found(most) < WANTED:
        return None
    low, high = fewest, most
    while low < high:
        middle = (low + high) // 2
        if found(middle) < WANTED:
            low = middle + 1
        else:
            high = middle
    return low
