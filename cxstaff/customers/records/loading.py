"""Taking clean interactions in, many at once, so that rows and running sums never disagree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import chain, compress
from typing import Any

from sqlalchemy.orm import Session

from cxstaff import engine
from cxstaff.customers.models import ChangeCause
from cxstaff.customers.reading.contact import (
    Contact,
    Problem,
    Said,
    columns_of,
    problem,
    references_of,
)
from cxstaff.customers.reading.details import has_details, too_old, without_old_details
from cxstaff.customers.records import customers, history
from cxstaff.customers.records.counts import Loaded
from cxstaff.customers.records.handlers import FoundHandler, Roster
from cxstaff.customers.records.known import NOT_KNOWN, KnownRecord, is_news, known_called
from cxstaff.customers.records.merging import taken_of
from cxstaff.customers.records.rewriting import Rewritten, rewrite
from cxstaff.customers.records.taking_back import refuse_meanwhile
from cxstaff.customers.records.updating import (
    Update,
    becomes,
    becomes_by_saying,
    rows_by_column,
    update_of,
    write_news,
)
from cxstaff.customers.records.writing import Taken, write, write_columns
from cxstaff.db import db
from cxstaff.retention import queries as retention
from cxstaff.retention.models import RecordKind

NOTHING: frozenset[str] = frozenset()


def load(
    source: str,
    contacts: Sequence[Contact | Said],
    roster: Roster | None = None,
    run_id: int | None = None,
    *,
    now: datetime,
) -> Loaded:
    """Take interactions of one source in: rows, feedback and running sums, all or nothing.

    What newer news tell of a reference that is known changes the interaction, and what it was stays
    in its history, once for each import (`run_id`). An empty field changes nothing, neither does
    what is older than what is known, nor what contradicts a correction by hand. A handler nobody
    knows is refused, what stands for nobody may be left out, and what a customer said is refused
    where the interaction is not known. Details that are no longer kept of an interaction so old are
    left out. One caller at a time gets past this point of the database until it commits. Raises
    `Refused` when a column of names turns out to hold something else, and while an import is taken
    back.
    """
    session = db.session()
    engine.lock(session, "customers.load")
    refuse_meanwhile(session)
    first_kept = retention.first_kept(RecordKind.CUSTOMER_DETAILS, now=now)
    kept = without_old_details(contacts, first_kept)
    intake = _Intake(session, source, run_id, roster or Roster(), kept, first_kept)
    intake.take_all()
    intake.write(now)
    if kept is not contacts:
        intake.count_too_old(contacts)
    return intake.loaded


class _Intake:
    """Sorts contacts into new interactions, changes of known ones, and what tells nothing new."""

    def __init__(
        self,
        session: Session,
        source: str,
        run_id: int | None,
        roster: Roster,
        contacts: Sequence[Contact | Said],
        first_kept: datetime | None,
    ) -> None:
        self.session, self.source, self.run_id, self.roster = session, source, run_id, roster
        self.first_kept = first_kept
        self.contacts, self.loaded, self.left_out = contacts, Loaded(), set[int]()
        self.heard = dict[int, customers.Telling]()  # by answers of their own
        self.references = references_of(contacts)
        self.stored = known_called(session, source, self.references)
        self.rows = {name: row for row, name in enumerate(self.stored["reference"])}
        changed = history.those_changed(session, self.stored["id"])
        self.fixed = history.fixed_by_hand(session, changed) if changed else {}
        self.past = history.changes_by(session, run_id, changed) if run_id and changed else {}
        self.with_history = frozenset(changed)
        self.update: Update | None = None  # of what was decided by column
        self.known, self.current = dict[str, KnownRecord](), dict[str, KnownRecord]()
        self.new = dict[str, Taken]()

    def take_all(self) -> None:
        """Take contacts by column, and one after the other those of which that cannot be done."""
        rest = self._take_new(self._take_known(range(len(self.contacts))))
        rows = [self.rows.get(self.references[place], -1) for place in rest]
        records = self.stored.records([row for row in dict.fromkeys(rows) if row >= 0])
        self.known = {record.contact.reference: record for record in records}
        self.current = dict(self.known)
        for place in rest:
            one = self.contacts[place]
            self._hear(place, one) if isinstance(one, Said) else self._take(place, one)

    def _take_known(self, places: Sequence[int]) -> Sequence[int]:
        """Compare what is told of known interactions by column; return the other places."""
        if not self.rows:
            return places
        mine = frozenset() if self.run_id is None else frozenset({self.run_id})
        alone = self.fixed.keys() | self.past.keys()
        rows = rows_by_column(self.contacts, self.references, self.stored, self.rows, alone, mine)
        if not rows:
            return places
        told, stored = list(rows), list(rows.values())
        some = [self.contacts[place] for place in told]
        self.update = update_of(some, stored, self.stored, self.roster, self.first_kept)
        happened = self.update.was["happened_at"]
        for place, heard, at in zip(told, self.update.heard, happened, strict=False):
            self._note_heard(place, heard, at)
        refused = self.update.news.refused
        self.loaded.refused += [(told[n], found) for n, found in refused.items()]
        self.loaded.duplicates += len(told) - len(refused)
        return [place for place in places if place not in rows]

    def _take_new(self, places: Sequence[int]) -> Sequence[int]:
        """Take contacts of new references by column where each is told once; return the others.

        Most chunks of a file that was not here before are like that.
        """
        new = [n for n in places if self.references[n] not in self.rows] if self.rows else places
        columns = columns_of(self.contacts, new)
        if columns is None or len(set(columns["reference"])) < len(new):
            return places
        found = self.roster.find_all(columns["handler"], columns["day"], columns["team"])
        taken = [each.__class__ is tuple for each in found]
        if not all(taken):
            self._turn_away(new, found)
            columns = {name: tuple(compress(each, taken)) for name, each in columns.items()}
            found = list(compress(found, taken))
        self.loaded.accepted += len(found)
        if found:
            people, teams = zip(*found, strict=True)
            write_columns(self.session, self.source, columns, people, teams, self.run_id)
        return [place for place in places if self.references[place] in self.rows]

    def _turn_away(self, places: Sequence[int], found: Sequence[FoundHandler]) -> None:
        """Note which contacts are left out, and which are refused and why."""
        for place, each in zip(places, found, strict=True):
            if each is None:
                self.left_out.add(place)
            elif isinstance(each, Problem):
                self.loaded.refused.append((place, each))

    def _take(self, place: int, contact: Contact) -> None:
        if (known := self.current.get(contact.reference)) is not None:
            self._change_known(place, known, contact)
        elif (new := self.new.get(contact.reference)) is not None:
            self._change_new(place, new, contact)
        else:
            self._add(place, contact)

    def _add(self, place: int, contact: Contact) -> None:
        found = self.roster.find(contact.handler, contact.day, contact.team)
        if found is None:
            self.left_out.add(place)
        elif isinstance(found, Problem):
            self.loaded.refused.append((place, found))
        else:
            self.new[contact.reference] = Taken(contact, *found)
            self.loaded.accepted += 1

    def write(self, now: datetime) -> None:
        """Write what is new and what has changed, with its history."""
        if self.new:
            write(self.session, self.source, list(self.new.values()), self.run_id)
        changed = [
            Rewritten(was, self.current[reference])
            for reference, was in self.known.items()
            if self.current[reference] is not was
        ]
        rewrite(self.session, changed)
        if self.update is not None:
            self._write_update(self.update, now)
        self.loaded.refused.sort(key=lambda each: each[0])
        self.loaded.left_out = len(self.left_out)
        self._keep_customers()
        self._keep_history([pair for pair in changed if not self._is_mine(pair.was)], now)

    def _write_update(self, update: Update, now: datetime) -> None:
        """Write what was decided by column."""
        done = write_news(self.session, update, self.run_id, self.with_history, now=now)
        self.loaded.updated += done.updated
        self.loaded.duplicates -= done.updated
        self.loaded.turned_back += done.turned_back

    def count_too_old(self, as_told: Sequence[Contact | Said]) -> None:
        """Count contacts whose details were left out, among those that were taken."""
        both = enumerate(zip(as_told, self.contacts, strict=True))
        less = {place for place, (told, kept) in both if kept is not told}
        self.loaded.too_old += len(less - self._untold())

    def _untold(self) -> set[int]:
        """Return the places of contacts that were left out or refused."""
        return self.left_out.union(place for place, _ in self.loaded.refused)

    def _keep_customers(self) -> None:
        """Keep what is told of customers, but not of one whom the interaction does not name."""
        kept = {name: each.contact.customer for name, each in (self.current | self.new).items()}
        if self.update is not None:
            kept |= self.update.customers()
        untold, telling = self._untold(), list[customers.Telling]()
        for place, one in chain(customers.those_telling(self.contacts), self.heard.items()):
            is_named = kept.get(one.reference, one.customer) == one.customer
            telling += [one] * (is_named and place not in untold)
        customers.keep_customers(self.session, self.source, telling)

    def _change_known(self, place: int, known: KnownRecord, contact: Contact) -> None:
        changed = becomes(known, contact, self.fixed.get(known.id, NOTHING), self.roster)
        if isinstance(changed, Problem):
            self.loaded.refused.append((place, changed))
            return
        self._become(known, changed)

    def _hear(self, place: int, said: Said) -> None:
        """Take what a customer said of a known interaction."""
        known = self.current.get(said.reference)
        if known is None:
            self.loaded.refused.append((place, problem(NOT_KNOWN, "reference", said.reference)))
            return
        was = known.contact
        taken = taken_of(said, was.happened_at, was.customer, self.first_kept)
        self._note_heard(place, taken, was.happened_at)
        self._become(known, becomes_by_saying(known, taken, self.fixed.get(known.id, NOTHING)))

    def _note_heard(self, place: int, taken: Said, happened_at: datetime) -> None:
        """Note what tells of a customer, and count what is too old to be taken."""
        is_old = too_old(happened_at, self.first_kept) and has_details(self.contacts[place])
        self.loaded.too_old += is_old
        told = customers.told_of_customer(taken, taken.given_at or happened_at)
        if told:
            self.heard[place] = told

    def _become(self, known: KnownRecord, changed: KnownRecord) -> None:
        self.current[known.contact.reference] = changed
        if is_news(known, changed) and self._is_mine(known):
            self.loaded.updated += 1
        else:
            self.loaded.duplicates += 1  # those of earlier imports are counted with their history

    def _change_new(self, place: int, new: Taken, contact: Contact) -> None:
        known = KnownRecord(0, new.team_id, new.person_id, self.run_id, False, new.contact)
        changed = becomes(known, contact, self.fixed.get(known.id, NOTHING), self.roster)
        if isinstance(changed, Problem):
            self.loaded.refused.append((place, changed))
            return
        taken = Taken(changed.contact, changed.person_id, changed.team_id)
        self.new[contact.reference] = taken
        if is_news(known, changed):
            self.loaded.updated += 1
        else:
            self.loaded.duplicates += 1

    def _keep_history(self, changed: Sequence[Rewritten], now: datetime) -> None:
        """Keep what known interactions were before this import, in one change for each."""
        begun, grown, ended, news = list[Any](), list[Any](), list[int](), 0
        for was, is_now in changed:
            past = self.past.get(was.id)
            first = history.as_before(was, past.before) if past else was
            before = history.before(first, is_now)
            news += history.is_news(before) - bool(past and history.is_news(past.before))
            if past and before:
                grown.append((past.id, before))
            elif past:
                ended.append(past.id)
            elif before:
                begun.append((was.id, before))
        history.keep(self.session, begun, ChangeCause.UPDATED, now=now, run_id=self.run_id)
        history.keep_instead(self.session, grown)
        history.forget(self.session, ended)
        told = {key: before for key, before in begun if history.is_news(before)}
        self.loaded.turned_back += history.turned_back(
            self.session, [pair.now for pair in changed], told
        )
        self.loaded.updated += news
        self.loaded.duplicates -= news

    def _is_mine(self, record: KnownRecord) -> bool:
        return self.run_id is not None and record.run_id == self.run_id
