"""What systems know of customers, kept apart from what is summed up."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from sqlalchemy.orm import Session

from cxstaff import engine
from cxstaff.customers.models import Customer
from cxstaff.customers.reading.contact import Contact

KEYS = ("source", "reference")
TOLD = ("address", "name", "language", "zone")
_told_by = attrgetter(*(f"customer_{name}" for name in TOLD))


def keep_customers(session: Session, source: str, contacts: Iterable[Contact]) -> None:
    """Keep what contacts of one source tell of their customers; what is empty changes nothing.

    Of several contacts the newest counts, by when they were changed or else happened; what was
    kept before is older.
    """
    telling = [one for one in contacts if one.customer and any(_told_by(one))]
    telling.sort(key=lambda one: one.changed_at or one.happened_at)
    known = dict[str, list[str | None]]()
    for one in telling:
        row = known.setdefault(one.customer or "", [None] * len(TOLD))
        for place, told in enumerate(_told_by(one)):
            row[place] = told or row[place]
    rows = [(source, reference, *known[reference]) for reference in sorted(known)]
    engine.fill_rows(session, engine.table_of(Customer), KEYS, TOLD, rows)
