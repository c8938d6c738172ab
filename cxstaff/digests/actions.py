"""What happens to editions: claimed once, sent, kept or failed; and what people decide of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import update

from cxstaff import security_log
from cxstaff.db import db
from cxstaff.digests import queries
from cxstaff.digests.models import (
    DigestChoice,
    DigestPlan,
    DigestZone,
    Edition,
    EditionState,
)
from cxstaff.digests.periods import Cadence, period_due
from cxstaff.engine import insert_if_absent, lock
from cxstaff.errors import Refused
from cxstaff.people.letters import outbox
from cxstaff.people.models import Person
from cxstaff.security_log import Act

LEFT_ALONE = timedelta(minutes=10)
"""After this long a claimed edition counts as left by a worker that stopped."""
GIVEN_UP = timedelta(days=1)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class PlanChange:
    """How often, on which weekday and at which hour editions are to go out, unless they pause."""

    every: Cadence
    weekday: int
    hour: int
    is_paused: bool
    tells_quiet: bool


def ensure_plan(today: date) -> DigestPlan:
    """Return the plan; made now, on Mondays at 8:00, where there was none."""
    insert_if_absent(
        db.session(),
        DigestPlan,
        id=1,
        **queries.USUAL,
        starts_on=today,
    )
    plan = queries.find_plan()
    assert plan is not None  # noqa: S101 – it was just made
    return plan


def change_plan(plan: DigestPlan, actor: Person, change: PlanChange, *, now: datetime) -> None:
    """Let editions go out at another time, or not at all until further notice."""
    plan.every, plan.weekday, plan.hour = change.every, change.weekday, change.hour
    plan.is_paused, plan.tells_quiet = change.is_paused, change.tells_quiet
    told: dict[str, Any] = {"weekday": change.weekday, "hour": change.hour}
    told |= {"every": change.every, "paused": int(change.is_paused)}
    told["quiet"] = int(change.tells_quiet)
    security_log.record(Act.DIGESTS_PLANNED, by=actor, now=now, **told)


def claim(person: Person, name: Callable[[int, date], str], *, now: datetime) -> Edition | None:
    """Claim the edition that is due for `person`; None where none is or another worker has it.

    `name` gives the Message-ID for a person's id and a day. The lock keeps two workers, one of
    them still on yesterday's plan, from claiming two editions that overlap.
    """
    lock(db.session(), "digests.claim")
    plan, recipient = queries.find_plan(), queries.recipient_of(person)
    if plan is None or plan.is_paused:
        return None
    period = period_due(queries.rhythm_for(plan, person.id), recipient, now)
    if period is None:
        return None
    was_first = insert_if_absent(
        db.session(),
        Edition,
        person_id=person.id,
        ends_on=period.ends_on,
        since=period.since,
        until=period.until,
        state=EditionState.CLAIMED,
        message_id=name(person.id, period.ends_on),
        thanks=0,
        attempts=1,
        claimed_at=now,
        retry_at=now + LEFT_ALONE,
    )
    return queries.latest_edition(person.id) if was_first else None


def take_up(edition_id: int, *, now: datetime) -> Edition | None:
    """Take up an edition that waits for another attempt; None where another worker was first."""
    query = (
        update(Edition)
        .where(Edition.id == edition_id, Edition.retry_at <= now)
        .values(
            state=EditionState.CLAIMED,
            retry_at=now + LEFT_ALONE,
            attempts=Edition.attempts + 1,
        )
        .returning(Edition.id)
    )
    taken = db.session.scalar(query)
    return db.session.get(Edition, edition_id, populate_existing=True) if taken else None


def give_back(edition: Edition, *, now: datetime) -> None:
    """Have an edition that was claimed and not tried taken up by whoever comes first."""
    edition.retry_at, edition.attempts = now, edition.attempts - 1


def finish(edition: Edition, state: EditionState, thanks: int, *, now: datetime) -> None:
    """Note what became of an edition that told of so many thanks received."""
    edition.state, edition.thanks = state, thanks
    edition.finished_at, edition.retry_at, edition.complaint = now, None, None


def fail(edition: Edition, complaint: str, *, now: datetime) -> None:
    """Note why an edition could not be delivered, and when to try again: within a day, or never."""
    pause = min(FIRST_PAUSE * 2 ** min(edition.attempts - 1, 10), LONGEST_PAUSE)
    edition.state, edition.complaint = EditionState.FAILED, complaint[:1000]
    edition.retry_at = now + pause if now + pause < edition.claimed_at + GIVEN_UP else None


def try_again(edition: Edition, *, now: datetime) -> None:
    """Have a failed edition taken up by the next worker. Raises `Refused` for any other."""
    if edition.state != EditionState.FAILED:
        raise Refused("This digest has not failed, so it is not sent again.")
    edition.retry_at = now


def note_zone(zone: str, every: str, day: date, *, now: datetime) -> None:
    """Note that everybody in `zone` who has editions so often has that of `day`."""
    insert_if_absent(db.session(), DigestZone, zone=zone, every=every, ends_on=day, checked_at=now)
    seen = update(DigestZone).where(DigestZone.zone == zone, DigestZone.every == every)
    db.session.execute(seen.values(ends_on=day, checked_at=now))


def send_now(person: Person, *, now: datetime) -> None:
    """Keep a letter to somebody with what their digest would say; one at a time.

    It is no edition: what it tells is told in the next one as well. Raises `Refused` without an
    address.
    """
    if person.email is None:
        raise Refused("Your roster entry has no e-mail address.")
    if not queries.waits_now(person.id):
        outbox.keep(person, person.email, queries.NOW_KIND, now=now)


def choose(person: Person, every: str) -> None:
    """Send somebody digests by mail as often as they chose; "" leaves that to the plan.

    `NEVER` sends none; they stay readable in the browser.
    """
    chosen = db.session.get(DigestChoice, person.id)
    if every:
        insert_if_absent(db.session(), DigestChoice, person_id=person.id, every=every)
        theirs = update(DigestChoice).where(DigestChoice.person_id == person.id)
        db.session.execute(theirs.values(every=every))
    elif chosen is not None:
        db.session.delete(chosen)
