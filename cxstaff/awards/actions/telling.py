"""Letters about awards, kept in the transaction in which something happens."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from cxstaff import clock
from cxstaff.awards.models import Award
from cxstaff.awards.words import AwardTidings
from cxstaff.people.letters import outbox
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company

LETTER = "award"


def tell(award: Award, people: Collection[Person], tidings: AwardTidings, *, now: datetime) -> None:
    """Keep a letter to each of some people who work here and have an address."""
    today = clock.local_day(now, get_company().zone)
    to = [(each.id, each.email) for each in people if each.email and each.works_here(today)]
    outbox.keep_all(to, LETTER, now=now, tidings=tidings.value, award_id=award.id)
