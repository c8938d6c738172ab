"""Interactions as the database holds them, in the words that files tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from cxstaff import engine
from cxstaff.customers.models import (
    Channel,
    Circumstance,
    Feedback,
    Interaction,
    Reason,
    Segment,
)
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records.writing import SAID, SAID_OF_IT

NAMED: dict[str, Any] = {
    "channel": Channel,
    "segment": Segment,
    "reason": Reason,
    "circumstance": Circumstance,
}
_COLUMNS: tuple[Any, ...] = (
    Interaction.id,
    Interaction.team_id,
    Interaction.handler_id,
    Interaction.run_id,
    Interaction.is_left_out,
    Interaction.reference,
    Interaction.customer,
    *(kind.name.label(name) for name, kind in NAMED.items()),
    *(getattr(Interaction, name) for name in SAID_OF_IT),
    *(getattr(Feedback, name) for name in SAID),
)
_OF_RECORD = 5


@dataclass(frozen=True, slots=True)
class Record:
    """An interaction in the database: what was told of it, whose it is, and who brought it.

    `person_id` is None where nobody is named; the contact's `handler` says nothing here.
    """

    id: int
    team_id: int
    person_id: int | None
    run_id: int | None
    is_left_out: bool
    contact: Contact

    @property
    def day(self) -> date:
        """Return the day it counts for."""
        return self.contact.day


def records_called(session: Session, source: str, references: Sequence[str]) -> dict[str, Record]:
    """Return those interactions of a source that are known already, by reference."""
    query = _query().where(
        Interaction.source == source, engine.among(session, Interaction.reference, references)
    )
    return {record.contact.reference: record for record in _records(session, query)}


def records_of(session: Session, ids: Iterable[int]) -> list[Record]:
    """Return interactions by id, in order of the id."""
    query = _query().where(engine.among(session, Interaction.id, list(ids)))
    return list(_records(session, query.order_by(Interaction.id)))


def is_news(known: Record, changed: Record) -> bool:
    """Say whether more than the moment of the last change is told otherwise."""
    if changed is known:
        return False
    told = changed.contact._replace(changed_at=known.contact.changed_at)
    return replace(changed, contact=told) != known


def _query() -> Select[Any]:
    query: Select[Any] = select(*_COLUMNS).outerjoin(
        Feedback, Feedback.interaction_id == Interaction.id
    )
    for name, kind in NAMED.items():
        query = query.join(kind, kind.id == getattr(Interaction, f"{name}_id"))
    return query


def _records(session: Session, query: Select[Any]) -> Iterable[Record]:
    names = [column.key for column in _COLUMNS[_OF_RECORD:]]
    for row in session.execute(query):
        told = dict(zip(names, row[_OF_RECORD:], strict=True))
        number, team_id, person_id, run_id, is_left_out = row[:_OF_RECORD]
        contact = Contact(handler="", **told)
        yield Record(number, team_id, person_id, run_id, is_left_out, contact)
