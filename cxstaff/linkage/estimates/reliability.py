"""ICC(1), ICC(2), r_wg(j) and split-half reliability of change: how well answers measure a team."""

from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.estimates.effects import of_team_and_period
from cxstaff.linkage.estimates.panel import Column, FloatArray, LaggedPanel, Panel
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.sample import Sample, compared, unusable
from cxstaff.statistics import f_quantile, t_reach

FEWEST_TEAMS = 4
"""Teams below which leaving one out says nothing about uncertainty."""
NO_SPREAD = 1e-12


@dataclass(frozen=True, slots=True)
class Differences:
    """Hold how much of the answers' variance lies between teams.

    `icc1` (from below 0 to 1) is the share of one answer's variance, with its interval `low` to
    `high`; `icc2` (at most 1) the reliability of a team mean of average size.
    """

    icc1: float
    low: float
    high: float
    icc2: float
    teams: int
    answers: int


@dataclass(frozen=True, slots=True)
class Reliability:
    """Hold the reliability, from 0 to 1, of change within teams, with its 95 % interval.

    It is that of the `compared` cells of the headline, told from two halves of the answers in
    `halved` cells of some teams and periods.
    """

    value: float
    low: float
    high: float
    teams: int
    periods: int
    halved: int
    compared: int


@dataclass(frozen=True, slots=True)
class Halves:
    """Hold the means of two fixed halves of people in n cells, and the answers behind each.

    All are (n,) beside a panel's cells, NaN where a half is too small to be used.
    """

    first: FloatArray
    second: FloatArray
    first_n: FloatArray
    second_n: FloatArray


def differences_between(
    n: Column, total: Column, squares: Column, confidence: float = 0.95
) -> Differences | Unusable:
    """Give ICC(1) and ICC(2) from running sums of each team: count, sum, sum of squares, all (G,).

    One-way analysis of variance with the mean team size, as R's multilevel has it (Bliese 2000).
    For unequal teams textbooks use n₀ = (N − Σn² / N) / (G − 1), which is smaller, so that ICC(1)
    comes out a little larger; with teams of like size both are the same. The interval is that of
    Shrout & Fleiss (1979, Psychological Bulletin 86).
    """
    parts = _mean_squares(n, total, squares)
    if isinstance(parts, Unusable):
        return parts
    between, within, teams, answers = parts
    return _differences(between / within, teams, answers, confidence)


def differences_from(
    icc1: float, teams: int, answers: int, confidence: float = 0.95
) -> Differences | Unusable:
    """Give the same from ICC(1) alone, where nothing else was kept.

    F = (1 + (k − 1)·ICC(1)) / (1 − ICC(1)) for the mean team size k, and both tell the rest.
    """
    size = answers / teams if teams else 0.0
    if teams < 2 or size <= 1 or not -1 / (size - 1) < icc1 < 1:
        return Unusable(Reason.IMPOSSIBLE_COUNTS, teams, 0, answers)
    return _differences((1 + (size - 1) * icc1) / (1 - icc1), teams, answers, confidence)


def agreement(variances: Column, options: int, answers: int) -> float | Unusable:
    """Give r_wg(j) of one team, from 0 to 1 (James, Demaree & Wolf 1984, J. Applied Psych. 69).

    `variances` (J,) are those of the items over `answers` people, with n − 1; `options` is the
    number of choices an item has, whose uniform choice has variance (A² − 1) / 12. Less agreement
    than chance counts as none. High agreement alone can be the habit of one pole of the scale.
    """
    items = np.asarray(variances, dtype=np.float64)
    if answers < 2 or items.size == 0:
        return Unusable(Reason.TOO_FEW_ANSWERS, 1, 0, answers)
    if options < 2 or not (np.isfinite(items).all() and (items >= 0).all()):
        return Unusable(Reason.IMPOSSIBLE_COUNTS, 1, 0, answers)
    missing = min(float(items.mean()) / ((options**2 - 1) / 12), 1.0)
    agreed = items.size * (1 - missing)
    return agreed / (agreed + missing)


def change_reliability(lagged: LaggedPanel, halves: Halves) -> Reliability | Unusable:
    """Give the reliability of change within teams in the cells that the headline uses.

    Both halves have team and period effects taken out, weighted by their answers; their correlation
    is stepped up from the size of a half to that of each cell compared (Spearman 1910; Brown 1910),
    also of those too small to be halved. The mean over cells is that of variances, with the
    headline's weights: a slope on what was seen is the true slope times this (Fuller 1987). The
    interval leaves out one team at a time on Fisher's scale. A negative correlation is a
    reliability of 0.
    """
    sample = _halved(lagged.panel, halves)
    if isinstance(sample, Unusable):
        return sample
    sums = _products(sample)
    total = sums.sum(axis=1)
    if min(total[1:]) <= 1e-10 * sample.used.sum():
        return unusable(Reason.ENGAGEMENT_DOES_NOT_CHANGE, sample.rows)
    rest = total[:, None] - sums
    if (rest[1:] <= NO_SPREAD * total[1:, None]).any():
        return unusable(Reason.CARRIED_BY_ONE_TEAM, sample.rows)
    if abs(_correlation(total)) > 1 - NO_SPREAD:
        return unusable(Reason.FITS_EXACTLY, sample.rows)
    used = _headline_cells(lagged)
    if isinstance(used, Unusable):
        return used
    count, answers = used
    return _reliability(sample, total, rest, answers / _usual_half(sample, halves), count)


