"""A file in chunks: clean contacts beside the records they come from, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from cxstaff import tables
from cxstaff.customers.reading.contact import Contact, Found, Problem, Said, problem
from cxstaff.customers.reading.reader import Reader
from cxstaff.customers.reading.unread import Unread
from cxstaff.tables import Layout, Record

MOST_RECORDS = 20_000
MOST_BYTES = 16_000_000
FIRST_RECORDS, FEWEST_RECORDS = 2_000, 100
AIM_SECONDS = 0.4
"""How long a chunk may keep others from writing: SQLite has one writer at a time."""


class Pace:
    """How many records the next chunk holds, going by how long the last ones took."""

    def __init__(self, most: int = MOST_RECORDS) -> None:
        self.most = most
        self.records = min(FIRST_RECORDS, most)

    def took(self, seconds: float, records: int) -> None:
        """Learn from a chunk of so many records; the next is at most twice as large."""
        fitting = int(records * AIM_SECONDS / max(seconds, 1e-3))
        self.records = min(self.most, 2 * self.records, max(FEWEST_RECORDS, fitting))


@dataclass(slots=True)
class Chunk:
    """Some records that follow each other, from byte `begins_at` until byte `ends_at`.

    `origins` stand beside `contacts`. `left_out` counts records that do not count, `unread` the
    optional values that were left empty.
    """

    begins_at: int
    ends_at: int
    next_line: int
    contacts: list[Contact | Said] = field(default_factory=list)
    origins: list[Record] = field(default_factory=list)
    problems: list[tuple[Record, Problem]] = field(default_factory=list)
    left_out: int = 0
    unread: Unread = field(default_factory=Unread)

    @property
    def records(self) -> int:
        """Return how many records it holds."""
        return len(self.contacts) + len(self.problems) + self.left_out


def chunks_of(
    path: Path,
    layout: Layout,
    reader: Reader,
    offset: int | None = None,
    line: int | None = None,
    pace: Pace | None = None,
) -> Iterator[Chunk]:
    """Give the records of a file in chunks that fit in memory, from `offset` (on `line`) on."""
    pace = pace or Pace()
    records = tables.records(path, layout, offset, line)
    begins_at, next_line = offset or layout.starts_at, line or layout.starts_on_line
    while True:
        chunk = Chunk(begins_at, begins_at, next_line)
        for record in islice(records, pace.records):
            _add(chunk, record, reader)
            if chunk.ends_at - begins_at > MOST_BYTES:
                break
        if not chunk.records:
            return
        chunk.unread = reader.take_unread()
        yield chunk
        begins_at, next_line = chunk.ends_at, chunk.next_line


def contact_of(record: Record, reader: Reader) -> Found:
    """Read one record, or say what is wrong with it; None where it does not count."""
    if record.problem:
        return problem(record.problem, None, record.value)
    return reader.read(record.values)


def _add(chunk: Chunk, record: Record, reader: Reader) -> None:
    found = contact_of(record, reader)
    chunk.ends_at, chunk.next_line = record.end_offset, record.line + record.lines
    if found is None:
        chunk.left_out += 1
        return
    if isinstance(found, Problem):
        chunk.problems.append((record, found))
        return
    chunk.contacts.append(found)
    chunk.origins.append(record)
