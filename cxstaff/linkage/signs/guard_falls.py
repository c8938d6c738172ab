"""Difference in differences: a measure better since a lever began, its guard worse (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.estimates.panel import BoolArray
from cxstaff.linkage.estimates.prediction import FIRST, Prediction, predict_from_others
from cxstaff.linkage.signs.evidence import (
    Evidence,
    LeverKey,
    Quantity,
    RaisedSign,
    Sign,
    SignTests,
    Silence,
    watch,
)
from cxstaff.linkage.signs.grids import Grid

WINDOW, FEWEST = 6, 3
"""Months looked at on each side of a lever's beginning, and how many of them must be known."""


@dataclass(frozen=True, slots=True)
class GuardedLever:
    """A lever on a guarded measure: that of the team in row `team`, from column `start` on.

    `measure` and `guard` are (G, T) by month; `up` and `guard_up` say whether more is better;
    `others` (G,) are the teams without any lever on the measure, that it is compared with.
    """

    lever: LeverKey
    team: int
    start: int
    measure: Grid
    guard: Grid
    up: bool
    guard_up: bool
    others: BoolArray


def guard_falls(levers: Iterable[GuardedLever], team_ids: Sequence[int], first: int) -> SignTests:
    """Look at every lever; column 0 is the period `first`.

    Each team's change is its mean over the newest months of the lever less that over the months
    before it began; the changes of teams without the lever say what was to be expected. Both must
    be odd: the larger of the two chances counts (Berger 1982, Technometrics 24).
    """
    every = list(levers)
    looked = [found for each in every if (found := _look(each, team_ids, first))]
    nothing = Silence.TOO_FEW_OTHERS if every else Silence.NO_LEVERS
    return watch(Sign.GUARD, [each.p for each in looked], looked.__getitem__, nothing)


def _look(lever: GuardedLever, team_ids: Sequence[int], first: int) -> RaisedSign | None:
    now = max(lever.start, lever.measure.n.shape[1] - WINDOW), lever.measure.n.shape[1]
    before = max(lever.start - WINDOW, 0), lever.start
    compared = np.flatnonzero(lever.others)
    compared = np.concatenate([[lever.team], compared[compared != lever.team]])
    changes = [_change(each, now, before, compared) for each in (lever.measure, lever.guard)]
    (seen, value, n), (kept, guard_value, guard_n) = changes
    p = max(_better(seen, lever.up), _better(kept, not lever.guard_up))
    if not np.isfinite(p):
        return None
    evidence = (
        Evidence(Quantity.MEASURE, value, float(seen.low[0]), float(seen.high[0]), n),
        Evidence(Quantity.GUARD, guard_value, float(kept.low[0]), float(kept.high[0]), guard_n),
    )
    last = first + now[1] - 1
    return RaisedSign(team_ids[lever.team], first + now[0], last, evidence, p, lever.lever)


def _change(
    numbers: Grid, now: tuple[int, int], before: tuple[int, int], rows: np.ndarray
) -> tuple[Prediction, float, int]:
    """Hold the change of the first of some teams against those of the others."""
    later, later_spread, later_n = numbers.over(*now, FEWEST)
    earlier, earlier_spread, _ = numbers.over(*before, FEWEST)
    change = (later - earlier)[rows]
    found = predict_from_others(change, (later_spread + earlier_spread)[rows], FIRST)
    return found, float(change[0]), int(later_n[rows[0]])


def _better(found: Prediction, up: bool) -> float:
    return float((found.p_high if up else found.p_low)[0])
