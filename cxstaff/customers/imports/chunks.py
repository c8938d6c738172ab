"""A file in chunks: clean contacts beside the records they come from, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cxstaff import tables
from cxstaff.customers.reading.contact import Contact, Contacts, Found, Problem, Said, problem
from cxstaff.customers.reading.reader import Reader
from cxstaff.customers.reading.unread import Unread
from cxstaff.errors import Refused
from cxstaff.tables import Block, Layout, Record
from cxstaff.text import N_
from cxstaff.work.leases import Pace

MOST_BYTES = 16_000_000
FILE_CHANGED = N_(
    "The file changed while it was read. Import it again: what is known already comes in once."
)


@dataclass(slots=True)
class Chunk:
    """Some records that follow each other, from byte `begins_at` until byte `ends_at`.

    `places` tell where in the block each of `contacts` is from. `left_out` counts records that do
    not count, `unread` the optional values that were left empty.
    """

    begins_at: int
    ends_at: int
    next_line: int
    block: Block
    contacts: Sequence[Contact | Said] = ()
    places: Sequence[int] = ()
    problems: list[tuple[Record, Problem]] = field(default_factory=list)
    left_out: int = 0
    unread: Unread = field(default_factory=Unread)

    @property
    def records(self) -> int:
        """Return how many records it holds."""
        return len(self.contacts) + len(self.problems) + self.left_out

    def origin(self, place: int) -> Record:
        """Return the record that one of `contacts` is from, without its fields."""
        return self.block.record(self.places[place])


def chunks_of(
    path: Path,
    layout: Layout,
    reader: Reader,
    offset: int | None = None,
    line: int | None = None,
    pace: Pace | None = None,
) -> Iterator[Chunk]:
    """Give the records of a file in chunks that fit in memory, from `offset` (on `line`) on.

    Raises `Refused` before it gives anything of a file that changed since it was opened.
    """
    pace, state = pace or Pace(), _state_of(path)
    with tables.opened(path, layout, offset, line) as table:
        begins_at = table.offset
        while block := table.take(pace.records, MOST_BYTES):
            _check_unchanged(path, state)
            yield _chunk(begins_at, block, reader)
            begins_at = block.ends_at
            del block  # before the next one comes
        _check_unchanged(path, state)


def contact_of(record: Record, reader: Reader) -> Found:
    """Read one record, or say what is wrong with it; None where it does not count."""
    if record.problem:
        return problem(record.problem, None, record.value)
    return reader.read(record.values)


def _state_of(path: Path) -> tuple[int, int, int]:
    """Return what is another one when a file is written to, cut off, or replaced."""
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _check_unchanged(path: Path, state: tuple[int, int, int]) -> None:
    try:
        is_same = _state_of(path) == state
    except FileNotFoundError:
        is_same = False
    if not is_same:
        raise Refused(FILE_CHANGED)


def _chunk(begins_at: int, block: Block, reader: Reader) -> Chunk:
    chunk = _read(begins_at, block, reader)
    block.forget_fields()  # another chunk may be read before this one is in
    return chunk


def _read(begins_at: int, block: Block, reader: Reader) -> Chunk:
    chunk = Chunk(begins_at, block.ends_at, block.next_line, block)
    chunk.problems = [(each, problem(each.problem or "", None, each.value)) for each in block.wrong]
    read = reader.read_all(block.rows)
    chunk.unread = reader.take_unread()
    if isinstance(read, Contacts):
        chunk.contacts, chunk.places = read, range(len(read))
        return chunk
    contacts, places = list[Contact | Said](), list[int]()
    for place, found in enumerate(read):
        if found is None:
            chunk.left_out += 1
        elif isinstance(found, Problem):
            chunk.problems.append((block.record(place), found))
        else:
            contacts.append(found)
            places.append(place)
    chunk.contacts, chunk.places = contacts, places
    return chunk
