"""The records of a CSV file as they really come, one physical record at a time."""

from __future__ import annotations

import csv
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cxstaff.tables.blocks import WRONG_WIDTH, Block, Record
from cxstaff.tables.encodings import LONGEST_RECORD, line_reader
from cxstaff.tables.layout import Layout
from cxstaff.text import N_, visible

TOO_LONG = N_("This line is too long to be one record. Is a quotation mark missing in it?")
BROKEN_QUOTES = N_("The quotation marks of this line do not match. Double those inside a text.")
MIXED_ENCODING = N_(
    "This line is written in other characters than the rest of the file. Check them."
)
NUL_INSIDE = N_("This line holds invisible zero characters. Remove them.")
STRETCH = 131_072
"""How many bytes are read at once; where something is odd in them, the rest is read by lines."""

AT_ONCE = 500
BARE_RETURN = N_("This line holds a line break that is not inside quotation marks.")


def records(
    path: Path, layout: Layout, offset: int | None = None, line: int | None = None
) -> Iterator[Record]:
    """Give the records of a file one after the other, in memory that does not grow with it.

    To go on where an earlier reading ended, give the `end_offset` of its last record and the
    number of the line after it. Empty lines are passed over.
    """
    with opened(path, layout, offset, line) as table:
        while block := table.take(AT_ONCE):
            yield from block.records()


@contextmanager
def opened(
    path: Path, layout: Layout, offset: int | None = None, line: int | None = None
) -> Iterator[OpenTable]:
    """Open a file to take its records many at once, from `offset` (on `line`) on."""
    with path.open("rb") as file:
        file.seek(layout.starts_at if offset is None else offset)
        yield OpenTable(file, layout, line or layout.starts_on_line)


def parse(text: str, layout: Layout) -> Record:
    """Read one record from text that somebody corrected by hand."""
    try:
        rows = list(csv.reader([text], delimiter=layout.delimiter, strict=True))
    except csv.Error:
        return Record(1, text, [], 0, BROKEN_QUOTES)
    values = rows[0] if rows else []
    if len(values) != len(layout.headings):
        return Record(1, text, [], 0, WRONG_WIDTH, str(len(values)))
    return Record(1, text, [visible(value) for value in values], 0)


