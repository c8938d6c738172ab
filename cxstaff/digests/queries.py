"""Questions about digests: the plan, who has none yet, which editions wait, what was thanked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import joinedload

from cxstaff import clock
from cxstaff.db import Page, db, page_of
from cxstaff.digests.models import (
    NEVER,
    DigestChoice,
    DigestPlan,
    DigestZone,
    Edition,
    EditionState,
)
from cxstaff.digests.periods import Cadence, EditionPeriod, Recipient, Rhythm
from cxstaff.people import queries as people
from cxstaff.people.models import Membership, Person, WaitingLetter

USUAL = {
    "weekday": 0,
    "hour": 8,
    "every": Cadence.WEEK,
    "is_paused": False,
    "tells_quiet": False,
}
"""When digests go out as long as nobody says otherwise: every Monday at 8:00."""
NOW_KIND = "digest now"
"""What letters are called that somebody asked for at once."""
AGAIN = timedelta(hours=1)
"""How long a zone without anybody due is left alone; then late-comers are looked for once more."""


def find_plan() -> DigestPlan | None:
    """Return the plan, or None before there is one."""
    return db.session.get(DigestPlan, 1)


def plan_or_usual(today: date) -> DigestPlan:
    """Return the plan, or what it will be as long as nobody needed it: on Mondays at 8:00."""
    return find_plan() or DigestPlan(**USUAL, starts_on=today)


def rhythm_of(plan: DigestPlan, every: Cadence) -> Rhythm:
    """Return when editions go out to those who have them so often."""
    return Rhythm(plan.weekday, plan.hour, plan.starts_on, every)


def rhythm_for(plan: DigestPlan, person_id: int) -> Rhythm:
    """Return when editions go out to somebody: as they chose, else as the plan says."""
    chosen = choice_of(person_id)
    return rhythm_of(plan, Cadence(plan.every if chosen in {None, NEVER} else chosen))


def choice_of(person_id: int) -> str | None:
    """Return how often somebody chose to have digests by mail; None where the plan decides."""
    chosen = db.session.get(DigestChoice, person_id)
    return chosen.every if chosen else None


def zones() -> list[str]:
    """Return every zone that somebody on the roster lives in."""
    home = people.get_company().zone
    return sorted({zone or home for zone in db.session.scalars(select(Person.zone).distinct())})


def checked_zones(now: datetime) -> dict[tuple[str, str], date]:
    """Return, by zone and rhythm, the day whose editions were all claimed when looked at lately."""
    query = select(DigestZone).where(DigestZone.checked_at > now - AGAIN)
    return {(each.zone, each.every): each.ends_on for each in db.session.scalars(query)}


def people_due(zone: str, day: date, every: Cadence, usual: str) -> Sequence[int]:
    """Return the ids of those in `zone` whose edition is due, of those who have them so often.

    `usual` is how often those have them who chose nothing. Those who came after `day`, or have an
    edition that reaches as far, are not among them.
    """
    return db.session.scalars(_due(zone, day, every, usual).order_by(Person.id)).all()


def count_due(zone: str, day: date, every: Cadence, usual: str) -> int:
    """Return for how many people in `zone` with this rhythm the edition of `day` is due."""
    due = _due(zone, day, every, usual).subquery()
    return db.session.scalar(select(func.count()).select_from(due)) or 0


def recipient_of(person: Person) -> Recipient:
    """Return what decides when somebody's next edition is due."""
    joined = select(func.min(Membership.since)).where(Membership.person_id == person.id)
    last = latest_edition(person.id)
    previous = EditionPeriod(last.ends_on, last.since, last.until) if last else None
    return Recipient(people.zone_of(person), db.session.scalar(joined), previous)


def latest_edition(person_id: int) -> Edition | None:
    """Return somebody's last edition, or None before the first."""
    query = select(Edition).where(Edition.person_id == person_id)
    return db.session.scalar(query.order_by(Edition.ends_on.desc()).limit(1))


def editions_waiting(now: datetime, number: int) -> list[tuple[int, int]]:
    """Return (person, edition) of up to `number` that a worker left or that are to go again."""
    query = select(Edition.person_id, Edition.id).where(Edition.retry_at <= now)
    rows = db.session.execute(query.order_by(Edition.retry_at, Edition.id).limit(number))
    return [(row[0], row[1]) for row in rows]


def refuses(person_id: int) -> bool:
    """Say whether somebody does not want digests by mail."""
    return choice_of(person_id) == NEVER


def editions_of(person_id: int, number: int) -> Page[Edition]:
    """Return page `number` of somebody's editions that said something, newest first."""
    query = select(Edition).where(
        Edition.person_id == person_id, Edition.state.notin_([EditionState.EMPTY])
    )
    return page_of(query.order_by(Edition.ends_on.desc()), number)


def find_edition_for(person: Person, edition_id: int) -> Edition | None:
    """Return one of somebody's own editions, or None."""
    query = select(Edition).where(Edition.id == edition_id, Edition.person_id == person.id)
    return db.session.scalar(query)


def draft_of(person: Person, now: datetime) -> Edition:
    """Return an edition of the last seven days that is neither kept nor sent, to be looked at."""
    zone = people.zone_of(person)
    today = clock.local_day(now, zone)
    since = clock.start_of(today - timedelta(days=6), zone)
    until = now + timedelta(seconds=1)
    return Edition(person=person, ends_on=today + timedelta(days=1), since=since, until=until)


def waits_now(person_id: int) -> bool:
    """Say whether a letter that somebody asked for at once is still to go."""
    theirs = WaitingLetter.person_id == person_id, WaitingLetter.kind == NOW_KIND
    return db.session.scalar(select(exists().where(*theirs))) or False


def deliveries(state: EditionState | None, number: int) -> Page[Edition]:
    """Return page `number` of all editions, those in `state` if given, newest first."""
    query = select(Edition).options(joinedload(Edition.person))
    if state is not None:
        query = query.where(Edition.state == state)
    return page_of(query.order_by(Edition.ends_on.desc(), Edition.id.desc()), number)


def count_failed() -> int:
    """Return how many editions nobody could deliver so far."""
    query = select(func.count()).where(Edition.state == EditionState.FAILED)
    return db.session.scalar(query) or 0


def _due(zone: str, day: date, every: Cadence, usual: str) -> Select[int]:
    here = Person.zone == zone
    if zone == people.get_company().zone:
        here = or_(here, Person.zone.is_(None))
    came_on = (
        select(func.min(Membership.since)).where(Membership.person_id == Person.id)
    ).scalar_subquery()
    covered = exists().where(
        Edition.person_id == Person.id,
        or_(Edition.ends_on >= day, Edition.until >= clock.start_of(day, zone)),
    )
    chose = DigestChoice.every
    other = chose.notin_([every, NEVER]) if every == usual else chose == every
    theirs = exists().where(DigestChoice.person_id == Person.id, other)
    return (
        select(Person.id)
        .where(here, people.is_here(day), ~theirs if every == usual else theirs)
        .where(~covered, or_(came_on.is_(None), came_on <= day))
    )
