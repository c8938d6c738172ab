"""Questions about single interactions: which there are, what each tells, what it was before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select

from cxstaff.customers.finding import is_theirs, newest_with
from cxstaff.customers.models import (
    Change,
    ChangeCause,
    Channel,
    ContactReason,
    Customer,
    Feedback,
    ImportRun,
    Interaction,
)
from cxstaff.customers.reading.details import is_named_alone
from cxstaff.customers.records.history import BY_HAND
from cxstaff.customers.records.known import PLACE, KnownRecord, records_of
from cxstaff.customers.records.merging import from_stored
from cxstaff.db import PAGE_SIZE, Page, db, page_in
from cxstaff.people import queries as people
from cxstaff.people.models import Person, Team

MOST_LISTED = 1000
"""A list of interactions ends here; whoever looks for more names the reference."""


@dataclass(frozen=True, slots=True)
class ListedInteraction:
    """One interaction in a list; `handler` is None where nobody is named.

    `customer` is the name, address or reference by which the customer is known.
    """

    id: int
    reference: str
    source: str
    happened_at: datetime
    team: str
    handler: str | None
    channel: str
    reason: str
    csat: int | None
    is_left_out: bool
    is_changed: bool
    customer: str | None


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """One thing that a change made different: its name among a contact's fields, before, after."""

    name: str
    was: Any
    became: Any


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One change of an interaction: when, why, and by an import or by somebody."""

    at: datetime
    cause: ChangeCause
    by: str | None
    file_name: str | None
    reason: str | None
    parts: Sequence[ChangedPart]


@dataclass(frozen=True, slots=True)
class Shown:
    """An interaction as its page shows it: as it is, and step by step how it came to be so."""

    record: KnownRecord
    source: str
    team: str
    handler: str | None
    customer: Customer | None
    file_name: str | None
    steps: Sequence[HistoryStep]


def interactions(
    number: int = 1, words: str = "", *of: ColumnElement[bool], size: int = PAGE_SIZE
) -> Page[ListedInteraction]:
    """Return page `number` of the newest interactions that hold some words, and of which `of` hold.

    At most `MOST_LISTED` are listed, so that a page costs the same however many there are.
    """
    ids = newest_with(db.session(), words, *of, most=MOST_LISTED)
    page = page_in(ids, number, size)
    rows = {row.id: row for row in _listed(page.items)}
    return page.showing([rows[each] for each in page.items])


def brought_by(run_id: int) -> ColumnElement[bool]:
    """Say in a query that an import brought an interaction."""
    return Interaction.run_id == run_id


def updated_by(run_id: int) -> ColumnElement[bool]:
    """Say in a query that an import told something newer of an interaction that was known."""
    return Interaction.id.in_(select(Change.interaction_id).where(Change.run_id == run_id))


def has_updated(run_id: int) -> bool:
    """Say whether an import changed any interaction that was known."""
    return bool(db.session.scalar(select(exists().where(Change.run_id == run_id))))


def is_known(source: str) -> bool:
    """Say whether anything of a system has come in yet."""
    return bool(db.session.scalar(select(exists().where(Interaction.source == source))))


def shown(interaction_id: int) -> Shown | None:
    """Return an interaction with its history, or None where there is none of that number."""
    records = records_of(db.session(), [interaction_id])
    if not records:
        return None
    record = records[0]
    names = people.team_names()
    query = select(Interaction.source, Person.name).outerjoin(
        Person, Person.id == Interaction.handler_id
    )
    source, handler = db.session.execute(query.where(Interaction.id == interaction_id)).one()
    called = record.contact.customer
    run = db.session.get(ImportRun, record.run_id) if record.run_id else None
    return Shown(
        record,
        source,
        names[record.team_id],
        handler,
        db.session.get(Customer, (source, called)) if called else None,
        run.file_name if run else None,
        _steps(record, names),
    )


def _listed(ids: Iterable[int]) -> list[ListedInteraction]:
    query: Any = (
        select(
            *(Interaction.id, Interaction.reference, Interaction.source, Interaction.happened_at),
            *(Team.name, Person.name, Channel.name, ContactReason.name, Feedback.csat),
            Interaction.is_left_out,
            exists().where(Change.interaction_id == Interaction.id),
            func.coalesce(Customer.name, Customer.address, Interaction.customer),
        )
        .join(Team, Team.id == Interaction.team_id)
        .outerjoin(Person, Person.id == Interaction.handler_id)
        .join(Channel, Channel.id == Interaction.channel_id)
        .join(ContactReason, ContactReason.id == Interaction.reason_id)
        .outerjoin(Customer, is_theirs())
        .outerjoin(Feedback, Feedback.interaction_id == Interaction.id)
        .where(Interaction.id.in_(list(ids)))
    )
    found = (ListedInteraction(*row) for row in db.session.execute(query))
    return [replace(one, customer=None) if is_named_alone(one.customer) else one for one in found]


def _steps(record: KnownRecord, teams: Mapping[int, str]) -> list[HistoryStep]:
    """Return the changes of an interaction, newest first: each says what was, the next became."""
    query = (
        select(Change, Person.name, ImportRun.file_name)
        .outerjoin(Person, Person.id == Change.by_id)
        .outerjoin(ImportRun, ImportRun.id == Change.run_id)
        .where(Change.interaction_id == record.id)
        .order_by(Change.id.desc())
    )
    changes: Any = db.session.execute(query).all()
    numbers = [change.before.get("handler") for change, *_ in changes] + [record.person_id]
    handlers = _names_of(filter(None, numbers))
    after = dict[str, Any]()
    steps = list[HistoryStep]()
    for change, by, file_name in changes:
        parts = list[ChangedPart]()
        is_forgotten = change.cause in BY_HAND and change.reason is None
        for name, stored in () if is_forgotten else change.before.items():
            became = after[name] if name in after else _current(record, name)
            was = from_stored(name, stored)
            both = (_named(name, value, handlers, teams) for value in (was, became))
            parts.append(ChangedPart(name, *both))
            after[name] = was
        steps.append(
            HistoryStep(
                change.changed_at, ChangeCause(change.cause), by, file_name, change.reason, parts
            )
        )
    return steps


def _current(record: KnownRecord, name: str) -> Any:
    if name in PLACE:
        return getattr(record, PLACE[name])
    return getattr(record.contact, name)


def _named(name: str, value: Any, handlers: Mapping[int, str], teams: Mapping[int, str]) -> Any:
    """Return what a person or team is called; everything else as it is."""
    if name == "handler":
        return handlers.get(value)
    return teams.get(value) if name == "team" else value


def _names_of(numbers: Iterable[int]) -> dict[int, str]:
    query = select(Person.id, Person.name).where(Person.id.in_(list(numbers)))
    return {number: name for number, name in db.session.execute(query)}  # noqa: C416
