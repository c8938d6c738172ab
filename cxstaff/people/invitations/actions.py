"""What happens to invitations: everybody who has no password yet is asked to choose one."""

from __future__ import annotations

from datetime import date, datetime

from cxstaff.db import db
from cxstaff.engine import lock
from cxstaff.people.accounts.handovers import invite_all
from cxstaff.people.invitations.queries import LETTER, to_invite
from cxstaff.people.letters import outbox
from cxstaff.people.models import Person

BATCH = 1000


def invite_some(actor: Person | None, *, today: date, now: datetime) -> int:
    """Invite the next people who have no password yet; returns how many.

    Each is told of and logged like one who is invited alone, and the letter waits in the outbox.
    Call it until it returns 0, with a commit after each: who was asked is not asked again, and of
    two callers at once one waits.
    """
    lock(db.session(), "invitations")
    people = to_invite(today, now, BATCH)
    invite_all([person_id for person_id, _ in people], actor=actor, now=now)
    outbox.keep_all(people, LETTER, now=now, by_id=actor.id if actor else None)
    return len(people)
