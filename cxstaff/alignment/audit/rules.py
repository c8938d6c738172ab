"""Rules that find mixed messages: each looks at all levers of a team together.

A lever counts on the days it holds; one that begins later says nothing yet. What people are thanked
for counts as celebrated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cxstaff.alignment.audit.facts import (
    CelebrationFact,
    Finding,
    FindingKind,
    MeasureFact,
    PlanFact,
    TargetFact,
    TeamFacts,
)

LONG = timedelta(days=90)
"""How long a target is there before nobody celebrating it says something, and an end is news."""
UNREAD = timedelta(days=60)
"""How long a target can go without a number."""
OFTEN = 5
"""How many thanks in 90 days show that something is celebrated, announced or not."""
PRECISE = 9
"""Digits behind the point to which levels are compared."""
INTERNAL, CUSTOMER, CONFLICTS, DOWN = "internal", "customer", "conflicts", "down"

LeverFact = TargetFact | PlanFact | CelebrationFact


@dataclass(frozen=True, slots=True)
class HeldLevers:
    """What of a team's levers holds today, with what is known of the measures."""

    facts: TeamFacts
    measures: dict[int, MeasureFact]
    targets: list[TargetFact]
    plans: list[PlanFact]
    celebrations: list[CelebrationFact]
    thanks: dict[int, int]
    suspected: set[int]

    @classmethod
    def of(cls, facts: TeamFacts) -> HeldLevers:
        """Take what holds on the day of the facts."""
        today = facts.today
        return cls(
            facts=facts,
            measures={each.id: each for each in facts.measures},
            targets=[each for each in facts.targets if holds(each, today)],
            plans=[each for each in facts.plans if holds(each, today)],
            celebrations=[each for each in facts.celebrations if holds(each, today)],
            thanks={each.measure_id: each.count for each in facts.thanks if each.count},
            suspected={each.measure_id for each in facts.signs if each.since <= today},
        )

    @property
    def measured(self) -> set[int]:
        """Return the measures that a target asks for."""
        return {each.measure_id for each in self.targets}

    @property
    def paid(self) -> set[int]:
        """Return the measures that a plan pays for."""
        return {each.measure_id for each in self.plans}

    @property
    def announced(self) -> set[int]:
        """Return the measures that a celebration is announced for."""
        return {each.measure_id for each in self.celebrations}

    def voice(self, measure_id: int) -> str:
        """Return whose voice a measure is."""
        return self.measures[measure_id].voice


Rule = Callable[[HeldLevers], Iterator[int | None]]
"""Gives the measures on which it finds something, or None for the team as a whole."""


def findings_of(facts: TeamFacts) -> list[Finding]:
    """Return the mixed messages in the levers of a team, each once, the most telling first."""
    held = HeldLevers.of(facts)
    place = {each.id: number for number, each in enumerate(facts.measures)}
    found = list[Finding]()
    for kind, rule in RULES.items():
        where = sorted(set(rule(held)), key=lambda each: -1 if each is None else place[each])
        found += [Finding(kind, each) for each in where]
    return found


def unheard_outcomes(
    measures: Iterable[MeasureFact], targets_of_all_teams: Iterable[TargetFact]
) -> list[Finding]:
    """Return the customer outcomes that none of the targets that hold in the company asks for."""
    asked = {each.measure_id for each in targets_of_all_teams}
    return [
        Finding(FindingKind.NOBODY_MEASURED_ON_CUSTOMER, each.id)
        for each in measures
        if each.voice == CUSTOMER and each.id not in asked
    ]


def holds(lever: LeverFact, day: date) -> bool:
    """Say whether a lever holds on a day."""
    return lever.since <= day and (lever.until is None or day < lever.until)


def asked_since(facts: TeamFacts, measure_id: int) -> date | None:
    """Return since when a target has asked for a measure without a break; None if none does now.

    A target that was changed is followed by the next one on the day it ends.
    """
    spells = sorted(
        (each for each in facts.targets if each.measure_id == measure_id),
        key=lambda each: each.since,
        reverse=True,
    )
    since: date | None = None
    for each in spells:
        if holds(each, facts.today) if since is None else each.until == since:
            since = each.since
    return since


def ended_lately(held: HeldLevers) -> Iterator[LeverFact]:
    """Give what ended lately without one of its kind after it, as a lever of another kind stayed.

    A lever that began when it had ended already takes its place, and does not go on.
    """
    facts, today = held.facts, held.facts.today
    kinds: list[tuple[Iterable[LeverFact], set[int]]] = [
        (facts.targets, held.measured),
        (facts.plans, held.paid),
        (facts.celebrations, held.announced),
    ]
    going: list[LeverFact] = [*held.targets, *held.plans, *held.celebrations]
    for every, still in kinds:
        for lever in every:
            if lever.until is None or not today - LONG <= lever.until <= today:
                continue
            beside = [each for each in going if each.measure_id == lever.measure_id]
            if lever.measure_id not in still and any(e.since < lever.until for e in beside):
                yield lever


def _paid_for_another(held: HeldLevers) -> Iterator[int]:
    """Find pay for what no target asks for, beside targets that ask for something else."""
    asked = held.measured
    for plan in held.plans:
        if asked and plan.measure_id not in asked and plan.guard_id not in asked:
            yield plan.measure_id


