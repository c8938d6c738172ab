"""Named customer results, computed from running sums alone, each with its interval."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from cxstaff.statistics import CONFIDENCE_Z, t_reach

MINUTE = 60
MINUTES = "min"
ENDS = 3
"""Answers that are added at the ends of a scale for the interval of a mean."""
UPPER = 2**32
"""What one in the higher of two sums of squares stands for."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A result with the ends of its 95 % interval and the answers or interactions behind it.

    `variance` is that of one answer, in squared units of the value: its standard error is
    sqrt(variance / n).
    """

    n: int
    value: float
    low: float
    high: float
    variance: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """One customer result: what it is called, how it is written, and which way is better.

    Shares are percentages (0–100), nps runs from −100 to 100, times are in minutes. `sums` are
    the running sums it needs, the first of them counts the answers.
    """

    key: str
    label: Any
    explanation: Any
    unit: str
    better: str
    decimals: int
    sums: tuple[str, ...]
    estimate: Callable[..., Estimate | None]

    @property
    def is_companys_own(self) -> bool:
        """Say whether it is a time that the company measures, and not what customers said."""
        return self.unit == MINUTES

    def value(self, sums: Any) -> Estimate | None:
        """Compute the result from anything that has the running sums as attributes.

        None where there is nothing to compute it from, or too little to give it an interval.
        """
        found = [int(getattr(sums, name) or 0) for name in self.sums]
        return self.estimate(*found) if found[0] else None


def share(n: int, hits: int) -> Estimate:
    """Give a share in percent with Wilson's interval (1927, JASA 22)."""
    p, low, high = hits / n, *wilson(hits, n)
    return Estimate(n, 100 * p, 100 * low, 100 * high, 1e4 * p * (1 - p))


def net_promoters(n: int, promoters: int, detractors: int) -> Estimate:
    """Give a net promoter score with the adjusted Wald interval (Rocks 2016, Am. Stat. 70)."""
    up, down = promoters / n, detractors / n
    value = 100 * (up - down)
    more_up, more_down = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    spread = math.sqrt((more_up + more_down - (more_up - more_down) ** 2) / (n + 3))
    middle, reach = 100 * (more_up - more_down), 100 * CONFIDENCE_Z * spread
    low, high = max(-100.0, middle - reach), min(100.0, middle + reach)
    variance = 1e4 * (up + down - (up - down) ** 2)
    return Estimate(n, value, min(low, value), max(high, value), variance)


def wilson(hits: float, n: int) -> tuple[float, float]:
    """Return the ends, 0–1, of Wilson's 95 % interval around hits / n."""
    z2, p = CONFIDENCE_Z**2, hits / n
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    reach = CONFIDENCE_Z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, min(p, centre - reach)), min(1.0, max(p, centre + reach))


def mean_on_scale(lowest: int, highest: int) -> Callable[[int, int, int], Estimate]:
    """Return what gives the mean of answers on a scale, with its adjusted Wald interval.

    Few answers seldom hold the unhappy ones that pull the mean of all customers down, and a t
    interval then misses it. So three answers are added, half of them at either end of the scale, as
    is done for shares (Agresti & Coull 1998, The American Statistician 52) and for a net promoter
    score (Rocks 2016). Answers that are all alike have an interval too.
    """
    added = ENDS / 2

    def estimate(n: int, total: int, squares: int) -> Estimate:
        value, count = total / n, n + ENDS
        middle = (total + added * (lowest + highest)) / count
        spread = (squares + added * (lowest**2 + highest**2)) / count - middle**2
        reach = CONFIDENCE_Z * math.sqrt(max(spread, 0.0) / count)
        low, high = max(lowest, middle - reach), min(highest, middle + reach)
        variance = _variance(n, total, squares)
        return Estimate(n, value, min(low, value), max(high, value), variance)

    return estimate


def mean_minutes(n: int, seconds: int, squares_high: int, squares: int) -> Estimate | None:
    """Give a mean time in minutes with its t interval, from seconds and squared seconds."""
    squared = squares_high * UPPER + squares
    variance = _variance(n, seconds, squared) / MINUTE**2
    if variance <= 0:
        return None
    value, reach = seconds / MINUTE / n, t_reach(n - 1) * math.sqrt(variance / n)
    return Estimate(n, value, max(0.0, value - reach), value + reach, variance)


def _variance(n: int, total: int, squares: int) -> float:
    if n < 2:
        return 0.0
    return max(0.0, (n * squares - total * total) / (n * (n - 1)))


_CSAT = ("csat_n", "csat_sum", "csat_squares")
_NPS = ("nps_n", "nps_promoters", "nps_detractors")
_CES = ("ces_n", "ces_sum", "ces_squares")
_HANDLING = ("handling_n", "handling_sum", "handling_squares_high", "handling_squares")
_WAITING = ("waiting_n", "waiting_sum", "waiting_squares_high", "waiting_squares")

OUTCOMES: dict[str, Outcome] = {
    each.key: each
    for each in (
        Outcome(
            "csat",
            _l("Satisfaction"),
            _l("Mean of what customers answered, from 1 to 5"),
            "",
            "up",
            2,
            _CSAT,
            mean_on_scale(1, 5),
        ),
        Outcome(
            "csat_top2",
            _l("Satisfied customers"),
            _l("Customers who answered 4 or 5 of 5"),
            "%",
            "up",
            1,
            ("csat_n", "csat_top2"),
            share,
        ),
        Outcome(
            "satisfied",
            _l("Good ratings"),
            _l("Customers who called it good, of those who could say good or bad"),
            "%",
            "up",
            1,
            ("satisfied_n", "satisfied_yes"),
            share,
        ),
        Outcome(
            "nps",
            _l("Net promoter score"),
            _l("Promoters (9–10) minus detractors (0–6), from −100 to 100"),
            "",
            "up",
            0,
            _NPS,
            net_promoters,
        ),
        Outcome(
            "ces",
            _l("Ease"),
            _l("Mean of how easy customers found it, from 1 to 7"),
            "",
            "up",
            2,
            _CES,
            mean_on_scale(1, 7),
        ),
        Outcome(
            "solved",
            _l("Solved, customers say"),
            _l("Customers who said that it was solved, of those who answered that"),
            "%",
            "up",
            1,
            ("solved_n", "solved_yes"),
            share,
        ),
        Outcome(
            "resolved",
            _l("Resolved"),
            _l("Interactions that were resolved, as your company says"),
            "%",
            "up",
            1,
            ("resolved_n", "resolved_yes"),
            share,
        ),
        Outcome(
            "handling",
            _l("Handling time"),
            _l("Mean minutes spent on an interaction: the company’s own number"),
            "min",
            "down",
            1,
            _HANDLING,
            mean_minutes,
        ),
        Outcome(
            "waiting",
            _l("Waiting time"),
            _l("Mean minutes until the first response: the company’s own number"),
            "min",
            "down",
            1,
            _WAITING,
            mean_minutes,
        ),
    )
}
