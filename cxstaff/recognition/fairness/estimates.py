"""How often people of groups are thanked, how sure that is, and which groups stand out.

Rates are of a quasi-Poisson model: the variance of a count is its mean times one factor, learnt
from how people within groups differ (McCullagh & Nelder 1989, Generalized Linear Models, 9.2).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cxstaff.customers.outcomes import wilson
from cxstaff.statistics import (
    CONFIDENCE,
    FloatArray,
    IntArray,
    benjamini_hochberg,
    beta_share,
    gamma_quantile,
)

ROUNDING = 1e-9
LEVEL = 0.05
"""The share of false ones that is expected at most among the groups that are called different."""


@dataclass(frozen=True, slots=True)
class ThankedPeople:
    """How often each of n people was thanked, and for how many months they were here.

    `thanks` (n,) may be fractions: one that names several people counts as one among them.
    `months` (n,) are above 0.
    """

    thanks: FloatArray
    months: FloatArray


@dataclass(frozen=True, slots=True)
class Ends:
    """A number from 0 up with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class GroupRate:
    """A group of n people: the share that was thanked (0–1), and thanks a person and month.

    `ratio` is its rate over that of everybody else, None where nobody else was thanked; `p` says
    how well they agree, adjusted for every group that was looked at: NaN where that was not asked.
    """

    key: Hashable
    n: int
    share: Ends
    rate: Ends
    ratio: float | None
    p: float

    @property
    def stands_out(self) -> bool:
        """Say whether it differs from everybody else by more than luck."""
        return bool(self.p <= LEVEL)


def rates(people: ThankedPeople, keys: Sequence[Hashable], smallest: int) -> list[GroupRate]:
    """Return the groups that people (n,) with these keys form, in the order they are first met.

    Groups of fewer than `smallest` people are left out; one is not compared where fewer remain
    beside it. P-values are not adjusted yet (see `adjusted`).
    """
    order = list(dict.fromkeys(keys))
    number = {key: place for place, key in enumerate(order)}
    group = np.array([number[key] for key in keys], dtype=np.int64)
    factor = dispersion(people, group)
    sums = [np.bincount(group, each, minlength=len(order)) for each in _summed(people)]
    groups = (_Sums(*row) for row in np.column_stack(sums).tolist())
    every = _Sums(*(float(column.sum()) for column in sums))
    return [
        _rate(key, each, every, factor, smallest)
        for key, each in zip(order, groups, strict=True)
        if each.n >= smallest
    ]


def adjusted(found: Mapping[str, Sequence[GroupRate]]) -> dict[str, list[GroupRate]]:
    """Adjust the p-values of all groups together, whatever they are formed by."""
    every = [each for rows in found.values() for each in rows]
    p = iter(benjamini_hochberg([each.p for each in every]))
    return {
        name: [replace(each, p=float(next(p))) for each in rows] for name, rows in found.items()
    }


def dispersion(people: ThankedPeople, group: IntArray) -> float:
    """Return by what factor counts of people in one group spread more than Poisson's; at least 1.

    `group` (n,) numbers the group of each person from 0.
    """
    thanks, months = np.bincount(group, people.thanks), np.bincount(group, people.months)
    expected = (thanks / months)[group] * people.months
    spare = group.size - int(group.max(initial=-1)) - 1
    if spare < 1 or not expected.sum():
        return 1.0
    spread = float(((people.thanks - expected) ** 2).sum() / expected.sum())
    return max(1.0, spread * group.size / spare)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Of some people: how many, how many of them were thanked, how often, and their months."""

    n: float
    thanked: float
    thanks: float
    months: float


def _summed(people: ThankedPeople) -> tuple[FloatArray, ...]:
    """Return what `_Sums` adds up, (n,) each."""
    ones = np.ones_like(people.months)
    return ones, (people.thanks > 0).astype(np.float64), people.thanks, people.months


def _rate(key: Hashable, group: _Sums, every: _Sums, factor: float, smallest: int) -> GroupRate:
    n, others = int(group.n), every.thanks - group.thanks
    other_months = every.months - group.months
    is_asked = every.n - group.n >= smallest
    rate = group.thanks / group.months
    ratio = rate / (others / other_months) if is_asked and others > ROUNDING else None
    share = Ends(group.thanked / n, *wilson(group.thanked, n))
    p = (
        _agreement(group.thanks / factor, others / factor, group.months / every.months)
        if is_asked
        else float("nan")
    )
    return GroupRate(key, n, share, _interval(group.thanks, group.months, factor), ratio, p)


def _interval(count: float, months: float, factor: float) -> Ends:
    """Return thanks a month with the interval of a Poisson count (Garwood 1936, Biometrika 28)."""
    tail, told = (1 - CONFIDENCE) / 2, count / factor
    low = float(gamma_quantile(told, tail)) if told else 0.0
    high = float(gamma_quantile(told + 1, 1 - tail))
    return Ends(count / months, low * factor / months, high * factor / months)


def _agreement(count: float, others: float, part: float) -> float:
    """Return the two-sided p-value of `count` among all thanks where `part` (0–1) is its due.

    Given their sum, one of two Poisson counts is binomial (Przyborowski & Wilenski 1940, Biometrika
    31); the beta distribution continues that to counts that are not whole.
    """
    if count + others <= ROUNDING:
        return 1.0
    as_few = float(beta_share(others, count + 1, 1 - part)) if others > ROUNDING else 1.0
    as_many = float(beta_share(count, others + 1, part)) if count > ROUNDING else 1.0
    return min(1.0, 2 * min(as_few, as_many))
