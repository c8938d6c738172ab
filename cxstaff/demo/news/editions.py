"""Editions that those whom the demonstration is seen through had: the last one is still to come."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cxstaff import clock
from cxstaff.db import db
from cxstaff.demo import names
from cxstaff.demo.accounts import ACCOUNTS
from cxstaff.digests import actions, queries
from cxstaff.digests.contents import contents_of
from cxstaff.digests.models import Edition, EditionState
from cxstaff.digests.outbox import message_id
from cxstaff.digests.parts.material import EditionMaterial
from cxstaff.digests.periods import Cadence, latest_day
from cxstaff.people.models import Person
from cxstaff.people.queries import find_by_email

WEEKS = 5
WEEK = timedelta(days=7)


def keep(today: date, now: datetime) -> None:
    """Let one edition be due at once for everybody, and keep those of the weeks before of a few."""
    plan = actions.ensure_plan(today - timedelta(days=6))
    last = latest_day(queries.rhythm_of(plan, Cadence.WEEK), names.ZONE, now)
    material = EditionMaterial()
    for account in ACCOUNTS:
        person = find_by_email(account.email)
        if person is not None:
            for back in range(WEEKS, 0, -1):
                _keep(person, last - WEEK * back, material)
    db.session.flush()


def _keep(person: Person, ends_on: date, material: EditionMaterial) -> None:
    """Keep the edition of one week as it went."""
    until = clock.start_of(ends_on, names.ZONE)
    edition = Edition(
        person=person,
        ends_on=ends_on,
        since=clock.start_of(ends_on - WEEK, names.ZONE),
        until=until,
        message_id=message_id(person.id, ends_on),
        attempts=1,
        claimed_at=until + timedelta(hours=8),
        finished_at=until + timedelta(hours=8),
    )
    told = contents_of(edition, material)
    edition.thanks = len(told.received)
    edition.state = EditionState.EMPTY if told.is_quiet else EditionState.SENT
    db.session.add(edition)
