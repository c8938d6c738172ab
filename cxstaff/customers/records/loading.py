"""Taking clean interactions in, many at once, so that rows and running sums never disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxstaff import engine
from cxstaff.customers.imports.handlers import Roster
from cxstaff.customers.models import Interaction
from cxstaff.customers.reading.contact import Contact, Problem
from cxstaff.customers.records.writing import Taken, write
from cxstaff.db import db


@dataclass(slots=True)
class Loaded:
    """What became of some interactions; `refused` holds their place in the list and why."""

    accepted: int = 0
    duplicates: int = 0
    left_out: int = 0
    refused: list[tuple[int, Problem]] = field(default_factory=list)


def load(
    source: str,
    contacts: Sequence[Contact],
    roster: Roster | None = None,
    run_id: int | None = None,
) -> Loaded:
    """Take interactions of one source in: rows, feedback and running sums, all or nothing.

    `run_id` is the import that brings them.

    References already known under `source` are duplicates and change nothing; a handler nobody
    knows is refused, and what stands for nobody may be left out. One caller at a time gets past
    this point of the database until it commits. Raises `Refused` when a column of names turns out
    to hold something else.
    """
    session = db.session()
    engine.lock(session, "customers.load")
    loaded, taken = _sort(session, source, contacts, roster or Roster())
    if taken:
        write(session, source, taken, run_id)
    return loaded


def _sort(
    session: Session, source: str, contacts: Sequence[Contact], roster: Roster
) -> tuple[Loaded, list[Taken]]:
    """Tell apart what is known already, what cannot be taken in, and what can."""
    references = [contact.reference for contact in contacts]
    held = engine.among(session, Interaction.reference, references)
    query = select(Interaction.reference).where(Interaction.source == source, held)
    known = set(session.scalars(query))
    loaded, taken = Loaded(), list[Taken]()
    for place, contact in enumerate(contacts):
        if contact.reference in known:
            loaded.duplicates += 1
            continue
        found = roster.find(contact.handler, contact.day, contact.team)
        if found is None:
            loaded.left_out += 1
        elif isinstance(found, Problem):
            loaded.refused.append((place, found))
        else:
            known.add(contact.reference)
            taken.append(Taken(contact, *found))
    loaded.accepted = len(taken)
    return loaded, taken
