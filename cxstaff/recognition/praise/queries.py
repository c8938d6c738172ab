"""Questions about what happy customers said: thanks that nobody here has to give.

They are read where customers' remarks stand and are nowhere kept again: a remark that is corrected,
moved to another handler, left out or taken back with its import is no thanks from that moment on,
each is one whatever happens, and an import does nothing for them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from cxstaff.customers.praise import Praised, newest_praise, praise_page
from cxstaff.customers.remarks import Remark
from cxstaff.db import Page, db
from cxstaff.people.models import Person
from cxstaff.recognition.models import Thanks
from cxstaff.recognition.praise.models import PraisePoints
from cxstaff.recognition.queries.wall import IS_PUBLIC, WallReader
from cxstaff.recognition.rules.models import CustomersThanks
from cxstaff.recognition.rules.queries import Chosen, chosen

NEW_FOR = timedelta(days=14)
NEWEST = 2


def new_from_customers(person_id: int, rules: Chosen, now: datetime) -> list[Remark]:
    """Return the newest praise that customers gave a person within two weeks, where it is shown."""
    if rules.customers_thanks is CustomersThanks.OFF:
        return []
    return newest_praise(Praised(person_id=person_id), now - NEW_FOR, now, NEWEST)


def from_customers_page(reader: WallReader, number: int) -> Page[Remark] | None:
    """Return page `number` of the praise that somebody is shown; None where nobody is shown any.

    That is their own, or that of everybody in the teams whose pages they open.
    """
    shown_to = chosen().customers_thanks
    if shown_to is CustomersThanks.OFF:
        return None
    if shown_to is CustomersThanks.HANDLER:
        return praise_page(Praised(person_id=reader.person_id), number)
    teams = None if reader.sees_all else reader.team_ids
    return praise_page(Praised(team_ids=teams), number)


def thanked_for(interaction_ids: Collection[int], reader_id: int) -> Mapping[int, dict[int, str]]:
    """Return who thanked for each of some contacts, ids and names, as far as the reader may know.

    Private thanks are known to those who gave them.
    """
    query = (
        select(Thanks.interaction_id, Person.id, Person.name)
        .join(Person, Person.id == Thanks.giver_id)
        .where(Thanks.interaction_id.in_(interaction_ids))
        .where(or_(IS_PUBLIC, Thanks.giver_id == reader_id))
        .order_by(Person.name)
    )
    found: dict[int, dict[int, str]] = {}
    for interaction_id, person_id, name in db.session.execute(query):
        found.setdefault(interaction_id or 0, {})[person_id] = name
    return found


def points_with(interaction_ids: Collection[int]) -> Mapping[tuple[int, int], int]:
    """Return how many points went with the praise of some contacts, by contact and person."""
    query = select(PraisePoints.interaction_id, PraisePoints.person_id, PraisePoints.points).where(
        PraisePoints.interaction_id.in_(interaction_ids), PraisePoints.taken_back.is_(False)
    )
    return {(row[0], row[1]): row[2] for row in db.session.execute(query)}
