"""What happens to measures, to the dated levers that point to them, and to readings."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from cxstaff import clock, security_log, versions
from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.date_range import DateRange, is_reasonable, until_after
from cxstaff.db import db
from cxstaff.engine import lock
from cxstaff.errors import Refused
from cxstaff.measures import queries
from cxstaff.measures.models import (
    ASKED_OF_CUSTOMERS,
    OUTCOME_UNITS,
    Lever,
    Measure,
    Reading,
    Source,
    Target,
    Voice,
)
from cxstaff.people.models import Person, Team
from cxstaff.people.queries import get_company
from cxstaff.people.teams.actions import ends_with_team, refuse_closed
from cxstaff.security_log import Act

AnyLever = TypeVar("AnyLever", bound=Lever)


def define_measure(
    name: str,
    actor: Person,
    *,
    unit: str,
    direction: str,
    voice: str,
    guard: Measure | None = None,
    now: datetime,
) -> Measure:
    """Add a measure whose numbers are entered by hand. Raises `Refused` when the name is taken."""
    numbers = {"unit": unit, "direction": direction, "voice": voice, "source": Source.READINGS}
    return _define(name, actor, guard, numbers, now)


def define_outcome_measure(
    name: str, actor: Person, *, outcome: str, guard: Measure | None = None, now: datetime
) -> Measure:
    """Add a measure of a customer outcome, which says its unit, direction and voice itself.

    `outcome` is a key of `customers.outcomes.OUTCOMES`. Raises `Refused` when the name is taken.
    """
    known = OUTCOMES[outcome]
    numbers = {
        "unit": known.unit or OUTCOME_UNITS.get(outcome, ""),
        "direction": known.better,
        "voice": Voice.CUSTOMER if outcome in ASKED_OF_CUSTOMERS else Voice.INTERNAL,
        "source": Source.OUTCOME,
        "outcome": outcome,
    }
    return _define(name, actor, guard, numbers, now)


def rename_measure(
    measure: Measure, actor: Person, *, name: str, guard: Measure | None, now: datetime
) -> None:
    """Change the name and the guard; the rest stays, since numbers were written down with it."""
    _check_name(name, measure)
    if guard is measure:
        raise Refused("A measure cannot guard itself. Choose another one, or none.")
    before = measure.name
    measure.name, measure.guard = name, guard
    security_log.record(
        Act.MEASURE_CHANGED, by=actor, now=now, measure=name, was=before, guard=_name_of(guard)
    )
    db.session.flush()


def set_target(
    team: Team,
    measure: Measure,
    actor: Person,
    *,
    level: float,
    good_behaviour: str | None = None,
    since: date,
    until: date | None = None,
    now: datetime,
) -> Target:
    """Measure a team on something from a day on. Raises `Refused` where it overlaps."""
    words = {"level": level, "good_behaviour": good_behaviour}
    return begin(Target, team, measure, actor, words, since=since, until=until, now=now)


def change_target(
    target: Target,
    actor: Person,
    *,
    level: float,
    good_behaviour: str | None = None,
    since: date,
    now: datetime,
) -> Target:
    """Ask for another level from a day on; until the day before, the old one stays true."""
    words = {"level": level, "good_behaviour": good_behaviour}
    return change(target, actor, words, since=since, now=now)


def end_target(target: Target, actor: Person, *, last_day: date, now: datetime) -> None:
    """Stop measuring a team on something after a last day."""
    end(target, actor, last_day=last_day, now=now)


def begin(
    kind: type[AnyLever],
    team: Team,
    measure: Measure,
    actor: Person,
    words: Mapping[str, Any],
    *,
    since: date,
    until: date | None = None,
    now: datetime,
) -> AnyLever:
    """Begin a lever of any kind; `words` are its own columns. Raises `Refused` on an overlap."""
    refuse_closed(team)
    if not is_reasonable(since) or (until and not is_reasonable(until)):
        raise Refused("Choose days between the years 2000 and 2099.")
    if until and until <= since:
        raise Refused("The last day lies before the first. Swap the two, or leave the last empty.")
    lever = _written(kind, team.id, measure.id, actor, words, DateRange(since, until))
    _lock(team.id)
    db.session.refresh(team, ["closed_on"])  # somebody may have closed it until the lock was ours
    refuse_closed(team)
    _check_overlap(lever)
    db.session.add(lever)
    db.session.flush()
    _note(lever, actor, "begun", now)
    return lever


def change(
    lever: AnyLever, actor: Person, words: Mapping[str, Any], *, since: date, now: datetime
) -> AnyLever:
    """Let a lever end the day before `since` and a new one with `words` follow in its place.

    Nothing that was true before `since` changes. Raises `Refused` where the day does not lie
    within the lever's own days.
    """
    _lock(lever.team_id)
    db.session.refresh(lever)
    if since <= lever.since:
        raise Refused(
            "It began on %(day)s. What was true on that day stays; choose a later day.",
            day=lever.since,
        )
    if not lever.span.can_be_cut(since) or not is_reasonable(since):
        raise Refused("It does not hold on that day. Choose a day before it ends.")
    span = DateRange(since, lever.until)
    lever.until = since
    following = _written(type(lever), lever.team_id, lever.measure_id, actor, words, span)
    _check_overlap(following)
    db.session.flush()
    db.session.add(following)
    db.session.flush()
    _note(following, actor, "changed", now)
    return following


def end(lever: Lever, actor: Person, *, last_day: date, now: datetime) -> None:
    """Let a lever end after `last_day`. One that is over already stays as it is."""
    _lock(lever.team_id)
    db.session.refresh(lever)
    until = until_after(last_day)
    today = clock.local_day(now, get_company().zone)
    if lever.until and lever.until <= today:
        raise Refused("It has ended already. What is past stays as it was written down.")
    if until is None or last_day < lever.since or not is_reasonable(last_day):
        raise Refused("It began on %(day)s. Choose that day or a later one.", day=lever.since)
    lever.until = until
    _check_overlap(lever)
    db.session.flush()
    _note(lever, actor, "ended", now)


@ends_with_team
def end_all(team: Team, on: date, actor: Person | None, now: datetime) -> None:
    """End every lever of a team that is closed on a day; what was to begin then or later is gone.

    One that never held has no past to keep, and could not end before it begins.
    """
    _lock(team.id)
    for lever in queries.levers_left_of(team.id, on):
        if lever.since < on:
            lever.until, deed = on, "ended"
        else:
            db.session.delete(lever)
            deed = "withdrawn"
        _note(lever, actor, deed, now)
    db.session.flush()


def enter_readings(
    measure: Measure,
    actor: Person,
    *,
    starts_on: date,
    values: Mapping[int, float],
    now: datetime,
) -> int:
    """Write down one week's numbers by team id; returns how many differ from what stood there."""
    if measure.source != Source.READINGS:
        raise Refused("This measure is computed from what customers said; nothing is entered.")
    today = clock.local_day(now, get_company().zone)
    if starts_on != clock.monday_of(starts_on) or not is_reasonable(starts_on):
        raise Refused("A week starts on a Monday. Choose the Monday of the week.")
    if starts_on > today:
        raise Refused("That week has not begun yet. Choose this week or an earlier one.")
    if not all(math.isfinite(value) for value in values.values()):
        raise Refused("Enter ordinary numbers.")
    lock(db.session(), f"readings {measure.id}")
    known = queries.readings_in(measure.id, starts_on, list(values))
    changed = {t: v for t, v in values.items() if t not in known or known[t].value != v}
    for team_id, value in changed.items():
        if team_id in known:
            known[team_id].value = value
        else:
            key = {"measure_id": measure.id, "team_id": team_id, "starts_on": starts_on}
            db.session.add(Reading(**key, value=value))
    db.session.flush()
    if changed:
        versions.count_change(db.session(), "measures.readings")
        week, teams = starts_on.isoformat(), len(changed)
        told: dict[str, Any] = {"measure": measure.name, "week": week, "teams": teams}
        security_log.record(Act.READINGS_ENTERED, by=actor, now=now, **told)
    return len(changed)


