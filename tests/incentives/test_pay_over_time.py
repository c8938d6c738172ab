"""What plans pay over parts of periods, odd calendars, and measures and units that end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.clock import frozen
from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.incentives.jobs import draft_statements
from cxstaff.incentives.models import Every, IncentivePlan, Settlement
from cxstaff.incentives.payout.formula import Rule
from cxstaff.incentives.periods import days_of, paid_periods, period_of, read_over
from cxstaff.incentives.proposals import actions as proposals
from cxstaff.incentives.statements import actions
from cxstaff.measures import actions as measures
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Team
from cxstaff.periods import Frequency
from cxstaff.points.actions import budgets
from cxstaff.points.models import LedgerAccount
from tests.cast import NOW
from tests.levers import a_measure
from tests.plans import APRIL, MAY_5, a_budget, a_draft, a_plan, by_name, enter, some_terms

MAY_DAY = date(2026, 5, 1)
MIDDLE = date(2026, 4, 16)
HALVES = [DateRange(APRIL.since, MIDDLE), DateRange(MIDDLE, MAY_DAY)]
days = st.dates(date(2023, 12, 1), date(2028, 12, 31))


def read_by(measure: Measure, frequency: str) -> Measure:
    measure.frequency = frequency
    db.session.flush()
    return measure


def two_versions(
    measure: Measure, ana: Person, ines: Person, blue: Team, **terms: object
) -> list[Settlement]:
    """Let a plan be changed in the middle of April, and draft what both parts owe."""
    budget = a_budget(ines)
    first = a_plan(blue, measure, some_terms(budget, **terms), ana, ines)
    later = DateRange(MIDDLE, None)
    draft = a_draft(blue, measure, some_terms(budget, **terms), follows=first, holds=later)
    second = proposals.approve(proposals.propose(draft, ana, now=NOW), ines, now=NOW)
    made = [
        actions.draft(plan, half, now=MAY_5)
        for plan, half in zip((first, second), HALVES, strict=True)
    ]
    return [each for each in made if each is not None]


def test_a_months_number_counts_for_both_parts_of_it(ana: Person, ines: Person, blue: Team) -> None:
    measure = read_by(a_measure(ines), "month")
    values = {blue.id: 5.5}
    measures.enter_readings(measure, ines, starts_on=APRIL.since, values=values, now=MAY_5)
    parts = two_versions(measure, ana, ines, blue)
    assert [by_name(each)["Ben"].amount for each in parts] == [2500, 2500]


def test_a_change_within_a_month_keeps_who_was_there_for_enough_days_of_the_month(
    ana: Person, ben: Person, ines: Person, blue: Team
) -> None:
    measure = read_by(a_measure(ines), "month")
    values = {blue.id: 5.5}
    measures.enter_readings(measure, ines, starts_on=APRIL.since, values=values, now=MAY_5)
    ben.memberships[0].until = date(2026, 4, 20)  # nineteen days of thirty
    db.session.flush()
    parts = two_versions(measure, ana, ines, blue, least_days=20)
    assert [len(by_name(each)) for each in parts] == [5, 5]
    assert [each.amount for part in parts for each in by_name(part).values()] == [2500] * 10


def test_two_parts_of_a_month_pay_no_more_than_the_months_cap(
    ana: Person, ines: Person, blue: Team
) -> None:
    measure = read_by(a_measure(ines), "month")
    values = {blue.id: 5.5}
    measures.enter_readings(measure, ines, starts_on=APRIL.since, values=values, now=MAY_5)
    parts = two_versions(measure, ana, ines, blue, cap=3001)
    bens = [by_name(each)["Ben"] for each in parts]
    assert [each.amount for each in bens] == [1500, 1500]
    assert bens[0].steps[-1].rule is Rule.CAP


def test_numbers_by_the_quarter_carry_no_plan_that_pays_each_month(
    ana: Person, ines: Person, blue: Team
) -> None:
    rare, usual = read_by(a_measure(ines, "Audits"), "quarter"), a_measure(ines)
    budget = a_budget(ines)
    guarded = some_terms(budget, guard=rare, guard_level=1.0)
    for draft in (
        a_draft(blue, rare, some_terms(budget)),
        a_draft(blue, usual, guarded),
    ):
        with db.session.no_autoflush, pytest.raises(Refused, match="read by the quarter"):
            proposals.propose(draft, ana, now=NOW)
    quarterly = a_draft(blue, rare, some_terms(budget, every="quarter"))
    assert proposals.propose(quarterly, ana, now=NOW).is_open


@given(days, st.integers(1, 400), st.sampled_from(Every))
def test_parts_of_periods_cover_the_days_of_a_plan_once(
    since: date, length: int, every: Every
) -> None:
    until = since + timedelta(days=length)
    parts = paid_periods(DateRange(since, until), every, until)
    covered = [part.since + timedelta(days=n) for part in parts for n in range(days_of(part))]
    assert covered == [since + timedelta(days=n) for n in range(length)]
    for part in parts:
        whole = period_of(part.since, every)
        assert whole.since <= part.since < (part.until or since) <= (whole.until or since)
        over = read_over(part, Frequency.MONTH, every)
        assert over.since.day == 1
        assert over.until is not None
        assert over.until.day == 1
        assert whole.since <= over.since <= part.since


def test_a_leap_february_is_shared_by_its_29_days(
    ana: Person, ben: Person, ines: Person, blue: Team
) -> None:
    measure = a_measure(ines)
    february = DateRange(date(2028, 2, 1), date(2028, 3, 1))
    plan = a_plan(blue, measure, some_terms(a_budget(ines)), ana, ines, holds=february)
    ben.left_on = date(2028, 2, 29)
    moment = datetime(2028, 3, 5, tzinfo=UTC)
    values = {blue.id: 5.5}
    measures.enter_readings(measure, ines, starts_on=date(2028, 2, 7), values=values, now=moment)
    found = actions.draft(plan, february, now=moment)
    assert found is not None
    assert (by_name(found)["Ben"].days, by_name(found)["Ben"].amount) == (28, 4828)
    assert by_name(found)["Bea"].amount == 5000


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        (datetime(2026, 11, 3, 22, 30, tzinfo=UTC), 0),  # the 3rd in Berlin, clocks set back
        (datetime(2026, 11, 3, 23, 30, tzinfo=UTC), 1),  # the 4th
        (datetime(2026, 4, 3, 21, 30, tzinfo=UTC), 0),  # the 3rd, clocks set forward
        (datetime(2026, 4, 3, 22, 30, tzinfo=UTC), 1),
    ],
)
def test_a_period_is_over_by_the_companys_clock(
    moment: datetime, count: int, ana: Person, ines: Person, blue: Team
) -> None:
    measure = a_measure(ines)
    month = period_of(moment.date() - timedelta(days=10), "month")
    early = NOW - timedelta(days=60)
    draft = a_draft(blue, measure, some_terms(a_budget(ines)), holds=month)
    proposals.approve(proposals.propose(draft, ana, now=early), ines, now=early)
    week = month.since + timedelta(days=7 + (7 - month.since.weekday()) % 7)
    values = {blue.id: 5.5}
    measures.enter_readings(measure, ines, starts_on=week, values=values, now=moment)
    db.session.commit()
    with frozen(moment):
        draft_statements()
    assert db.session.query(Settlement).count() == count


def test_the_guard_of_a_plan_is_not_retired_before_the_plan_ends(
    ana: Person, ines: Person, blue: Team
) -> None:
    guard = a_measure(ines, "Satisfied", voice="customer", direction="up", unit="%")
    terms = some_terms(a_budget(ines), guard=guard, guard_level=80.0)
    plan = a_plan(blue, a_measure(ines), terms, ana, ines)
    for end_levers in (False, True):
        with pytest.raises(Refused, match=r"Solved \(Blue\) pays"):
            measures.retire_measure(guard, ines, end_levers=end_levers, now=MAY_5)
    measures.end(plan, ines, last_day=date(2026, 5, 4), now=MAY_5)
    measures.retire_measure(guard, ines, end_levers=False, now=MAY_5)
    assert guard.retired_on == date(2026, 5, 5)


def test_a_currency_that_is_given_up_is_still_paid_and_promised_no_more(
    ana: Person, ines: Person, blue: Team
) -> None:
    measure = a_measure(ines)
    old = {"owner": "budget old", "unit": "DEM", "name": "Old", "balance": 90_000}
    budget = LedgerAccount(kind="budget", opened_at=NOW, **old)
    db.session.add(budget)
    db.session.flush()
    words = {"name": "Solved", "pays": "50 DM", "since": APRIL.since}
    plan = IncentivePlan(team=blue, measure=measure, terms=some_terms(budget), **words)
    db.session.add(plan)
    enter(measure, ines, {blue.id: 5.5})
    settlement = actions.draft(plan, APRIL, now=MAY_5)
    assert settlement is not None
    actions.approve(settlement, ana, now=MAY_5)
    assert actions.pay(settlement, ines, now=MAY_5) == 5
    with db.session.no_autoflush, pytest.raises(Refused, match="no longer in use"):
        proposals.propose(a_draft(blue, measure, some_terms(budget)), ana, now=NOW)
    with pytest.raises(Refused, match="currency that is in use"):
        budgets.make_budget("New", "DEM", ines, amount=5, key="new", now=NOW)


def test_what_would_pass_what_the_ledger_moves_is_refused_as_it_is_written(
    ana: Person, ines: Person, blue: Team
) -> None:
    dear = some_terms(a_budget(ines), steps=[[6.0, 10**12 // 6 + 1]])
    measure = a_measure(ines)
    with db.session.no_autoflush, pytest.raises(Refused, match="For 6 people"):
        proposals.propose(a_draft(blue, measure, dear), ana, now=NOW)


def test_more_people_than_were_there_when_it_was_agreed_to_do_not_keep_it_from_being_drafted(
    ana: Person, ines: Person, blue: Team
) -> None:
    measure = a_measure(ines)
    budget = a_budget(ines, 10**12)
    budgets.top_up(budget, ines, amount=10**12, key="more", now=NOW)
    plan = a_plan(blue, measure, some_terms(budget, steps=[[6.0, 10**12 // 6]]), ana, ines)
    for person in db.session.query(Person).filter(Person.name.like("R%")):
        person.memberships[0].team_id = blue.id
    db.session.flush()
    enter(measure, ines, {blue.id: 5.5})
    settlement = actions.draft(plan, APRIL, now=MAY_5)
    assert settlement is not None
    assert sum(each.amount for each in by_name(settlement).values()) == 10**12


def test_a_plan_ends_with_its_measure_and_what_it_owes_until_then_is_paid(
    ana: Person, ines: Person, blue: Team
) -> None:
    measure = a_measure(ines)
    plan = a_plan(blue, measure, some_terms(a_budget(ines)), ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    on_20th = MAY_5 - timedelta(days=15)
    measures.retire_measure(measure, ines, end_levers=True, now=on_20th)
    part = DateRange(APRIL.since, date(2026, 4, 20))
    assert paid_periods(db.session.get_one(IncentivePlan, plan.id).span, "month", MAY_DAY) == [part]
    found = actions.draft(plan, part, now=MAY_5)
    assert found is not None
    assert by_name(found)["Ben"].amount == 3167
