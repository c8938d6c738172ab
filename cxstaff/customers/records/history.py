"""The history of interactions: what they were before an import, or somebody, changed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, cast, delete, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from cxstaff import engine
from cxstaff.customers.models import Change, ChangeCause, Feedback, Interaction
from cxstaff.customers.records.known import PLACE, KnownRecord
from cxstaff.customers.records.merging import as_stored, difference, from_stored, with_values
from cxstaff.customers.records.writing import SAID

BY_HAND = (
    ChangeCause.CORRECTED,
    ChangeCause.MOVED,
    ChangeCause.LEFT_OUT,
    ChangeCause.COUNTED_AGAIN,
)
"""Causes of changes that somebody made, which no import turns back."""
COLUMNS = ("interaction_id", "changed_at", "cause", "run_id", "by_id", "reason", "before")


@dataclass(frozen=True, slots=True)
class Past:
    """A change that is known: its id, and what the interaction was before."""

    id: int
    before: Mapping[str, Any]


class HistoryEntry(NamedTuple):
    """One change in the history of an interaction: by which import, if that is still listed."""

    id: int
    run_id: int | None
    is_by_import: bool
    before: Mapping[str, Any]


def those_changed(session: Session, ids: Sequence[int]) -> list[int]:
    """Return which of some interactions were changed before."""
    query = select(Change.interaction_id).where(engine.among(session, Change.interaction_id, ids))
    return list(session.scalars(query.distinct())) if ids else []


def fixed_by_hand(session: Session, ids: Sequence[int]) -> dict[int, set[str]]:
    """Return what somebody decided by hand about interactions, by id: imports leave it alone."""
    query = select(Change.interaction_id, Change.before).where(
        engine.among(session, Change.interaction_id, ids), Change.cause.in_(BY_HAND)
    )
    found = dict[int, set[str]]()
    for number, before in session.execute(query):
        found.setdefault(number, set()).update(before)
    return found


def changes_by(session: Session, run_id: int, ids: Sequence[int]) -> dict[int, Past]:
    """Return what an import has changed of some interactions so far, by their id.

    What somebody else has changed since is left out: a history stands in order of its ids.
    """
    later = aliased(Change)
    is_last = ~exists().where(later.interaction_id == Change.interaction_id, later.id > Change.id)
    query = select(Change.interaction_id, Change.id, Change.before).where(
        Change.run_id == run_id, engine.among(session, Change.interaction_id, ids), is_last
    )
    return {number: Past(key, before) for number, key, before in session.execute(query)}


def unanswered(session: Session, source: str, references: Sequence[str]) -> set[str]:
    """Return those references of whose interactions nothing is known that a customer said."""
    if not references:
        return set()
    said = exists().where(Feedback.interaction_id == Interaction.id)
    query = select(Interaction.reference).where(
        Interaction.source == source,
        engine.among(session, Interaction.reference, references),
        ~said,
    )
    return set(session.scalars(query))


def answers_of(
    session: Session, source: str, references: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Return what customers said of known interactions, by reference, then by name."""
    if not references:
        return {}
    columns = [getattr(Feedback, name) for name in SAID]
    query = select(Interaction.reference, *columns).join(Feedback)
    query = query.where(
        Interaction.source == source, engine.among(session, Interaction.reference, references)
    )
    return {
        reference: dict(zip(SAID, told, strict=True)) for reference, *told in session.execute(query)
    }


def told_after(session: Session, source: str, references: Sequence[str], run_id: int) -> set[str]:
    """Return those references that an import after `run_id` brought in or changed."""
    if not references:
        return set()
    changed = exists().where(Change.interaction_id == Interaction.id, Change.run_id > run_id)
    query = select(Interaction.reference).where(
        Interaction.source == source,
        engine.among(session, Interaction.reference, references),
        or_(Interaction.run_id > run_id, changed),
    )
    return set(session.scalars(query))


def pasts_of(session: Session, ids: Sequence[int]) -> dict[int, list[Mapping[str, Any]]]:
    """Return what interactions were before each of their changes, by id; of many none has any."""
    found = dict[int, list[Mapping[str, Any]]]()
    if not ids:
        return found
    query = select(Change.interaction_id, Change.before)
    for number, past in session.execute(
        query.where(engine.among(session, Change.interaction_id, ids))
    ):
        found.setdefault(number, []).append(past)
    return found


