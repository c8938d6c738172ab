"""What systems know of customers, kept apart from what is summed up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, update
from sqlalchemy.orm import Session

from cxstaff import engine
from cxstaff.customers.models import Customer
from cxstaff.customers.reading.contact import Contact, Contacts, Said
from cxstaff.customers.records.merging import REDACTED

KEYS = ("source", "reference")
TOLD = ("address", "name", "language", "zone")
COLUMNS = tuple(column for name in TOLD for column in (name, f"{name}_at"))
_told_by = attrgetter(*(f"customer_{name}" for name in TOLD))


class Telling(NamedTuple):
    """What a record called `reference` tells of its customer, and when: each detail, or None."""

    reference: str
    customer: str
    at: datetime
    details: tuple[str | None, ...]


def keep_customers(session: Session, source: str, telling: Iterable[Telling]) -> None:
    """Keep what records of one source tell of their customers; what is empty changes nothing.

    Of each detail the newest news count, whatever order files come in; of two as old the one
    imported last. Where somebody's name was taken out of a detail it stays so.
    """
    known = dict[str, list[Any]]()
    for one in sorted(telling, key=attrgetter("at")):
        row = known.setdefault(one.customer, [None] * len(COLUMNS))
        for place, told in enumerate(one.details):
            if told:
                row[2 * place : 2 * place + 2] = told, one.at
    rows = [(source, reference, *known[reference]) for reference in sorted(known)]
    engine.fill_rows(session, engine.table_of(Customer), KEYS, COLUMNS, rows, REDACTED)
    if known:
        theirs = engine.among(session, Customer.reference, list(known))
        write_search_text(session, Customer.source == source, theirs)


def write_search_text(session: Session, *which: ColumnElement[bool]) -> None:
    """Write what some customers are found by, of what is known of them now."""
    named = func.coalesce(Customer.name, "") + " " + func.coalesce(Customer.address, "")
    anew = update(Customer).where(*which).values(search_text=engine.fold(named))
    session.execute(anew, execution_options={"synchronize_session": False})


def those_telling(contacts: Sequence[Contact | Said]) -> Iterator[tuple[int, Telling]]:
    """Give what contacts tell of customers whom they name, with their places.

    It is as new as the record's last change, or else as the interaction.
    """
    told = contacts.columns if isinstance(contacts, Contacts) else None
    if told and not any(any(told[f"customer_{name}"]) for name in TOLD):
        return
    for place, one in enumerate(contacts):
        if isinstance(one, Contact):
            telling = told_of_customer(one, one.changed_at or one.happened_at)
            if telling:
                yield place, telling


def told_of_customer(one: Contact | Said, at: datetime) -> Telling | None:
    """Return what a record tells of a customer whom it names; None where that is nothing."""
    details = _told_by(one)
    is_told = one.customer and any(details)
    return Telling(one.reference, one.customer or "", at, details) if is_told else None
