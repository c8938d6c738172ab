"""What happens to targets, and to the dated levers of every kind that point to measures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from cxstaff import clock, security_log
from cxstaff.date_range import DateRange, is_reasonable, until_after
from cxstaff.db import db
from cxstaff.engine import lock
from cxstaff.errors import Refused
from cxstaff.measures import queries
from cxstaff.measures.models import Lever, Measure, Target
from cxstaff.people.models import Person, Team
from cxstaff.people.queries import get_company
from cxstaff.people.teams.actions import ends_with_team, refuse_closed
from cxstaff.security_log import Act

AnyLever = TypeVar("AnyLever", bound=Lever)


def set_target(
    team: Team | None,
    measure: Measure,
    actor: Person,
    *,
    level: float,
    good_behaviour: str | None = None,
    by_role: str | None = None,
    since: date,
    until: date | None = None,
    now: datetime,
) -> Target:
    """Measure a team (None: the whole company) on something from a day on.

    Raises `Refused` where it overlaps.
    """
    words = {"level": level, "good_behaviour": good_behaviour, "by_role": by_role}
    return begin(Target, team, measure, actor, words, since=since, until=until, now=now)


def change_target(
    target: Target,
    actor: Person,
    *,
    level: float,
    good_behaviour: str | None = None,
    by_role: str | None = None,
    since: date,
    now: datetime,
) -> Target:
    """Ask for another level from a day on; until the day before, the old one stays true."""
    words = {"level": level, "good_behaviour": good_behaviour, "by_role": by_role}
    return change(target, actor, words, since=since, now=now)


def end_target(target: Target, actor: Person, *, last_day: date, now: datetime) -> None:
    """Stop measuring a team on something after a last day."""
    end(target, actor, last_day=last_day, now=now)


def begin(
    kind: type[AnyLever],
    team: Team | None,
    measure: Measure,
    actor: Person,
    words: Mapping[str, Any],
    *,
    since: date,
    until: date | None = None,
    now: datetime,
) -> AnyLever:
    """Begin a lever of any kind; `words` are its own columns. Raises `Refused` on an overlap."""
    _refuse_ended(team, measure)
    if not is_reasonable(since) or (until and not is_reasonable(until)):
        raise Refused("Choose days between the years 2000 and 2099.")
    if until and until <= since:
        raise Refused("The last day lies before the first. Swap the two, or leave the last empty.")
    team_id = team.id if team else None
    lever = _written(kind, team_id, measure.id, actor, words, DateRange(since, until))
    hold_measure(measure.id)
    _lock(team_id)
    if team is not None:  # somebody may have closed it until the lock was ours
        db.session.refresh(team, ["closed_on"])
    db.session.refresh(measure, ["retired_on"])
    _refuse_ended(team, measure)
    _check_overlap(lever)
    db.session.add(lever)
    db.session.flush()
    _note(lever, actor, "begun", now)
    return lever


def change(
    lever: AnyLever,
    actor: Person,
    words: Mapping[str, Any],
    *,
    since: date,
    until: date | None = None,
    agreed: bool = False,
    now: datetime,
) -> AnyLever:
    """Let a lever end the day before `since` and a new one with `words` follow in its place.

    Nothing that was true before `since` changes. The new one holds until `until`; where that is
    None, as long as the old one would have. Raises `Refused` where the day does not lie within the
    lever's own days, and for one that was agreed to unless this was `agreed` to as well.
    """
    _lock(lever.team_id)
    db.session.refresh(lever)
    if lever.is_agreed and not agreed:
        raise Refused("Somebody else has to agree to what this plan pays. Propose the change.")
    if since <= lever.since:
        raise Refused(
            "It began on %(day)s. What was true on that day stays; choose a later day.",
            day=lever.since,
        )
    if not lever.span.can_be_cut(since) or not is_reasonable(since):
        raise Refused("It does not hold on that day. Choose a day before it ends.")
    span = DateRange(since, until or lever.until)
    lever.until = since
    following = _written(type(lever), lever.team_id, lever.measure_id, actor, words, span)
    _check_overlap(following)
    db.session.flush()
    db.session.add(following)
    db.session.flush()
    _note(following, actor, "changed", now)
    return following


def end(lever: Lever, actor: Person, *, last_day: date, now: datetime) -> None:
    """Let a lever end after `last_day`. One that is over already stays as it is.

    One that was agreed to is not lengthened, and keeps the days that are past.
    """
    _lock(lever.team_id)
    db.session.refresh(lever)
    until = until_after(last_day)
    today = clock.local_day(now, get_company().zone)
    if lever.until and lever.until <= today:
        raise Refused("It has ended already. What is past stays as it was written down.")
    if until is None or last_day < lever.since or not is_reasonable(last_day):
        raise Refused("It began on %(day)s. Choose that day or a later one.", day=lever.since)
    if lever.is_agreed and lever.until and until > lever.until:
        raise Refused("Somebody else has to agree to a later end. Propose a change.")
    if lever.is_agreed and until < today:
        raise Refused("What was earned until yesterday stays. Choose yesterday or a later day.")
    lever.until = until
    _check_overlap(lever)
    db.session.flush()
    _note(lever, actor, "ended", now)


def end_all_on(measure: Measure, on: date, actor: Person, now: datetime) -> None:
    """End every lever on a measure on a day; what was to begin then or later is gone."""
    for lever in queries.levers_left_on(measure.id, on):
        _lock(lever.team_id)
        _end_or_withdraw(lever, on, actor, now)
    db.session.flush()


@ends_with_team
def end_all(team: Team, on: date, actor: Person | None, now: datetime) -> None:
    """End every lever of a team that is closed on a day; what was to begin then or later is gone.

    One that never held has no past to keep, and could not end before it begins.
    """
    _lock(team.id)
    for lever in queries.levers_left_of(team.id, on):
        _end_or_withdraw(lever, on, actor, now)
    db.session.flush()


def hold_measure(measure_id: int) -> None:
    """Let nobody else begin or end anything of a measure until the transaction ends."""
    lock(db.session(), f"measure {measure_id}")


def _end_or_withdraw(lever: Lever, on: date, actor: Person | None, now: datetime) -> None:
    if lever.since < on:
        lever.until, deed = on, "ended"
    else:
        db.session.delete(lever)
        deed = "withdrawn"
    _note(lever, actor, deed, now)


def _refuse_ended(team: Team | None, measure: Measure) -> None:
    if team is not None:
        refuse_closed(team)
    if measure.retired_on is not None:
        raise Refused(
            "%(measure)s is retired since %(day)s. Choose another measure, or bring it back.",
            measure=measure.name,
            day=measure.retired_on,
        )


def _written(
    kind: type[AnyLever],
    team_id: int | None,
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


def _lock(team_id: int | None) -> None:
    lock(db.session(), f"levers {team_id or 'company'}")


def _check_overlap(lever: Lever) -> None:
    for other in queries.alike(lever):
        if other.span.meets(lever.span):
            raise Refused(
                "The same already holds from %(since)s. Change or end that one instead.",
                since=other.since,
            )


def _note(lever: Lever, actor: Person | None, deed: str, now: datetime) -> None:
    told: dict[str, Any] = {"lever": type(lever).__name__, "deed": deed, "number": lever.id}
    security_log.record(Act.LEVER_CHANGED, by=actor, now=now, team_id=lever.team_id, **told)
