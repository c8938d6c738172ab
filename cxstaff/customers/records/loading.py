"""Taking clean interactions in, many at once, so that rows and running sums never disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxstaff import engine
from cxstaff.customers.imports.handlers import Roster
from cxstaff.customers.models import (
    CELL_KEYS,
    CHANNEL_KEYS,
    SEGMENT_KEYS,
    SUMS,
    TOTAL_KEYS,
    Cell,
    Channel,
    ChannelTotal,
    Circumstance,
    Feedback,
    Interaction,
    Reason,
    Segment,
    SegmentTotal,
    Total,
)
from cxstaff.customers.reading.contact import Contact, Problem
from cxstaff.customers.records.sums import DayCells
from cxstaff.db import db
from cxstaff.errors import Refused

Named = type[Channel] | type[Segment] | type[Reason] | type[Circumstance]

MOST_NAMES: dict[Named, tuple[int, str]] = {
    Channel: (100, "There are more than %(most)s channels. Is the right column chosen?"),
    Segment: (500, "There are more than %(most)s segments. Is the right column chosen?"),
    Reason: (2000, "There are more than %(most)s reasons. Is the right column chosen?"),
    Circumstance: (2000, "There are more than %(most)s circumstances. Is the right column chosen?"),
}
SAID_OF_IT = (
    "happened_at",
    "day",
    "responded_at",
    "handling_seconds",
    "is_resolved",
    "closed_at",
    "reopened_at",
    "is_reopened",
    "is_escalated",
    "is_complaint",
    "value",
    "changed_at",
)
"""What a contact tells of the interaction itself, under the same names as the table."""
SAID = ("given_at", "csat", "nps", "ces", "remark", "is_satisfied")
"""What a contact tells of the customer's feedback."""
INTERACTION_COLUMNS = (
    *("id", "source", "reference", "customer", "team_id", "handler_id", "channel_id"),
    *("segment_id", "reason_id", "circumstance_id", "run_id", "is_left_out", *SAID_OF_IT),
)
FEEDBACK_COLUMNS = ("interaction_id", *SAID)
_told_of_it, _told = attrgetter(*SAID_OF_IT), attrgetter(*SAID)


@dataclass(slots=True)
class Loaded:
    """What became of some interactions; `refused` holds their place in the list and why."""

    accepted: int = 0
    duplicates: int = 0
    refused: list[tuple[int, Problem]] = field(default_factory=list)


class _Taken(NamedTuple):
    """An interaction whose handler and team are known."""

    contact: Contact
    person_id: int
    team_id: int


def load(
    source: str,
    contacts: Sequence[Contact],
    roster: Roster | None = None,
    run_id: int | None = None,
) -> Loaded:
    """Take interactions of one source in: rows, feedback and running sums, all or nothing.

    `run_id` is the import that brings them.

    References already known under `source` are duplicates and change nothing; a handler nobody
    knows is refused. One caller at a time gets past this point of the database until it commits.
    Raises `Refused` when a column of names turns out to hold something else.
    """
    session = db.session()
    engine.lock(session, "customers.load")
    loaded, taken = _sort(session, source, contacts, roster or Roster())
    if taken:
        _write(session, source, taken, run_id)
    return loaded


def _sort(
    session: Session, source: str, contacts: Sequence[Contact], roster: Roster
) -> tuple[Loaded, list[_Taken]]:
    """Tell apart what is known already, what cannot be taken in, and what can."""
    references = [contact.reference for contact in contacts]
    known = engine.known(session, _table(Interaction), {"source": source}, "reference", references)
    loaded, taken = Loaded(), list[_Taken]()
    for place, contact in enumerate(contacts):
        if contact.reference in known:
            loaded.duplicates += 1
            continue
        found = roster.find(contact.handler, contact.day)
        if isinstance(found, Problem):
            loaded.refused.append((place, found))
            continue
        known.add(contact.reference)
        taken.append(_Taken(contact, *found))
    loaded.accepted = len(taken)
    return loaded, taken


def _write(session: Session, source: str, taken: Sequence[_Taken], run_id: int | None) -> None:
    channels = _ids_of(session, Channel, {one.contact.channel for one in taken})
    segments = _ids_of(session, Segment, {one.contact.segment for one in taken})
    reasons = _ids_of(session, Reason, {one.contact.reason for one in taken})
    needs = _ids_of(session, Circumstance, {one.contact.circumstance for one in taken})
    ids = engine.new_ids(session, _table(Interaction), len(taken))
    days, rows, heard = DayCells(), list[tuple[Any, ...]](), list[tuple[Any, ...]]()
    for number, one in zip(ids, taken, strict=True):
        contact = one.contact
        channel_id, segment_id = channels[contact.channel], segments[contact.segment]
        named = (number, source, contact.reference, contact.customer, one.team_id, one.person_id)
        kinds = (channel_id, segment_id, reasons[contact.reason], needs[contact.circumstance])
        rows.append((*named, *kinds, run_id, False, *_told_of_it(contact)))
        said = _told(contact)
        if any(each is not None for each in said[1:]):
            heard.append((number, *said))
        days.add((one.team_id, contact.day, channel_id, segment_id), contact)
    engine.insert_rows(session, _table(Interaction), INTERACTION_COLUMNS, rows)
    engine.insert_rows(session, _table(Feedback), FEEDBACK_COLUMNS, heard)
    add_to_sums(session, days)


def add_to_sums(session: Session, days: DayCells) -> None:
    """Add sums of days to the cells and totals of their days, weeks and months.

    Tables and their rows come in the same order for every writer, so that none waits for another
    in a ring.
    """
    add_team_sums(session, days)
    engine.add_up(session, _table(ChannelTotal), CHANNEL_KEYS, SUMS, days.channel_rows())
    engine.add_up(session, _table(SegmentTotal), SEGMENT_KEYS, SUMS, days.segment_rows())


def add_team_sums(session: Session, days: DayCells) -> None:
    """Add sums of days to the cells and totals of teams alone, not to those of the company."""
    engine.add_up(session, _table(Cell), CELL_KEYS, SUMS, days.cell_rows())
    engine.add_up(session, _table(Total), TOTAL_KEYS, SUMS, days.total_rows())


def _ids_of(session: Session, model: Named, names: set[str]) -> dict[str, int]:
    """Return the ids of names, adding those that are new."""
    found = {name: number for name, number in session.execute(select(model.name, model.id))}  # noqa: C416
    missing = sorted(names - found.keys())
    if not missing:
        return found
    most, sentence = MOST_NAMES[model]
    if len(found) + len(missing) > most:
        raise Refused(sentence, most=most)
    session.execute(db.insert(model), [{"name": name} for name in missing])
    return _ids_of(session, model, names)


def _table(model: Any) -> Any:
    return model.__table__
