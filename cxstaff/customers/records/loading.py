"""Taking clean interactions in, many at once, so that rows and running sums never disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, datetime
from itertools import compress
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxstaff import engine
from cxstaff.customers.imports.handlers import Found, Roster
from cxstaff.customers.models import Cause, Interaction
from cxstaff.customers.reading.contact import Contact, Problem, Said, given_after, problem
from cxstaff.customers.reading.details import too_old, without_old_details
from cxstaff.customers.records import history
from cxstaff.customers.records.counts import Loaded
from cxstaff.customers.records.customers import keep_customers
from cxstaff.customers.records.known import Record, is_news, records_called
from cxstaff.customers.records.merging import is_stale, newer_values, with_values
from cxstaff.customers.records.rewriting import Rewritten, rewrite
from cxstaff.customers.records.taking_back import refuse_meanwhile
from cxstaff.customers.records.writing import Taken, write, write_columns
from cxstaff.db import db
from cxstaff.retention import queries as retention
from cxstaff.retention.models import Kind

NOT_KNOWN = "No interaction called '%(value)s' is known, of which this could be said."
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
    first_kept = retention.first_kept(Kind.CUSTOMER_DETAILS, now=now)
    kept = without_old_details(contacts, first_kept)
    intake = _Intake(session, source, run_id, roster or Roster(), kept, first_kept)
    if not intake.take_new(kept):
        for place, contact in enumerate(kept):
            intake.take(place, contact)
    intake.write(now)
    intake.count_too_old(
        {id(new) for was, new in zip(contacts, kept, strict=True) if new is not was}
    )
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
        self.loaded = Loaded()
        self.telling = list[Contact]()
        self.new = dict[str, Taken]()
        self.known = self._known([contact.reference for contact in contacts])
        self.current = dict(self.known)
        ids = [record.id for record in self.known.values()]
        self.fixed = history.fixed_by_hand(session, ids) if ids else {}
        is_import = run_id is not None and bool(ids)
        self.past = history.changes_by(session, run_id or 0, ids) if is_import else {}

    def take_new(self, contacts: Sequence[Contact | Said]) -> bool:
        """Take all contacts by column where each is of a new reference; False where they are not.

        Most chunks of a file that was not here before are like that.
        """
        new = [contact for contact in contacts if isinstance(contact, Contact)]
        if self.known or len(new) < len(contacts) or not new:
            return False
        columns = dict(zip(Contact._fields, zip(*new, strict=True), strict=True))
        if len(set(columns["reference"])) < len(new):
            return False
        found = self.roster.find_all(columns["handler"], columns["day"], columns["team"])
        taken = [each.__class__ is tuple for each in found]
        if not all(taken):
            self._turn_away(found)
            columns = {name: tuple(compress(each, taken)) for name, each in columns.items()}
            new = list(compress(new, taken))
            found = list(compress(found, taken))
        self.telling, self.loaded.accepted = new, len(new)
        if new:
            people, teams = zip(*found, strict=True)
            write_columns(self.session, self.source, columns, people, teams, self.run_id)
        return True

    def _turn_away(self, found: Sequence[Found]) -> None:
        """Note which contacts are left out, and which are refused and why."""
        self.loaded.left_out = found.count(None)
        self.loaded.refused = [
            (n, each) for n, each in enumerate(found) if isinstance(each, Problem)
        ]

    def take(self, place: int, contact: Contact | Said) -> None:
        """Take one contact, or note why not."""
        if isinstance(contact, Said):
            self._hear(place, contact)
            return
        refused, left_out = len(self.loaded.refused), self.loaded.left_out
        self._take(place, contact)
        if (len(self.loaded.refused), self.loaded.left_out) == (refused, left_out):
            self.telling.append(contact)

    def _take(self, place: int, contact: Contact) -> None:
        known, new = self.current.get(contact.reference), self.new.get(contact.reference)
        if known is not None:
            self._change_known(place, known, contact)
        elif new is not None:
            self._change_new(place, new, contact)
        else:
            self._add(place, contact)

    def _add(self, place: int, contact: Contact) -> None:
        found = self.roster.find(contact.handler, contact.day, contact.team)
        if found is None:
            self.loaded.left_out += 1
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
        keep_customers(self.session, self.source, filter(self._is_named, self.telling))
        self._keep_history([pair for pair in changed if not self._is_mine(pair.was)], now)

    def count_too_old(self, without_details: Set[int]) -> None:
        """Count those that were taken among contacts whose details were left out, by their id."""
        if without_details:
            self.loaded.too_old += sum(id(one) in without_details for one in self.telling)

    def _is_named(self, contact: Contact) -> bool:
        """Say whether the interaction names the customer it tells of: not one who was erased."""
        known, new = self.current.get(contact.reference), self.new.get(contact.reference)
        kept = known or new
        return kept is None or kept.contact.customer == contact.customer

    def _change_known(self, place: int, known: Record, contact: Contact) -> None:
        changed = self._changed(known, contact)
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
        given_at = given_after(said.given_at, known.contact.happened_at)
        heard = said._replace(given_at=given_at if said.says_something else None)._asdict()
        heard = {name: value for name, value in heard.items() if value is not None}
        if too_old(known.contact.happened_at, self.first_kept):
            self.loaded.too_old += heard.pop("remark", None) is not None
        fixed = self.fixed.get(known.id, NOTHING)
        news = newer_values(known.contact, known.contact._replace(**heard))
        values = {name: value for name, value in news.items() if name not in fixed}
        self._become(known, replace(known, contact=with_values(known.contact, values)))

    def _become(self, known: Record, changed: Record) -> None:
        self.current[known.contact.reference] = changed
        if is_news(known, changed) and self._is_mine(known):
            self.loaded.updated += 1
        else:
            self.loaded.duplicates += 1  # those of earlier imports are counted with their history

    def _change_new(self, place: int, new: Taken, contact: Contact) -> None:
        known = Record(0, new.team_id, new.person_id, self.run_id, False, new.contact)
        changed = self._changed(known, contact)
        if isinstance(changed, Problem):
            self.loaded.refused.append((place, changed))
            return
        taken = Taken(changed.contact, changed.person_id, changed.team_id)
        self.new[contact.reference] = taken
        if is_news(known, changed):
            self.loaded.updated += 1
        else:
            self.loaded.duplicates += 1

    def _changed(self, known: Record, contact: Contact) -> Record | Problem:
        """Return what a known interaction becomes by what is told: itself where nothing changes."""
        if is_stale(known.contact, contact):
            return known
        fixed = self.fixed.get(known.id, NOTHING)
        told = newer_values(known.contact, contact)
        values = {name: value for name, value in told.items() if name not in fixed}
        moved = self._moved(known, contact, values.get("day"))
        if isinstance(moved, Problem):
            return moved
        if contact.changed_at is not None:
            values["changed_at"] = contact.changed_at
        if moved is not None and not fixed & {"handler", "team"}:
            known = replace(known, person_id=moved[0], team_id=moved[1])
        return replace(known, contact=with_values(known.contact, values)) if values else known

    def _moved(
        self, known: Record, contact: Contact, new_day: date | None
    ) -> tuple[int | None, int] | Problem | None:
        """Return who handled it and for which team, where that is told otherwise than known.

        Of the same person on the same day the team stays, whatever the roster says meanwhile; so it
        does where nobody is named any more, or what is left out when it is new.
        """
        handler = contact.handler or known.person_id
        if not handler:
            return None
        found = self.roster.find(handler, new_day or known.day, contact.team)
        if found is None or isinstance(found, Problem):
            return found
        person_id, team_id = found
        if person_id is None:
            was_nobodys = known.person_id is None
            return found if was_nobodys and team_id != known.team_id else None
        return None if person_id == known.person_id and new_day is None else found

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
        history.keep(self.session, begun, Cause.UPDATED, now=now, run_id=self.run_id)
        history.keep_instead(self.session, grown)
        history.forget(self.session, ended)
        told = {key: before for key, before in begun if history.is_news(before)}
        self.loaded.turned_back += self._count_turned_back(changed, told)
        self.loaded.updated += news
        self.loaded.duplicates -= news

    def _count_turned_back(
        self, changed: Sequence[Rewritten], begun: Mapping[int, Mapping[str, Any]]
    ) -> int:
        """Return how many would be again what a history says they were before a change."""
        pasts = history.pasts_of(self.session, list(begun))
        return sum(
            history.is_again(pair.now, begun[pair.was.id], pasts[pair.was.id])
            for pair in changed
            if pair.was.id in pasts and pair.was.id in begun
        )

    def _known(self, references: Sequence[str]) -> dict[str, Record]:
        held = engine.among(self.session, Interaction.reference, references)
        query = select(Interaction.reference).where(Interaction.source == self.source, held)
        known = self.session.scalars(query).all()
        return records_called(self.session, self.source, known) if known else {}

    def _is_mine(self, record: Record) -> bool:
        return self.run_id is not None and record.run_id == self.run_id
