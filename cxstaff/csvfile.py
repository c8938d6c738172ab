"""CSV files as they really come: what they are written in, and one physical record at a time."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from flask import Response

from cxstaff.encodings import LONGEST_RECORD, detect, line_reader
from cxstaff.errors import Refused
from cxstaff.text import one_line, visible

DELIMITERS = (",", ";", "\t", "|")
MOST_COLUMNS = 1000
BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

TOO_LONG = "This line is too long to be one record. Is a quotation mark missing in it?"
BROKEN_QUOTES = "The quotation marks of this line do not match. Double those inside a text."
MIXED_ENCODING = "This line is written in other characters than the rest of the file. Check them."
NUL_INSIDE = "This line holds invisible zero characters. Remove them."
WRONG_WIDTH = "This line has %(value)s fields where the headings have another number."
BARE_RETURN = "This line holds a line break that is not inside quotation marks."


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written: its encoding, what parts its fields, and its headings.

    Records start at byte `starts_at`, on line `starts_on_line` (counted from 1).
    """

    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    starts_at: int
    starts_on_line: int


class Record(NamedTuple):
    """One record: its first line, the text as written, its fields, and the byte after it.

    `problem` is a sentence (with a place `%(value)s` for `value`) where it cannot be read; its
    `values` are then empty. `lines` is how many lines it takes up.
    """

    line: int
    raw: str
    values: list[str]
    end_offset: int
    problem: str | None = None
    value: str | None = None
    lines: int = 1


def examine(path: Path) -> Layout:
    """Find out how the file at `path` is written.

    Raises `Refused` with a sentence for people when it is not a CSV file with headings and at
    least one record.
    """
    encoding, begins_at = detect(path)
    line, offset, number = "", begins_at, 0
    with path.open("rb") as file:
        file.seek(begins_at)
        read = line_reader(file, encoding)
        while not line.strip():
            data, is_whole = read()
            if not data:
                raise Refused("The file is empty.")
            if not is_whole:
                raise Refused("The first line of the file is too long to be headings.")
            line, offset, number = data.decode(encoding), offset + len(data), number + 1
    delimiter, headings = _headings_in(line)
    layout = Layout(encoding, delimiter, headings, offset, number + 1)
    if next(records(path, layout), None) is None:
        raise Refused("The file has headings but no records below them.")
    return layout


def records(
    path: Path, layout: Layout, offset: int | None = None, line: int | None = None
) -> Iterator[Record]:
    """Give the records of a file one after the other, in memory that does not grow with it.

    To go on where an earlier reading ended, give the `end_offset` of its last record and the
    number of the line after it. Empty lines are passed over.
    """
    with path.open("rb") as file:
        file.seek(layout.starts_at if offset is None else offset)
        yield from _Records(file, layout, line or layout.starts_on_line)


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


def safe_cell(value: object) -> str:
    """Write a value so that no spreadsheet takes it for a formula (OWASP, CSV injection)."""
    if isinstance(value, int | float):
        return str(value)
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def plain_cell(text: str) -> str:
    """Undo what `safe_cell` did to a text."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def as_csv(rows: Iterator[Sequence[object]]) -> Iterator[str]:
    """Write rows as lines of a CSV file, one string each, safe to open in a spreadsheet."""
    line = _Line()
    writer = csv.writer(line)
    for row in rows:
        writer.writerow([safe_cell(value) for value in row])
        yield line.text


def download(lines: Iterable[str], name: str) -> Response:
    """Hand out lines of a CSV file under a name; the mark tells spreadsheets that it is UTF-8."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(chain([BYTE_ORDER_MARK], lines), mimetype="text/csv", headers=headers)


class _Line:
    """The last line that a csv.writer wrote."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


class _Records:
    """The records of an open file; what a broken quotation swallowed is read again by lines."""

    def __init__(self, file: BinaryIO, layout: Layout, line: int) -> None:
        self.read, self.encoding = line_reader(file, layout.encoding), layout.encoding
        self.delimiter, self.width = layout.delimiter, len(layout.headings)
        self.line, self.offset = line, file.tell()
        self.waiting: deque[tuple[bytes, bool]] = deque()

    def __iter__(self) -> Iterator[Record]:
        decode, delimiter, width = self.encoding, self.delimiter, self.width
        while True:
            data, is_whole = self.waiting.popleft() if self.waiting else self.read()
            if not data:
                return
            try:
                text = data.decode(decode)
            except UnicodeDecodeError:
                text = ""
            if is_whole and text and '"' not in text and "\0" not in text:
                content = text.rstrip("\r\n")
                self.offset += len(data)
                self.line += 1
                values = content.split(delimiter)
                if not (content.isascii() and content.isprintable()):
                    values = [visible(value) for value in values]
                if len(values) == width and content and "\r" not in content:
                    yield Record(self.line - 1, content, values, self.offset)
                elif content.strip():
                    yield self._misshapen(content, values)
            else:
                yield self._slowly(data, is_whole)

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


def _headings_in(line: str) -> tuple[str, tuple[str, ...]]:
    """Return the delimiter that parts the first line into most fields, and the headings."""
    best = max(DELIMITERS, key=lambda sign: len(_fields(line, sign)))
    names = tuple(
        one_line(name) or f"Column {place}" for place, name in enumerate(_fields(line, best), 1)
    )
    seen = set[str]()
    for name in names:
        if name.casefold() in seen:
            raise Refused("Two columns are called '%(name)s'. Give one another name.", name=name)
        seen.add(name.casefold())
    if len(names) > MOST_COLUMNS:
        raise Refused("The file has more than %(most)s columns.", most=MOST_COLUMNS)
    return best, names


def _fields(line: str, delimiter: str) -> list[str]:
    reader: Any = csv.reader([line.rstrip("\r\n")], delimiter=delimiter, strict=True)
    try:
        return next(reader, [])
    except csv.Error as error:
        raise Refused("The quotation marks of the first line do not match.") from error


csv.field_size_limit(LONGEST_RECORD)
