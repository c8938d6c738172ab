"""What happens to readings: they are entered, corrected and removed; what stood there is kept."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from cxstaff import clock, security_log, versions
from cxstaff.db import db
from cxstaff.engine import lock
from cxstaff.errors import Refused
from cxstaff.measures import queries
from cxstaff.measures.actions.totals import readings_lock, recount
from cxstaff.measures.models import EarlierReading, Measure, Reading
from cxstaff.measures.reading_periods import flaw_of
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company
from cxstaff.security_log import Act
from cxstaff.text import N_

NO_REASON = N_("Say why a number that stood there was wrong: it is kept beside the new one.")


@dataclass(frozen=True, slots=True)
class Told:
    """One number to write down: of a team and the period that starts on a day, of `n` cases."""

    team_id: int
    starts_on: date
    value: float
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Sorted:
    """Numbers told, sorted by what they do: new ones, corrections of others, and known ones."""

    new: Sequence[Told]
    corrections: Sequence[tuple[Told, Reading]]
    known: int


def enter_readings(
    measure: Measure,
    actor: Person,
    *,
    starts_on: date,
    values: Mapping[int, float],
    cases: Mapping[int, int] | None = None,
    why: str | None = None,
    now: datetime,
) -> int:
    """Write down one period's numbers by team id; returns how many differ from what stood there.

    `cases` are of how many cases a number is, where that is known. A correction needs a `why`.
    """
    known = cases or {}
    told = [Told(team, starts_on, value, known.get(team)) for team, value in values.items()]
    return put_readings(measure, actor, told, why=why, now=now)


def put_readings(
    measure: Measure, actor: Person, told: Sequence[Told], *, why: str | None, now: datetime
) -> int:
    """Write numbers down; what stood there before is kept with who corrected it, when and why.

    Returns how many were new or differ. Raises `Refused` for a measure whose numbers are computed
    or that is retired, for periods that are not over, odd numbers, and corrections without a
    reason; nothing is written then.
    """
    refuse_entering(measure)
    today = clock.local_day(now, get_company().zone)
    for each in told:
        flaw = flaw_of(each.starts_on, measure.read_by, today)
        if flaw is not None:
            raise Refused(flaw[0], **flaw[1])
    if not all(math.isfinite(each.value) for each in told):
        raise Refused("Enter ordinary numbers.")
    lock(db.session(), readings_lock(measure.id))
    found = sorted_out(measure, told)
    if found.corrections and not why:
        raise Refused(NO_REASON)
    _add(measure, actor, found.new, now)
    _correct(actor, found.corrections, why or "", now)
    count = len(found.new) + len(found.corrections)
    if count:
        recount(measure.id, {each.starts_on for each in told})
        versions.count_change(db.session(), "measures.readings")
        days = sorted({each.starts_on for each in told})
        noted: dict[str, Any] = {"measure": measure.name, "week": days[0].isoformat()}
        noted |= {"teams": count, "corrected": len(found.corrections) or None}
        security_log.record(Act.READINGS_ENTERED, by=actor, now=now, **noted)
    return count


def remove_readings(
    measure: Measure,
    actor: Person,
    *,
    starts_on: date,
    team_ids: Collection[int],
    why: str,
    now: datetime,
) -> int:
    """Remove one period's numbers of teams; each is kept with who removed it, when and why.

    Returns how many there were. Raises `Refused` for a measure whose numbers are computed or that
    is retired, without a reason, and where none of them is there any more.
    """
    refuse_entering(measure)
    if not why:
        raise Refused("Say why the number is removed: it is kept beside it.")
    lock(db.session(), readings_lock(measure.id))
    found = queries.readings_in(measure.id, starts_on, list(team_ids))
    if not found:
        raise Refused("There is no such number any more.")
    for each in found.values():
        db.session.add(_earlier(each, actor, why, now, is_removal=True))
        db.session.delete(each)
    db.session.flush()
    recount(measure.id, [starts_on])
    versions.count_change(db.session(), "measures.readings")
    told: dict[str, Any] = {
        "measure": measure.name,
        "week": starts_on.isoformat(),
        "teams": len(found),
    }
    security_log.record(Act.READINGS_REMOVED, by=actor, now=now, **told)
    return len(found)


def refuse_entering(measure: Measure) -> None:
    """Refuse numbers of a measure that computes them, or that is retired."""
    if not measure.is_entered:
        raise Refused("This measure is computed from what people said; nothing is entered.")
    if measure.retired_on is not None:
        raise Refused(
            "%(measure)s is retired since %(day)s. Bring it back before you enter numbers.",
            measure=measure.name,
            day=measure.retired_on,
        )


def sorted_out(measure: Measure, told: Iterable[Told]) -> Sorted:
    """Sort numbers by what writing them down would do."""
    every = list(told)
    if not every:
        return Sorted([], [], 0)
    days = [each.starts_on for each in every]
    there = queries.readings_from(measure.id, min(days), max(days) + timedelta(days=1))
    new, corrections, known = list[Told](), list[tuple[Told, Reading]](), 0
    for each in every:
        before = there.get((each.team_id, each.starts_on))
        if before is None:
            new.append(each)
        elif before.value != each.value or each.n not in (None, before.n):
            corrections.append((each, before))
        else:
            known += 1
    return Sorted(new, corrections, known)


def _add(measure: Measure, actor: Person, new: Sequence[Told], now: datetime) -> None:
    rows = [
        {
            "measure_id": measure.id,
            "team_id": each.team_id,
            "starts_on": each.starts_on,
            "value": each.value,
            "n": each.n,
            "entered_at": now,
            "entered_by_id": actor.id,
        }
        for each in new
    ]
    if rows:
        db.session.execute(insert(Reading), rows, execution_options={"render_nulls": True})


def _correct(
    actor: Person, corrections: Sequence[tuple[Told, Reading]], why: str, now: datetime
) -> None:
    for each, before in corrections:
        db.session.add(_earlier(before, actor, why, now, is_removal=False))
        before.value, before.n = each.value, each.n if each.n is not None else before.n
        before.entered_at, before.entered_by_id = now, actor.id
    db.session.flush()


def _earlier(
    before: Reading, actor: Person, why: str, now: datetime, *, is_removal: bool
) -> EarlierReading:
    """Return what is kept of a number that stood there."""
    return EarlierReading(
        measure_id=before.measure_id,
        team_id=before.team_id,
        starts_on=before.starts_on,
        value=before.value,
        n=before.n,
        entered_at=before.entered_at,
        entered_by_id=before.entered_by_id,
        corrected_at=now,
        corrected_by_id=actor.id,
        why=why,
        is_removal=is_removal,
    )
