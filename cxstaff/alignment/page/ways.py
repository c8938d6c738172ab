"""Where a mixed message is changed: the pages that do so, for those who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.alignment.audit.facts import Finding, FindingKind, PlanFact, TargetFact
from cxstaff.alignment.audit.gathering import TeamAudit
from cxstaff.alignment.audit.held import HeldLevers, ended_lately
from cxstaff.alignment.sides import Sides
from cxstaff.measures.models import Measure
from cxstaff.web.marks import Way


@dataclass(frozen=True, slots=True)
class Access:
    """What a reader of the page may change: levers of the team, measures of the company."""

    sets_levers: bool
    defines_measures: bool


def ways_to_change(
    finding: Finding, team_id: int, audit: TeamAudit, sides: Sides, access: Access
) -> list[Way]:
    """Return the pages on which what was found is changed; none for those who may not."""
    proof = audit.proofs[finding]
    proving = frozenset(each.lever_id for each in proof.levers if isinstance(each, PlanFact))
    ways = _Ways(team_id, audit, sides, access, proving)
    return ways.of(finding) if access.sets_levers else []


@dataclass(frozen=True, slots=True)
class _Ways:
    team_id: int
    audit: TeamAudit
    sides: Sides
    access: Access
    proving: frozenset[int]

    def of(self, finding: Finding) -> list[Way]:
        measure = None
        if finding.measure_id is not None:
            measure = self.audit.measures[finding.measure_id]
        return CHANGED_ON[finding.kind](self, finding.measure_id, measure)

    def targets(self, on: int | None) -> list[Way]:
        """Return where targets change; one from above is left alone, and another set."""
        found = list[Way]()
        for each in self.sides.targets:
            if on is not None and each.measure_id != on:
                continue
            if each.team_id == self.team_id:
                place = {"team_id": self.team_id, "lever_id": each.id}
                found.append(Way(_("Change the target"), "measures.change_target", place))
            else:
                found.append(self.new_target(each.measure))
        return found

    def plans(self, on: int | None) -> list[Way]:
        """Return where the plans on a measure change that prove what was found."""
        found = list[Way]()
        for each in self.sides.plans:
            if each.measure_id == on and each.id in self.proving:
                page = "alignment.new_change" if each.terms_id else "incentives.change_plan"
                told = _("Change “%(name)s”", name=each.name)
                found.append(Way(told, page, {"team_id": self.team_id, "lever_id": each.id}))
        return found

    def celebrations(self, on: int | None) -> list[Way]:
        return [
            Way(
                _("End “%(name)s”", name=each.name),
                "recognition.end_celebration",
                {"team_id": self.team_id, "lever_id": each.id},
            )
            for each in self.sides.celebrations
            if each.measure_id == on
        ]

    def guards(self, measure: Measure | None) -> list[Way]:
        if measure is None or not self.access.defines_measures:
            return []
        place = {"measure_id": measure.id}
        return [Way(_("Give the measure a guard"), "measures.edit", place)]

    def numbers(self, measure: Measure | None) -> list[Way]:
        if measure is None or not measure.is_entered:
            return []
        return [Way(_("Enter its numbers"), "measures.readings", {"measure_id": measure.id})]

    def anew(self, on: int | None, measure: Measure | None) -> list[Way]:
        """Return where what has ended begins again."""
        ended = ended_lately(HeldLevers.of(self.audit.facts))
        found = list[Way]()
        for each in ended:
            if each.measure_id != on:
                continue
            if isinstance(each, TargetFact):
                found.append(self.new_target(measure))
            elif isinstance(each, PlanFact):
                place = self._about(measure)
                found.append(Way(_("New incentive plan"), "alignment.new_proposal", place))
            else:
                found.append(self.new_celebration(measure))
        return found

    def ends(self, on: int | None) -> list[Way]:
        """Return where what holds on a measure ends."""
        targets = [
            Way(
                _("End the target on %(measure)s", measure=each.measure.name),
                "measures.end_target",
                self._place(each.id),
            )
            for each in self.sides.targets
            if each.measure_id == on and each.team_id == self.team_id
        ]
        plans = [
            Way(_("End “%(name)s”", name=each.name), "incentives.end_plan", self._place(each.id))
            for each in self.sides.plans
            if each.measure_id == on
        ]
        return [*targets, *plans]

    def _place(self, lever_id: int) -> dict[str, int]:
        return {"team_id": self.team_id, "lever_id": lever_id}

    def wanted(self, measure: Measure | None) -> list[Way]:
        """Return where a target is set on a measure that nothing speaks against."""
        held = HeldLevers.of(self.audit.facts)
        if measure is None or held.is_doubted(measure.id):
            return []
        return [self.new_target(measure)]

    def new_target(self, measure: Measure | None) -> Way:
        told = _("Set a target")
        if measure is not None:
            told = _("Set a target on %(measure)s", measure=measure.name)
        return Way(told, "measures.new_target", self._about(measure))

    def new_celebration(self, measure: Measure | None) -> Way:
        return Way(_("New celebration"), "recognition.new_celebration", self._about(measure))

    def _about(self, measure: Measure | None) -> dict[str, int]:
        chosen = {} if measure is None else {"measure": measure.id}
        return {"team_id": self.team_id, **chosen}


def _of_guard(ways: _Ways, on: int | None, measure: Measure | None) -> list[Way]:
    guard = measure.guard if measure else None
    asked = {each.measure_id for each in ways.sides.targets}
    is_unasked = guard is not None and guard.id not in asked
    return [*ways.plans(on), *([ways.new_target(guard)] if is_unasked else [])]


def _of_applause(ways: _Ways, on: int | None, measure: Measure | None) -> list[Way]:
    guard = measure.guard if measure else None
    return [*ways.celebrations(on), *([ways.new_celebration(guard)] if guard else [])]


CHANGED_ON: dict[FindingKind, Callable[[_Ways, int | None, Measure | None], list[Way]]] = {
    FindingKind.PAID_FOR_ANOTHER: lambda w, on, m: [*w.plans(on), *w.wanted(m)],
    FindingKind.PAID_WHILE_GUARD_FALLS: _of_guard,
    FindingKind.CELEBRATED_UNDER_SUSPICION: _of_applause,
    FindingKind.PAID_FOR_ONE_OF_TWO: lambda w, on, _m: w.plans(on),
    FindingKind.PAID_WITHOUT_GUARD: lambda w, on, m: [*w.plans(on), *w.guards(m)],
    FindingKind.BOTH_WAYS: lambda w, on, m: [
        *w.ends(on),
        *w.ends(m.opposite_id if m else None),
    ],
    FindingKind.ON_WHAT_CUSTOMERS_CONFLICT: (
        lambda w, on, _m: [*w.targets(on), *w.plans(on), *w.celebrations(on)]
    ),
    FindingKind.LEVELS_DIFFER: lambda w, on, _m: [*w.targets(on), *w.plans(on)],
    FindingKind.ONLY_INTERNAL: lambda w, _on, _m: [w.new_target(None), w.new_celebration(None)],
    FindingKind.CELEBRATED_NOT_MEASURED: (lambda w, on, m: [*w.wanted(m), *w.celebrations(on)]),
    FindingKind.ENDED_WHILE_OTHERS_POINT_ON: (
        lambda w, on, m: [*w.anew(on, m), *w.ends(on), *w.celebrations(on)]
    ),
    FindingKind.NEVER_CELEBRATED: lambda w, _on, m: [w.new_celebration(m)],
    FindingKind.TARGET_WITHOUT_READINGS: lambda w, on, m: [*w.numbers(m), *w.targets(on)],
    FindingKind.NO_GOOD_BEHAVIOUR: lambda w, _on, _m: w.targets(None)[:1],
}
"""The pages on which each kind of finding is changed, by the measure it is about."""
