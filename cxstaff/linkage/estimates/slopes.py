"""Fixed-effects and Mundlak slopes: an outcome on engagement, within teams and between them."""

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np

from cxstaff.linkage.estimates.cr2 import Fit, fit
from cxstaff.linkage.estimates.effects import Effects, of_period, of_team_and_period, ties_of
from cxstaff.linkage.estimates.panel import FloatArray, LaggedPanel, Panel
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.sample import STILL, Sample, compared, everything, unusable
from cxstaff.statistics import t_quantile, t_share

LEVEL, WANTED = 0.05, 0.8
"""The share of false findings accepted, two-sided, and the power a study should have."""
ALIKE = 0.2
"""How far errors of parted teams are taken to go on from one period to the next."""


@dataclass(frozen=True, slots=True)
class Slope:
    """Hold an estimate with everything that must be printed beside it.

    `value`, `se`, `low`, `high` and `visible` are units of outcome per unit of engagement; `low`
    to `high` is the interval of the given `confidence`; `p` is two-sided; `visible` the smallest
    true slope that would be found 4 times in 5 at the 5 % level, by this slope's own `se` and `df`.
    `answers` is None when the panel has no counts. `partial` is the partial R² of engagement, 0 to
    1; NaN where it was not worked out.
    """

    value: float
    se: float
    df: float
    low: float
    high: float
    p: float
    confidence: float
    visible: float
    teams: int
    periods: int
    cells: int
    interactions: float
    answers: int | None
    partial: float = nan

    @property
    def robustness(self) -> float:
        """Return the robustness value, 0 to 1; NaN where `partial` is not known.

        Something unknown that goes along with this share of what is left of engagement, and of what
        is left of the outcome, can make the slope 0; whatever goes along with less of both cannot.
        ½ (√(f⁴ + 4 f²) − f²) with f² = partial / (1 − partial) (Cinelli & Hazlett 2020, J. Royal
        Statistical Society B 82, q = 1).
        """
        squared = self.partial / (1 - self.partial)
        return (sqrt(squared**2 + 4 * squared) - squared) / 2


def within_teams(lagged: LaggedPanel, confidence: float = 0.95) -> Slope | Unusable:
    """Estimate the headline: y[t] on e[t−lag], covariates, team and period effects.

    Weighted as the panel says, clustered by team. The lag ≥ 0 is declared before looking.
    """
    panel = lagged.panel
    given = np.column_stack([panel.covariates, lagged.e])
    made = fit_within(panel, panel.y, given, panel.weight)
    if isinstance(made, Unusable):
        return made
    return slope_of(*made, panel.counted, lagged.answers, confidence)


def between_teams(lagged: LaggedPanel, confidence: float = 0.95) -> Slope | Unusable:
    """Estimate how teams differ: the slope of y on the teams' own mean of e (Mundlak 1978).

    y[t] on each team's mean of e, on e[t−lag] about that mean, on the same for the covariates,
    and on period effects. Teams may differ by other causes, which this cannot tell apart.
    """
    panel = lagged.panel
    given = np.column_stack([panel.covariates, lagged.e])
    sample = everything(panel, panel.y, given, panel.weight)
    if isinstance(sample, Unusable):
        return sample
    rows = sample.rows[sample.used]
    means = _team_means(sample, given)
    size = STILL * np.abs(given[rows]).max(axis=0)
    differ = _unless_rounding(means - means[rows].mean(axis=0), size)
    change = _unless_rounding(given - means, size)
    split = np.column_stack([differ[:, :-1], change, differ[:, -1]])
    sample = everything(panel, panel.y, split, panel.weight)
    if isinstance(sample, Unusable):
        return sample
    made = fit(sample, of_period(sample.weight))
    if not isinstance(made, Fit):
        return unusable(made, sample.rows)
    return slope_of(sample, made, panel.counted, lagged.answers, confidence)


def fit_within(
    panel: Panel, outcome: FloatArray, regressors: FloatArray, weight: FloatArray
) -> tuple[Sample, Fit] | Unusable:
    """Fit an outcome (n,) on regressors (n, k), the last of interest, with both effects."""
    sample = compared(panel, outcome, regressors, weight)
    if isinstance(sample, Unusable):
        return sample
    made = fit(sample, effects_of(sample))
    if not isinstance(made, Fit):
        return unusable(made, sample.rows)
    return sample, made


def effects_of(sample: Sample) -> Effects:
    """Take out an effect of each team, or spell, and of each period.

    Spells are short, and least squares of cells that count as independent then loses a part of what
    they tell. So their errors are taken to be `ALIKE` from one period to the next: a working model
    that CR2 does not rely on (Pustejovsky & Tipton 2018), whatever errors are like.
    """
    if sample.spells is None:
        return of_team_and_period(sample.weight)
    ties = ties_of(sample.spells, sample.used, sample.periods, ALIKE)
    return of_team_and_period(sample.weight, sample.spells, ties)


def slope_of(
    sample: Sample,
    made: Fit,
    interactions: FloatArray,
    answers: FloatArray,
    confidence: float = 0.95,
) -> Slope:
    """Put a fit in the panel's units, with its interval and the counts (n,) behind each cell."""
    rows = sample.rows[sample.used]
    value, se = made.slope * sample.unit, float(np.sqrt(made.variance)) * sample.unit
    reach = float(t_quantile(made.df, (1 + confidence) / 2)) * se
    counted = answers[rows]
    return Slope(
        value=value,
        se=se,
        df=made.df,
        low=value - reach,
        high=value + reach,
        p=float(2 * t_share(made.df, -abs(value) / se)),
        confidence=confidence,
        visible=errors_needed(made.df) * se,
        teams=len(sample.teams),
        periods=len(sample.periods),
        cells=rows.size,
        interactions=float(interactions[rows].sum()),
        answers=int(counted.sum()) if np.isfinite(counted).all() else None,
        partial=made.partial,
    )


def errors_needed(df: float) -> float:
    """Give the standard errors away from 0 at which a slope is found 4 times in 5: t.975 + t.80.

    A slope is found where its estimate lies further from 0 than t.975 of its standard errors, and
    4 times in 5 an estimate lies less than t.80 of them below the truth; both quantiles are at the
    slope's own `df`. With many degrees of freedom that is 2.80, with 8 it is 3.2, with 4 it is 3.7.
    """
    return float(t_quantile(df, 1 - LEVEL / 2)) + float(t_quantile(df, WANTED))


def _unless_rounding(values: FloatArray, size: FloatArray) -> FloatArray:
    """Set to 0 what arithmetic on values (n, k) can have left; `size` (k,) is its most."""
    return np.where(np.abs(values) <= size, 0.0, values)


def _team_means(sample: Sample, values: FloatArray) -> FloatArray:
    """Spread each team's weighted mean of values (n, k) over its used rows; NaN elsewhere."""
    result = np.full(values.shape, np.nan)
    shares = sample.weight / sample.weight.sum(axis=1, keepdims=True)
    known = np.where(sample.used[..., None], values[sample.rows], 0.0)
    means = (shares[..., None] * known).sum(axis=1)
    result[sample.rows[sample.used]] = means[np.nonzero(sample.used)[0]]
    return result
