"""Known interactions changed, many at once: rows, feedback and running sums together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete
from sqlalchemy.orm import Session

from cxstaff import engine
from cxstaff.customers.models import (
    Cell,
    Change,
    ChannelTotal,
    Feedback,
    Grain,
    Interaction,
    SegmentTotal,
    Total,
)
from cxstaff.customers.records.known import PLACE, KnownRecord
from cxstaff.customers.records.sums import DayCells, start_of
from cxstaff.customers.records.terms import SUMMED, Columns, terms_between
from cxstaff.customers.records.writing import (
    NAMED,
    SAID,
    SAID_OF_IT,
    add_to_sums,
    feedback_columns,
    ids_of,
)

Ids = Mapping[str, Mapping[str, int]]
"""The ids of channels, segments, reasons and circumstances, by their names."""


class Rewritten(NamedTuple):
    """An interaction as it stands in the database, and as it shall stand there."""

    was: KnownRecord
    now: KnownRecord


Changes = Mapping[str, Mapping[int, Any]]
"""New values of many interactions, by the names of a history, then by place."""

OF_INTERACTION = {
    "customer": "customer",
    "team": "team_id",
    "handler": "handler_id",
    **{name: f"{name}_id" for name in NAMED},
    "is_left_out": "is_left_out",
    **dict(zip(SAID_OF_IT, SAID_OF_IT, strict=True)),
}
"""What the parts of an interaction are called in its table."""

OF_CELL = ("team", "day", "channel", "segment")
WHOSE_SUMS = (*OF_CELL, "is_left_out")


class Version(dict[str, Sequence[Any]]):
    """The interactions at some places, by column, with what changes of them."""

    def __init__(self, columns: Columns, places: Sequence[int], changes: Changes) -> None:
        super().__init__()
        self.columns, self.places, self.changes = columns, places, changes

    def __missing__(self, name: str) -> Sequence[Any]:
        """Put a column together, once."""
        was, changed = self.columns[name], self.changes.get(name)
        if changed:
            column = [changed[n] if n in changed else was[n] for n in self.places]
        else:
            column = [was[n] for n in self.places]
        self[name] = column
        return column


def rewrite(session: Session, changed: Sequence[Rewritten]) -> None:
    """Write known interactions anew, with what they add to the running sums.

    Raises `Refused` when a column of names turns out to hold something else.
    """
    was, now = (_columns([pair[n] for pair in changed]) for n in (0, 1))
    changes = {
        name: {
            n: new
            for n, (old, new) in enumerate(zip(was[name], now[name], strict=True))
            if new != old
        }
        for name in (*OF_INTERACTION, *SAID)
    }
    rewrite_columns(session, was, changes)


def rewrite_columns(session: Session, was: Columns, changes: Changes) -> None:
    """Write what changes of known interactions, with what they add to the running sums.

    `was` holds them as they are in the database, by column. Raises `Refused` when a column of
    names turns out to hold something else.
    """
    changes = {name: new for name, new in changes.items() if new}
    if not changes:
        return
    ids = {
        name: ids_of(session, kind, set(changes.get(name, {}).values()))
        for name, kind in NAMED.items()
    }
    _update(session, was, changes, ids)
    _put_feedback(session, was, changes)
    days = _difference(was, changes, ids)
    add_to_sums(session, days)
    _remove_empty(session, days)


def _columns(records: Sequence[KnownRecord]) -> dict[str, Sequence[Any]]:
    """Return records by column, under the names of a history."""
    found: dict[str, Sequence[Any]] = {
        name: [getattr(record, part) for record in records]
        for name, part in (*PLACE.items(), ("id", "id"))
    }
    told = (*OF_INTERACTION, *SAID)
    return found | {
        name: [getattr(record.contact, name) for record in records]
        for name in told
        if name not in PLACE
    }


def _update(session: Session, was: Columns, changes: Changes, ids: Ids) -> None:
    """Write what changes of the interactions themselves."""
    names = [name for name in OF_INTERACTION if name in changes]
    now = Version(was, _places(changes, names), changes)
    columns = {"id": now["id"]}
    for name in names:
        numbers = ids.get(name)
        column = now[name]
        columns[OF_INTERACTION[name]] = [numbers[each] for each in column] if numbers else column
    engine.update_columns(session, _table(Interaction), columns)


def _put_feedback(session: Session, was: Columns, changes: Changes) -> None:
    """Write what changes of what customers said; where they say nothing any more, nothing stays."""
    now = Version(was, _places(changes, SAID), changes)
    if not now.places:
        return
    said = feedback_columns({name: now[name] for name in SAID})
    columns = {"interaction_id": now["id"], **said}
    engine.put_columns(session, _table(Feedback), ("interaction_id",), columns)
    told = zip(*(said[name] for name in SAID[1:]), strict=True)
    nothing = (None,) * len(SAID[1:])
    unsaid = [key for key, each in zip(now["id"], told, strict=True) if each == nothing]
    _delete(session, Feedback.interaction_id, unsaid)


def _difference(was: Columns, changes: Changes, ids: Ids) -> DayCells:
    """Return what has to be added to the sums, so that they hold what has changed."""
    days, moved = DayCells(), _places(changes, WHOSE_SUMS)
    if moved:
        for version, put in (
            (Version(was, moved, {}), days.take_all),
            (Version(was, moved, changes), days.add_all),
        ):
            counted = [n for n, is_out in enumerate(version["is_left_out"]) if not is_out]
            some = Version(version, counted, {})
            put(_keys(some, ids), some)
    is_moved, is_out = set(moved), was["is_left_out"]
    stayed = [n for n in _places(changes, SUMMED) if n not in is_moved and not is_out[n]]
    if stayed:
        before, after = Version(was, stayed, {}), Version(was, stayed, changes)
        days.add_terms(_keys(before, ids), terms_between(before, after, changes.keys()))
    return days


def _places(changes: Changes, names: Iterable[str]) -> list[int]:
    """Return the places at which one of some parts changes, in order."""
    told = [changes[name].keys() for name in names if name in changes]
    if len(told) == 1:
        return sorted(told[0])
    return sorted(set[int]().union(*told))


def _keys(columns: Columns, ids: Ids) -> list[Sequence[Any]]:
    return [
        [ids[name][each] for each in columns[name]] if name in ids else columns[name]
        for name in OF_CELL
    ]


def remove(session: Session, records: Sequence[KnownRecord]) -> None:
    """Remove interactions with their feedback and history, and what they add to the sums."""
    ids = {name: ids_of(session, NAMED[name], set()) for name in ("channel", "segment")}
    columns = _columns([record for record in records if not record.is_left_out])
    days = DayCells()
    days.take_all(_keys(columns, ids), columns)
    numbers = [record.id for record in records]
    for column in (Feedback.interaction_id, Change.interaction_id, Interaction.id):
        _delete(session, column, numbers)
    add_to_sums(session, days)
    _remove_empty(session, days)


def _delete(session: Session, column: Any, ids: Sequence[int]) -> None:
    """Remove the rows of which a column holds one of some numbers."""
    if ids:
        gone = delete(column.class_).where(engine.among(session, column, ids))
        session.execute(gone, execution_options={"synchronize_session": False})


def _remove_empty(session: Session, days: DayCells) -> None:
    """Remove sums of no interaction, which counting anew would not have made."""
    shrunk = days.shrunk()
    if not shrunk:
        return
    teams, starts, channels, segments = (set(part) for part in zip(*shrunk, strict=True))
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
