"""Sequential testing by Robbins and Siegmund's boundary: the level of each of many runs (pure).

What was learned by some period grows like time, and the estimates of the runs, over their standard
errors, like a Wiener process W at time t over √t. At some t ≥ 1 it leaves ±√(a² + ln t) with
probability 2 (1 − Φ(a) + a φ(a)), however often it is looked at (Robbins & Siegmund 1970, Annals of
Mathematical Statistics 41, 1410–1429). With time 1 at the fewest periods that a study declared,
that holds for every run that may give a verdict, and never has to end.
"""

from __future__ import annotations

from functools import cache
from math import exp, log, pi, sqrt

from cxstaff.statistics import normal_share, root, t_quantile

MOST_A = 40.0


def level_of_a_run(periods: int, fewest: int, level: float = 0.05) -> float:
    """Give the p-value, two-sided, that one run must stay under for a verdict.

    It compares `periods`, where a study declared `fewest` (2 or more). Of studies of nothing, a
    share of at most `level` then ever find something, however often they run. With 5 %: .0052 at
    the declared periods, .0035 at twice as many, .0015 at ten times.
    """
    time = max(1.0, (periods - 1) / (fewest - 1))
    return float(2 * normal_share(-sqrt(_distance(level) ** 2 + log(time))))


def over_all_runs(slope: float, se: float, df: float, level: float) -> tuple[float, float]:
    """Give the interval, in the slope's units, that leaves zero out where p is below `level`."""
    reach = float(t_quantile(df, 1 - level / 2)) * se
    return slope - reach, slope + reach


@cache
def _distance(level: float) -> float:
    """Give the distance a that is passed at some time with probability `level`."""

    def excess(a: float) -> float:
        density = exp(-(a**2) / 2.0) / sqrt(2 * pi)
        return float(2 * (normal_share(-a) + a * density) - level)

    return root(excess, 1.0, MOST_A)
