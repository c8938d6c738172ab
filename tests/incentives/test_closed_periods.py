"""Periods whose number never came: told after a month, closed with a reason, opened again."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cxstaff.clock import frozen
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.incentives.jobs import draft_statements
from cxstaff.incentives.models import ClosedPeriod, IncentivePlan, Settlement
from cxstaff.incentives.statements import queries
from cxstaff.incentives.statements.closing import close_period, open_again
from cxstaff.people.models import Person, Team
from tests.levers import a_measure
from tests.plans import APRIL, MAY_5, a_budget, a_plan, april_of, enter, some_terms

MAY_30 = datetime(2026, 5, 30, 9, 0, tzinfo=UTC)
A_MONTH_ON = datetime(2026, 5, 31, 9, 0, tzinfo=UTC)
WHY = "The survey was not asked"


@pytest.fixture
def plan(ana: Person, ines: Person, blue: Team) -> IncentivePlan:
    made = a_plan(blue, a_measure(ines), some_terms(a_budget(ines)), ana, ines)
    db.session.commit()
    return made


def drafted() -> int:
    draft_statements()
    db.session.expire_all()
    return db.session.scalar(db.select(db.func.count(Settlement.id))) or 0


def test_a_period_is_closed_after_a_month_and_never_drafted_unless_opened_again(
    plan: IncentivePlan, ines: Person, blue: Team
) -> None:
    with pytest.raises(Refused, match="may still come"):
        close_period(plan, APRIL.since, WHY, ines, now=MAY_30)
    closed = close_period(plan, APRIL.since, WHY, ines, now=A_MONTH_ON)
    with pytest.raises(Refused, match="does not wait"):
        close_period(plan, APRIL.since, WHY, ines, now=A_MONTH_ON)
    enter(plan.measure, ines, {blue.id: 5.5})
    db.session.commit()
    with frozen(A_MONTH_ON):
        assert queries.unsettled(A_MONTH_ON.date(), 3) == []
        assert drafted() == 0
        open_again(closed, ines, now=A_MONTH_ON)
        db.session.commit()
        assert drafted() == 1


def test_what_is_settled_or_runs_cannot_be_closed(
    plan: IncentivePlan, ines: Person, blue: Team
) -> None:
    enter(plan.measure, ines, {blue.id: 5.5})
    april_of(plan)
    for since in (APRIL.since, date(2026, 5, 1), date(2026, 3, 1)):
        with pytest.raises(Refused, match="does not wait"):
            close_period(plan, since, WHY, ines, now=A_MONTH_ON)


def test_hr_is_told_after_a_month_closes_it_with_a_reason_and_others_read_why(
    plan: IncentivePlan, ana: Person, ben: Person, ines: Person, blue: Team, as_: Any
) -> None:
    page, address = f"/teams/{blue.id}/plans/{plan.id}", "closed-periods/new?since=2026-04-01"
    with frozen(MAY_5):
        assert "It has waited for a month" not in as_(ines).get("/settlements").text
    with frozen(A_MONTH_ON + timedelta(days=1)):
        assert "It has waited for a month" in as_(ana).get("/settlements").text
        assert address not in as_(ana).get(page).text
        for person in (ana, ben):
            assert as_(person).post(f"{page}/{address}", {"reason": WHY}).status_code == 403
        assert address in as_(ines).get("/settlements").text
        assert address in as_(ines).get(page).text
        assert "Nothing is paid for" in as_(ines).get(f"{page}/{address}").text
        assert as_(ines).post(f"{page}/{address}", {"reason": ""}).status_code == 422
        assert as_(ines).get(f"{page}/closed-periods/new?since=2026-05-01").status_code == 404
        assert as_(ines).get(f"{page}/closed-periods/new?since=x").status_code == 404
        assert as_(ines).post(f"{page}/{address}", {"reason": WHY}).status_code == 303
        assert as_(ines).post(f"{page}/{address}", {"reason": WHY}).status_code == 404
        assert "It has waited for a month" not in as_(ines).get("/settlements").text
        told = as_(ana).get(page).text
        assert WHY in told
        assert "Closed by Ines" in told
        assert "Open again" not in told
        assert WHY not in as_(ben).get(page).text
        closed = db.session.scalar(db.select(ClosedPeriod.id))
        assert as_(ana).post(f"/closed-periods/{closed}/opening").status_code == 403
        assert as_(ines).post(f"/closed-periods/{closed}/opening").status_code == 303
        assert "It has waited for a month" in as_(ines).get(page).text
