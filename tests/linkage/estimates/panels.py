"""Invented panels to estimate on: some random with a seed, one by formula that R was given too."""

from typing import Any

import numpy as np
import numpy.typing as npt

from cxstaff.linkage.estimates.panel import Panel, panel_of
from cxstaff.linkage.estimates.slopes import Slope, within_teams

Columns = dict[str, npt.NDArray[Any]]


def columns(
    teams: int = 12,
    periods: int = 8,
    *,
    seed: int = 1,
    gaps: float = 0.2,
    covariates: int = 1,
    slope: float = 0.2,
) -> Columns:
    """Cells with gaps, unequal weights, and stable causes shared by mood and outcome."""
    draw = np.random.default_rng(seed)
    team = np.repeat(np.arange(teams), periods)
    period = np.tile(np.arange(periods), teams)
    kept = draw.random(team.size) >= gaps
    team, period = team[kept], period[kept]
    cause, trend = draw.normal(size=teams)[team], draw.normal(size=periods)[period]
    extra = draw.normal(size=(team.size, covariates))
    e = cause + trend + draw.normal(size=team.size) + 0.3 * extra.sum(axis=1)
    y = slope * e + 0.1 * extra.sum(axis=1) + 2 * cause + trend + draw.normal(size=team.size)
    weights = draw.integers(5, 200, team.size).astype(float)
    return {
        "teams": team,
        "periods": period,
        "y": y,
        "e": e,
        "weights": weights,
        "covariates": extra,
    }


def panel(cols: Columns, **changed: Any) -> Panel:
    return panel_of(**{**cols, **changed})


def headline(cols: Columns, lag: int = 0, **changed: Any) -> Slope:
    made = within_teams(panel(cols, **changed).at(lag))
    assert isinstance(made, Slope), made
    return made


def by_formula() -> Columns:
    """12 teams × 8 periods with gaps, the same in R: see `from_r.R`."""
    team, period = np.repeat(np.arange(12), 8), np.tile(np.arange(8), 12)
    kept = (team * 5 + period * 3) % 7 != 0
    g, t = team[kept], period[kept]
    e, x = np.sin(3 * g + 1.7 * t) + g / 5, np.cos(g * t + 1)
    return {
        "teams": g,
        "periods": t,
        "y": 0.2 * e + 0.1 * x + np.cos(5 * g * g + 2.3 * t * t) + g / 3,
        "e": e,
        "weights": 5.0 + (7 * g + 3 * t) % 40,
        "covariates": x[:, None],
    }


def survey_by_formula() -> tuple[npt.NDArray[np.int64], ...]:
    """Team, person and a 1–5 answer of 49 people in 7 teams, the same in R: see `from_r.R`."""
    team, person = np.repeat(np.arange(7), 10), np.tile(np.arange(10), 7)
    kept = person < 4 + team
    team, person = team[kept], person[kept]
    return team, person, 1 + (person * 3 + team) % 4 + (team > 3)
