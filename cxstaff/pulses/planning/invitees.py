"""Who is asked when a round opens, how each of them can answer, and whether they are new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from cxstaff.db import db
from cxstaff.people import queries as people
from cxstaff.people.models import Membership, Person
from cxstaff.pulses.disclosure.anonymity import AnonymitySet, Assurance, anonymity_set
from cxstaff.pulses.disclosure.queries import assurance_of
from cxstaff.pulses.models import Pulse, PulseRound

NEW_FOR = timedelta(days=45)  # longer than a month, in which somebody could prepare a round


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody on the roster: their team, from when they are asked, and how they can answer.

    `handovers` and `recoveries` are how often their account has changed hands.
    """

    person_id: int
    team_id: int
    opens_at: datetime
    needs_code: bool
    is_new: bool
    is_held_lately: bool
    handovers: int
    recoveries: int


def members(
    pulse: Pulse, team_ids: Sequence[int], day: date, now: datetime
) -> list[tuple[Invitee, str | None]]:
    """Return everybody in some teams who is not away on the day, with their own zone."""
    query = people.members_of(team_ids, day).where(people.is_present(day))
    since = new_since(pulse, now)
    is_held_lately = func.coalesce(Person.held_since > since, False)
    is_new = is_held_lately | func.coalesce(Person.first_signed_in_at > since, False)
    columns = query.with_only_columns(
        Person.id,
        Membership.team_id,
        Person.zone,
        Person.email.is_(None),
        is_new,
        is_held_lately,
        Person.handovers,
        Person.recoveries,
    )
    return [
        (Invitee(row[0], row[1], now, row[3], row[4], row[5], row[6], row[7]), row[2])
        for row in db.session.execute(columns)
    ]


def new_since(pulse: Pulse, now: datetime) -> datetime:
    """Return since when people are new: for 45 days, or longer since the pulse asked last."""
    opened = select(func.max(PulseRound.opens_at)).where(PulseRound.pulse_id == pulse.id)
    last = db.session.scalar(opened)
    return min(now - NEW_FOR, last) if last else now - NEW_FOR


def is_mostly_new(roster: Sequence[Invitee], now: datetime) -> bool:
    """Say whether over half are new where cxstaff has just begun: no round opened long ago.

    Elsewhere nobody can make being new count for nothing by adding many people.
    """
    first = db.session.scalar(select(func.min(PulseRound.opens_at)))
    has_begun = first is None or first > now - NEW_FOR
    return has_begun and 2 * sum(asked.is_held_lately for asked in roster) > len(roster)


def anonymity_sets(roster: Sequence[Invitee], *, heeds_new: bool) -> dict[int, AnonymitySet]:
    """Count those asked by team and assurance; where most are new, being new tells nobody apart."""
    assurances: dict[int, list[Assurance]] = defaultdict(list)
    for asked in roster:
        is_lately = asked.is_held_lately and heeds_new
        assurance = assurance_of(needs_code=asked.needs_code, is_held_lately=is_lately)
        assurances[asked.team_id].append(assurance)
    return {team: anonymity_set(found) for team, found in assurances.items()}
