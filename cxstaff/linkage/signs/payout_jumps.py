"""Difference in differences: a measure jumps before a plan's payout, and falls after it (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.estimates.panel import BoolArray
from cxstaff.linkage.estimates.prediction import FIRST, predict_from_others
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

LAST, BASE = 4, 8
"""Weeks before the end and after it, and the weeks before those that they are held against."""
FEWEST, FEWEST_BASE = 3, 6


@dataclass(frozen=True, slots=True)
class EndedPlan:
    """A plan that ended: that of the team in row `team`, between two columns of weeks.

    Column `end` − 1 is the last whole week within it, column `after` the first whole week after it.
    `measure` is (G, T) by week, `up` says whether more is better; `others` (G,) had no plan on the
    measure in all these weeks.
    """

    lever: LeverKey
    team: int
    end: int
    after: int
    measure: Grid
    up: bool
    others: BoolArray


def payout_jumps(plans: Iterable[EndedPlan], team_ids: Sequence[int], first: int) -> SignTests:
    """Look at every plan that ended; column 0 is the week `first`.

    The jump is the mean of the last weeks less that of the weeks before; the fall is that of the
    weeks after less that of the last. Both must be odd among teams that had no plan in the same
    weeks: the larger of the two chances counts (Berger 1982, Technometrics 24).
    """
    every = list(plans)
    looked = [found for each in every if (found := _look(each, team_ids, first))]
    nothing = Silence.TOO_FEW_OTHERS if every else Silence.NO_LEVERS
    return watch(Sign.PAYOUT, [each.p for each in looked], looked.__getitem__, nothing)


def _look(plan: EndedPlan, team_ids: Sequence[int], first: int) -> RaisedSign | None:
    start = plan.end - LAST
    if start - BASE < 0 or plan.after + LAST > plan.measure.n.shape[1]:
        return None
    rows = np.flatnonzero(plan.others)
    rows = np.concatenate([[plan.team], rows[rows != plan.team]])
    base, base_spread, _ = plan.measure.over(start - BASE, start, FEWEST_BASE)
    peak, peak_spread, peak_n = plan.measure.over(start, plan.end, FEWEST)
    rest, rest_spread, rest_n = plan.measure.over(plan.after, plan.after + LAST, FEWEST)
    jump, fall = (peak - base)[rows], (rest - peak)[rows]
    up = predict_from_others(jump, (peak_spread + base_spread)[rows], FIRST)
    down = predict_from_others(fall, (rest_spread + peak_spread)[rows], FIRST)
    sides = (up.p_high, down.p_low) if plan.up else (up.p_low, down.p_high)
    p = max(float(side[0]) for side in sides)
    if not np.isfinite(p):
        return None
    team = rows[0]
    evidence = (
        _evidence(Quantity.BEFORE_THE_END, jump[0], up.low[0], up.high[0], peak_n[team]),
        _evidence(Quantity.AFTER_THE_END, fall[0], down.low[0], down.high[0], rest_n[team]),
    )
    last = first + plan.after + LAST - 1
    return RaisedSign(team_ids[plan.team], first + start, last, evidence, p, plan.lever)


def _evidence(what: Quantity, value: float, low: float, high: float, n: float) -> Evidence:
    return Evidence(what, float(value), float(low), float(high), int(n))