def entries_of(session: Session, ids: Sequence[int]) -> dict[int, list[HistoryEntry]]:
    """Return the histories of interactions, oldest change first, by id."""
    query = select(Change.interaction_id, Change.id, Change.run_id, Change.cause, Change.before)
    query = query.where(engine.among(session, Change.interaction_id, ids)).order_by(Change.id)
    found = dict[int, list[HistoryEntry]]()
    for number, key, run_id, cause, past in session.execute(query):
        found.setdefault(number, []).append(
            HistoryEntry(key, run_id, cause == ChangeCause.UPDATED, past)
        )
    return found


def is_news(past: Mapping[str, Any]) -> bool:
    """Say whether more was changed than when the other system last changed the record."""
    return bool(past.keys() - {"changed_at"})


def is_again(now: KnownRecord, changed: Iterable[str], pasts: Iterable[Mapping[str, Any]]) -> bool:
    """Say whether every changed part of an interaction is what it was before one past change."""
    return is_among({name: part(now, name) for name in changed if name != "changed_at"}, pasts)


def is_among(parts: Mapping[str, Any], pasts: Iterable[Mapping[str, Any]]) -> bool:
    """Say whether all these parts of an interaction stand in one of its pasts."""
    return any(
        all(name in past and past[name] == value for name, value in parts.items()) for past in pasts
    )


def turned_back(
    session: Session, records: Iterable[KnownRecord], begun: Mapping[int, Mapping[str, Any]]
) -> int:
    """Return how many interactions are again what a history says they were before a change.

    `begun` holds what they were until now, by their ids.
    """
    pasts = pasts_of(session, list(begun))
    return sum(
        is_again(one, begun[one.id], pasts[one.id])
        for one in records
        if one.id in pasts and one.id in begun
    )


def part(record: KnownRecord, name: str) -> Any:
    """Return what an interaction tells under a name, as a history keeps it."""
    if name in PLACE:
        return getattr(record, PLACE[name])
    return as_stored(getattr(record.contact, name))


def before(was: KnownRecord, now: KnownRecord) -> dict[str, Any]:
    """Return what an interaction was where it is something else now, as a history keeps it."""
    places = {
        name: getattr(was, part)
        for name, part in PLACE.items()
        if getattr(was, part) != getattr(now, part)
    }
    return difference(was.contact, now.contact) | places


def as_before(now: KnownRecord, past: Mapping[str, Any]) -> KnownRecord:
    """Return an interaction as it was before a change."""
    told = {name: from_stored(name, value) for name, value in past.items() if name not in PLACE}
    places = {PLACE[name]: value for name, value in past.items() if name in PLACE}
    return replace(now, contact=with_values(now.contact, told), **places)


def keep(
    session: Session,
    befores: Iterable[tuple[int, Mapping[str, Any]]],
    cause: ChangeCause,
    *,
    now: datetime,
    run_id: int | None = None,
    by_id: int | None = None,
    reason: str | None = None,
) -> None:
    """Keep what interactions were before, each with its id, under one cause."""
    rows = [(key, now, cause, run_id, by_id, reason, dict(past)) for key, past in befores]
    engine.insert_rows(session, engine.table_of(Change), COLUMNS, rows)


def keep_instead(session: Session, befores: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
    """Give changes that are known, by their id, another former state."""
    rows = [(key, dict(past)) for key, past in befores]
    engine.update_rows(session, engine.table_of(Change), ("before",), rows)


def forget_values(session: Session, ids: Sequence[int]) -> None:
    """Forget what interactions were before, by their id, and why somebody changed them.

    Which parts somebody decided by hand stays known, so that no import changes these.
    """
    theirs = engine.among(session, Change.interaction_id, ids)
    by_hand = select(Change.id, Change.before).where(theirs, Change.cause.in_(BY_HAND))
    names = [(key, dict.fromkeys(past)) for key, past in session.execute(by_hand)]
    nothing = update(Change).where(theirs).values(before={}, reason=None)
    session.execute(nothing, execution_options={"synchronize_session": False})
    keep_instead(session, names)


def still_tells() -> ColumnElement[bool]:
    """Say in a query of a change that it is not forgotten yet.

    What is by hand has a reason for as long, and keeps the names of its parts.
    """
    has_values = Change.cause.not_in(BY_HAND) & (cast(Change.before, String) != "{}")
    return Change.reason.is_not(None) | has_values


def forget(session: Session, ids: Sequence[int]) -> None:
    """Remove changes, by their id."""
    if ids:
        session.execute(delete(Change).where(engine.among(session, Change.id, ids)))
