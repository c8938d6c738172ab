"""The levers of a team that hold today, and what is asked of them by every rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cxstaff.alignment.audit.facts import (
    CelebrationFact,
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

    @property
    def often_thanked(self) -> set[int]:
        """Return the measures that people are thanked for so often that it celebrates them."""
        return {measure_id for measure_id, count in self.thanks.items() if count >= OFTEN}

    def is_doubted(self, measure_id: int) -> bool:
        """Say whether something speaks against more of a measure.

        Customers who conflict with it, a sign, or an opposite that is asked or paid for; not the
        latter against what customers say.
        """
        measure = self.measures[measure_id]
        opposed = {each.id for each in self.measures.values() if each.opposite_id == measure_id}
        if measure.voice == CUSTOMER:
            return measure.judged == CONFLICTS or measure_id in self.suspected
        pulled = (opposed | {measure.opposite_id}) & (self.measured | self.paid)
        return measure.judged == CONFLICTS or measure_id in self.suspected or bool(pulled)

    def may_be_celebrated(self, measure_id: int) -> bool:
        """Say whether celebrating a measure is no mixed message itself."""
        is_paid = self.voice(measure_id) == INTERNAL and measure_id in self.paid
        return not (is_paid or self.is_doubted(measure_id))

    def stops_for_customers(self, plan: PlanFact) -> bool:
        """Say whether a plan stops as something gets worse that customers say."""
        return plan.guard_id is not None and self.voice(plan.guard_id) == CUSTOMER

    def voice(self, measure_id: int) -> str:
        """Return whose voice a measure is."""
        return self.measures[measure_id].voice


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


def hardest(levels: Iterable[float], measure: MeasureFact) -> float:
    """Return the level that is hardest to reach of some on a measure."""
    return min(levels) if measure.better == DOWN else max(levels)


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
