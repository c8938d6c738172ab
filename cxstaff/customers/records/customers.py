"""What systems know of customers, kept apart from what is summed up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

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


def keep_customers(session: Session, source: str, contacts: Iterable[Contact]) -> None:
    """Keep what contacts of one source tell of their customers; what is empty changes nothing.

    Of each detail the newest news count, by when the record was changed or else happened, whatever
    order files come in; of two as old the one imported last. Where somebody's name was taken out
    of a detail it stays so.
    """
    telling = list(filter(tells_of_customer, contacts))
    telling.sort(key=_told_at)
    known = dict[str, list[Any]]()
    for one in telling:
        row = known.setdefault(one.customer or "", [None] * len(COLUMNS))
        for place, told in enumerate(_told_by(one)):
            if told:
                row[2 * place : 2 * place + 2] = told, _told_at(one)
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


def those_telling(contacts: Sequence[Contact | Said]) -> Iterator[tuple[int, Contact]]:
    """Give the contacts that tell something of a customer whom they name, with their places."""
    told = contacts.columns if isinstance(contacts, Contacts) else None
    if told and not any(any(told[f"customer_{name}"]) for name in TOLD):
        return
    for place, one in enumerate(contacts):
        if isinstance(one, Contact) and tells_of_customer(one):
            yield place, one


def tells_of_customer(one: Contact) -> bool:
    """Say whether a contact tells something of a customer whom it names."""
    return bool(one.customer) and any(_told_by(one))


def _told_at(one: Contact) -> datetime:
    return one.changed_at or one.happened_at
