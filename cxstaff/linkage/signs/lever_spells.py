"""How long teams have been measured or incented on something, without a break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures.models import Direction, Lever, Measure, Voice
from cxstaff.measures.queries import target_spells

TARGET, PLAN = "target", "plan"
"""What the two kinds of lever that are watched are called."""


@dataclass(frozen=True, slots=True)
class Spell:
    """One lever, or several of one kind that followed each other: `lever_id` is the last.

    It holds for a team on a measure, from `since` until before `until` (None: no end); `guard` is
    that of the measure, None where it has none. `table` says which kind it is.
    """

    table: str
    lever_id: int
    team_id: int
    since: date
    until: date | None
    measure: CountedMeasure
    guard: CountedMeasure | None

    @property
    def follows(self) -> tuple[str, int, int]:
        """Return what is the same for levers that can follow each other."""
        return self.table, self.team_id, self.measure.id

    def holds_in(self, since: date, until: date | None) -> bool:
        """Say whether it holds on any day of [since, until)."""
        return (until is None or self.since < until) and (self.until is None or self.until > since)


@dataclass(frozen=True, slots=True)
class CountedMeasure:
    """What of a measure numbers hang on; `up` says whether more is better.

    `outcome` is the customer outcome that it is, None where readings are entered.
    """

    id: int
    outcome: str | None
    up: bool
    is_of_employees: bool

    @classmethod
    def of(cls, measure: Measure) -> CountedMeasure:
        """Take the facts of a measure."""
        is_up, is_theirs = measure.direction == Direction.UP, measure.voice == Voice.EMPLOYEE
        return cls(measure.id, measure.outcome, is_up, is_theirs)


def levers() -> list[Spell]:
    """Return every target and plan there is or was, each on its own, the first to begin first.

    A target from above is one of each team that it holds for, on the days on which it does.
    """
    found = [_spell(TARGET, each.target, each.team_id, each.span) for each in target_spells()]
    query = select(IncentivePlan)
    query = query.options(joinedload(IncentivePlan.measure).joinedload(Measure.guard))
    found += [_spell(PLAN, each, each.team_id, each.span) for each in db.session.scalars(query)]
    return sorted(found, key=lambda each: (each.since, each.table, each.lever_id, each.team_id))


def joined(every: Iterable[Spell]) -> list[Spell]:
    """Join levers that begin where another of the same kind, team and measure ends."""
    open_ones = dict[tuple[str, int, int], Spell]()
    done = list[Spell]()
    for each in every:
        before = open_ones.get(each.follows)
        if before and before.until is not None and before.until >= each.since:
            each = replace(each, since=before.since)
        elif before:
            done.append(before)
        open_ones[each.follows] = each
    return [*done, *open_ones.values()]


def measures_of(every: Sequence[Spell]) -> dict[int, CountedMeasure]:
    """Return the measures and guards of levers, by id."""
    both = [part for each in every for part in (each.measure, each.guard) if part]
    return {each.id: each for each in both}


def _spell(table: str, lever: Lever, team_id: int, span: DateRange) -> Spell:
    measure, guard = lever.measure, lever.measure.guard
    return Spell(
        table=table,
        lever_id=lever.id,
        team_id=team_id,
        since=span.since,
        until=span.until,
        measure=CountedMeasure.of(measure),
        guard=CountedMeasure.of(guard) if guard else None,
    )
