"""Questions about milestones: whose are to be told, which were told, which come up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, extract, func, or_, select
from sqlalchemy.orm import joinedload

from cxstaff.db import PAGE_SIZE, Page, db, page_in
from cxstaff.milestones import occasions
from cxstaff.milestones.models import Birthday, Milestone, MilestoneKind, MilestoneRefusal
from cxstaff.people import queries as people
from cxstaff.people.models import Membership, Person, Team

SHOWN_FOR, AHEAD = timedelta(days=7), timedelta(days=14)
FEW = 5


@dataclass(frozen=True, slots=True)
class Occasion:
    """A milestone of somebody on a local day; `years` are those at the company, None of others."""

    person_id: int
    name: str
    kind: MilestoneKind
    on: date
    years: int | None
    team_id: int
    team_name: str


@dataclass(frozen=True, slots=True)
class OwnChoices:
    """What somebody decided about their own milestones, and since when they are here."""

    birthday: Birthday | None
    refuses: bool
    joined_on: date | None


def zones() -> list[str]:
    """Return every zone that somebody who works here lives in."""
    home = people.get_company().zone
    return sorted({zone or home for zone in db.session.scalars(select(Person.zone).distinct())})


def occasions_due(zone: str, now: datetime) -> list[Occasion]:
    """Return the milestones of people in `zone` that are to be told by `now`."""
    days = occasions.days_due(zone, now)
    home = people.get_company().zone
    there = Person.zone == zone if zone != home else or_(Person.zone == zone, Person.zone.is_(None))
    marks = occasions.marks_between(days[0], days[-1])
    found = _on_days(marks, days[-1], there)
    known = told_already([each.person_id for each in found], {day.year for day in days})
    return [each for each in found if (each.person_id, each.kind, each.on.year) not in known]


def told_already(
    person_ids: Collection[int], years: Collection[int]
) -> set[tuple[int, MilestoneKind, int]]:
    """Return which milestones of people in some years were told: (person, kind, year)."""
    query = select(Milestone.person_id, Milestone.kind, Milestone.year).where(
        Milestone.person_id.in_(person_ids), Milestone.year.in_(years)
    )
    return {(row[0], MilestoneKind(row[1]), row[2]) for row in db.session.execute(query)}


def coming(team_ids: Collection[int], today: date, ahead: timedelta = AHEAD) -> list[Occasion]:
    """Return the milestones of people in some teams from today on, the next one first."""
    marks = occasions.marks_between(today, today + ahead)
    found = _on_days(marks, today, Membership.team_id.in_(team_ids))
    return sorted(found, key=lambda each: (each.on, each.name, each.kind))


def coming_page(team_ids: Collection[int], today: date, number: int) -> Page[Occasion]:
    """Return page `number` of them."""
    return page_in(coming(team_ids, today), number)


def told_lately(team_ids: Collection[int] | None, today: date) -> Sequence[Milestone]:
    """Return the newest milestones of the last week that were told in some teams (None: all)."""
    query = _told(team_ids).where(Milestone.on_day > today - SHOWN_FOR)
    return db.session.scalars(query.limit(FEW)).all()


def told_last(team_ids: Collection[int] | None) -> Sequence[Milestone]:
    """Return the last milestones that were told in some teams (None: all), newest first."""
    return db.session.scalars(_told(team_ids).limit(PAGE_SIZE)).all()


def choices_of(person: Person) -> OwnChoices:
    """Return what somebody decided about their own milestones."""
    joined = select(func.min(Membership.since)).where(Membership.person_id == person.id)
    return OwnChoices(
        db.session.get(Birthday, person.id),
        refuses(person.id),
        db.session.scalar(joined),
    )


def refuses(person_id: int) -> bool:
    """Say whether somebody wants nothing of theirs celebrated."""
    return db.session.get(MilestoneRefusal, person_id) is not None


def leads_to_tell(person_id: int, team_id: int, today: date) -> list[Person]:
    """Return who leads somebody: of their team, or of the nearest one above it that has a lead.

    Nobody leads themselves.
    """
    team = db.session.get(Team, team_id)
    while team is not None:
        leads = [each for each in people.leads_of(team.id, today) if each.id != person_id]
        if leads:
            return leads
        team = team.parent
    return []


def _told(team_ids: Collection[int] | None) -> Select[Milestone]:
    """Select what was told and may be shown, newest first."""
    query = (
        select(Milestone)
        .join(Person)
        .outerjoin(MilestoneRefusal, MilestoneRefusal.person_id == Person.id)
        .where(
            Milestone.on_day.is_not(None),
            MilestoneRefusal.person_id.is_(None),
            Person.erased_on.is_(None),
        )
        .options(joinedload(Milestone.person), joinedload(Milestone.team))
        .order_by(Milestone.on_day.desc(), Milestone.id)
    )
    return query if team_ids is None else query.where(Milestone.team_id.in_(team_ids))


def _on_days(marks: Mapping[int, date], today: date, there: ColumnElement[bool]) -> list[Occasion]:
    """Return the milestones of some people that are celebrated on one of some days.

    A birthday that was told to us after its hour is one of the next year.
    """
    first = (
        select(Membership.person_id, func.min(Membership.since).label("since"))
        .group_by(Membership.person_id)
        .subquery()
    )
    came = extract("month", first.c.since) * 100 + extract("day", first.c.since)
    born = Birthday.month * 100 + Birthday.day
    columns: tuple[Any, ...] = (Person.id, Person.name, Team.id, Team.name)
    columns += (first.c.since, born, Birthday.told_at, Person.zone)
    query = (
        select(*columns)
        .join(Membership, Membership.person_id == Person.id)
        .join(Team, Team.id == Membership.team_id)
        .join(first, first.c.person_id == Person.id)
        .outerjoin(Birthday, Birthday.person_id == Person.id)
        .outerjoin(MilestoneRefusal, MilestoneRefusal.person_id == Person.id)
        .where(
            people.held_on(Membership, today),
            people.is_here(today),
            MilestoneRefusal.person_id.is_(None),
            there,
            or_(came.in_(list(marks)), born.in_(list(marks))),
        )
    )
    home = people.get_company().zone
    rows = db.session.execute(query.order_by(Person.id))
    return [each for row in rows for each in _of_person(row, marks, home)]


def _of_person(row: Sequence[Any], marks: Mapping[int, date], home: str) -> Iterator[Occasion]:
    """Yield the milestones of one person: years, and a birthday that was told in time."""
    person_id, name, team_id, team, since, born, told_at, zone = row
    on = marks.get(occasions.mark_of(since.month, since.day))
    if on is not None and on.year > since.year:
        years = on.year - since.year
        yield Occasion(person_id, name, MilestoneKind.YEARS, on, years, team_id, team)
    day = marks.get(born)
    if day is not None and told_at <= occasions.told_from(day, zone or home):
        yield Occasion(person_id, name, MilestoneKind.BIRTHDAY, day, None, team_id, team)
