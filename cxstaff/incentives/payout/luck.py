"""How much of a plan's payout is luck: what two equally good teams would be paid apart.

A reading that is a sample is its team's true level plus chance, whose standard error is known from
the reading's interval. True levels of teams are taken as normal around their mean, their spread by
the method of moments (variance of readings less the mean squared error). What a plan pays is then
a random number with two sources, and its variance splits by the law of total variance into what
true levels bring (worth) and what chance brings (luck).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cxstaff.incentives.payout.terms import PRECISE, PayoutTerms, Shape
from cxstaff.statistics import normal_quantile

FloatArray = npt.NDArray[np.float64]

FEWEST = 8
"""Readings with an error below which nothing is said of the spread of true levels."""

LEVELS, CHANCES, ERRORS = 61, 401, 9
"""Places at which true levels, chance and the sizes of errors are looked at."""


@dataclass(frozen=True, slots=True)
class Luck:
    """What chance does to a plan, over `n` readings of teams and periods of the past.

    `share` is the part of the payouts' variance that is luck, 0 to 1; None where payouts do not
    vary. `apart` is the mean difference between what two equally good teams are paid for one
    period, in the smallest unit; `mean` what is paid on average.
    """

    n: int
    share: float | None
    apart: float
    mean: float


def luck_of(terms: PayoutTerms, readings: Sequence[float], errors: Sequence[float]) -> Luck | None:
    """Work out the luck in a plan from readings (n,) and their standard errors (n,).

    None where fewer than `FEWEST` readings have an error. Guards, days and budgets are left out.
    ValueError where the two differ in length or an error is below 0.
    """
    x, se = np.asarray(readings, dtype=float), np.asarray(errors, dtype=float)
    if x.shape != se.shape or np.any(se < 0):
        raise ValueError("each reading has one standard error, never below 0")
    if x.size < FEWEST:
        return None
    spread = math.sqrt(max(0.0, float(np.var(x, ddof=1) - np.mean(se**2))))
    levels = x.mean() + spread * _normal(LEVELS)
    sizes = np.quantile(se, (np.arange(ERRORS) + 0.5) / ERRORS)
    seen = levels[:, None, None] + sizes[None, :, None] * _normal(CHANCES)[None, None, :]
    paid = amounts(terms, seen)
    luck, worth = float(paid.var(axis=2).mean()), float(paid.mean(axis=2).var())
    return Luck(
        n=int(x.size),
        share=luck / (luck + worth) if luck + worth > 0 else None,
        apart=float(_mean_difference(paid).mean()),
        mean=float(paid.mean()),
    )


def amounts(terms: PayoutTerms, readings: FloatArray) -> FloatArray:
    """Return what readings of any shape earn, capped: `formula.earned` for many at once."""
    ahead = 1.0 if terms.better == "up" else -1.0
    if terms.shape is Shape.LINE:
        low, high = terms.steps
        along = np.round((readings - low.level) / (high.level - low.level), PRECISE)
        between = low.amount + np.clip(along, 0, 1) * (high.amount - low.amount)
        paid = np.where(along < 0, 0.0, np.floor(between + 0.5))
    else:
        paid = np.zeros_like(readings)
        for step in terms.steps:
            paid[np.round(ahead * (readings - step.level), PRECISE) >= 0] = step.amount
    if terms.cap is None or terms.shape is Shape.POOL:
        return paid
    return np.minimum(paid, terms.cap)


def _normal(places: int) -> FloatArray:
    """Return the middles of equal shares of the standard normal distribution, of variance 1."""
    found = np.asarray(normal_quantile((np.arange(places) + 0.5) / places), dtype=float)
    return np.asarray(found / found.std())


def _mean_difference(paid: FloatArray) -> FloatArray:
    """Return Gini's mean difference along the last axis, of independent draws from its values."""
    ordered, n = np.sort(paid, axis=-1), paid.shape[-1]
    weights = 2.0 * np.arange(1, n + 1) - n - 1
    return np.asarray(2.0 * (ordered * weights).sum(axis=-1) / n**2)
