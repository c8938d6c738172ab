"""Measured, incented and celebrated side by side: one row per measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures.models import Measure, Target
from cxstaff.recognition.models import Celebration


@dataclass(slots=True)
class MeasureLevers:
    """One measure and the levers of a team that point to it."""

    measure: Measure
    targets: list[Target] = field(default_factory=list)
    plans: list[IncentivePlan] = field(default_factory=list)
    celebrations: list[Celebration] = field(default_factory=list)


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
