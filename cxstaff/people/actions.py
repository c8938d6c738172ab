"""What changes about people: passwords, teams, roles, coming and leaving."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries
from cxstaff.people.accounts.handovers import hand_over_password as hand_over_password
from cxstaff.people.accounts.handovers import has_come_back
from cxstaff.people.accounts.handovers import invite as invite
from cxstaff.people.accounts.handovers import set_email as set_email
from cxstaff.people.accounts.handovers import set_password as set_password
from cxstaff.people.accounts.handovers import set_password_by_link as set_password_by_link
from cxstaff.people.earlier.numbers import keep_former_numbers
from cxstaff.people.memberships import end_leadership
from cxstaff.people.memberships import put as put
from cxstaff.people.memberships import spans_of as spans_of
from cxstaff.people.models import (
    GRANTED,
    Company,
    Leadership,
    Leave,
    Membership,
    Person,
    Role,
    RoleGrant,
    Team,
)
from cxstaff.people.spans import Span, ended, placed
from cxstaff.people.teams.actions import add_team as add_team
from cxstaff.people.teams.actions import change_team as change_team
from cxstaff.people.teams.actions import close_team as close_team
from cxstaff.people.teams.actions import merge_team as merge_team
from cxstaff.people.teams.actions import open_team_again as open_team_again
from cxstaff.people.teams.actions import refuse_closed as refuse_closed
from cxstaff.security_log import Act, record
from cxstaff.text import one_line


def found_company(
    company: str,
    zone: str,
    name: str,
    email: str,
    password_hash: str,
    now: datetime,
    *,
    locale: str = "en",
) -> Person:
    """Found the company with its first admin, who has no team yet."""
    db.session.add(Company(id=1, name=company, zone=zone, locale=locale, created_at=now))
    person = add_person(name, email, None, None, since=now.date(), actor=None, now=now)
    person.password_hash = password_hash
    set_roles(person, frozenset({Role.ADMIN}), actor=None, now=now)
    return person


def set_company(name: str, locale: str, *, actor: Person | None, now: datetime) -> None:
    """Give the company its name, and the language of everybody who chose none."""
    company = queries.get_company()
    if (company.name, company.locale) != (name, locale):
        company.name, company.locale = name, locale
        record(Act.COMPANY_CHANGED, by=actor, now=now, name=name, language=locale)


def end_sessions(person: Person) -> None:
    """End every session of a person, and every link to choose a password."""
    person.session_version += 1


def set_number(person: Person, number: str | None) -> None:
    """Give a person another employee number. Raises `Refused` when somebody else has it."""
    number = one_line(number or "") or None
    other = queries.find_by_number(number) if number else None
    if other is not None and other is not person:
        raise Refused(
            "%(name)s already has the employee number %(number)s.", name=other.name, number=number
        )
    if person.id is not None and person.employee_number not in (None, number):
        keep_former_numbers([(person.id, [str(person.employee_number)])])
    person.employee_number = number


def set_work(
    person: Person, *, job: str | None, shift: str | None, site: str | None, calendar: str | None
) -> None:
    """Say what a person does, when and where, and whose public holidays they have."""
    person.job, person.shift, person.site, person.calendar = job, shift, site, calendar


def work_of(person: Person) -> tuple[str | None, ...]:
    """Return what a person does, when and where, and by which calendar."""
    return person.job, person.shift, person.site, person.calendar


def add_person(
    name: str,
    email: str | None,
    number: str | None,
    team: Team | None,
    *,
    since: date,
    actor: Person | None,
    now: datetime,
) -> Person:
    """Add a person, in a team since a day. Raises `Refused` when e-mail or number are taken."""
    person = Person(name=name, held_since=now)
    set_email(person, email, actor=actor, now=now)
    set_number(person, number)
    db.session.add(person)
    if team is not None:
        refuse_closed(team)
        person.memberships.append(Membership(team=team, since=since))
    db.session.flush()
    record(Act.PERSON_ADDED, by=actor, on=person, now=now, team_id=team.id if team else None)
    return person


def move(person: Person, team: Team, *, on: date, actor: Person | None, now: datetime) -> None:
    """Put a person into another team from the day `on`; leading the old team ends with it."""
    _refuse_leavers(person, on)
    refuse_closed(team)
    old = next((each for each in person.memberships if each.holds(on)), None)
    if old is not None and old.team_id == team.id:
        raise Refused(
            "%(name)s is already in %(team)s on that day.", name=person.name, team=team.name
        )
    later = next((each for each in person.memberships if each.since > on), None)
    if later is not None:
        raise Refused(
            "%(name)s moves to %(team)s later, on %(day)s. Choose a day from then on.",
            name=person.name,
            team=later.team.name,
            day=later.since.isoformat(),
        )
    put(person, placed(spans_of(person), Span(on, None, str(team.id))), now=now)
    record(Act.PERSON_MOVED, by=actor, on=person, now=now, team_id=team.id)
    for led in list(person.leaderships):
        if old is not None and led.team_id == old.team_id:
            end_leadership(led, on)


def leave(person: Person, *, on: date, actor: Person | None, now: datetime) -> None:
    """Note that a person is gone from the day `on`: memberships and leading end then."""
    if person.memberships and on <= person.memberships[0].since:
        raise Refused(
            "%(name)s only came on %(day)s. Choose a later day.",
            name=person.name,
            day=person.memberships[0].since.isoformat(),
        )
    if Role.ADMIN in granted_to(person):
        refuse_without_admin(person)
    if person.left_on is not None:  # who had left may seem to work here again
        end_sessions(person)
    if has_come_back(person.left_on, on, now):
        person.held_since = now
    person.left_on = on
    put(person, ended(spans_of(person), on), now=now)
    record(Act.PERSON_LEFT, by=actor, on=person, now=now, day=on.isoformat())
    for led in list(person.leaderships):
        end_leadership(led, on)


def come_back(person: Person, team: Team, *, on: date, actor: Person | None, now: datetime) -> None:
    """Note that a person who left works here again, in a team from the day `on`."""
    if person.left_on is None:
        raise Refused("%(name)s works here already.", name=person.name)
    if on < person.left_on:
        raise Refused(
            "%(name)s left on %(day)s. Choose that day or a later one.",
            name=person.name,
            day=person.left_on.isoformat(),
        )
    refuse_closed(team)
    end_sessions(person)
    person.left_on, person.held_since = None, now
    record(Act.PERSON_CAME_BACK, by=actor, on=person, now=now, team_id=team.id)
    put(person, placed(spans_of(person), Span(on, None, str(team.id))), now=now)


def lead(person: Person, team: Team, *, since: date, actor: Person | None, now: datetime) -> None:
    """Make a person lead a team from a day. Raises `Refused` when they already do."""
    _refuse_leavers(person, since)
    refuse_closed(team)
    for each in person.leaderships:
        if each.team_id == team.id and (each.until is None or each.until > since):
            raise Refused("%(name)s already leads %(team)s.", name=person.name, team=team.name)
    person.leaderships.append(Leadership(team=team, since=since))
    record(Act.LEAD_CHANGED, by=actor, on=person, now=now, team_id=team.id)
    db.session.flush()


def stop_leading(leadership: Leadership, *, on: date, actor: Person | None, now: datetime) -> None:
    """End a person's time as lead of a team on a day."""
    if leadership.until is not None and leadership.until <= on:
        raise Refused("This has ended already.")
    led_by, team_id = leadership.person, leadership.team_id
    record(Act.LEAD_CHANGED, by=actor, on=led_by, now=now, team_id=team_id)
    end_leadership(leadership, on)
    db.session.flush()


