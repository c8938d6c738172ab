"""Newer news of known interactions: decided of one, or of many a column after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from cxstaff.customers.models import ChangeCause
from cxstaff.customers.reading.contact import Contact, Problem, Said
from cxstaff.customers.records import history
from cxstaff.customers.records.handlers import FoundHandler, Roster
from cxstaff.customers.records.known import KnownInteractions, KnownRecord
from cxstaff.customers.records.merging import (
    AS_KEPT,
    EMPTY,
    TOLD,
    as_stored,
    is_stale,
    moved_to,
    newer,
    newer_values,
    taken_of,
    with_values,
)
from cxstaff.customers.records.rewriting import Version, rewrite_columns
from cxstaff.customers.records.terms import Columns


@dataclass(frozen=True, slots=True)
class News:
    """What is told of known interactions: new values by name and place, and what is refused.

    Places are those in the columns that were compared.
    """

    changes: dict[str, dict[int, Any]] = field(default_factory=dict)
    refused: dict[int, Problem] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Update:
    """Known interactions as they are in the database, by column, and what is told of them."""

    was: Version
    news: News
    heard: Sequence[Said] = ()
    """What is taken of what customers said; nothing where contacts were told."""

    def customers(self) -> dict[str, str | None]:
        """Return whom they name now, by their references."""
        after = Version(self.was, range(len(self.was.places)), self.news.changes)
        return dict(zip(self.was["reference"], after["customer"], strict=True))


@dataclass(frozen=True, slots=True)
class Updated:
    """How many interactions news have changed, and how many are what they were before."""

    updated: int
    turned_back: int


def becomes(
    known: KnownRecord, contact: Contact, fixed: Set[str], roster: Roster
) -> KnownRecord | Problem:
    """Return what a known interaction becomes by what is told: itself where nothing changes.

    `fixed` names the parts that somebody decided by hand.
    """
    if is_stale(known.contact.changed_at, contact.changed_at):
        return known
    told = newer_values(known.contact, contact)
    values = {name: value for name, value in told.items() if name not in fixed}
    moved = _moved(known, contact, values.get("day"), roster)
    if isinstance(moved, Problem):
        return moved
    if contact.changed_at is not None:
        values["changed_at"] = contact.changed_at
    if moved is not None and not fixed & {"handler", "team"}:
        known = replace(known, person_id=moved[0], team_id=moved[1])
    return replace(known, contact=with_values(known.contact, values)) if values else known


def becomes_by_saying(known: KnownRecord, said: Said, fixed: Set[str]) -> KnownRecord:
    """Return what a known interaction becomes by what a customer said of it (see `taken_of`)."""
    told = {name: value for name, value in said._asdict().items() if value is not None}
    news = newer_values(known.contact, known.contact._replace(**told))
    values = {name: value for name, value in news.items() if name not in fixed}
    return replace(known, contact=with_values(known.contact, values))


def rows_by_column(
    contacts: Sequence[Contact | Said],
    references: Sequence[str],
    stored: KnownInteractions,
    rows: Mapping[str, int],
    alone: Collection[int],
    mine: Collection[int],
) -> dict[int, int]:
    """Return the places of contacts that can be decided by column, each with its row in `stored`.

    All others are decided one by one: of a reference that is told several times, at another moment
    than is known, that is left out, of which somebody or this import has changed something (the
    ids in `alone`), or that this import brought (the runs in `mine`).
    """
    kinds = {contact.__class__ for contact in contacts}
    if len(kinds) > 1:
        return {}
    numbers = zip(stored["id"], stored["run_id"], stored["is_left_out"], strict=True)
    odd = {
        n for n, (key, run, is_out) in enumerate(numbers) if is_out or key in alone or run in mine
    }
    if len(set(references)) < len(references):
        often = Counter(references)
        odd |= {row for name, row in rows.items() if often[name] > 1}
    told = enumerate(map(rows.get, references))
    found = {place: row for place, row in told if row is not None and row not in odd}
    if Contact in kinds:
        happened = stored["happened_at"]
        return {n: row for n, row in found.items() if contacts[n].happened_at == happened[row]}  # type: ignore[union-attr]
    return found


def update_of(
    contacts: Sequence[Contact | Said],
    rows: Sequence[int],
    stored: KnownInteractions,
    roster: Roster,
    first_kept: datetime | None,
) -> Update:
    """Compare what contacts tell with what is known of them, in these rows of `stored`.

    Customers and what they wrote are left out of interactions from before `first_kept`.
    """
    was = Version(stored, rows, {})
    heard = [
        taken_of(one, happened_at, customer, first_kept)
        for one, happened_at, customer in zip(
            contacts, was["happened_at"], was["customer"], strict=True
        )
        if isinstance(one, Said)
    ]
    told: Sequence[Contact | Said] = heard or contacts
    columns = dict(zip(told[0]._fields, zip(*told, strict=True), strict=True))
    return Update(was, news_of(columns, was, roster), heard)


def news_of(told: Columns, was: Columns, roster: Roster) -> News:
    """Compare what is told of known interactions with what is known, in the same order.

    The same is decided as for each of them alone, about which nobody decided anything by hand and
    whose moment is told as it is known. `told` need not have a column for everything.
    """
    news, stale = News(), _stale(told, was)
    if "handler" in told:
        _find_moves(news, told, was, roster, stale)
    closed = stale | news.refused.keys()
    for name in (*TOLD, "changed_at"):
        if name in told and not _says_nothing(told[name]):
            new = newer(told[name], was[name])
            if closed:
                new = {place: value for place, value in new.items() if place not in closed}
            news.changes[name] = new
    return news


def write_news(
    session: Session,
    update: Update,
    run_id: int | None,
    with_history: Collection[int],
    *,
    now: datetime,
) -> Updated:
    """Write what news change, and keep what the interactions were before.

    `with_history` are the ids of interactions that were changed before.
    """
    was, changes = update.was, update.news.changes
    rewrite_columns(session, was, changes)
    befores, ids = _befores(was, changes), was["id"]
    begun = [(ids[place], befores[place]) for place in sorted(befores)]
    history.keep(session, begun, ChangeCause.UPDATED, now=now, run_id=run_id)
    told = [place for place, before in befores.items() if history.is_news(before)]
    again = [place for place in told if ids[place] in with_history]
    return Updated(len(told), _turned_back(session, ids, again, changes) if again else 0)


def _stale(told: Columns, was: Columns) -> set[int]:
    """Return the places of what the other system wrote before what is known."""
    if "changed_at" not in told or _says_nothing(told["changed_at"]):
        return set()
    both = enumerate(zip(told["changed_at"], was["changed_at"], strict=True))
    return {place for place, (new, old) in both if is_stale(old, new)}


def _find_moves(
    news: News, told: Columns, was: Columns, roster: Roster, stale: Collection[int]
) -> None:
    """Note who handled it and for which team, where that is told otherwise than known."""
    people, teams = was["handler"], was["team"]
    handlers = [new or old or "" for new, old in zip(told["handler"], people, strict=True)]
    found = roster.find_all(handlers, was["day"], told["team"])
    handler, team = news.changes.setdefault("handler", {}), news.changes.setdefault("team", {})
    for place, moved in enumerate(map(moved_to, found, people, teams)):
        if moved is None or not handlers[place] or place in stale:
            continue
        if isinstance(moved, Problem):
            news.refused[place] = moved
            continue
        if moved[0] is not None:
            handler[place] = moved[0]
        if moved[1] != teams[place]:
            team[place] = moved[1]


def _says_nothing(column: Sequence[Any]) -> bool:
    return column[0] in EMPTY and column.count(column[0]) == len(column)


def _befores(was: Columns, changes: Mapping[str, Mapping[int, Any]]) -> dict[int, dict[str, Any]]:
    """Return what interactions were where they are something else now, as a history keeps it."""
    befores = dict[int, dict[str, Any]]()
    for name in AS_KEPT:
        new = changes.get(name)
        if new:
            column = was[name]
            for place in new:
                befores.setdefault(place, {})[name] = as_stored(column[place])
    return befores


def _turned_back(
    session: Session,
    ids: Sequence[int],
    places: Sequence[int],
    changes: Mapping[str, Mapping[int, Any]],
) -> int:
    """Return how many would be again what a history says they were before a change."""
    pasts = history.pasts_of(session, [ids[place] for place in places])
    found = 0
    for place in places:
        parts = {
            name: as_stored(new[place])
            for name, new in changes.items()
            if place in new and name != "changed_at"
        }
        found += history.is_among(parts, pasts.get(ids[place], ()))
    return found


def _moved(
    known: KnownRecord, contact: Contact, new_day: date | None, roster: Roster
) -> FoundHandler:
    """Return who handled it and for which team, where that is told otherwise than known."""
    handler = contact.handler or known.person_id
    if not handler:
        return None
    found = roster.find(handler, new_day or known.day, contact.team)
    is_other_day = new_day is not None
    return moved_to(found, known.person_id, known.team_id, is_other_day=is_other_day)