def _written(
    kind: type[AnyLever],
    team_id: int,
    measure_id: int,
    actor: Person,
    words: Mapping[str, Any],
    span: DateRange,
) -> AnyLever:
    lever = kind()
    lever.team_id, lever.measure_id, lever.set_by_id = team_id, measure_id, actor.id
    lever.since, lever.until = span.since, span.until
    for name, value in words.items():
        setattr(lever, name, value)
    return lever


def _lock(team_id: int) -> None:
    lock(db.session(), f"levers {team_id}")


def _check_overlap(lever: Lever) -> None:
    for other in queries.alike(lever):
        if other.span.meets(lever.span):
            raise Refused(
                "The same already holds from %(since)s. Change or end that one instead.",
                since=other.since,
            )


def _define(
    name: str, actor: Person, guard: Measure | None, numbers: Mapping[str, str], now: datetime
) -> Measure:
    _check_name(name, None)
    measure = Measure(name=name, guard=guard, **numbers)
    db.session.add(measure)
    db.session.flush()
    security_log.record(Act.MEASURE_DEFINED, by=actor, now=now, measure=name, guard=_name_of(guard))
    return measure


def _name_of(measure: Measure | None) -> str | None:
    return measure.name if measure else None


def _note(lever: Lever, actor: Person | None, deed: str, now: datetime) -> None:
    told: dict[str, Any] = {"lever": type(lever).__name__, "deed": deed, "number": lever.id}
    security_log.record(Act.LEVER_CHANGED, by=actor, now=now, team_id=lever.team_id, **told)


def _check_name(name: str, but: Measure | None) -> None:
    known = queries.find_measure_called(name)
    if known is not None and known is not but:
        raise Refused("There is already a measure called %(name)s.", name=known.name)
