"""The records and dates that prove a finding, written out line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.alignment.audit.facts import (
    CelebrationFact,
    ChangeFact,
    FindingKind,
    PlanFact,
    SignFact,
    TargetFact,
    ThanksFact,
)
from cxstaff.alignment.audit.gathering import TeamAudit
from cxstaff.alignment.audit.held import LONG, UNREAD, LeverFact, asked_since
from cxstaff.alignment.audit.proof import Proof
from cxstaff.alignment.page.numbers import signed_change
from cxstaff.alignment.sides import Sides
from cxstaff.alignment.words import whose
from cxstaff.incentives.models import IncentivePlan
from cxstaff.linkage.judging.words import sentence as said_of
from cxstaff.measures.models import Measure, Target, Voice
from cxstaff.measures.words import VOICES, goal
from cxstaff.web import day, number

FEW = 5
"""How many levers prove what was found of all of them."""


@dataclass(frozen=True, slots=True)
class ProofWords:
    """Writes out what proves findings of a team; `outcome` is what customers judge measures by."""

    team_id: int
    audit: TeamAudit
    sides: Sides
    outcome: str

    def lines(self, proof: Proof) -> list[str]:
        """Return a line for each lever, thanks and sign, and what a kind rests on beside them."""
        names_voices = proof.finding.kind is FindingKind.ONLY_INTERNAL
        found = [
            *(self._ended(each) for each in proof.ended),
            *(self._lever(each, names_voices=names_voices) for each in proof.levers),
            *(_thanked(each) for each in proof.thanks),
            *dict.fromkeys(self._sign(each) for each in proof.signs),
        ]
        more = BESIDE.get(proof.finding.kind, _nothing)
        measure = self._measure(proof.finding.measure_id or 0)
        return [*_shortened(found), *(more(self, measure) if measure else ())]

    def _lever(self, lever: LeverFact, *, names_voices: bool) -> str:
        measure = self.audit.measures[lever.measure_id]
        if isinstance(lever, TargetFact):
            told = self._asked(lever, measure)
        elif isinstance(lever, PlanFact):
            told = self._paid(lever, measure)
        else:
            told = _celebrated(lever, measure)
        if not names_voices:
            return told
        return f"{told} ({VOICES[Voice(measure.voice)]})"

    def _asked(self, fact: TargetFact, measure: Measure) -> str:
        since = str(_("since %(day)s", day=day(fact.since)))
        target = self._target(fact.lever_id)
        told = {"measure": measure.name, "goal": goal(measure, fact.level)}
        told["whose"] = whose(target, self.team_id) if target else since
        return str(_("Asked for: %(measure)s, %(goal)s, %(whose)s", **told))

    def _paid(self, fact: PlanFact, measure: Measure) -> str:
        told = {"measure": measure.name, "name": fact.name, "day": day(fact.since)}
        line = str(_("Paid for: %(measure)s, by “%(name)s”, since %(day)s", **told))
        if fact.level is None:
            pays = self._pays(fact.lever_id)
            return ". ".join((line, _("Its words: “%(words)s”", words=pays))) if pays else line
        line = ". ".join((line, _("Its level: %(goal)s", goal=goal(measure, fact.level))))
        if fact.guard_id is None and measure.voice != Voice.INTERNAL:
            return line
        if fact.guard_id is None:
            return str(_("%(line)s; nothing stops it", line=line))
        guard = self.audit.measures[fact.guard_id].name
        return str(_("%(line)s; %(guard)s stops it", line=line, guard=guard))

    def _ended(self, lever: LeverFact) -> str:
        told = day(lever.until - timedelta(days=1) if lever.until else None)
        if isinstance(lever, TargetFact):
            return str(_("Ended: the target, after %(day)s", day=told))
        return str(_("Ended: “%(name)s”, after %(day)s", name=lever.name, day=told))

    def _sign(self, sign: SignFact) -> str:
        measure, since = self.audit.measures[sign.measure_id], day(sign.since)
        if measure.guard is None or sign.change is None or sign.guard_change is None:
            return str(_("Better, as its guard got worse, since %(day)s", day=since))
        return str(
            _(
                "In the months since %(day)s, against those before: %(measure)s %(change)s; its "
                "guard %(guard)s %(guard_change)s",
                day=since,
                measure=measure.name,
                change=_moved(sign.change, measure),
                guard=measure.guard.name,
                guard_change=_moved(sign.guard_change, measure.guard),
            )
        )

    def _target(self, lever_id: int) -> Target | None:
        return next((each for each in self.sides.targets if each.id == lever_id), None)

    def _pays(self, lever_id: int) -> str | None:
        found: Sequence[IncentivePlan] = self.sides.plans
        return next((each.pays for each in found if each.id == lever_id), None)

    def _measure(self, measure_id: int) -> Measure | None:
        return self.audit.measures.get(measure_id)

    @property
    def today(self) -> date:
        """Return the day as of which the facts are."""
        return self.audit.facts.today


def _moved(change: ChangeFact, measure: Measure) -> str:
    """Write a change with what it rests on and what was to be expected."""
    told = {"change": signed_change(change.value, measure), "n": number(change.n)}
    if change.low is None or change.high is None:
        return str(_("%(change)s (from %(n)s)", **told))
    told |= {
        "low": signed_change(change.low, measure),
        "high": signed_change(change.high, measure),
    }
    return str(
        _(
            "%(change)s (from %(n)s; %(low)s to %(high)s in 95 of 100 teams without such a lever)",
            **told,
        )
    )


def _celebrated(lever: LeverFact, measure: Measure) -> str:
    assert isinstance(lever, CelebrationFact)  # noqa: S101 – there are three kinds
    told = {"measure": measure.name, "name": lever.name, "day": day(lever.since)}
    return str(_("Celebrated: %(measure)s, by “%(name)s”, since %(day)s", **told))


def _thanked(thanks: ThanksFact) -> str:
    told = ngettext(
        "Named in %(num)s public thanks of the last 90 days",
        "Named in %(num)s public thanks of the last 90 days",
        thanks.count,
    )
    if not thanks.remarks:
        return str(told)
    quoted = ngettext(
        "%(num)s of them for a customer’s words",
        "%(num)s of them for customers’ words",
        thanks.remarks,
    )
    return f"{told}, {quoted}"


def _shortened(lines: Sequence[str]) -> list[str]:
    """Keep the first few of many."""
    if len(lines) <= FEW:
        return list(lines)
    more = len(lines) - FEW
    return [*lines[:FEW], str(ngettext("and %(num)s more", "and %(num)s more", more))]


def _nothing(_words: ProofWords, _measure: Measure) -> Iterator[str]:
    yield from ()


def _no_guard(_words: ProofWords, measure: Measure) -> Iterator[str]:
    yield str(_("%(measure)s itself has no guard either", measure=measure.name))


def _opposites(_words: ProofWords, measure: Measure) -> Iterator[str]:
    other = measure.opposite
    if other is not None:
        told = _("Set down with the measure: when %(measure)s gets better, %(other)s gets worse")
        yield str(told) % {"measure": measure.name, "other": other.name}


def _said(words: ProofWords, measure: Measure) -> Iterator[str]:
    found = (words.audit.judged or {}).get(measure.id)
    if found is not None:
        yield said_of(measure, found, words.outcome)


def _uncelebrated(words: ProofWords, measure: Measure) -> Iterator[str]:
    asked = asked_since(words.audit.facts, measure.id)
    if asked is not None:
        yield str(_("Asked for without a break since %(day)s", day=day(asked)))
    since = day(words.today - LONG)
    yield str(_("No celebration and no thanks in public since %(day)s", day=since))


def _unread(words: ProofWords, measure: Measure) -> Iterator[str]:
    facts = words.audit.facts.measures
    newest = next((each.last_number_on for each in facts if each.id == measure.id), None)
    if newest is None:
        yield str(_("No number since %(day)s", day=day(words.today - UNREAD)))
    else:
        yield str(_("Its last number is of %(day)s", day=day(newest)))


BESIDE: Mapping[FindingKind, Callable[[ProofWords, Measure], Iterator[str]]] = {
    FindingKind.PAID_WITHOUT_GUARD: _no_guard,
    FindingKind.BOTH_WAYS: _opposites,
    FindingKind.ON_WHAT_CUSTOMERS_CONFLICT: _said,
    FindingKind.NEVER_CELEBRATED: _uncelebrated,
    FindingKind.TARGET_WITHOUT_READINGS: _unread,
}
"""What proves a kind of finding beside levers, thanks and signs."""
