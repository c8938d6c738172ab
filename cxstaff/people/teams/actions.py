"""What becomes of teams: they are added, renamed, merged, closed and opened again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import or_, select

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries
from cxstaff.people.memberships import end_leadership, put, spans_of
from cxstaff.people.models import Leadership, Membership, Person, Team
from cxstaff.people.spans import transferred
from cxstaff.security_log import Act, record

Ending = Callable[[Team, date, Person | None, datetime], None]
"""Ends what a feature holds of a team, from a day on, by whom and when that is decided."""
ENDINGS = list[Ending]()


def ends_with_team(ending: Ending) -> Ending:
    """Have something of a feature above end on the day a team is closed, or merged into another."""
    ENDINGS.append(ending)
    return ending


def add_team(name: str, parent: Team | None, *, actor: Person | None, now: datetime) -> Team:
    """Add a team, under another or on its own. Raises `Refused` when the name is taken."""
    _refuse_same_name(name, None)
    _refuse_closed_parent(parent)
    team = Team(name=name, parent=parent)
    db.session.add(team)
    db.session.flush()
    record(Act.TEAM_ADDED, by=actor, now=now, team_id=team.id)
    return team


def change_team(
    team: Team, name: str, parent: Team | None, *, actor: Person | None, now: datetime
) -> None:
    """Rename a team or put it under another. Raises `Refused` for a loop or a taken name."""
    _refuse_same_name(name, team)
    if parent is not team.parent:
        _refuse_closed_parent(parent)
    if parent is not None and parent.id in queries.team_ids_below([team.id]):
        raise Refused(
            "%(parent)s belongs to %(team)s, so %(team)s cannot be put under it.",
            parent=parent.name,
            team=team.name,
        )
    team.name, team.parent = name, parent
    record(Act.TEAM_CHANGED, by=actor, now=now, team_id=team.id)
    db.session.flush()


def merge_team(
    team: Team, into: Team, *, on: date, actor: Person | None, now: datetime
) -> list[Person]:
    """Merge a team into another from the day `on`; returns the people who move.

    Memberships of the team end and those of the other begin, leading the team ends with whatever
    else `ends_with_team`, and teams below it go under the other one. What happened before stays
    with the team, which is closed.
    Raises `Refused` for a team that is closed, and for one that belongs to the merged team.
    """
    refuse_closed(team)
    refuse_closed(into)
    if into.id in queries.team_ids_below([team.id]):
        raise Refused(
            "%(into)s belongs to %(team)s, so %(team)s cannot be merged into it.",
            into=into.name,
            team=team.name,
        )
    people = _people_from(team, on)
    for person in people:
        put(person, transferred(spans_of(person), str(team.id), str(into.id), on), now=now)
        record(Act.PERSON_MOVED, by=actor, on=person, now=now, team_id=into.id)
    for below in db.session.scalars(select(Team).where(Team.parent_id == team.id)):
        below.parent = into
    team.closed_on, team.merged_into = on, into
    _end_what_it_has(team, on, actor, now)
    record(Act.TEAM_MERGED, by=actor, now=now, team_id=team.id, into_id=into.id)
    db.session.flush()
    return people


def close_team(team: Team, *, on: date, actor: Person | None, now: datetime) -> None:
    """Close a team from the day `on`. Raises `Refused` while people or open teams are in it."""
    refuse_closed(team)
    people = _people_from(team, on)
    if people:
        raise Refused(
            "%(team)s cannot be closed while people are in it, such as %(name)s. Move them first, "
            "or merge it into another team.",
            team=team.name,
            name=people[0].name,
        )
    inside = select(Team.name).where(Team.parent_id == team.id, Team.closed_on.is_(None))
    below = db.session.scalar(inside.order_by(Team.name).limit(1))
    if below is not None:
        raise Refused(
            "%(below)s belongs to %(team)s. Put it under another team first, or close it.",
            below=below,
            team=team.name,
        )
    team.closed_on = on
    _end_what_it_has(team, on, actor, now)
    record(Act.TEAM_CLOSED, by=actor, now=now, team_id=team.id)
    db.session.flush()


def open_team_again(team: Team, *, actor: Person | None, now: datetime) -> None:
    """Open a team again that was closed, without anybody in it; what has ended stays so."""
    if team.closed_on is None:
        raise Refused("%(team)s is open.", team=team.name)
    _refuse_closed_parent(team.parent)
    team.closed_on, team.merged_into = None, None
    record(Act.TEAM_OPENED, by=actor, now=now, team_id=team.id)
    db.session.flush()


def refuse_closed(team: Team) -> None:
    """Keep what is new from a team that is closed."""
    if team.closed_on is not None:
        raise Refused(
            "%(team)s is closed since %(day)s.", team=team.name, day=team.closed_on.isoformat()
        )


def _refuse_closed_parent(parent: Team | None) -> None:
    if parent is not None:
        refuse_closed(parent)


def _people_from(team: Team, on: date) -> list[Person]:
    """Return the people who are in a team on a day, or come to it later, by name."""
    theirs = select(Membership.person_id).where(
        Membership.team_id == team.id, or_(Membership.until.is_(None), Membership.until > on)
    )
    query = select(Person).where(Person.id.in_(theirs)).order_by(Person.name, Person.id)
    return list(db.session.scalars(query))


def _end_what_it_has(team: Team, on: date, actor: Person | None, now: datetime) -> None:
    """End the leading of a team, and what features above have of it."""
    _end_leading(team, on)
    db.session.flush()
    for ending in ENDINGS:
        ending(team, on, actor, now)


def _end_leading(team: Team, on: date) -> None:
    leading = select(Leadership).where(
        Leadership.team_id == team.id, or_(Leadership.until.is_(None), Leadership.until > on)
    )
    for led in db.session.scalars(leading).all():
        end_leadership(led, on)


def _refuse_same_name(name: str, team: Team | None) -> None:
    other = queries.find_team_named(name)
    if other is not None and other is not team:
        raise Refused("There is already a team called %(name)s.", name=other.name)
