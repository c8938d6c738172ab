"""What happens when the company chooses how thanks work."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from cxstaff import security_log
from cxstaff.db import db
from cxstaff.engine import put
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.points.models import AccountKind
from cxstaff.points.queries import find_account
from cxstaff.points.units import POINTS
from cxstaff.recognition.rules.models import (
    FEWEST_WEEKS,
    MOST_POINTS,
    MOST_WEEKS,
    ThanksRules,
)
from cxstaff.recognition.rules.queries import Chosen, chosen
from cxstaff.security_log import Act


def choose(wanted: Chosen, actor: Person, *, now: datetime) -> None:
    """Let thanks work otherwise from now on; points go with what comes from then on.

    Raises `Refused` for weeks or points out of reach, and for points without a budget of points.
    """
    before = chosen()
    _check(wanted)
    since = (before.points_since or now) if wanted.customers_points else None
    budget_id = wanted.budget_id if wanted.customers_points else None
    kept = replace(wanted, budget_id=budget_id, points_since=since)
    if kept == before:
        return
    values = {
        "customers_thanks": kept.customers_thanks.value,
        "lately_weeks": kept.lately_weeks,
        "customers_points": kept.customers_points,
        "budget_id": kept.budget_id,
        "points_since": kept.points_since,
    }
    put(db.session(), ThanksRules, {"id": 1}, values)
    db.session.expire_all()
    security_log.record(
        Act.THANKS_RULES_CHANGED,
        by=actor,
        now=now,
        customers=kept.customers_thanks.value,
        weeks=kept.lately_weeks,
        points=kept.customers_points,
    )


def _check(wanted: Chosen) -> None:
    if not FEWEST_WEEKS <= wanted.lately_weeks <= MOST_WEEKS:
        ends = {"least": FEWEST_WEEKS, "most": MOST_WEEKS}
        raise Refused("Choose from %(least)d to %(most)d weeks.", **ends)
    if not 0 <= wanted.customers_points <= MOST_POINTS:
        raise Refused("Choose from 0 to %(most)d points.", most=MOST_POINTS)
    if not wanted.customers_points:
        return
    budget = find_account(wanted.budget_id) if wanted.budget_id else None
    if budget is None or budget.kind != AccountKind.BUDGET or budget.unit != POINTS:
        raise Refused("Choose a budget of points that they come from.")
    if budget.closed_at is not None:
        raise Refused("The budget %(name)s is closed. Choose another one.", name=budget.name)
