"""How far teams and periods fall short of a balanced study, read off a company's own numbers."""

from __future__ import annotations

import numpy as np

from cxstaff.linkage.comparison.comparison import WholeComparison
from cxstaff.linkage.comparison.points import Dots
from cxstaff.linkage.estimates.autocorrelation import autocorrelation
from cxstaff.linkage.estimates.panel import FloatArray
from cxstaff.linkage.estimates.power import Design, Size, Spreads, freedom
from cxstaff.linkage.estimates.slopes import Slope

USUAL_DESIGN = Design(filled=0.95, unequal=1.2, memory=1.15, freedom=0.7)
"""What teams whose sizes differ by half, and that change slowly, leave of a balanced study."""


def design_of(comparison: WholeComparison, size: Size, spreads: Spreads) -> Design:
    """Read the design off a comparison of this size, whose cells stray by these spreads.

    Nothing of its slope: gaps and weights are counted, memory is that of either number alone, and
    the degrees of freedom follow from weights and engagement.
    """
    dots, slope = comparison.dots, comparison.slope
    left = slope.df / freedom(size) if isinstance(slope, Slope) else USUAL_DESIGN.freedom
    return Design(
        filled=min(1.0, len(dots) / (size.teams * size.periods)),
        unequal=_unequal(dots, comparison.results.at("n", dots.places), size, spreads),
        memory=_memory(dots, size.periods),
        freedom=left,
    )


def _unequal(dots: Dots, customers: FloatArray, size: Size, spreads: Spreads) -> float:
    """Give the variance that weights make, as times that of as many cells of average size.

    A cell's noise is what its team strays by and what its customers leave to chance.
    """
    noise = spreads.result**2 + spreads.customer**2 / customers
    usual = spreads.result**2 + spreads.customer**2 / size.customers
    total = dots.weight.sum() ** 2 * usual
    return float(len(dots) * (dots.weight**2 * noise).sum() / total)


def _memory(dots: Dots, periods: int) -> float:
    """Give how many times as uncertain a slope is as neighbouring periods are alike; 1 or more.

    A slope's error is a sum of products of both numbers. k periods apart they correlate by
    (ρ · ρ')^k if both are first-order autoregressions; the sum of T of them then has
    1 + 2 Σ (1 − k / T) (ρ · ρ')^k times the variance of independent ones.
    """
    teams, team = np.unique(dots.teams, return_inverse=True)
    numbers, period = np.unique(dots.periods, return_inverse=True)
    across, up, weight = np.zeros((3, teams.size, numbers.size))
    across[team, period], up[team, period], weight[team, period] = dots.across, dots.up, 1.0
    known = [autocorrelation(each, weight, numbers) for each in (across, up)]
    together = (known[0] or 0.0) * (known[1] or 0.0)
    later = np.arange(1, periods)
    return float(1 + 2 * ((1 - later / periods) * together**later).sum())
