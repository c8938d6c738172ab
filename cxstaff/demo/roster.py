"""The made-up company's people: departments, teams, leads, a head office, some who moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from cxstaff.db import db
from cxstaff.demo import names, unfinished
from cxstaff.demo.accounts import ACCOUNTS, PASSWORD, SHOWN_TEAM
from cxstaff.demo.world import DAYS, SEED, World
from cxstaff.people.accounts import passwords
from cxstaff.people.models import Company, Leadership, Membership, Person, Role, RoleGrant, Team

HEAD_OFFICE = "Head office"
OFFICE_STAFF = 6
MOVED = 6
JOBS = ("Service agent", "Service agent", "Service agent", "Senior agent")
SHIFTS = ("Early", "Late", "Early", "Late", "Night")
LED_ANEW = 1
WITHOUT_MAIL = 4  # of the last team: they answer on a shared device


@dataclass(frozen=True, slots=True)
class DemoRoster:
    """The people and teams that were made, in the order of `World.teams`."""

    teams: list[Team]
    leads: list[Person]
    members: list[list[Person]]
    hr: Person


def hire(world: World, now: datetime) -> DemoRoster:
    """Insert the company and everyone who works there; flushes, so that all have ids."""
    dice = np.random.default_rng(SEED + 1)
    since = world.today - timedelta(days=DAYS + 120)
    db.session.add(
        Company(
            id=1,
            name=unfinished.NAME,
            zone=names.ZONE,
            is_demonstration=True,
            first_steps_over_at=now,
            created_at=now,
        )
    )
    cast = _cast(world, dice)
    office = Team(name=HEAD_OFFICE)
    tops = {name: Team(name=name) for name in names.DEPARTMENTS}
    teams = [Team(name=team.name, parent=tops[team.department]) for team in world.teams]
    heads = [_join(next(cast), office, since) for _ in tops]
    for top, head in zip(tops.values(), heads, strict=True):
        db.session.add(Leadership(team=top, person=head, since=since))
    leads = [_join(next(cast), team, since) for team in teams]
    # One team was led by the head of a department until its lead came, a third of a year ago.
    came = world.today - timedelta(days=DAYS // 3)
    db.session.add(Leadership(team=teams[LED_ANEW], person=heads[0], since=since, until=came))
    for place, (team, lead) in enumerate(zip(teams, leads, strict=True)):
        day = came if place == LED_ANEW else since
        db.session.add(Leadership(team=team, person=lead, since=day))
    members = [
        [_join(next(cast), team, since) for _ in range(known.members)]
        for team, known in zip(teams, world.teams, strict=True)
    ]
    staff = [_join(next(cast), office, since) for _ in range(OFFICE_STAFF)]
    _give_work(leads, members)
    shown = next((n for n, team in enumerate(world.teams) if team.name == SHOWN_TEAM), 0)
    _open_accounts([members[shown][0], leads[shown], *staff[:3]])
    _move_some(members, teams, world)
    _take_mail_from(members[-1][-WITHOUT_MAIL:])
    db.session.flush()
    return DemoRoster(teams, leads, members, staff[0])


def _cast(world: World, dice: np.random.Generator) -> Iterator[Person]:
    count = sum(team.members + 1 for team in world.teams) + OFFICE_STAFF + len(names.DEPARTMENTS)
    return iter([Person(name=n, email=names.email_of(n)) for n in names.people(count, dice)])


def _join(person: Person, team: Team, since: date) -> Person:
    person.memberships.append(Membership(team=team, since=since))
    db.session.add(person)
    return person


def _open_accounts(people: list[Person]) -> None:
    """Let one person of each role sign in, under an address that is easy to type."""
    secret = passwords.hashed(PASSWORD)
    for person, account in zip(people, ACCOUNTS, strict=True):
        person.email, person.password_hash = account.email, secret
        if account.role in {Role.HR, Role.CX, Role.ADMIN}:
            person.grants.append(RoleGrant(role=account.role.value))


def _give_work(leads: list[Person], members: list[list[Person]]) -> None:
    """Let everybody have a job and a shift."""
    for lead in leads:
        lead.job, lead.shift = "Team lead", SHIFTS[0]
    for place, person in enumerate(person for team in members for person in team):
        person.job, person.shift = JOBS[place % len(JOBS)], SHIFTS[place % len(SHIFTS)]


def _take_mail_from(people: list[Person]) -> None:
    """Leave a few people without an address, as where many share a device."""
    for person in people:
        person.email = None


def _move_some(members: list[list[Person]], teams: list[Team], world: World) -> None:
    """Move a few people to the next team half a year ago; their contacts stay where they were."""
    moved_on = world.today - timedelta(days=DAYS // 2)
    for place in range(min(MOVED, len(teams) - 1)):
        if len(members[place]) < 8:
            continue
        person = members[place][-1]
        person.memberships[0].until = moved_on
        person.memberships.append(Membership(team=teams[place + 1], since=moved_on))
