"""Signs that stand out of many tests (Benjamini–Hochberg), and the numbers behind them (pure)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from cxstaff.linkage.estimates.panel import Column
from cxstaff.statistics import benjamini_hochberg

LeverKey = tuple[str, int]
"""The table and the id of a lever."""
LEVEL = 0.01
"""Share of honest companies in which one sign may be raised at all: all signs together 5 of 100."""


class Sign(StrEnum):
    """What is looked for; never shown raw."""

    GUARD = "guard"
    PAYOUT = "payout"
    UNHEARD = "unheard"
    ALIKE = "alike"
    FLOOD = "flood"
    TIED = "tied"


class Quantity(StrEnum):
    """What a number of the evidence counts."""

    MEASURE = "measure"
    GUARD = "guard"
    BEFORE_THE_END = "before_the_end"
    AFTER_THE_END = "after_the_end"
    HEARD_UNRESOLVED = "heard_unresolved"
    HEARD_RESOLVED = "heard_resolved"
    SATISFIED = "satisfied"
    HEARD = "heard"
    SAME_SCORE = "same_score"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One number: `value` over `n` answers, interactions or readings.

    95 of 100 such numbers were to be expected from `low` to `high`; both are None where the number
    stands for itself.
    """

    what: Quantity
    value: float
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class RaisedSign:
    """One sign: of which team, in which periods (`first` to `last`, numbers), and the evidence.

    `lever` is the target or plan it hangs on, None where there is none. `p` is the chance of
    as much among honest teams, `adjusted_p` that after allowing for everything looked at.
    """

    team_id: int
    first: int
    last: int
    evidence: tuple[Evidence, ...]
    p: float
    lever: LeverKey | None = None
    adjusted_p: float = float("nan")


class Silence(StrEnum):
    """Why a sign could not be looked for."""

    NO_LEVERS = "no_levers"
    NO_NUMBERS = "no_numbers"
    TOO_FEW_OTHERS = "too_few_others"


@dataclass(frozen=True, slots=True)
class SignTests:
    """One sign over the whole company: how many looks were taken, and what was seen.

    `silence` says why no look could be taken, None where some could.
    """

    sign: Sign
    looks: int
    found: tuple[RaisedSign, ...] = ()
    silence: Silence | None = None


def watch(
    sign: Sign, p_values: Column, found: Callable[[int], RaisedSign], nothing: Silence
) -> SignTests:
    """Keep of m looks what stands out among them (Benjamini & Hochberg 1995, at `LEVEL`).

    `p_values` (m,) are NaN where a look could not be taken, `found` gives what the look at a place
    saw. Where all are honest, this raises anything at all in `LEVEL` of companies at most.
    """
    adjusted = benjamini_hochberg(p_values)
    looks = int(np.isfinite(adjusted).sum())
    if not looks:
        return SignTests(sign, 0, silence=nothing)
    seen = np.flatnonzero(np.nan_to_num(adjusted, nan=1.0) <= LEVEL)
    seen = seen[np.argsort(adjusted[seen], kind="stable")]
    return SignTests(
        sign,
        looks,
        tuple(replace(found(int(at)), adjusted_p=float(adjusted[at])) for at in seen),
    )
