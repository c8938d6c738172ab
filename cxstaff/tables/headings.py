"""Headings in the first lines of a file: what parts them, which line they are, what they mean."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cxstaff.errors import Refused
from cxstaff.tables.layout import DELIMITERS
from cxstaff.text import one_line, says_something

MOST_COLUMNS = 1000
MOST_TITLE_ROWS = 30
LONGEST_QUOTATION = 60
"""Over how many lines a heading or a field of the sample may go."""

FILLED = 0.6
"""Which part of the headings has to say something; lines with less are titles above them."""

_SEPARATOR_LINE = re.compile(r'^"?sep=(.)"?$', re.IGNORECASE)
_KINDS = frozenset({"response", "open-ended response"})
_QUESTION = re.compile(r"Q(?:ID)?\d+(?:[._]\w+)*", re.IGNORECASE)
_QUALTRICS = '{"ImportId"'


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One row of the sample: its fields, and the lines it takes up, the first counted from 0.

    A line whose quotation marks do not match has none.
    """

    values: tuple[str, ...]
    first: int
    last: int
    is_broken: bool = False

    @property
    def filled(self) -> int:
        """Return how many of its fields say something."""
        return sum(1 for value in self.values if value.strip())


@dataclass(frozen=True, slots=True)
class Headings:
    """What the first lines of a file say of its columns.

    `ends_on` is the last line of the sample (counted from 0) that belongs to them; `left_out` are
    the lines before that which are no headings.
    """

    delimiter: str
    names: tuple[str, ...]
    ends_on: int
    left_out: tuple[str, ...] = ()
    zone: str | None = None


def find(lines: Sequence[str]) -> Headings:
    """Find the headings in the first lines of a file.

    Of the signs that part a line into at least two pieces, the delimiter is the one with which
    most of the records below have as many pieces as the headings; the headings are the first line
    that is filled like those below it. Raises `Refused` where no line can be headings.
    """
    start = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    separator = _SEPARATOR_LINE.match(lines[start].strip()) if start < len(lines) else None
    signs: Sequence[str] = [separator[1]] if separator else DELIMITERS
    begins = start + 1 if separator else start
    tried = [(_candidate(lines, begins, sign), sign) for sign in signs]
    found = [(rows, sign) for rows, sign in tried if rows]
    if not found:
        return _single_column(lines, begins, signs[0])
    rows, delimiter = max(found, key=lambda each: _rank(each[0]))
    return _headings(lines, rows, delimiter)


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """Return names that can be told apart: nameless columns and repeated names are numbered."""
    taken, found = set[str](), list[str]()
    for place, name in enumerate(names, 1):
        plain = one_line(name) or f"Column {place}"
        numbered, number = plain, 1
        while numbered.casefold() in taken:
            number += 1
            numbered = f"{plain} ({number})"
        taken.add(numbered.casefold())
        found.append(numbered)
    return tuple(found)


def are_repeated(headings: Sequence[str], values: Sequence[str]) -> bool:
    """Say whether a record is the headings once more, as reports print them on every page."""
    return values[0].strip() == headings[0] and unique(values) == tuple(headings)


def _headings(lines: Sequence[str], rows: Sequence[SampleRow], delimiter: str) -> Headings:
    """Return the headings in `rows[0]`, and pass over further rows that explain them."""
    if len(rows[0].values) > MOST_COLUMNS:
        raise Refused("The file has more than %(most)s columns.", most=MOST_COLUMNS)
    top, ends_on, zone = rows[0], rows[0].last, None
    names = top.values
    for place, row in enumerate(rows[1:3], 1):
        if _explains(row):
            ends_on, zone = row.last, _zone_in(row.values)
            names = _told(top, rows[1]) if place == 2 else names
    around = [*lines[: top.first], *lines[top.last + 1 : ends_on + 1]]
    left_out = tuple(one_line(line) for line in around if says_something(line))
    return Headings(delimiter, unique(names), ends_on, left_out, zone)


def _told(top: SampleRow, texts: SampleRow) -> tuple[str, ...]:
    """Return headings with the text of each question whose heading is its number alone.

    Qualtrics exports Q2 above "How likely are you to recommend us?".
    """
    if len(top.values) != len(texts.values):
        return top.values
    return tuple(
        f"{text} ({name})" if _QUESTION.fullmatch(name.strip()) and one_line(text) != name else name
        for name, text in zip(top.values, texts.values, strict=True)
    )


def _explains(row: SampleRow) -> bool:
    """Say whether a row below the headings says of what kind each column is, as surveys do."""
    said = [value.strip() for value in row.values if value.strip()]
    kinds = all(value.casefold() in _KINDS for value in said)
    return kinds or all(value.startswith(_QUALTRICS) for value in said)


def _single_column(lines: Sequence[str], begins: int, delimiter: str) -> Headings:
    """Take the first line that says something for the one heading of a file."""
    rows = [row for row in _rows(lines, begins, delimiter) if row.filled or row.is_broken]
    if rows and not rows[0].is_broken:
        return _headings(lines, rows[:1], delimiter)
    if rows:
        raise Refused("The quotation marks of the first line do not match.")
    raise Refused("The file is empty.")


def _candidate(lines: Sequence[str], begins: int, delimiter: str) -> list[SampleRow]:
    """Return the rows from the headings on, as this delimiter would have it; none if it cannot."""
    rows = list(_rows(lines, begins, delimiter))
    for place, row in enumerate(rows[:MOST_TITLE_ROWS]):
        if row.is_broken:
            break
        below = [each.filled for each in rows[place + 1 :] if len(each.values) == len(row.values)]
        if row.filled >= max(2, FILLED * max(below, default=0)):
            return [each for each in rows[place:] if each.filled]
    return []


def _rank(rows: Sequence[SampleRow]) -> tuple[float, int]:
    """Return how well the rows fit the first of them: the share as wide as it, and its width."""
    width = len(rows[0].values)
    fitting = sum(1 for row in rows[1:] if len(row.values) == width)
    return fitting / max(1, len(rows) - 1), width


def _rows(lines: Sequence[str], begins: int, delimiter: str) -> Iterator[SampleRow]:
    """Part lines into rows."""
    at = begins
    while at < len(lines):
        part = csv.reader(lines[at : at + LONGEST_QUOTATION], delimiter=delimiter, strict=True)
        try:
            values = next(part)
        except csv.Error:
            yield SampleRow((), at, at, is_broken=True)
            at += 1
            continue
        yield SampleRow(tuple(values), at, at + part.line_num - 1)
        at += part.line_num


def _zone_in(values: Sequence[str]) -> str | None:
    """Return the time zone that a row of Qualtrics' column descriptions names, if any."""
    for value in values:
        try:
            zone = json.loads(value).get("timeZone")
        except (ValueError, AttributeError):
            continue
        if isinstance(zone, str):
            return zone
    return None
