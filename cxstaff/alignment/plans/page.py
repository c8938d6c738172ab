"""What the pages of proposals are handed: one to write, one to decide about, and the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.db import Page
from cxstaff.incentives.models import Decision, PlanProposal, PlanTerms
from cxstaff.incentives.payout.luck import Luck
from cxstaff.incentives.proposals.what_if import PastPeriod, WhatIf
from cxstaff.incentives.words import CAUTIONS, DECISIONS, conditions, working_in_words
from cxstaff.linkage.estimates.verdict import Lead, Verdict
from cxstaff.linkage.judging.judging import MeasureJudgement
from cxstaff.linkage.judging.words import JudgementInWords, in_words
from cxstaff.measures.models import Measure
from cxstaff.measures.words import number_in_words
from cxstaff.people.models import Team
from cxstaff.points.units import written
from cxstaff.web import day, percent
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import NOTHING, Notice, Statistic, lasting

MOST_RECIPIENTS = 50
AGAINST = frozenset({Verdict.CONFLICTS, Lead.OPPOSITE})
FOR = frozenset({Verdict.SUPPORTS, Lead.TOGETHER})


@dataclass(frozen=True, slots=True)
class TriedPeriod:
    """One period of the past: its numbers, what they would have paid, and how that comes about."""

    period: str
    number: str
    guard: str
    working: Sequence[str]
    people: str
    total: str


@dataclass(frozen=True, slots=True)
class TriedRecipient:
    """What one person would have been paid over all periods, and in how many."""

    name: str
    periods: str
    total: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A plan tried on the past: what speaks against it, what it costs, and to whom it goes."""

    cautions: Sequence[Notice]
    figures: Sequence[Statistic]
    luck: str
    periods: Sequence[TriedPeriod]
    recipients: Sequence[TriedRecipient]
    judged: JudgementInWords | None
    more: str


@dataclass(frozen=True, slots=True)
class ProposalFormPage:
    """A plan that pays, as it is written; `tried` once somebody asked to try it."""

    team: Team
    form: Any
    tried: Tried | None
    nothing: EmptyState | None

    @property
    def has_more_levels(self) -> bool:
        """Say whether a third level was typed, or something is wrong with one."""
        further = self.form.pairs[2:]
        return any(field.data or field.errors for pair in further for field in pair)


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One proposal: its terms, how it would have paid, and what can be done about it."""

    proposal: PlanProposal
    conditions: Sequence[tuple[str, str]]
    tried: Tried
    may_decide: bool
    may_withdraw: bool
    form: Any

    @property
    def holds(self) -> str:
        """Say from when to when it is to hold."""
        last_day = self.proposal.span.last_day
        return lasting(day(self.proposal.since), day(last_day) if last_day else None)

    @property
    def notices(self) -> list[Notice]:
        """Say where it stands: waiting, for whom, or what was decided and why."""
        proposal, writer = self.proposal, name_of(self.proposal.written_by)
        if proposal.decision is None:
            told = _("Written by %(name)s. Somebody else of HR or CX decides.", name=writer)
            return [Notice("info", _("This plan waits for a decision"), told)]
        label, tone = DECISIONS[Decision(proposal.decision)]
        decided = _("Decided by %(name)s.", name=name_of(proposal.decided_by))
        reason = f"{proposal.reason} " if proposal.reason else ""
        return [Notice("info" if tone == "muted" else tone, label, f"{reason}{decided}")]


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal in the list."""

    proposal: PlanProposal
    status: Any
    tone: str
    writer: str


@dataclass(frozen=True, slots=True)
class ProposalsPage:
    """Every proposal somebody may see, those that wait first."""

    proposals: Page[ProposalLine]

    @property
    def nothing(self) -> EmptyState:
        """Say that there is none."""
        return EmptyState(
            "cash",
            _("No plan has been proposed"),
            _("A plan that pays is written on a team’s page, and decided about here."),
        )


def listed(page: Page[PlanProposal]) -> ProposalsPage:
    """Return proposals as the list shows them."""
    return ProposalsPage(page.showing([_line(each) for each in page.items]))


