"""Beta-binomial test: all answers of a team's customers in one month are the same (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from cxstaff.linkage.estimates.panel import FloatArray
from cxstaff.linkage.signs.evidence import (
    Evidence,
    Quantity,
    RaisedSign,
    Sign,
    SignTests,
    Silence,
    watch,
)
from cxstaff.statistics import CONFIDENCE_Z, log_beta

FEWEST_ANSWERS = 15
SATISFIED = 4
PART = 100.0
LEAST_ALIKE, MOST_ALIKE = 1e-4, 0.5
"""Ends of how alike the answers of one month may be taken to be, as an intraclass correlation."""


@dataclass(frozen=True, slots=True)
class Months:
    """Answers from 1 to 5 in G teams over T months, (G, T) each.

    Their number, sum and sum of squares, and how many are 4 or 5.
    """

    n: FloatArray
    total: FloatArray
    squares: FloatArray
    top2: FloatArray


def identical_scores(months: Months, team_ids: Sequence[int], first: int) -> SignTests:
    """Look at every month with enough answers; column 0 is the month `first`.

    n answers are all the same where n Σx² = (Σx)². Then all of them are satisfied (4 or 5), or none
    is, which has chance E[sⁿ] or E[(1 − s)ⁿ] where months' shares s follow a beta distribution.
    Being all the same is rarer still, so that the chance given is never too small.
    """
    n, total = months.n, months.total
    enough = n >= FEWEST_ANSWERS
    where = np.argwhere(enough)
    count, hits = n[enough], months.top2[enough]
    if not count.size or not 0 < hits.sum() < count.sum():
        return SignTests(Sign.ALIKE, 0, silence=Silence.NO_NUMBERS)
    share, rho = _beta(count, hits)
    same = count * months.squares[enough] == total[enough] ** 2
    good = total[enough] >= SATISFIED * count
    chance = np.where(good, _all(count, share, rho), _all(count, 1 - share, rho))
    p_values = np.where(same, np.minimum(2 * chance, 1.0), 1.0)

    def found(at: int) -> RaisedSign:
        team, month = where[at]
        answers = float(count[at])
        reach = CONFIDENCE_Z * sqrt(share * (1 - share) * (rho + (1 - rho) / answers))
        low, high = (PART * min(max(end, 0.0), 1.0) for end in (share - reach, share + reach))
        score = float(total[team, month]) / answers
        evidence = (
            Evidence(Quantity.SAME_SCORE, score, None, None, int(answers)),
            Evidence(Quantity.SATISFIED, PART * float(hits[at]) / answers, low, high, int(answers)),
        )
        period = first + int(month)
        return RaisedSign(team_ids[int(team)], period, period, evidence, float(p_values[at]))

    return watch(Sign.ALIKE, p_values, found, Silence.NO_NUMBERS)


def _beta(n: FloatArray, hits: FloatArray) -> tuple[float, float]:
    """Estimate the mean share and how alike answers of one month are (Kleinman 1973, JASA 68).

    From m months with `hits` of `n` answers, by moments, each month weighted by its answers.
    """
    share = float(hits.sum() / n.sum())
    base = share * (1 - share)
    about = float((n * (hits / n - share) ** 2).sum())
    cells = n.size
    room = base * (float(n.sum()) - float((n**2).sum() / n.sum()) - (cells - 1))
    rho = (about - base * (cells - 1)) / room if room > 0 else LEAST_ALIKE
    return share, min(max(rho, LEAST_ALIKE), MOST_ALIKE)


def _all(n: FloatArray, share: float, rho: float) -> FloatArray:
    """Give the chance that all of n answers are of a kind that has `share` on average."""
    size = 1 / rho - 1
    a, b = share * size, (1 - share) * size
    return np.asarray(np.exp(log_beta(a + n, b) - log_beta(a, b)), dtype=np.float64)
