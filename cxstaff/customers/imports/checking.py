"""What an import would do, tried record by record while nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter

from cxstaff.customers.imports.chunks import Chunk, chunks_of
from cxstaff.customers.imports.waiting import waiting_for
from cxstaff.customers.reading.contact import Tally
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.reader import Reader
from cxstaff.customers.reading.unread import Unread
from cxstaff.customers.records import loading
from cxstaff.customers.records.handlers import Roster
from cxstaff.db import db
from cxstaff.people import queries as people
from cxstaff.tables import Layout
from cxstaff.work.leases import Pace

MOST_AT_ONCE = 20_000
"""Records that are tried while somebody waits for a page; a command tries the whole file."""


@dataclass(slots=True)
class Trial:
    """Counts what would become of records, while nothing is kept.

    `awaited` counts ratings held back for them, which would join them.
    """

    source: str
    roster: Roster
    records: int = 0
    accepted: int = 0
    updated: int = 0
    turned_back: int = 0
    duplicates: int = 0
    left_out: int = 0
    too_old: int = 0
    awaited: int = 0
    problems: dict[str, Tally] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    unread: Unread = field(default_factory=Unread)

    @property
    def quarantined(self) -> int:
        """Return how many records would be held back."""
        return sum(tally.records for tally in self.problems.values())

    def add(self, chunk: Chunk, *, now: datetime) -> None:
        """Count a chunk; references are remembered by their hash, to need little memory."""
        new = [c for c in chunk.contacts if hash(c.reference) not in self.seen]
        loaded = loading.load(self.source, new, self.roster, now=now)
        refused = {place for place, _ in loaded.refused}
        self.awaited += sum(map(len, waiting_for(self.source, new).values()))
        self.seen.update(hash(c.reference) for n, c in enumerate(new) if n not in refused)
        self.records += chunk.records
        self.unread.add(chunk.unread)
        self.accepted += loaded.accepted
        self.updated += loaded.updated
        self.turned_back += loaded.turned_back
        self.too_old += loaded.too_old
        self.left_out += loaded.left_out + chunk.left_out
        self.duplicates += loaded.duplicates + len(chunk.contacts) - len(new)
        for _, found in [*chunk.problems, *loaded.refused]:
            self.problems.setdefault(found.sentence, Tally(found, 0)).records += 1


def tries(
    path: Path, layout: Layout, how: Mapping, *, now: datetime
) -> Iterator[tuple[Trial, int]]:
    """Try a file chunk by chunk; give the counts so far, and until which byte they go.

    Whatever the session holds is rolled back after each chunk.
    """
    reader = Reader(how, layout.headings, people.get_company().zone, now)
    tried, pace = Trial(how.source, Roster(how.several)), Pace()
    for chunk in chunks_of(path, layout, reader, pace=pace):
        began = perf_counter()
        tried.add(chunk, now=now)
        db.session.rollback()
        pace.took(perf_counter() - began, chunk.records)
        yield tried, chunk.ends_at


def first_tries(path: Path, layout: Layout, how: Mapping, *, now: datetime) -> Trial:
    """Try the first records of a file, at least `MOST_AT_ONCE` of them where there are so many."""
    tried = Trial(how.source, Roster(how.several))
    for tried, _ in tries(path, layout, how, now=now):
        if tried.records >= MOST_AT_ONCE:
            break
    return tried