def tried(
    found: WhatIf, measure: Measure, terms: PlanTerms, judged: MeasureJudgement | None, outcome: str
) -> Tried:
    """Return a plan tried on the past as pages show it, with what customers say of its measure."""
    cautions = [Notice("warn", *CAUTIONS[each]) for each in found.cautions]
    paid = [each for each in found.recipients if each.total]
    shown = paid[:MOST_RECIPIENTS]
    left = len(paid) - len(shown)
    return Tried(
        cautions=[*_customers(judged, measure), *cautions],
        figures=_figures(found, terms),
        luck=_luck(found.luck, terms),
        periods=[_period(each, terms, measure) for each in reversed(_known(found.periods))],
        recipients=[
            TriedRecipient(each.name, str(each.periods), written(each.total, terms.unit))
            for each in shown
        ],
        judged=in_words(measure, judged, outcome) if judged else None,
        more=ngettext("And %(count)s more person", "And %(count)s more people", left, count=left)
        if left
        else "",
    )


def conditions_of(proposal: PlanProposal) -> list[tuple[str, str]]:
    """Return the terms of a proposal as labels and values."""
    paid_from = (_("Paid from"), proposal.terms.budget.name or "")
    return [*conditions(proposal.terms, proposal.measure), paid_from]


def no_budget(*, may_make: bool) -> EmptyState:
    """Say that a plan needs a budget first."""
    title = _("There is no budget yet")
    if not may_make:
        return EmptyState("cash", title, _("Ask HR or CX to make one; then come back."))
    text = _("A plan is paid from a budget. Make one first.")
    return EmptyState("cash", title, text, _("Make a budget"), "points.new")


def name_of(person: Any) -> str:
    """Return a person's name, or what is said of one who is not known any more."""
    return person.name if person else str(_("somebody who is not here any more"))


def _line(proposal: PlanProposal) -> ProposalLine:
    status, tone = _("Waits"), "info"
    if proposal.decision:
        status, tone = DECISIONS[Decision(proposal.decision)]
    return ProposalLine(proposal, status, tone, name_of(proposal.written_by))


def _customers(judged: MeasureJudgement | None, measure: Measure) -> list[Notice]:
    """Say what customers say of the measure where that speaks against paying for it."""
    if measure.is_customers_voice:
        return []
    if judged is not None and judged.reading in AGAINST:
        title = _("Customers say the opposite of this measure")
        told = _(
            "Where it gets better, their answers get worse. Pay for their own answers, or for what "
            "they feel, such as solved cases."
        )
        return [Notice("bad", title, told)]
    if judged is None or judged.reading not in FOR:
        title = _("It cannot be told whether customers notice this measure")
        told = _(
            "Paying for it is a guess until more months of more teams are in. Choose satisfaction "
            "or another customer measure as guard, and look at the comparison again later."
        )
        return [Notice("warn", title, told)]
    return []


def _figures(found: WhatIf, terms: PlanTerms) -> list[Statistic]:
    paid = [each.total for each in found.periods if each.working]
    with_numbers = _("%(count)s of %(all)s periods", count=len(paid), all=len(found.periods))
    dearest = written(max(paid, default=0), terms.unit)
    return [
        Statistic(_("It would have paid"), written(found.total, terms.unit), with_numbers),
        Statistic(_("The dearest period"), dearest),
    ]


def _known(periods: Sequence[PastPeriod]) -> Sequence[PastPeriod]:
    """Return the periods from the first one on that has a number."""
    first = next((place for place, each in enumerate(periods) if each.number), len(periods))
    return periods[first:]


def _luck(luck: Luck | None, terms: PlanTerms) -> str:
    if luck is None:
        return ""
    apart = written(round(luck.apart), terms.unit)
    told = _(
        "Two equally good teams would have been paid %(apart)s apart on average for one period, by "
        "chance alone. From %(n)s numbers of teams and periods.",
        apart=apart,
        n=luck.n,
    )
    if luck.share is None:
        return str(told)
    part = _("Of the differences in pay, %(share)s is luck.", share=percent(luck.share))
    return f"{part} {told}"


def _period(each: PastPeriod, terms: PlanTerms, measure: Measure) -> TriedPeriod:
    first, last = each.period.since, each.period.last_day
    working = working_in_words(each.working, terms, measure) if each.working else []
    nobody = NOTHING if each.working is None or terms.pays == "team" else str(len(each.paid))
    return TriedPeriod(
        period=lasting(day(first), day(last)),
        number=number_in_words(each.number, measure),
        guard=number_in_words(each.guard, terms.guard) if terms.guard else NOTHING,
        working=working or [str(_("No number: nothing is paid"))],
        people=nobody,
        total=written(each.total, terms.unit),
    )
