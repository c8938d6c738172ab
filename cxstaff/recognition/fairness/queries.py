"""The question whether groups of people are thanked alike.

Only thanks that are not private are counted, each of which stands on the wall: nobody can work out
from a number who was thanked in private. Nor are those to a whole team, which reach all alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import numpy as np
from sqlalchemy import func, or_, select

from cxstaff.db import db
from cxstaff.people.models import Leave, Membership, Person, Team
from cxstaff.people.queries import held_on, is_here
from cxstaff.pulses.models.planned import SMALLEST_GROUP
from cxstaff.recognition.fairness.estimates import GroupRate, ThankedPeople, adjusted, rates
from cxstaff.recognition.models import Thanks, ThanksReceiver
from cxstaff.recognition.queries.wall import IS_PUBLIC

MONTH_DAYS = 365.25 / 12
FEWEST_DAYS = 28
"""Whoever was here for less is not counted: nobody had the time to thank them."""
NEW, SETTLED = timedelta(days=365), timedelta(days=3 * 365)


class StaffGrouping(StrEnum):
    """What people are grouped by."""

    TEAM = "team"
    JOB = "job"
    TENURE = "tenure"
    SHIFT = "shift"


class Tenure(StrEnum):
    """For how long somebody has been here."""

    NEW = "1 new"
    SETTLED = "2 settled"
    LONG = "3 long"


@dataclass(frozen=True, slots=True)
class Fairness:
    """How often people of each group were thanked within the days [since, until).

    Keys of groups are team names, jobs, shifts (None: not said) and `Tenure`. `counted` people in
    all; `too_small` counts the groups that are too small to be shown.
    """

    since: date
    until: date
    counted: int
    groups: dict[StaffGrouping, list[GroupRate]]
    too_small: dict[StaffGrouping, int]


def fairness(since: date, until: date, began: datetime, ended: datetime) -> Fairness:
    """Compare the groups of those who are here on the day `until`, by what stood in [since, until).

    `began` and `ended` are the moments at which these days begin.
    """
    staff = _staff(since, until)
    thanked = _thanked(began, ended)
    people = ThankedPeople(
        np.array([thanked.get(each.id, 0.0) for each in staff], dtype=np.float64),
        np.array([each.days / MONTH_DAYS for each in staff], dtype=np.float64),
    )
    keys = {kind: [each.keys[kind] for each in staff] for kind in StaffGrouping}
    found = {kind: rates(people, keys[kind], SMALLEST_GROUP) for kind in StaffGrouping}
    small = {kind: len(set(keys[kind])) - len(found[kind]) for kind in StaffGrouping}
    return Fairness(since, until, len(staff), _adjusted(found), small)


@dataclass(frozen=True, slots=True)
class _Employee:
    id: int
    days: int
    keys: dict[StaffGrouping, Hashable]


def _adjusted(found: dict[StaffGrouping, list[GroupRate]]) -> dict[StaffGrouping, list[GroupRate]]:
    fitting = adjusted({kind.value: rows for kind, rows in found.items()})
    return {kind: fitting[kind.value] for kind in found}


def _staff(since: date, until: date) -> list[_Employee]:
    """Return who is in a team, and was here for long enough, less the days on leave."""
    away = _days_away(since, until)
    began = (
        select(func.min(Membership.since))
        .where(Membership.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
    )
    columns: Any = Person.id, Person.job, Person.shift, Team.name, began
    query = (
        select(*columns)
        .join(Membership, Membership.person_id == Person.id)
        .join(Team, Team.id == Membership.team_id)
        .where(held_on(Membership, until), is_here(until))
        .order_by(Team.name, Person.id)
    )
    found = []
    for person_id, job, shift, team, first in db.session.execute(query):
        days = (until - max(since, first)).days - away.get(person_id, 0)
        keys = dict(zip(StaffGrouping, (team, job, _tenure(first, until), shift), strict=True))
        if days >= FEWEST_DAYS:
            found.append(_Employee(person_id, days, keys))
    return found


def _days_away(since: date, until: date) -> dict[int, int]:
    """Return for how many of some days each person was on leave."""
    query = select(Leave.person_id, Leave.since, Leave.until).where(
        Leave.since < until, or_(Leave.until.is_(None), Leave.until > since)
    )
    found = defaultdict[int, int](int)
    for person_id, first, last in db.session.execute(query):
        found[person_id] += (min(last or until, until) - max(first, since)).days
    return found


def _thanked(began: datetime, ended: datetime) -> dict[int, float]:
    """Return how often each person was thanked by name; one to k people is 1/k to each of them."""
    along = func.count().over(partition_by=ThanksReceiver.thanks_id)
    columns: Any = ThanksReceiver.person_id, along.label("along")
    each = (
        select(*columns)
        .join(Thanks, Thanks.id == ThanksReceiver.thanks_id)
        .where(IS_PUBLIC, Thanks.to_team_id.is_(None))
        .where(ThanksReceiver.given_at >= began, ThanksReceiver.given_at < ended)
        .subquery()
    )
    grouped: Any = select(each.c.person_id, func.sum(1.0 / each.c.along))
    rows: Sequence[Any] = db.session.execute(grouped.group_by(each.c.person_id)).all()
    return {row[0]: float(row[1]) for row in rows}


def _tenure(first: date, until: date) -> Tenure:
    if until - first < NEW:
        return Tenure.NEW
    return Tenure.SETTLED if until - first < SETTLED else Tenure.LONG
