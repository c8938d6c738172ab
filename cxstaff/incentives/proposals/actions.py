"""What happens to proposals: they are written, withdrawn, approved or declined."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cxstaff import clock, security_log
from cxstaff.date_range import DateRange, is_reasonable
from cxstaff.db import db
from cxstaff.engine import lock
from cxstaff.errors import Refused
from cxstaff.incentives.eligibility import staffing
from cxstaff.incentives.models import Decision, IncentivePlan, Pays, PlanProposal, PlanTerms
from cxstaff.incentives.payout.terms import Shape, TermsFlaw, flaws_of
from cxstaff.incentives.periods import is_coarser
from cxstaff.measures import actions as levers
from cxstaff.measures.models import Measure, Voice
from cxstaff.people.models import Person, Team
from cxstaff.people.queries import get_company, team_ids_below
from cxstaff.people.teams.actions import refuse_closed
from cxstaff.points import units
from cxstaff.points.models import LARGEST_AMOUNT, LedgerAccount
from cxstaff.security_log import Act
from cxstaff.text import N_

WRONG = {
    TermsFlaw.NUMBER_OF_STEPS: N_("A threshold or pool has one level, a line two, steps more."),
    TermsFlaw.NOT_A_NUMBER: N_("Write each level as an ordinary number."),
    TermsFlaw.ORDER_OF_LEVELS: N_("Write the levels from the easiest to reach to the hardest."),
    TermsFlaw.ORDER_OF_AMOUNTS: N_("A harder level has to pay more than the one before it."),
    TermsFlaw.AMOUNT_OUT_OF_RANGE: N_("An amount is too large, or below nothing."),
    TermsFlaw.PAYS_NOTHING: N_(
        "A level that pays nothing promises nothing. Write an amount above 0."
    ),
    TermsFlaw.CAP_OUT_OF_RANGE: N_("The most for one person or team has to be above 0."),
    TermsFlaw.SHARE_OUT_OF_RANGE: N_("Choose a share of 0 to 99 % that is left without the guard."),
}
"""What is said of each thing with which no amount could be worked out."""


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """What is written of a plan before it is proposed."""

    team: Team
    measure: Measure
    terms: PlanTerms
    name: str
    pays: str
    holds: DateRange
    follows: IncentivePlan | None = None


def check(draft: PlanDraft, now: datetime) -> None:
    """Raise `Refused`, with the reason, for a plan that nobody could agree to."""
    refuse_closed(draft.team)
    if draft.measure.voice == Voice.EMPLOYEE:
        raise Refused(
            "Pay by what people say in a pulse makes managers lean on their people. Choose a "
            "measure of the work itself."
        )
    if not units.is_unit(draft.terms.unit):
        raise Refused("This currency is no longer in use. Choose a budget of another one.")
    flaws = flaws_of(draft.terms.for_measure(draft.measure))
    if flaws:
        raise Refused(WRONG[flaws[0]])
    today = clock.local_day(now, get_company().zone)
    _check_budget(draft)
    _check_guard(draft)
    _check_numbers(draft)
    _check_days(draft, today)
    _check_size(draft, today)
    if draft.terms.shape == Shape.POOL and draft.terms.pays == Pays.TEAM:
        raise Refused("A pool is shared by the members of the team. Let it pay the members.")


def propose(draft: PlanDraft, actor: Person, *, now: datetime) -> PlanProposal:
    """Write a plan down for somebody else to decide about. Raises `Refused` as `check` does."""
    check(draft, now)
    proposal = PlanProposal(
        team_id=draft.team.id,
        measure_id=draft.measure.id,
        terms=draft.terms,
        name=draft.name,
        pays=draft.pays,
        since=draft.holds.since,
        until=draft.holds.until,
        follows_id=draft.follows.id if draft.follows else None,
        written_by_id=actor.id,
        written_at=now,
    )
    db.session.add(proposal)
    db.session.flush()
    _note(proposal, actor, "proposed", now)
    return proposal


def approve(proposal: PlanProposal, actor: Person, *, now: datetime) -> IncentivePlan:
    """Agree to a proposal: the plan holds from its first day, or from tomorrow if that is past.

    Raises `Refused` for who wrote it, where it was decided already, and where the plan can no
    longer begin.
    """
    _take(proposal)
    if proposal.written_by_id == actor.id:
        raise Refused("You wrote this plan. Somebody else of HR or CX has to agree to it.")
    if proposal.terms.guard is not None:  # somebody may be retiring it
        levers.hold_measure(proposal.terms.guard.id)
        db.session.refresh(proposal.terms.guard, ["retired_on"])
    draft = PlanDraft(
        *(proposal.team, proposal.measure, proposal.terms, proposal.name, proposal.pays),
        _still_ahead(proposal, clock.local_day(now, get_company().zone)),
        proposal.follows,
    )
    check(draft, now)
    plan = _begin(draft, actor, now)
    _decide(proposal, Decision.APPROVED, actor, None, now)
    proposal.plan_id = plan.id
    db.session.flush()
    _note(proposal, actor, "approved", now)
    return plan


def decline(proposal: PlanProposal, actor: Person, reason: str, *, now: datetime) -> None:
    """Refuse a proposal, saying why. Raises `Refused` for who wrote it: they withdraw it."""
    _take(proposal)
    if proposal.written_by_id == actor.id:
        raise Refused("You wrote this plan. Withdraw it instead.")
    _decide(proposal, Decision.DECLINED, actor, reason, now)
    db.session.flush()
    _note(proposal, actor, "declined", now)


def withdraw(proposal: PlanProposal, actor: Person, *, now: datetime) -> None:
    """Take a proposal of one's own back. Raises `Refused` for somebody else's."""
    _take(proposal)
    if proposal.written_by_id != actor.id:
        raise Refused("Only who wrote a plan can withdraw it. Decline it instead.")
    _decide(proposal, Decision.WITHDRAWN, actor, None, now)
    db.session.flush()
    _note(proposal, actor, "withdrawn", now)


def _check_budget(draft: PlanDraft) -> None:
    budget = db.session.get(LedgerAccount, draft.terms.budget_id)
    if budget is not None and budget.closed_at is not None:
        raise Refused("The budget %(name)s is closed. Choose another one.", name=budget.name)


def _check_guard(draft: PlanDraft) -> None:
    guard = draft.terms.guard
    if guard is None:
        return
    if guard.id == draft.measure.id:
        raise Refused("A measure cannot guard itself. Choose another one, or none.")
    if guard.retired_on is not None:
        raise Refused("The guard is retired and gets no numbers. Choose another one, or none.")
    if guard.voice == Voice.EMPLOYEE:
        raise Refused("A pulse cannot decide about pay, as a guard neither. Choose another one.")


def _check_numbers(draft: PlanDraft) -> None:
    """Refuse a plan whose numbers come less often than it pays: most periods would have none."""
    every = draft.terms.every
    for measure in (draft.measure, draft.terms.guard):
        if measure is None or not measure.is_entered or not is_coarser(measure.read_by, every):
            continue
        raise Refused(
            "%(measure)s is read by the quarter, so two of three months would have no number. "
            "Let the plan pay each quarter, or choose another measure.",
            measure=measure.name,
        )


def _check_size(draft: PlanDraft, today: date) -> None:
    """Refuse what could come to more for one period than the ledger moves at once."""
    terms, people = draft.terms.for_measure(draft.measure), 1
    if draft.terms.pays == Pays.MEMBERS and terms.shape is not Shape.POOL:
        here = DateRange(today, today + timedelta(days=1))
        people = len(staffing(team_ids_below([draft.team.id]), here).stays)
    if terms.most * people > LARGEST_AMOUNT:
        raise Refused(
            "For %(people)s people this could come to more than %(most)s a period. Write a smaller "
            "amount, or a cap.",
            people=people,
            most=units.written(LARGEST_AMOUNT, draft.terms.unit),
        )


def _check_days(draft: PlanDraft, today: date) -> None:
    holds, follows = draft.holds, draft.follows
    if not is_reasonable(holds.since) or (holds.until and not is_reasonable(holds.until)):
        raise Refused("Choose days between the years 2000 and 2099.")
    if holds.until and holds.until <= holds.since:
        raise Refused("The last day lies before the first. Swap the two, or leave the last empty.")
    if holds.since <= today:
        raise Refused("What pays begins after it was agreed to. Choose a day from tomorrow on.")
    if follows is not None and not follows.span.can_be_cut(holds.since):
        raise Refused("The plan that it changes does not hold on that day. Choose another day.")


def _still_ahead(proposal: PlanProposal, today: date) -> DateRange:
    since = max(proposal.since, today + timedelta(days=1))
    if proposal.until is not None and proposal.until <= since:
        raise Refused("Its last day is over. Ask for a new proposal.")
    return DateRange(since, proposal.until)


def _begin(draft: PlanDraft, actor: Person, now: datetime) -> IncentivePlan:
    words: dict[str, Any] = {"name": draft.name, "pays": draft.pays, "terms_id": draft.terms.id}
    since, until = draft.holds.since, draft.holds.until
    if draft.follows is not None:
        return levers.change(
            draft.follows, actor, words, since=since, until=until, agreed=True, now=now
        )
    return levers.begin(
        IncentivePlan, draft.team, draft.measure, actor, words, since=since, until=until, now=now
    )


def _take(proposal: PlanProposal) -> None:
    """Lock a proposal for a decision. Raises `Refused` where there was one."""
    lock(db.session(), f"proposal {proposal.id}")
    db.session.refresh(proposal)
    if not proposal.is_open:
        raise Refused("This plan was decided about already. Look at what became of it.")


def _decide(
    proposal: PlanProposal, decision: Decision, actor: Person, reason: str | None, now: datetime
) -> None:
    proposal.decision, proposal.reason = decision, reason
    proposal.decided_by_id, proposal.decided_at = actor.id, now


def _note(proposal: PlanProposal, actor: Person, deed: str, now: datetime) -> None:
    told: dict[str, Any] = {"lever": "PlanProposal", "deed": deed, "number": proposal.id}
    security_log.record(Act.LEVER_CHANGED, by=actor, now=now, team_id=proposal.team_id, **told)
