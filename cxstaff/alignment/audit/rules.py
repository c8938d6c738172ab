"""Rules that find mixed messages: each looks at all levers of a team together.

A lever counts on the days it holds; one that begins later says nothing yet. What people are thanked
for counts as celebrated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from cxstaff.alignment.audit.facts import (
    Finding,
    FindingKind,
    MeasureFact,
    TargetFact,
    TeamFacts,
)
from cxstaff.alignment.audit.held import (
    CONFLICTS,
    CUSTOMER,
    INTERNAL,
    LONG,
    PRECISE,
    UNREAD,
    HeldLevers,
    asked_since,
    ended_lately,
    hardest,
)

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


def _paid_for_another(held: HeldLevers) -> Iterator[int]:
    """Find pay for what no target asks for, beside targets that ask for something else."""
    asked = held.measured
    for plan in held.plans:
        if asked and plan.measure_id not in asked and plan.guard_id not in asked:
            yield plan.measure_id


def _paid_for_one_of_two(held: HeldLevers) -> Iterator[int]:
    """Find that of internal numbers and what customers say, both asked for, pay is for one alone.

    A plan that stops as what customers say falls pays for both.
    """
    asked = held.measured
    if not any(held.voice(each) == CUSTOMER for each in asked):
        return
    if any(held.voice(each) == CUSTOMER for each in held.paid):
        return
    for plan in held.plans:
        is_internal = held.voice(plan.measure_id) == INTERNAL
        if plan.measure_id in asked and is_internal and not held.stops_for_customers(plan):
            yield plan.measure_id


def _paid_while_guard_falls(held: HeldLevers) -> Iterator[int]:
    yield from held.paid & held.suspected


def _celebrated_under_suspicion(held: HeldLevers) -> Iterator[int]:
    yield from (held.announced | held.often_thanked) & held.suspected


def _paid_without_guard(held: HeldLevers) -> Iterator[int]:
    for plan in held.plans:
        measure = held.measures[plan.measure_id]
        if measure.voice == INTERNAL and plan.guard_id is None and measure.guard_id is None:
            yield measure.id


def _both_ways(held: HeldLevers) -> Iterator[int]:
    """Find levers on two measures of which one gets better only as the other gets worse.

    A plan that stops as the other falls does not pull against it.
    """
    told = set[int]()
    for measure in held.facts.measures:
        other = held.measures.get(measure.opposite_id or 0)
        if other is None or other.id in told:
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
        if round(hardest(asked, measure) - hardest(paid, measure), PRECISE):
            yield measure.id


def _only_internal(held: HeldLevers) -> Iterator[None]:
    """Find that all levers point to the company's own numbers, and so do the thanks."""
    pointed = held.measured | held.paid | held.announced
    if pointed and all(held.voice(each) == INTERNAL for each in pointed | held.thanks.keys()):
        yield None


def _celebrated_not_measured(held: HeldLevers) -> Iterator[int]:
    yield from (held.announced | held.often_thanked) - held.measured - held.paid


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
    FindingKind.ON_WHAT_CUSTOMERS_CONFLICT: _on_what_customers_conflict,
    FindingKind.CELEBRATED_UNDER_SUSPICION: _celebrated_under_suspicion,
    FindingKind.PAID_FOR_ONE_OF_TWO: _paid_for_one_of_two,
    FindingKind.PAID_WITHOUT_GUARD: _paid_without_guard,
    FindingKind.BOTH_WAYS: _both_ways,
    FindingKind.LEVELS_DIFFER: _levels_differ,
    FindingKind.ONLY_INTERNAL: _only_internal,
    FindingKind.CELEBRATED_NOT_MEASURED: _celebrated_not_measured,
    FindingKind.ENDED_WHILE_OTHERS_POINT_ON: _ended_while_others_point_on,
    FindingKind.NEVER_CELEBRATED: _never_celebrated,
    FindingKind.TARGET_WITHOUT_READINGS: _target_without_readings,
    FindingKind.NO_GOOD_BEHAVIOUR: _no_good_behaviour,
}
"""The rules on one team, the most telling first."""
