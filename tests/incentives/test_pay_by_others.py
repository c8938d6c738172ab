"""Nobody approves what they are paid, what their plan pays, or amounts they have not seen."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.incentives.models import Settlement, State
from cxstaff.incentives.payout.formula import Rule
from cxstaff.incentives.statements import actions, queries
from cxstaff.people.models import Leadership, Membership, Person, Team
from tests.levers import a_measure
from tests.plans import MAY_5, a_budget, a_plan, april_of, by_name, enter, some_terms


def drafted(ana: Person, ines: Person, blue: Team, **terms: object) -> Settlement:
    measure, budget = a_measure(ines), a_budget(ines)
    plan = a_plan(blue, measure, some_terms(budget, **terms), ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    return april_of(plan)


@pytest.mark.parametrize("approver", ["ben", "ana"])
def test_the_database_keeps_people_from_their_own_statement_and_from_their_own_plan(
    approver: str, ana: Person, ben: Person, ines: Person, blue: Team
) -> None:
    bens = by_name(drafted(ana, ines, blue))["Ben"]
    bens.state, bens.approved_at = State.APPROVED, MAY_5
    bens.approved_by_id = {"ben": ben, "ana": ana}[approver].id
    with pytest.raises(IntegrityError):
        db.session.flush()


@pytest.mark.parametrize("tie", ["member", "left", "lead"])
def test_who_is_or_was_on_a_team_or_leads_it_does_not_approve_what_the_team_is_paid(
    tie: str, ana: Person, ines: Person, cyrus: Person, blue: Team
) -> None:
    settlement = drafted(ana, ines, blue, pays="team")
    if tie == "lead":
        db.session.add(Leadership(team=blue, person=cyrus, since=date(2026, 4, 1)))
    else:
        cyrus.memberships[0].until = date(2026, 4, 20)
        until = date(2026, 4, 22) if tie == "left" else None
        db.session.add(Membership(person=cyrus, team=blue, since=date(2026, 4, 20), until=until))
    db.session.flush()
    with pytest.raises(Refused, match="on this team or lead it"):
        actions.approve(settlement, cyrus, now=MAY_5)
    assert actions.approve(settlement, ines, now=MAY_5) == 1


def test_what_was_drafted_anew_since_it_was_seen_is_not_approved(
    ana: Person, ines: Person, cyrus: Person, blue: Team
) -> None:
    settlement = drafted(ana, ines, blue)
    seen = settlement.rounds
    actions.draft_anew(settlement, ines, now=MAY_5)
    with pytest.raises(Refused, match="since you opened the page"):
        actions.approve(settlement, cyrus, seen=seen, now=MAY_5)
    assert actions.approve(settlement, cyrus, seen=settlement.rounds, now=MAY_5) == 6


def test_numbers_or_people_that_changed_are_drafted_anew_before_anybody_approves(
    ana: Person, ben: Person, ines: Person, cyrus: Person, blue: Team, red: Team
) -> None:
    settlement = drafted(ana, ines, blue)
    actions.dispute(by_name(settlement)["Ben"], ben, "Look again", now=MAY_5)
    ben.memberships[0].until = date(2026, 4, 16)
    ben.memberships.append(Membership(team=red, since=date(2026, 4, 16)))
    db.session.flush()
    assert actions.approve(settlement, cyrus, now=MAY_5) == 5  # nothing of theirs has changed
    actions.answer(by_name(settlement)["Ben"], ines, "Half of it", now=MAY_5)
    with pytest.raises(Refused, match="Draft it anew"):
        actions.approve(settlement, cyrus, now=MAY_5)
    actions.draft_anew(settlement, ines, now=MAY_5)
    assert actions.approve(settlement, cyrus, now=MAY_5) == 1
    assert by_name(settlement)["Ben"].amount == 2500


def test_a_pool_is_never_passed_though_people_change_after_a_part_was_paid(
    ana: Person, ben: Person, rolf: Person, ines: Person, cyrus: Person, blue: Team
) -> None:
    settlement = drafted(ana, ines, blue, shape="pool", steps=[[6.0, 30_000]])
    for name, each in by_name(settlement).items():
        if name in {"Bo", "Bibi"} and each.person:
            actions.dispute(each, each.person, "Look again", now=MAY_5)
    actions.approve(settlement, cyrus, now=MAY_5)
    actions.pay(settlement, cyrus, now=MAY_5)  # four of six, 20,000
    rolf.memberships[0].until = date(2026, 4, 1)
    rolf.memberships.append(Membership(team=blue, since=date(2026, 4, 1)))
    db.session.flush()
    actions.draft_anew(settlement, ines, now=MAY_5)
    assert queries.line_of(settlement).total == 30_000
    found = by_name(settlement)
    assert sorted(found[name].amount for name in ("Bo", "Bibi", "Rolf")) == [3333, 3333, 3334]
    assert found["Bo"].steps[-1].rule is Rule.POOL_LEFT

    following = actions.reverse(found["Ben"], ines, now=MAY_5)
    assert following.amount == 4286  # the fair share of one of seven, which is there now
    assert queries.line_of(settlement).total <= 30_000


def test_a_pool_pays_nobody_more_than_its_cap(ana: Person, ines: Person, blue: Team) -> None:
    settlement = drafted(ana, ines, blue, shape="pool", steps=[[6.0, 30_000]], cap=4000)
    assert {each.amount for each in by_name(settlement).values()} == {4000}
