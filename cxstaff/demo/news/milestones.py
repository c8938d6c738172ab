"""Years and birthdays of the made-up company: some were told this week, some come up."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cxstaff import clock
from cxstaff.demo import names
from cxstaff.demo.roster import DemoRoster
from cxstaff.milestones import actions, occasions, queries
from cxstaff.people.models import Person

LONG = 12
COMES_IN = (2, 5, 9, 11)
"""In so many days the second of each team's people have been there for some years."""
TOLD_EARLIER = timedelta(days=200)


def mark(roster: DemoRoster, now: datetime) -> None:
    """Let one of each team have come years ago, some tell their birthday, and tell what is due."""
    today = clock.local_day(now, names.ZONE)
    for number, members in enumerate(roster.members):
        ahead = COMES_IN[number % len(COMES_IN)]
        _came(members[1], today + timedelta(days=ahead), 1 + number % LONG)
        _came(members[2 % len(members)], today - timedelta(days=number % 3), 2 + number % LONG)
        _born(members[0], today + timedelta(days=ahead + 1), now)
    actions.refuse(roster.members[-1][-1])
    _tell(now)


def _came(person: Person, on: date, years: int) -> None:
    """Let somebody have come so many years before a day."""
    person.memberships[0].since = occasions.day_in(on.year - years - 1, on.month, on.day)


def _born(person: Person, on: date, now: datetime) -> None:
    actions.set_birthday(person, month=on.month, day=on.day, now=now - TOLD_EARLIER)


def _tell(now: datetime) -> None:
    """Tell what was due at its own eight o'clock, as the job would have."""
    for each in queries.occasions_due(names.ZONE, now):
        actions.tell(each, now=clock.at(each.on, time(8), names.ZONE))
