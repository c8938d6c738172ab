"""Records of a CSV file, many at once: what most of a file is like is read without a loop."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from cxstaff.text import N_, visible

WRONG_WIDTH = N_("This line has %(value)s fields where the headings have another number.")
_ODD = bytes({*range(32), 127} - {*b"\t\n\r"})
"""Bytes of ASCII that do not stay as they are in a field of one line."""

Origin = tuple[int, str, int]
"""The first line of a record, its text as written with the end of its line, the byte after it."""


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


@dataclass(slots=True)
class Block:
    """Records that follow each other, until byte `ends_at`; what comes then is on `next_line`.

    Of those that can be read there are the fields (`rows`) and the `origins`, in the same order.
    """

    ends_at: int
    next_line: int
    rows: list[list[str]] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    wrong: list[Record] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many records it holds."""
        return len(self.rows) + len(self.wrong)

    def record(self, place: int) -> Record:
        """Return one of those that can be read."""
        line, raw, end = self.origins[place]
        lines = raw.count("\n") + (not raw.endswith("\n"))
        return Record(line, raw.rstrip("\r\n"), self.rows[place], end, lines=lines)

    def records(self) -> Iterator[Record]:
        """Give all records in the order of the file."""
        place = 0
        for wrong in self.wrong:
            while place < len(self.rows) and self.origins[place][0] < wrong.line:
                yield self.record(place)
                place += 1
            yield wrong
        yield from map(self.record, range(place, len(self.rows)))

    def forget_fields(self) -> None:
        """Let go of the fields, most of its memory: records then come without them."""
        self.rows = [[]] * len(self.rows)

    def add(self, record: Record) -> None:
        """Add a record that was read alone."""
        self.ends_at, self.next_line = record.end_offset, record.line + record.lines
        if record.problem:
            self.wrong.append(record)
        else:
            self.rows.append(record.values)
            self.origins.append((record.line, record.raw, record.end_offset))

    def parse(self, data: bytes, text: str, delimiter: str, width: int, most: int) -> bool:
        """Add the records of whole lines, at most so many; False before one to be read alone.

        `text` is what `data` says. Empty lines are passed over.
        """
        lines = list(io.StringIO(text, newline="\n"))
        ends = list(accumulate(_sizes(data, lines), initial=self.ends_at))
        del lines[most:]
        rows, after = _parsed(lines, delimiter)
        done = after[-1] if after else 0
        before, raws = [0, *after], lines
        if done != len(rows):
            raws = ["".join(lines[i:j]) for i, j in zip(before, after, strict=False)]
        is_single = raws is lines and data.count(b"\r") == data.count(b"\r\n")
        if not (_is_plain(data) and (is_single or b"\r" not in data)):
            rows = _as_seen(rows, raws)
        starts = [self.next_line + place for place in before]
        origins = zip(starts, raws, [ends[place] for place in after], strict=False)
        if all(len(row) == width for row in rows):
            self.rows += rows
            self.origins += origins
        else:
            self._take_fitting(rows, list(origins), width)
        self.ends_at, self.next_line = ends[done], self.next_line + done
        return done == len(lines)

    def _take_fitting(
        self, rows: Sequence[list[str]], origins: Sequence[Origin], width: int
    ) -> None:
        for values, origin in zip(rows, origins, strict=True):
            line, raw, end = origin
            if len(values) == width:
                self.rows.append(values)
                self.origins.append(origin)
            elif raw.strip():
                found, lines = str(len(values)), max(1, raw.count("\n"))
                written = raw.rstrip("\r\n")
                self.wrong.append(Record(line, written, [], end, WRONG_WIDTH, found, lines))


def _parsed(lines: Sequence[str], delimiter: str) -> tuple[list[list[str]], list[int]]:
    """Return the fields of records and how many lines are gone after each, up to a broken one."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    rows, after = list[list[str]](), list[int]()
    try:
        for row in reader:
            rows.append(row)
            after.append(reader.line_num)
    except csv.Error:
        pass  # what is wrong with it is found out where it is read alone
    return rows, after


def _sizes(data: bytes, lines: Sequence[str]) -> Iterator[int]:
    """Give how many bytes each line takes up."""
    if data.isascii():
        return map(len, lines)
    return (len(line) + 1 for line in data.split(b"\n")[: len(lines)])


def _is_plain(data: bytes) -> bool:
    """Say whether all there is are signs that everybody sees."""
    return data.isascii() and len(data.translate(None, _ODD)) == len(data)


def _as_seen(rows: Sequence[list[str]], raws: Sequence[str]) -> list[list[str]]:
    """Take out of fields what nobody sees."""
    return [
        values
        if raw.isascii() and raw.rstrip("\r\n").isprintable()
        else [visible(value) for value in values]
        for values, raw in zip(rows, raws, strict=False)
    ]