def go_on_leave(
    person: Person, *, since: date, until: date | None, actor: Person | None, now: datetime
) -> None:
    """Note that a person is away from `since` until the day before `until`, or for now."""
    _refuse_leavers(person, since)
    if until is not None and until <= since:
        raise Refused("The last day away is before the first one.")
    for each in person.leaves:
        if (until is None or each.since < until) and (each.until is None or since < each.until):
            raise Refused(
                "%(name)s is already noted as away from %(day)s. Remove that first, or choose days "
                "that do not touch it.",
                name=person.name,
                day=each.since.isoformat(),
            )
    person.leaves.append(Leave(since=since, until=until))
    record(Act.LEAVE_NOTED, by=actor, on=person, now=now)
    db.session.flush()


def end_leave(away: Leave, *, on: date, actor: Person | None, now: datetime) -> None:
    """Note that a person is back on a day. Raises `Refused` when they are not away then."""
    if not away.holds(on):
        raise Refused("%(name)s is not away on that day.", name=away.person.name)
    if away.since == on:
        remove_leave(away, actor=actor, now=now)
        return
    record(Act.LEAVE_NOTED, by=actor, on=away.person, now=now)
    away.until = on
    db.session.flush()


def remove_leave(away: Leave, *, actor: Person | None, now: datetime) -> None:
    """Take back a leave that was noted by mistake; rounds that have opened stay as they are."""
    record(Act.LEAVE_NOTED, by=actor, on=away.person, now=now)
    away.person.leaves.remove(away)
    db.session.delete(away)
    db.session.flush()


def set_roles(
    person: Person, roles: frozenset[Role], *, actor: Person | None, now: datetime
) -> None:
    """Give a person exactly `roles` (of HR, CX, admin); their sessions end where that is new.

    Raises `Refused` without a last admin.
    """
    had = granted_to(person)
    if had != roles:
        end_sessions(person)
    if Role.ADMIN in had - roles:
        refuse_without_admin(person)
    for grant in list(person.grants):
        if Role(grant.role) not in roles:
            db.session.delete(grant)
            person.grants.remove(grant)
    person.grants.extend(RoleGrant(role=role) for role in GRANTED if role in roles - had)
    if roles != had:
        held = ", ".join(sorted(roles))
        record(Act.ROLES_CHANGED, by=actor, on=person, now=now, roles=held)
    db.session.flush()


def granted_to(person: Person) -> frozenset[Role]:
    """Return the roles a person was given."""
    return frozenset(Role(grant.role) for grant in person.grants)


def _refuse_leavers(person: Person, on: date) -> None:
    if not person.works_here(on):
        raise Refused("%(name)s does not work here on that day.", name=person.name)


def refuse_without_admin(person: Person) -> None:
    """Keep the last admin who can sign in from losing the role or leaving."""
    others = select(func.count()).select_from(
        select(Person.id)
        .join(RoleGrant)
        .where(
            RoleGrant.role == Role.ADMIN,
            Person.id != person.id,
            Person.left_on.is_(None),
            Person.email.is_not(None),
        )
        .subquery()
    )
    if not db.session.scalar(others):
        raise Refused(
            "%(name)s is the last admin. Make somebody else an admin first.", name=person.name
        )