def _mean_squares(
    n: Column, total: Column, squares: Column
) -> tuple[float, float, int, int] | Unusable:
    """Give mean squares between and within, and the numbers of teams and answers."""
    sums = np.array([n, total, squares], dtype=np.float64).reshape(3, -1)
    count, sum_, square = sums[:, np.isfinite(sums).all(axis=0) & (sums[0] > 0)]
    teams, answers = count.size, int(count.sum())
    if teams < 2:
        return Unusable(Reason.ONE_TEAM if teams else Reason.NO_CELLS, teams, 0, answers)
    if answers <= teams:
        return Unusable(Reason.TOO_FEW_ANSWERS, teams, 0, answers)
    within = float((square - sum_**2 / count).sum()) / (answers - teams)
    grand = sum_.sum() / answers
    between = float((count * (sum_ / count - grand) ** 2).sum()) / (teams - 1)
    if min(between, within) <= NO_SPREAD * float(square.sum()) / answers:
        return Unusable(Reason.ANSWERS_DO_NOT_DIFFER, teams, 0, answers)
    return between, within, teams, answers


def _differences(ratio: float, teams: int, answers: int, confidence: float) -> Differences:
    """Give the correlations and their interval from the ratio of mean squares, F."""
    size = answers / teams
    tail, freedom = (1 + confidence) / 2, (teams - 1, answers - teams)
    ends = ratio / f_quantile(freedom, tail), ratio / f_quantile(freedom, 1 - tail)
    icc1, low, high = (float((x - 1) / (x + size - 1)) for x in (ratio, *ends))
    return Differences(icc1, low, high, 1 - 1 / ratio, teams, answers)


def _products(sample: Sample) -> FloatArray:
    """Give each team's sums of products of the halves: mixed, first, second, as (3, G)."""
    halves = np.stack([sample.y, sample.x[0]])
    first, second = of_team_and_period(sample.weight).residual(halves)
    pairs = np.stack([first * second, first**2, second**2])
    products: FloatArray = (sample.weight * pairs).sum(axis=2)
    return products


def _halved(panel: Panel, halves: Halves) -> Sample | Unusable:
    """Keep the cells of which both halves are known, each weighted by its answers."""
    weight = halves.first_n + halves.second_n
    sample = compared(panel, halves.first, halves.second[:, None], weight)
    if isinstance(sample, Unusable):
        still = sample.reason is Reason.OUTCOME_DOES_NOT_CHANGE
        reason = Reason.ENGAGEMENT_DOES_NOT_CHANGE if still else sample.reason
        return Unusable(reason, sample.teams, sample.periods, sample.cells)
    if len(sample.teams) < FEWEST_TEAMS:
        return unusable(Reason.TOO_FEW_TEAMS, sample.rows)
    return sample


def _usual_half(sample: Sample, halves: Halves) -> float:
    """Give the answers of a half whose chance is the mean of that of all halves used."""
    rows, weight = sample.rows[sample.used], sample.weight[sample.used]
    chance = (1 / halves.first_n[rows] + 1 / halves.second_n[rows]) / 2
    return float(weight.sum() / (weight * chance).sum())


def _headline_cells(lagged: LaggedPanel) -> tuple[int, float] | Unusable:
    """Count the headline's cells, and give the answers whose chance is the mean of theirs."""
    panel = lagged.panel
    given = np.column_stack([panel.covariates, lagged.e])
    sample = compared(panel, panel.y, given, panel.weight)
    if isinstance(sample, Unusable):
        return sample
    rows, weight = sample.rows[sample.used], sample.weight[sample.used]
    answers = lagged.answers[rows]
    if not (answers > 0).all():
        return unusable(Reason.TOO_FEW_ANSWERS, sample.rows)
    return rows.size, float(weight.sum() / (weight / answers).sum())


def _reliability(
    sample: Sample, total: FloatArray, rest: FloatArray, times: float, count: int
) -> Reliability:
    """Step up the correlation; delete-one jackknife over G teams with t on G − 1."""
    teams = len(sample.teams)
    whole = float(np.arctanh(_correlation(total)))
    left_out = np.arctanh(np.clip(_correlation(rest), -1 + NO_SPREAD, 1 - NO_SPREAD))
    spread = np.sqrt((teams - 1) / teams * ((left_out - left_out.mean()) ** 2).sum())
    reach = float(t_reach(teams - 1) * spread)
    value, low, high = (_stepped_up(z, times) for z in (whole, whole - reach, whole + reach))
    halved = int(sample.used.sum())
    return Reliability(value, low, high, teams, len(sample.periods), halved, count)


def _correlation(sums: FloatArray) -> FloatArray:
    mixed, first, second = sums
    result: FloatArray = mixed / np.sqrt(first * second)
    return result


def _stepped_up(z: float, times: float) -> float:
    """Give the reliability of `times` as many answers from Fisher's z of one half, at least 0."""
    r = max(float(np.tanh(z)), 0.0)
    return times * r / (1 + (times - 1) * r)