def _paid_while_guard_falls(held: HeldLevers) -> Iterator[int]:
    yield from held.paid & held.suspected


def _paid_without_guard(held: HeldLevers) -> Iterator[int]:
    for plan in held.plans:
        measure = held.measures[plan.measure_id]
        if measure.voice == INTERNAL and plan.guard_id is None and measure.guard_id is None:
            yield measure.id


def _both_ways(held: HeldLevers) -> Iterator[int]:
    """Find levers on two measures of which one gets better only as the other gets worse.

    Where for one of them less is better, they get better together. A plan that stops as the other
    falls does not pull against it.
    """
    told = set[int]()
    for measure in held.facts.measures:
        other = held.measures.get(measure.opposite_id or 0)
        if other is None or other.id in told or other.better != measure.better:
            continue
        if _is_pulled(held, measure.id, other.id) and _is_pulled(held, other.id, measure.id):
            told.add(measure.id)
            yield measure.id


def _is_pulled(held: HeldLevers, measure_id: int, against: int) -> bool:
    plans = [each for each in held.plans if each.measure_id == measure_id]
    return measure_id in held.measured or any(each.guard_id != against for each in plans)


def _on_what_customers_conflict(held: HeldLevers) -> Iterator[int]:
    for measure_id in held.measured | held.paid | held.announced:
        if held.measures[measure_id].judged == CONFLICTS:
            yield measure_id


def _levels_differ(held: HeldLevers) -> Iterator[int]:
    """Find measures of which the hardest level of the plans is not that of the targets."""
    for measure in held.facts.measures:
        asked = [each.level for each in held.targets if each.measure_id == measure.id]
        plans = [each.level for each in held.plans if each.measure_id == measure.id]
        paid = [each for each in plans if each is not None]
        if not (asked and paid):
            continue
        if round(_hardest(asked, measure) - _hardest(paid, measure), PRECISE):
            yield measure.id


def _hardest(levels: Iterable[float], measure: MeasureFact) -> float:
    return min(levels) if measure.better == DOWN else max(levels)


def _only_internal(held: HeldLevers) -> Iterator[None]:
    """Find that all levers point to the company's own numbers, and so do the thanks."""
    pointed = held.measured | held.paid | held.announced
    if pointed and all(held.voice(each) == INTERNAL for each in pointed | held.thanks.keys()):
        yield None


def _celebrated_not_measured(held: HeldLevers) -> Iterator[int]:
    often = {measure_id for measure_id, count in held.thanks.items() if count >= OFTEN}
    yield from (held.announced | often) - held.measured - held.paid


def _ended_while_others_point_on(held: HeldLevers) -> Iterator[int]:
    yield from (each.measure_id for each in ended_lately(held))


def _never_celebrated(held: HeldLevers) -> Iterator[int]:
    """Find targets that nobody celebrated lately, save on what it would be wrong to celebrate.

    That is an internal number that is paid for already, or got better as its guard got worse; and
    one that customers' answers conflict with.
    """
    from_day = held.facts.today - LONG
    lately = {
        each.measure_id
        for each in held.facts.celebrations
        if each.since <= held.facts.today and (each.until is None or each.until >= from_day)
    }
    for measure_id in held.measured - lately - held.thanks.keys():
        measure = held.measures[measure_id]
        is_served = measure_id in held.paid | held.suspected
        if measure.judged == CONFLICTS or (measure.voice == INTERNAL and is_served):
            continue
        if _is_asked_for(held, measure_id, LONG):
            yield measure_id


def _target_without_readings(held: HeldLevers) -> Iterator[int]:
    for measure_id in held.measured:
        newest = held.measures[measure_id].last_number_on
        is_unread = newest is None or newest < held.facts.today - UNREAD
        if is_unread and _is_asked_for(held, measure_id, UNREAD):
            yield measure_id


def _no_good_behaviour(held: HeldLevers) -> Iterator[None]:
    if held.targets and not any(each.says_behaviour for each in held.targets):
        yield None


def _is_asked_for(held: HeldLevers, measure_id: int, how_long: timedelta) -> bool:
    since = asked_since(held.facts, measure_id)
    return since is not None and since <= held.facts.today - how_long


RULES: dict[FindingKind, Rule] = {
    FindingKind.PAID_FOR_ANOTHER: _paid_for_another,
    FindingKind.PAID_WHILE_GUARD_FALLS: _paid_while_guard_falls,
    FindingKind.PAID_WITHOUT_GUARD: _paid_without_guard,
    FindingKind.BOTH_WAYS: _both_ways,
    FindingKind.ON_WHAT_CUSTOMERS_CONFLICT: _on_what_customers_conflict,
    FindingKind.LEVELS_DIFFER: _levels_differ,
    FindingKind.ONLY_INTERNAL: _only_internal,
    FindingKind.CELEBRATED_NOT_MEASURED: _celebrated_not_measured,
    FindingKind.ENDED_WHILE_OTHERS_POINT_ON: _ended_while_others_point_on,
    FindingKind.NEVER_CELEBRATED: _never_celebrated,
    FindingKind.TARGET_WITHOUT_READINGS: _target_without_readings,
    FindingKind.NO_GOOD_BEHAVIOUR: _no_good_behaviour,
}
"""The rules on one team, the most telling first."""
