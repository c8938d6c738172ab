"""A roster file read, checked against the database, and written: all of it or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Values
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from cxstaff import security_log
from cxstaff.db import Model, db
from cxstaff.engine import lock
from cxstaff.errors import Refused
from cxstaff.people.accounts.handovers import has_come_back, note_address
from cxstaff.people.earlier.numbers import former_numbers, keep_former_numbers
from cxstaff.people.earlier.retellings import tell_anew
from cxstaff.people.models import Leadership, Membership, Person, Role, RoleGrant, Team
from cxstaff.people.roster.checking import absences
from cxstaff.people.roster.checking.changes import KINDS, Known, PersonChange, Plan
from cxstaff.people.roster.checking.entry import Entry, key_of
from cxstaff.people.roster.checking.plan import plan
from cxstaff.people.roster.reading.line import by_line
from cxstaff.people.roster.reading.mapping import RosterMapping, guessed
from cxstaff.people.roster.reading.table import RosterTable, opened, rows_of
from cxstaff.people.spans import Span, told_anew_since
from cxstaff.security_log import Act
from cxstaff.tables import writing

FACTS = tuple("id name email number zone job shift site calendar left_on".split())
Stay = type[Membership] | type[Leadership]


def check(
    path: Path, *, today: date, may_give_roles: bool, how: RosterMapping | None = None
) -> Plan:
    """Work out what the file at `path` would change, writing nothing.

    Without `how` it is read as it is guessed, and who is absent stays. Raises `Refused` when it is
    no table or has no column of names, `DatesInDoubt` where days can be read in two ways.
    """
    table = opened(path)
    if how is None:
        how = replace(guessed(table.headings, table.rows), answers={absences.KEY: absences.STAY})
    return check_table(table, how, today=today, may_give_roles=may_give_roles)


def check_table(
    table: RosterTable, how: RosterMapping, *, today: date, may_give_roles: bool
) -> Plan:
    """Work out what a file that is read would change, writing nothing."""
    rows, problems = rows_of(table, how)
    made = plan(rows, known(), today=today, may_give_roles=may_give_roles, answers=how.answers)
    made.problems = by_line([*problems, *made.problems])
    return made


def write(made: Plan, *, actor: Person | None, now: datetime) -> None:
    """Write a plan without problems into the database. Raises `Refused` where it has any."""
    if made.problems:
        raise Refused("The file has problems, so nothing was imported.")
    if made.questions:
        raise Refused("Something is still asked about the file, so nothing was imported.")
    teams = _write_teams(made, actor, now)
    people = _write_people(made.changes, now)
    _write_stays(Membership, people, teams, [(_spans(c), c.after.spans) for c in made.changes])
    keep_former_numbers((people[n], c.after.former) for n, c in enumerate(made.changes))
    tell_anew(_told_anew(made.changes), now=now)
    _write_stays(Leadership, people, teams, [(_leads(c), c.after.leads) for c in made.changes])
    _write_roles(people, made.changes)
    _end_sessions(made.changes)
    db.session.flush()
    db.session.expire_all()
    _note(made, actor, now)


def hold() -> None:
    """Let no other roster be imported until the transaction ends."""
    lock(db.session(), "roster")


def known() -> Known:
    """Return the whole roster, in six queries."""
    teams = list(db.session.scalars(select(Team)))
    keys = {team.id: key_of(team.name) for team in teams}
    spans, leads = _stays(Membership, keys), _stays(Leadership, keys)
    roles, former = defaultdict[int, set[Role]](set), former_numbers()
    for person_id, role in db.session.execute(select(RoleGrant.person_id, RoleGrant.role)):
        roles[person_id].add(Role(role))
    named = (Person.id, Person.name, Person.email, Person.employee_number, Person.zone)
    facts = (Person.job, Person.shift, Person.site, Person.calendar, Person.left_on)
    everybody = select(*named, *facts).where(Person.erased_on.is_(None))
    people = db.session.execute(everybody.order_by(Person.id))
    entries = [
        Entry(
            **dict(zip(FACTS, row, strict=True)),
            spans=spans[row[0]],
            leads=leads[row[0]],
            roles=frozenset(roles[row[0]]),
            former=former[row[0]],
        )
        for row in people
    ]
    return Known(
        entries,
        teams={keys[team.id]: team.name for team in teams},
        parents={keys[team.id]: keys.get(team.parent_id or 0) for team in teams},
        closed={
            keys[team.id]: (team.closed_on, keys.get(team.merged_into_id or 0))
            for team in teams
            if team.closed_on is not None
        },
    )


def _stays(model: Stay, keys: Values[int, str]) -> defaultdict[int, tuple[Span, ...]]:
    found = defaultdict[int, tuple[Span, ...]](tuple)
    columns = (model.person_id, model.since, model.until, model.team_id)
    for person_id, since, until, team_id in db.session.execute(
        select(*columns).order_by(model.person_id, model.since, model.id)
    ):
        found[person_id] += (Span(since, until, keys[team_id]),)
    return found


def _write_teams(made: Plan, actor: Person | None, now: datetime) -> dict[str, int]:
    """Write teams: other names first, since a new team may take an old one; return ids by key."""
    before = {key_of(name): each for each, name in _ids_of_teams()}
    _update(Team, [{"id": before[key], "name": name} for key, name in made.renames.items()])
    for key in made.renames:
        security_log.record(Act.TEAM_CHANGED, by=actor, now=now, team_id=before[key])
    _insert(Team, [{"name": name} for name in made.new_teams.values()])
    ids = {key_of(name): team_id for team_id, name in _ids_of_teams()}
    ids = {key: ids[key_of(name)] for key, name in made.team_names.items()}
    _update(Team, [{"id": ids[t], "parent_id": ids[p]} for t, p in made.parents.items()])
    return ids


def _ids_of_teams() -> Sequence[tuple[int, str]]:
    return [(row[0], row[1]) for row in db.session.execute(select(Team.id, Team.name))]


def _write_people(changes: Sequence[PersonChange], now: datetime) -> dict[int, int]:
    """Write who people are; returns the id of each change's person, by the change's place."""
    known = [change for change in changes if change.before]
    differ = [c for c in known if c.before and _naming(c.before) != _naming(c.after)]
    # First take the old names away: two people may have swapped theirs.
    _update(Person, [{"id": c.after.id, "email": None, "employee_number": None} for c in differ])
    facts = [c for c in known if c.before and _facts(c.before) != _facts(c.after)]
    _update(Person, [{"id": c.after.id, **_facts(c.after)} for c in facts])
    fresh = [c.after for c in changes if c.before is None]
    back = [c.after.id for c in known if _is_back(c, now)]
    _update(Person, [{"id": each, "held_since": now} for each in back])
    fixed = {"session_version": 1, "handovers": 0, "recoveries": 0, "held_since": now}
    last = db.session.scalar(select(func.max(Person.id))) or 0
    _insert(Person, [{**_facts(entry), **fixed} for entry in fresh])
    ids = _ids_after(last) if fresh else {}
    return {n: c.after.id or ids[_identity(c.after)].pop() for n, c in enumerate(changes)}


def _ids_after(last: int) -> dict[tuple[str, str | None, str | None], list[int]]:
    """Return the ids of people who were added after one, by what tells them apart, if anything."""
    found = defaultdict[tuple[str, str | None, str | None], list[int]](list)
    columns = (Person.id, Person.name, Person.email, Person.employee_number)
    for person_id, name, email, number in db.session.execute(
        select(*columns).where(Person.id > last)
    ):
        found[str(name), email, number].append(person_id)
    return found


def _is_back(change: PersonChange, now: datetime) -> bool:
    before = change.before.left_on if change.before else None
    return "back" in change.kinds or has_come_back(before, change.after.left_on, now)


def _note(made: Plan, actor: Person | None, now: datetime) -> None:
    """Note what the file changed: addresses one by one, which their owners are told, then all."""
    moved = {c.after.id: c for c in made.changes if c.before and c.before.email != c.after.email}
    for person_id, change in moved.items():
        before = change.before.email if change.before else None
        person = db.session.get_one(Person, person_id)
        note_address(person, before, change.after.email, actor=actor, now=now)
    counts: dict[str, Any] = {kind: made.count(kind) for kind in KINDS}
    counts |= {"addresses": len(moved), "new_teams": len(made.new_teams)}
    security_log.record(Act.ROSTER_IMPORTED, by=actor, now=now, **counts)
    db.session.flush()


def _write_stays(
    model: Stay,
    people: Values[int, int],
    teams: Values[str, int],
    stays: Sequence[tuple[Sequence[Span], Sequence[Span]]],
) -> None:
    """Make the rows of `model` equal what was planned, touching only what differs."""
    gone, fresh = list[dict[str, object]](), list[dict[str, object]]()
    for place, (before, after) in enumerate(stays):
        for span in set(before) - set(after):
            key = (people[place], teams[span.team], span.since)
            gone.append(dict(zip(("the_person_id", "the_team_id", "the_since"), key, strict=True)))
        for span in sorted(set(after) - set(before), key=lambda span: span.since):
            stay = {"person_id": people[place], "team_id": teams[span.team]}
            fresh.append({**stay, "since": span.since, "until": span.until})
    if gone:
        _remove(model, gone)
    _insert(model, fresh)


def _remove(model: Stay, gone: list[dict[str, object]]) -> None:
    """Remove stays by what makes each unique, with one prepared statement."""
    named = (model.person_id, model.team_id, model.since)
    criteria = [column == bindparam(f"the_{column.key}") for column in named]
    db.session.connection().execute(delete(model).where(*criteria), gone)


def _told_anew(changes: Sequence[PersonChange]) -> dict[int, date]:
    """Return from which day on people who were known stand in other teams than before."""
    told = ((c.after.id, told_anew_since(_spans(c), c.after.spans)) for c in changes if c.before)
    return {who: since for who, since in told if who is not None and since is not None}


def _write_roles(people: Values[int, int], changes: Sequence[PersonChange]) -> None:
    given = list[dict[str, object]]()
    for place, change in enumerate(changes):
        before = change.before.roles if change.before else frozenset()
        taken = [role.value for role in before - change.after.roles]
        if taken:
            mine = (RoleGrant.person_id == people[place]) & RoleGrant.role.in_(taken)
            db.session.execute(delete(RoleGrant).where(mine))
        given += [
            {"person_id": people[place], "role": role.value}
            for role in sorted(change.after.roles - before)
        ]
    _insert(RoleGrant, given)


def _end_sessions(changes: Sequence[PersonChange]) -> None:
    """End the sessions of people with other roles, and of those who had left."""
    theirs = [
        {"the_id": c.after.id}
        for c in changes
        if c.before
        and (
            c.before.roles != c.after.roles
            or (c.before.left_on is not None and c.before.left_on != c.after.left_on)
        )
    ]
    if theirs:
        raised = {"session_version": Person.session_version + 1}
        one = update(Person).where(Person.id == bindparam("the_id")).values(raised)
        db.session.connection().execute(one, theirs)


def _insert(model: type[Model], rows: list[dict[str, object]]) -> None:
    if rows:
        db.session.execute(insert(model), rows, execution_options={"render_nulls": True})


def _update(model: type[Model], rows: list[dict[str, object]]) -> None:
    if rows:
        db.session.execute(update(model), rows)


def _naming(entry: Entry) -> tuple[str | None, str | None]:
    return entry.email, entry.number


def _identity(entry: Entry) -> tuple[str, str | None, str | None]:
    return entry.name, entry.email, entry.number


def _facts(entry: Entry) -> dict[str, object]:
    return {**entry.facts, "left_on": entry.left_on}


def _spans(change: PersonChange) -> Sequence[Span]:
    return change.before.spans if change.before else ()


def _leads(change: PersonChange) -> Sequence[Span]:
    return change.before.leads if change.before else ()


def example() -> Iterator[str]:
    """Give the lines of a small roster file, as a model for somebody's own."""
    return writing.as_csv(iter(_EXAMPLE))


_EXAMPLE: Iterable[Sequence[object]] = (
    ("name", "email", "employee_number", "team", "parent_team", "is_lead", "since", "roles"),
    ("Ana Alba", "ana@example.com", "1001", "Blue", "Service", "yes", "2025-01-06", ""),
    ("Ben Berg", "ben@example.com", "1002", "Blue", "Service", "no", "2025-03-01", ""),
    ("Ines Ingo", "ines@example.com", "1003", "Office", "", "no", "2024-06-01", "hr"),
)
