"""Degrees of freedom of a variance that some teams know more of than others (pure).

A CR2 variance is a weighted sum of squares, one for each direction in which teams' parts of the
slope's error vary: Σ λ χ²(1), with weights λ by the working model. Satterthwaite's degrees of
freedom give Student's t the mean and the variance of it. Where weights are few and unequal such a
sum is more skewed than its stand-in and seldom near 0, so that the 5 % point is passed in less than
5 %. How often t passes any point is known exactly under the working model, as the slope is then
independent of what is left; of that, `matched` makes degrees of freedom which hold 5 %.
"""

from math import pi

import numpy as np

from cxstaff.linkage.estimates.panel import FloatArray
from cxstaff.statistics import root, t_quantile

LEVEL = 0.05
"""The share of false findings at which degrees of freedom are matched, two-sided."""
NODES = 64
"""Angles at which the tail is averaged: with two degrees of freedom or more, eight digits hold."""


def matched(parts: FloatArray) -> float:
    """Give the degrees of freedom of t whose two-sided 5 % point N/√(Σ λ χ²/Σ λ) passes in 5 %.

    `parts` (G,) are the weights λ, at least one above 0; the result lies between 0 and their
    number, and is that where they are equal. Points further out are passed more seldom than t says,
    and nearer ones hardly more often (20 % in 20.1 % with 7).
    """
    kept = parts[parts > 0]
    kept = kept / kept.sum()
    satterthwaite = 1 / float((kept**2).sum())

    def missed(df: float) -> float:
        return tail(float(t_quantile(df, 1 - LEVEL / 2)), kept) - LEVEL

    return root(missed, satterthwaite / 2, 2.0 * kept.size)


def tail(t: float, parts: FloatArray) -> float:
    """Give P(|N| > t √(Σ λ χ²)), of a normal N that is independent of it.

    The mean over θ from 0 to π/2 of Π (1 + λ t² / sin² θ)^(−1/2): Craig's form of the normal tail
    (1991, IEEE MILCOM), whose mean over each χ² is known. With k equal λ = 1/k it is t's with k
    degrees of freedom.
    """
    squared = np.sin((np.arange(NODES) + 0.5) * pi / (2 * NODES)) ** 2
    inside = np.log1p(np.multiply.outer(t * t / squared, parts)).sum(axis=1)
    return float(np.exp(-inside / 2).mean())
