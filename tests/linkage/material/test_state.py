"""What answers are kept by changes with everything that they are made of."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from cxstaff.db import db
from cxstaff.linkage.comparison.queries import answer
from cxstaff.linkage.drivers.queries import read_shares
from cxstaff.linkage.judging.queries import judged
from cxstaff.linkage.leads import queries as leads
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.queries import state_of
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.screen.queries import screened
from cxstaff.linkage.signs.queries import watched
from cxstaff.linkage.standings.queries import standing
from cxstaff.people.models import Leadership, Membership, Team
from cxstaff.versions import count_change
from tests.cast import TODAY
from tests.levers import CelebrationKind, PlanKind, TargetKind, a_measure

ZONE = "Europe/Berlin"
ANSWERS = {
    "comparison": lambda: answer(Question(), TODAY, ZONE),
    "drivers": lambda: read_shares("csat", Period.MONTH, 1, TODAY, ZONE),
    "measures": lambda: judged("csat", leads.standing(), TODAY, ZONE),
    "screen": lambda: screened(Period.MONTH, 1, TODAY, ZONE),
    "signs": lambda: watched(TODAY),
    "standings": lambda: standing("index", "csat", None, TODAY, ZONE),
}


def test_the_state_changes_with_all_that_periods_are_made_of(
    app: Flask, blue: Team, red: Team
) -> None:
    seen = [state_of(Period.MONTH, TODAY, ZONE)]
    assert state_of(Period.MONTH, TODAY + timedelta(days=1), ZONE) == seen[0]
    seen.append(state_of(Period.WEEK, TODAY, ZONE))
    seen.append(state_of(Period.MONTH, TODAY + timedelta(days=31), ZONE))
    seen.append(state_of(Period.MONTH, TODAY, "Asia/Tokyo"))
    for name in ("customers.sums", "pulses.results"):
        count_change(db.session(), name)
        seen.append(state_of(Period.MONTH, TODAY, ZONE))
    red.parent_id = blue.id
    seen.append(state_of(Period.MONTH, TODAY, ZONE))
    assert len(set(seen)) == len(seen) == 7


def test_the_state_changes_with_all_that_teams_are_known_by(app: Flask, blue: Team) -> None:
    leading = db.session.scalars(select(Leadership).where(Leadership.team_id == blue.id)).one()
    member = db.session.scalars(select(Membership).where(Membership.team_id == blue.id)).first()
    assert member is not None
    measure = a_measure(leading.person)
    seen = [state_of(Period.MONTH, TODAY, ZONE)]
    assert state_of(Period.MONTH, TODAY, ZONE) == seen[0]
    for change in (
        lambda: setattr(leading, "until", TODAY),
        lambda: setattr(leading, "since", TODAY - timedelta(days=9)),
        lambda: setattr(member, "until", TODAY),
        lambda: setattr(member, "until", TODAY + timedelta(days=1)),
        lambda: TargetKind.begin(blue, measure, leading.person),
        lambda: PlanKind.begin(blue, measure, leading.person),
        lambda: CelebrationKind.begin(blue, measure, leading.person),
    ):
        change()
        seen.append(state_of(Period.MONTH, TODAY, ZONE))
    assert len(set(seen)) == len(seen) == 8


@pytest.mark.parametrize("page", ["comparison", "drivers", "measures", "screen"])
def test_a_change_of_lead_is_in_every_answer_that_asks_for_breaks(
    app: Flask, blue: Team, page: str
) -> None:
    ask: Callable[[], object] = ANSWERS[page]
    kept = ask()
    db.session.execute(update(Leadership).where(Leadership.team_id == blue.id).values(until=TODAY))
    assert ask() is not kept


@pytest.mark.parametrize("page", ANSWERS)
def test_what_customers_said_since_is_in_every_answer(app: Flask, page: str) -> None:
    ask: Callable[[], object] = ANSWERS[page]
    kept = ask()
    assert ask() is kept
    count_change(db.session(), "customers.sums")
    assert ask() is not kept
