"""What terms would have paid in the past, to whom, and how much of that would have been luck."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.incentives import queries
from cxstaff.incentives.eligibility import Staffing, staffing
from cxstaff.incentives.models import Every, PlanTerms
from cxstaff.incentives.payout.cautions import Caution, Voices, cautions_of
from cxstaff.incentives.payout.formula import Working
from cxstaff.incentives.payout.luck import Luck, luck_of
from cxstaff.incentives.periods import periods_before
from cxstaff.incentives.statements.working import owed_by
from cxstaff.measures.judging import Number
from cxstaff.measures.models import Measure, Voice
from cxstaff.measures.values import values_of
from cxstaff.people.models import Team
from cxstaff.people.queries import all_teams, names_of_people, team_ids_below
from cxstaff.points.models import LedgerAccount

LOOKED_BACK = {Every.MONTH: 12, Every.QUARTER: 8}
"""How many periods of the past are tried."""


@dataclass(frozen=True, slots=True)
class PastPeriod:
    """One period of the past: its numbers, the working of a full amount, and what it costs.

    `working` is None where there was no number: nothing would have been paid yet. `paid` are the
    amounts by person id; empty where the team itself is paid.
    """

    period: DateRange
    number: Number | None
    guard: Number | None
    working: Sequence[Working] | None
    paid: dict[int, int]
    total: int


@dataclass(frozen=True, slots=True)
class PastRecipient:
    """What one person would have been paid over all periods, and in how many."""

    name: str
    periods: int
    total: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A plan tried on the past, with what speaks against it; amounts are in the smallest unit."""

    periods: Sequence[PastPeriod]
    recipients: Sequence[PastRecipient]
    luck: Luck | None
    cautions: Sequence[Caution]

    @property
    def total(self) -> int:
        """Return what all periods together would have cost."""
        return sum(each.total for each in self.periods)


def what_if(
    team: Team,
    measure: Measure,
    terms: PlanTerms,
    today: date,
    *,
    but: Collection[int | None] = (),
) -> WhatIf:
    """Try terms on the whole periods that are over, of a team with the teams below it.

    Luck is worked out from the same periods of all teams that have numbers with an interval. `but`
    are the ids of plans that the terms are to follow, or that came of them.
    """
    past = periods_before(today, terms.every, LOOKED_BACK[Every(terms.every)])
    below = team_ids_below([team.id])
    people = staffing(below, DateRange(past[0].since, past[-1].until))
    periods = [_tried(team.id, measure, terms, each, people) for each in past]
    luck = _luck(measure, terms, past)
    guard = terms.guard.voice == Voice.CUSTOMER if terms.guard else None
    ends = [
        (each.number.low, each.number.high)
        for each in periods
        if each.number and each.number.low is not None and each.number.high is not None
    ]
    voices = Voices(measure.is_customers_voice, guard)
    cautions = cautions_of(terms.for_measure(measure), voices, ends, luck)
    budget = db.session.get_one(LedgerAccount, terms.budget_id)
    if max(each.total for each in periods) > budget.free:
        cautions.append(Caution.BUDGET_TOO_SMALL)
    if any(each.id not in but for each in queries.plans_paying(team.id, measure.id, today)):
        cautions.append(Caution.PAID_TWICE)
    return WhatIf(periods, _recipients(periods), luck, cautions)


def _tried(
    team_id: int, measure: Measure, terms: PlanTerms, period: DateRange, people: Staffing
) -> PastPeriod:
    found = owed_by(measure, terms, team_id, period, people)
    if found is None:
        return PastPeriod(period, None, None, None, {}, 0)
    paid = {who: each.amount for who, each in found.due.items() if who is not None}
    return PastPeriod(period, found.number, found.guard, found.full, paid, found.total)


def _recipients(periods: Sequence[PastPeriod]) -> list[PastRecipient]:
    totals: dict[int, list[int]] = {}
    for period in periods:
        for person_id, amount in period.paid.items():
            totals.setdefault(person_id, []).append(amount)
    names = names_of_people(totals)
    found = [
        PastRecipient(names[each], sum(1 for amount in paid if amount), sum(paid))
        for each, paid in totals.items()
    ]
    return sorted(found, key=lambda each: (-each.total, each.name))


def _luck(measure: Measure, terms: PlanTerms, past: Sequence[DateRange]) -> Luck | None:
    """Work out luck from the numbers of all teams that are samples; counted ones have no error."""
    teams = _without_teams_below()
    found = [
        (number.value, number.error)
        for days in past
        for number in values_of(measure, teams, days).values()
        if isinstance(number, Number) and number.error
    ]
    readings, errors = [value for value, _ in found], [error for _, error in found]
    return luck_of(terms.for_measure(measure), readings, errors)


def _without_teams_below() -> list[int]:
    """Return the teams at the bottom of the tree: no number is counted twice among them."""
    teams = all_teams()
    above = {each.parent_id for each in teams}
    return [each.id for each in teams if each.id not in above]