class OpenTable:
    """The records of an open file; what a broken quotation swallowed is read again by lines."""

    def __init__(self, file: BinaryIO, layout: Layout, line: int) -> None:
        self.file, self.encoding, self.stretch = file, layout.encoding, STRETCH
        self.ends_at = sys.maxsize if layout.ends_at is None else layout.ends_at
        self.read = line_reader(file, layout.encoding)
        self.delimiter, self.width = layout.delimiter, len(layout.headings)
        self.line, self.offset = line, file.tell()
        self.waiting: deque[tuple[bytes, bool]] = deque()
        self.alone_until = sys.maxsize if layout.encoding.startswith("utf-16") else 0

    def take(self, most: int, most_bytes: int = sys.maxsize) -> Block:
        """Return the next records, at most so many, and none once there are so many bytes.

        Whole stretches of the file are read at once; what is odd in them is read line by line.
        """
        block = Block(self.offset, self.line)
        stop_at = min(self.offset + most_bytes, self.ends_at)
        while len(block) < most and self.offset < stop_at:
            if self.waiting or self.offset < self.alone_until or not self._many(block, most):
                record = self._one()
                if record is None or record.end_offset > self.ends_at:
                    break
                block.add(record)
        return block

    def _many(self, block: Block, most: int) -> bool:
        """Add the records of a stretch; False before one that has to be read alone."""
        self.file.seek(self.offset)
        data = self.file.read(self.stretch)
        data = data[: self.ends_at - self.offset]
        data = data[: data.rfind(b"\n") + 1]
        begins_at = self.offset
        try:
            text = "" if b"\0" in data else data.decode(self.encoding)
        except UnicodeDecodeError:
            text = ""
        is_done = bool(text) and block.parse(
            data, text, self.delimiter, self.width, most - len(block)
        )
        if text:
            self.offset, self.line = block.ends_at, block.next_line
        if not is_done:
            self.file.seek(self.offset)
            self.alone_until = begins_at + len(data)
        return is_done

    def _one(self) -> Record | None:
        """Read the next record alone; None where there is no more."""
        while True:
            data, is_whole = self.waiting.popleft() if self.waiting else self.read()
            if not data:
                return None
            try:
                text = data.decode(self.encoding)
            except UnicodeDecodeError:
                text = ""
            if not is_whole or not text or '"' in text or "\0" in text:
                return self._slowly(data, is_whole)
            content = text.rstrip("\r\n")
            self.offset += len(data)
            self.line += 1
            values = [visible(value) for value in content.split(self.delimiter)]
            if len(values) == self.width and content and "\r" not in content:
                return Record(self.line - 1, content, values, self.offset)
            if content.strip():
                return self._misshapen(content, values)

    def _misshapen(self, content: str, values: list[str]) -> Record:
        problem = BARE_RETURN if "\r" in content else WRONG_WIDTH
        return Record(self.line - 1, content, [], self.offset, problem, str(len(values)))

    def _slowly(self, data: bytes, is_whole: bool) -> Record:
        """Read a record that holds quotation marks, or something that is wrong."""
        if not is_whole:
            return self._too_long(data)
        taken = [data]
        problem = self._flaw_of(data)
        values: list[str] = []
        if problem is None:
            try:
                values = next(csv.reader(self._texts(taken), delimiter=self.delimiter, strict=True))
            except (csv.Error, _Broken):
                problem = BROKEN_QUOTES
        if problem is not None:
            self.waiting.extendleft((line, True) for line in reversed(taken[1:]))
            taken = taken[:1]
        return self._record(taken, values, problem)

    def _texts(self, taken: list[bytes]) -> Iterator[str]:
        """Give the lines of one record to the parser, noting them in `taken`."""
        yield taken[0].decode(self.encoding)
        size = len(taken[0])
        while True:
            data, is_whole = self.waiting.popleft() if self.waiting else self.read()
            if not data:
                return
            size += len(data)
            if not is_whole or size > LONGEST_RECORD or self._flaw_of(data):
                self.waiting.appendleft((data, is_whole))
                raise _Broken
            taken.append(data)
            yield data.decode(self.encoding)

    def _flaw_of(self, data: bytes) -> str | None:
        try:
            text = data.decode(self.encoding)
        except UnicodeDecodeError:
            return MIXED_ENCODING
        return NUL_INSIDE if "\0" in text else None

    def _record(self, taken: list[bytes], values: list[str], problem: str | None) -> Record:
        written, first = b"".join(taken), self.line
        self.offset += len(written)
        self.line += len(taken)
        raw = self._shown(written).rstrip("\r\n")
        if problem is None and len(values) != self.width:
            problem, found = WRONG_WIDTH, str(len(values))
        else:
            found = ""
        kept = [] if problem else [visible(value) for value in values]
        return Record(first, raw, kept, self.offset, problem, found or None, len(taken))

    def _too_long(self, data: bytes) -> Record:
        """Pass over the rest of a line that does not end, keeping its beginning."""
        size, is_whole, part = len(data), False, data
        while part and not is_whole:
            part, is_whole = self.read()
            size += len(part)
        self.offset += size
        self.line += 1
        return Record(self.line - 1, self._shown(data)[:2000] + "…", [], self.offset, TOO_LONG)

    def _shown(self, data: bytes) -> str:
        """Write bytes for a person's eyes, whatever they are."""
        try:
            text = data.decode(self.encoding)
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
        return text.replace("\0", "␀")


class _Broken(Exception):
    """A quotation that was opened does not end within the length of a record."""


csv.field_size_limit(LONGEST_RECORD)
