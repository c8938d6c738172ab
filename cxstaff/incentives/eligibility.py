"""Who takes part in a plan for a period, and for how many of its days."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select

from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.incentives.models import PlanTerms
from cxstaff.incentives.payout.sharing import days_counted
from cxstaff.incentives.periods import period_of
from cxstaff.people.models import Leave, Membership, Person

Stays = dict[int, list[DateRange]]


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who was on some teams between two days, and who was away: spans by person id."""

    stays: Stays
    absences: Stays

    def days_in(self, period: DateRange, terms: PlanTerms) -> dict[int, int]:
        """Return for how many days of a period each person takes part, by person id.

        Those with none are left out, and those with fewer than the terms ask for. These are counted
        over the whole month or quarter, also where the plan held for a part of it: a change of the
        plan in its middle takes nobody's pay.
        """
        found = self._counted(period, terms)
        whole = period_of(period.since, terms.every)
        if terms.least_days > 1:
            all_days = found if whole == period else self._counted(whole, terms)
            found = {
                each: days for each, days in found.items() if all_days[each] >= terms.least_days
            }
        return {person_id: days for person_id, days in sorted(found.items()) if days}

    def _counted(self, period: DateRange, terms: PlanTerms) -> dict[int, int]:
        away = {} if terms.counts_leave else self.absences
        return {
            person_id: days_counted(period, spans, away.get(person_id, []))
            for person_id, spans in self.stays.items()
        }


def staffing(team_ids: Collection[int], over: DateRange) -> Staffing:
    """Return who was on teams at any time of some days with an end: two statements."""
    return Staffing(_stays(team_ids, over), _absences(team_ids, over))


def _stays(team_ids: Collection[int], over: DateRange) -> Stays:
    query = (
        select(Membership.person_id, Membership.since, Membership.until, Person.left_on)
        .join(Person)
        .where(
            Membership.team_id.in_(team_ids),
            Membership.since < over.until,
            or_(Membership.until.is_(None), Membership.until > over.since),
        )
        .order_by(Membership.person_id, Membership.since)
    )
    found: Stays = {}
    for person_id, since, until, left_on in db.session.execute(query):
        ends = [day for day in (until, left_on) if day is not None]
        until = min(ends, default=None)
        if until is None or until > since:
            found.setdefault(person_id, []).append(DateRange(since, until))
    return found


def _absences(team_ids: Collection[int], over: DateRange) -> Stays:
    members = select(Membership.person_id).where(Membership.team_id.in_(team_ids))
    query = select(Leave.person_id, Leave.since, Leave.until).where(
        Leave.person_id.in_(members),
        Leave.since < over.until,
        or_(Leave.until.is_(None), Leave.until > over.since),
    )
    found: Stays = {}
    for person_id, since, until in db.session.execute(query):
        found.setdefault(person_id, []).append(DateRange(since, until))
    return found
