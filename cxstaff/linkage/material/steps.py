"""How far a team's score usually moves: the step in points that slopes are told for (pure)."""

from __future__ import annotations

import numpy as np

from cxstaff.linkage.estimates.effects import of_team_and_period
from cxstaff.linkage.estimates.panel import coded
from cxstaff.linkage.material.cells import Cells
from cxstaff.linkage.material.question import Score

USUAL_STEP = 7.0
"""What is usual elsewhere: scores of about seven answers move so far (see the planner)."""
LEAST = 0.1
WHOLE = 2.0
"""Points from which a step is told in whole ones."""


def step_of(scores: Cells[Score], above: frozenset[int] = frozenset()) -> float:
    """Give the standard deviation of scores within teams, beyond what all teams' do, in points.

    Rounded to what can be pictured; teams `above` others are left out. `USUAL_STEP` where scores
    are too few to tell.
    """
    kept = scores.only(~np.isin(scores.team, list(above)))
    (teams, team), (periods, period) = coded(kept.team), coded(kept.period)
    freedom = len(kept) - teams.size - periods.size + 1
    if freedom < 1:
        return USUAL_STEP
    weight, value = np.zeros((2, teams.size, periods.size))
    weight[team, period], value[team, period] = 1.0, kept.columns["value"]
    left = of_team_and_period(weight).residual(value)
    return rounded(float(np.sqrt((left[weight > 0] ** 2).sum() / freedom)))


def rounded(points: float) -> float:
    """Round a step to whole points, a small one to tenths; one of nearly 0 is none."""
    if points < LEAST / 2:
        return USUAL_STEP
    return float(round(points)) if points >= WHOLE else max(LEAST, round(points, 1))
