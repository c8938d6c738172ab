"""Moves told late by a roster file: what features above would count for another team."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from cxstaff.people.roster.checking.changes import Plan
from cxstaff.people.roster.checking.retold import Retold, retold


@dataclass(frozen=True, slots=True)
class Displaced:
    """Interactions of one person that count for a team, and for another by the file."""

    person_id: int
    person: str
    from_team: str
    to_team: str
    interactions: int
    first_on: date
    last_on: date


Counting = Callable[[Sequence[Retold]], list[Displaced]]
"""Counts what is known of days that are told anew."""
COUNTINGS = list[Counting]()


def counts_late_moves(counting: Counting) -> Counting:
    """Have what a feature above knows of past days counted when a roster file is checked."""
    COUNTINGS.append(counting)
    return counting


def displaced_by(plan: Plan, today: date) -> list[Displaced]:
    """Return what would count for another team once a file is imported, by name of the person."""
    days = retold(plan, today)
    if not days:
        return []
    return [each for counting in COUNTINGS for each in counting(days)]
