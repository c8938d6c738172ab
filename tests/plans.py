"""Plans that pay, as tests of several features propose them, agree to them and settle them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.incentives.models import (
    ClosedPeriod,
    IncentivePlan,
    PlanProposal,
    PlanTerms,
    Settlement,
    Statement,
)
from cxstaff.incentives.proposals import actions as proposals
from cxstaff.incentives.statements import actions as statements
from cxstaff.incentives.statements import queries
from cxstaff.measures import actions as measures
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Team
from cxstaff.points.actions import budgets
from cxstaff.points.models import LedgerAccount
from tests.cast import NOW

APRIL = DateRange(date(2026, 4, 1), date(2026, 5, 1))
MAY_5 = datetime(2026, 5, 5, 9, 0, tzinfo=UTC)
FEBRUARY = DateRange(date(2026, 2, 1), date(2026, 3, 1))
APRILS_WEEK = date(2026, 4, 13)


def a_budget(actor: Person, amount: int = 1_000_000, unit: str = "EUR") -> LedgerAccount:
    """Make a budget that plans are paid from."""
    return budgets.make_budget(
        "Front line", unit, actor, amount=amount, key=f"budget {unit} {amount}", now=NOW
    )


def some_terms(budget: LedgerAccount, **options: Any) -> PlanTerms:
    """Return terms: 50.00 a month to each member once a level of 6 is reached."""
    settings: dict[str, Any] = {
        "shape": "threshold",
        "unit": budget.unit,
        "steps": [[6.0, 5000]],
        "every": "month",
        "pays": "members",
        "budget_id": budget.id,
        "least_days": 0,
        "counts_leave": True,
        "guard_keeps": 0,
    }
    return PlanTerms(**settings | options)


def a_draft(team: Team, measure: Measure, terms: PlanTerms, **options: Any) -> proposals.PlanDraft:
    """Return a plan as it is written, to hold from April on."""
    settings = {"name": "Solved", "pays": "50 € a month", "holds": DateRange(APRIL.since, None)}
    return proposals.PlanDraft(team, measure, terms, **(settings | options))


def a_plan(
    team: Team, measure: Measure, terms: PlanTerms, writer: Person, other: Person, **options: Any
) -> IncentivePlan:
    """Propose a plan and have somebody else agree to it."""
    proposal = proposals.propose(a_draft(team, measure, terms, **options), writer, now=NOW)
    return proposals.approve(proposal, other, now=NOW)


def enter(measure: Measure, actor: Person, values: dict[int, float]) -> None:
    """Enter a measure's numbers for a week of April, by team id."""
    why = "Counted anew"
    week = APRILS_WEEK
    measures.enter_readings(measure, actor, starts_on=week, values=values, why=why, now=MAY_5)


def april_of(plan: IncentivePlan) -> Settlement:
    """Draft what a plan owes for April."""
    settlement = statements.draft(plan, APRIL, now=MAY_5)
    assert settlement is not None
    db.session.commit()
    return settlement


def by_name(settlement: Settlement) -> dict[str, Statement]:
    """Return the newest statement of each person, by first name."""
    found = queries.newest_by_recipient(settlement.id)
    return {each.person.name.split()[0]: each for each in found.values() if each.person}


def february_of(
    team: Team, measure: Measure, writer: Person, other: Person, budget: LedgerAccount, words: str
) -> Settlement:
    """Let a plan have been agreed to in January, and draft what it owes for February."""
    january = NOW - timedelta(days=60)
    days = DateRange(FEBRUARY.since, None)
    name = f"{words} 1"
    draft = a_draft(team, measure, some_terms(budget), name=name, pays=words, holds=days)
    plan = proposals.approve(proposals.propose(draft, writer, now=january), other, now=january)
    values = {team.id: 5.5}
    measures.enter_readings(measure, other, starts_on=date(2026, 2, 9), values=values, now=NOW)
    settlement = statements.draft(plan, FEBRUARY, now=NOW)
    assert settlement is not None
    return settlement


def closed_january(plan: IncentivePlan, actor: Person, words: str) -> ClosedPeriod:
    """Let January have been closed without a number, for a reason."""
    span = {"since": date(2026, 1, 1), "until": date(2026, 2, 1)}
    made = ClosedPeriod(plan=plan, **span, reason=words, closed_by=actor, closed_at=NOW)
    db.session.add(made)
    db.session.flush()
    return made


def waiting_proposal(
    team: Team, measure: Measure, writer: Person, budget: LedgerAccount, words: str
) -> PlanProposal:
    """Let a plan wait for somebody to agree to it."""
    draft = a_draft(team, measure, some_terms(budget), name=f"{words} 2", pays=words)
    return proposals.propose(draft, writer, now=NOW)


def never_counted(
    team: Team, measure: Measure, writer: Person, other: Person, budget: LedgerAccount
) -> IncentivePlan:
    """Let a plan have been agreed to in December, whose January waits for a number."""
    then, holds = NOW - timedelta(days=90), DateRange(date(2026, 1, 1), None)
    draft = a_draft(team, measure, some_terms(budget), name="Calls", holds=holds)
    return proposals.approve(proposals.propose(draft, writer, now=then), other, now=then)
