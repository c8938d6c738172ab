"""The comparison as an analyst would make it: raw interactions, pandas and statsmodels."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.formula.api as smf
from sqlalchemy import text

from cxstaff import clock
from cxstaff.db import db
from cxstaff.linkage.material.variation import precision
from cxstaff.people.queries import get_company

SAID = """
SELECT i.team_id AS team, i.day AS day, f.csat AS csat
FROM interaction i JOIN feedback f ON f.interaction_id = i.id WHERE f.csat IS NOT NULL
"""
FELT = """
SELECT r.team_id AS team, p.opens_at AS opens_at, r.n AS n, r.mean AS mean
FROM round_result r JOIN pulse_round p ON p.id = r.round_id
WHERE r.subject = 'index' AND r.team_id IS NOT NULL
AND r.team_id NOT IN (SELECT parent_id FROM team WHERE parent_id IS NOT NULL)
"""


def by_hand() -> tuple[float, float]:
    """Return the slope of satisfaction on engagement a month before, and the seconds it took.

    Weighted least squares with a dummy for each team and month and errors clustered by team, from
    every answer of a customer there is; statsmodels has no CR2, so that its interval is narrower.
    Cells weigh by the product's own rule, of numbers that were worked out here.
    """
    started = time.perf_counter()
    zone = get_company().zone
    today = clock.local_day(clock.now(), zone)
    connection = db.session.connection()
    said = pd.read_sql(text(SAID), connection)
    felt = pd.read_sql(text(FELT), connection)
    said["month"] = _month(pd.to_datetime(said["day"]))
    opens = pd.to_datetime(felt["opens_at"], utc=True).dt.tz_convert(zone)
    felt["month"] = _month(opens) + 1  # engagement of the month before
    said = said[said["month"] < today.year * 12 + today.month - 1]
    cells = said.groupby(["team", "month"])["csat"].agg(["mean", "count", "var"]).reset_index()
    cells["weight"] = _weights(cells)
    felt["weighted"] = felt["n"] * felt["mean"]
    sums = felt.groupby(["team", "month"])[["weighted", "n"]].sum().reset_index()
    sums["engagement"] = sums["weighted"] / sums["n"]
    both = cells.rename(columns={"mean": "csat"}).merge(sums, on=["team", "month"])
    slope = _fitted(both) if both["team"].nunique() > 1 else float("nan")
    return slope, time.perf_counter() - started


def _month(moments: Any) -> Any:
    return moments.dt.year * 12 + moments.dt.month - 1


def _weights(cells: pd.DataFrame) -> Any:
    codes = (pd.factorize(cells[each])[0] for each in ("team", "month"))
    y, n, variance = (cells[each].to_numpy(float) for each in ("mean", "count", "var"))
    return precision(*codes, y, n, np.nan_to_num(variance))


def _fitted(both: pd.DataFrame) -> float:
    model = smf.wls("csat ~ engagement + C(team) + C(month)", both, weights=both["weight"])
    made = model.fit(cov_type="cluster", cov_kwds={"groups": both["team"]})
    return float(np.asarray(made.params["engagement"]))
