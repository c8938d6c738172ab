"""Interactions as the database holds them, in the words that files tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from cxstaff import engine
from cxstaff.customers.models import Feedback, Interaction
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records.writing import NAMED, SAID, SAID_OF_IT
from cxstaff.text import N_

NOT_KNOWN = N_("No interaction called '%(value)s' is known, of which this could be said.")
PLACE = {"handler": "person_id", "team": "team_id", "is_left_out": "is_left_out"}
"""What a history calls the parts of a record that its contact does not tell."""

_COLUMNS: tuple[Any, ...] = (
    Interaction.id,
    Interaction.team_id.label("team"),
    Interaction.handler_id.label("handler"),
    Interaction.run_id,
    Interaction.is_left_out,
    Interaction.reference,
    Interaction.customer,
    *(getattr(Interaction, f"{name}_id") for name in NAMED),
    *(getattr(Interaction, name) for name in SAID_OF_IT),
    *(getattr(Feedback, name) for name in SAID),
)
_TOLD = ("reference", "customer", *NAMED, *SAID_OF_IT, *SAID)


@dataclass(frozen=True, slots=True)
class KnownRecord:
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


class KnownInteractions(dict[str, Sequence[Any]]):
    """Interactions of the database by column, under the names of a history.

    Beside the parts that a history tells of there are `id`, `run_id` and `reference`.
    """

    def __init__(self, session: Session, *which: ColumnElement[bool]) -> None:
        super().__init__()
        query = select(*_COLUMNS).outerjoin(Feedback, Feedback.interaction_id == Interaction.id)
        self._session = session
        self._columns = engine.Columns(session, query.where(*which))

    @property
    def rows(self) -> int:
        """Return how many interactions there are."""
        return self._columns.rows

    def __missing__(self, name: str) -> Sequence[Any]:
        """Return a column, made of what the database holds when it is first asked for."""
        if name not in NAMED:
            column = self._columns[name]
        else:
            kind: Any = NAMED[name]
            called: Any = self._session.execute(select(kind.id, kind.name))
            names: dict[int, str] = dict(called.all())
            column = [names[number] for number in self._columns[f"{name}_id"]]
        self[name] = column
        return column

    def records(self, places: Iterable[int]) -> Iterator[KnownRecord]:
        """Give some of them as records, in the same order."""
        told = [self[name] for name in _TOLD]
        for n in places:
            contact = Contact(
                handler="", **dict(zip(_TOLD, [column[n] for column in told], strict=True))
            )
            whose = self["id"][n], self["team"][n], self["handler"][n], self["run_id"][n]
            yield KnownRecord(*whose, self["is_left_out"][n], contact)


def known_called(session: Session, source: str, references: Sequence[str]) -> KnownInteractions:
    """Return those interactions of a source that are known already."""
    return KnownInteractions(
        session,
        Interaction.source == source,
        engine.among(session, Interaction.reference, references),
    )


def records_of(session: Session, ids: Iterable[int]) -> list[KnownRecord]:
    """Return interactions by id, in order of the id."""
    known = KnownInteractions(session, engine.among(session, Interaction.id, list(ids)))
    order = sorted(range(known.rows), key=known["id"].__getitem__)
    return list(known.records(order))


def is_news(known: KnownRecord, changed: KnownRecord) -> bool:
    """Say whether more than the moment of the last change is told otherwise."""
    if changed is known:
        return False
    told = changed.contact._replace(changed_at=known.contact.changed_at)
    return replace(changed, contact=told) != known
