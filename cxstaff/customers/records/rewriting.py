"""Known interactions changed, many at once: rows, feedback and running sums together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete
from sqlalchemy.orm import Session

from cxstaff import engine
from cxstaff.customers.models import (
    Cell,
    Change,
    Channel,
    ChannelTotal,
    Circumstance,
    Feedback,
    Grain,
    Interaction,
    Reason,
    Segment,
    SegmentTotal,
    Total,
)
from cxstaff.customers.records.known import Record
from cxstaff.customers.records.sums import DayCells, start_of
from cxstaff.customers.records.writing import (
    SAID,
    SAID_OF_IT,
    add_to_sums,
    ids_of,
    take_from_sums,
    told,
    told_of_it,
)

COLUMNS = (
    *("customer", "team_id", "handler_id", "channel_id", "segment_id", "reason_id"),
    *("circumstance_id", "is_left_out", *SAID_OF_IT),
)


class Rewritten(NamedTuple):
    """An interaction as it stands in the database, and as it shall stand there."""

    was: Record
    now: Record


def rewrite(session: Session, changed: Sequence[Rewritten]) -> None:
    """Write known interactions anew, with what they add to the running sums.

    Raises `Refused` when a column of names turns out to hold something else.
    """
    if not changed:
        return
    contacts = [contact for pair in changed for contact in (pair.was.contact, pair.now.contact)]
    channels = ids_of(session, Channel, {contact.channel for contact in contacts})
    segments = ids_of(session, Segment, {contact.segment for contact in contacts})
    reasons = ids_of(session, Reason, {contact.reason for contact in contacts})
    needs = ids_of(session, Circumstance, {contact.circumstance for contact in contacts})
    rows, heard = list[tuple[Any, ...]](), list[tuple[Any, ...]]()
    before, after = DayCells(), DayCells()
    for pair in changed:
        for days, record in ((before, pair.was), (after, pair.now)):
            if not record.is_left_out:
                days.add(_key(record, channels, segments), record.contact)
        now, contact = pair.now, pair.now.contact
        whose = (now.id, contact.customer, now.team_id, now.person_id, channels[contact.channel])
        kinds = (segments[contact.segment], reasons[contact.reason], needs[contact.circumstance])
        rows.append((*whose, *kinds, now.is_left_out, *told_of_it(contact)))
        if told(contact) != told(pair.was.contact):
            heard.append((now.id, *told(contact)))
    unsaid = [key for key, _, *said in heard if all(each is None for each in said)]
    engine.update_rows(session, _table(Interaction), COLUMNS, rows)
    engine.put_rows(session, _table(Feedback), ("interaction_id",), SAID, heard)
    _delete(session, Feedback.interaction_id, unsaid)
    add_to_sums(session, after)
    take_from_sums(session, before)
    _remove_empty(session, before)


def remove(session: Session, records: Sequence[Record]) -> None:
    """Remove interactions with their feedback and history, and what they add to the sums."""
    channels = ids_of(session, Channel, {record.contact.channel for record in records})
    segments = ids_of(session, Segment, {record.contact.segment for record in records})
    days = DayCells()
    for record in records:
        if not record.is_left_out:
            days.add(_key(record, channels, segments), record.contact)
    ids = [record.id for record in records]
    for column in (Feedback.interaction_id, Change.interaction_id, Interaction.id):
        _delete(session, column, ids)
    take_from_sums(session, days)
    _remove_empty(session, days)


def _delete(session: Session, column: Any, ids: Sequence[int]) -> None:
    """Remove the rows of which a column holds one of some numbers."""
    if ids:
        gone = delete(column.class_).where(engine.among(session, column, ids))
        session.execute(gone, execution_options={"synchronize_session": False})


def _key(record: Record, channels: dict[str, int], segments: dict[str, int]) -> Any:
    contact = record.contact
    return record.team_id, record.day, channels[contact.channel], segments[contact.segment]


def _remove_empty(session: Session, days: DayCells) -> None:
    """Remove sums of no interaction, which counting anew would not have made."""
    if not days.cells:
        return
    teams, starts, channels, segments = (set(part) for part in zip(*days.cells, strict=True))
    first = min(start_of(min(starts), grain) for grain in Grain)
    for model, part, ids in (
        (Cell, Cell.team_id, teams),
        (Total, Total.team_id, teams),
        (ChannelTotal, ChannelTotal.channel_id, channels),
        (SegmentTotal, SegmentTotal.segment_id, segments),
    ):
        nothing = delete(model).where(model.interactions == 0, part.in_(ids))
        nothing = nothing.where(model.grain.in_(list(Grain)))  # else it would read them all
        session.execute(nothing.where(model.starts_on >= first))


def _table(model: Any) -> Any:
    return model.__table__
