"""Measured, incented and celebrated side by side: one row per measure, and what is missing in it.

What is missing is said of the measure and the levers, never of a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures.models import Measure, Target, Voice
from cxstaff.recognition.models import Celebration


class Gap(StrEnum):
    """Something that is missing where levers point to a measure."""

    NO_GUARD = "no guard"
    NO_TARGET = "no target"
    NEVER_CELEBRATED = "never celebrated"
    ONLY_CELEBRATED = "only celebrated"


@dataclass(slots=True)
class MeasureLevers:
    """One measure and the levers of a team that point to it."""

    measure: Measure
    targets: list[Target] = field(default_factory=list)
    plans: list[IncentivePlan] = field(default_factory=list)
    celebrations: list[Celebration] = field(default_factory=list)

    @property
    def gaps(self) -> list[Gap]:
        """Return what is missing, the most telling first."""
        found = list[Gap]()
        if self.plans and self.measure.guard_id is None:
            found.append(Gap.NO_GUARD)
        if self.plans and not self.targets:
            found.append(Gap.NO_TARGET)
        if (self.targets or self.plans) and not self.celebrations:
            found.append(Gap.NEVER_CELEBRATED)
        if self.celebrations and not self.targets and not self.plans:
            found.append(Gap.ONLY_CELEBRATED)
        return found


@dataclass(frozen=True, slots=True)
class Sides:
    """What a team is asked to do: the three levers as lists, and as rows by measure."""

    targets: Sequence[Target]
    plans: Sequence[IncentivePlan]
    celebrations: Sequence[Celebration]

    @property
    def rows(self) -> list[MeasureLevers]:
        """Return a row for each measure that a lever points to, by name."""
        found: dict[int, MeasureLevers] = {}
        for target in self.targets:
            found.setdefault(target.measure_id, MeasureLevers(target.measure)).targets.append(
                target
            )
        for plan in self.plans:
            found.setdefault(plan.measure_id, MeasureLevers(plan.measure)).plans.append(plan)
        for habit in self.celebrations:
            found.setdefault(habit.measure_id, MeasureLevers(habit.measure)).celebrations.append(
                habit
            )
        return sorted(found.values(), key=lambda row: row.measure.name.lower())

    @property
    def is_empty(self) -> bool:
        """Say whether no lever points anywhere."""
        return not (self.targets or self.plans or self.celebrations)

    @property
    def hears_the_customer(self) -> bool:
        """Say whether a lever points to something that is the customer's voice."""
        return any(row.measure.voice == Voice.CUSTOMER for row in self.rows)
