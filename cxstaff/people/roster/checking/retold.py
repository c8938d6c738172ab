"""Days that are over, on which a roster file puts somebody into another team than was known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cxstaff.people.roster.checking.changes import Plan
from cxstaff.people.spans import Span


@dataclass(frozen=True, slots=True)
class Retold:
    """Days of one person from `since` until the day before `until`, now in another team.

    `known_as` is what the team is called until now; None for a new one.
    """

    person_id: int
    person: str
    since: date
    until: date
    team: str
    known_as: str | None


def retold(plan: Plan, today: date) -> list[Retold]:
    """Return the days until today on which people were in another team than was known."""
    return [
        Retold(
            change.after.id,
            change.after.name,
            days.since,
            days.until,
            plan.team_names[days.team],
            plan.names_before.get(days.team),
        )
        for change in plan.changes
        if change.before and change.after.id is not None
        for days in differing(change.before.spans, change.after.spans, today)
        if days.until is not None
    ]


def differing(before: Sequence[Span], after: Sequence[Span], today: date) -> Iterator[Span]:
    """Give the days until today on which `after` has a team that `before` had not (pure)."""
    tomorrow = today + timedelta(days=1)
    for span in after:
        if span.since > today:
            continue
        left = [replace(span, until=min(span.until or tomorrow, tomorrow))]
        for known in before:
            if known.team == span.team:
                left = [part for days in left for part in _without(days, known)]
        yield from left


def _without(days: Span, known: Span) -> Iterator[Span]:
    """Give what is left of some days without those of a stay."""
    until = days.until
    if until is None or known.since >= until or (known.until and known.until <= days.since):
        yield days
        return
    if known.since > days.since:
        yield replace(days, until=known.since)
    if known.until and known.until < until:
        yield replace(days, since=known.until)
