"""Who is thanked hears of it by mail, and chooses how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cxstaff.db import db
from cxstaff.engine import put
from cxstaff.people.letters import outbox
from cxstaff.people.models import Person
from cxstaff.recognition.models import Hearing, ThanksChoice
from cxstaff.recognition.queries import Colleague

LETTER = "thanks"


def tell(thanks_id: int, receivers: Sequence[Colleague], *, now: datetime) -> None:
    """Keep a letter to everybody who is thanked, has an address and wants to hear at once.

    It goes once this transaction is on disk. What it says is read when it is written.
    """
    to = [(each.id, each.email) for each in receivers if each.email and each.hears_at_once]
    given_at = now.isoformat()
    outbox.keep_all(to, LETTER, now=now, thanks=thanks_id, given_at=given_at)


def choose(person: Person, hears: Hearing) -> None:
    """Let somebody hear of thanks to them another way from now on."""
    put(db.session(), ThanksChoice, {"person_id": person.id}, {"hears": hears.value})
