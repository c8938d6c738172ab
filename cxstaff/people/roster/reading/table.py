"""A roster file as one table: its headings, its rows, and what its lines say by a mapping."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from cxstaff import tables
from cxstaff.errors import Refused
from cxstaff.people.roster.reading.line import LineProblem, LineReading, RosterLine, read
from cxstaff.people.roster.reading.mapping import Leaving, RosterMapping
from cxstaff.people.roster.reading.names import are_reversed, turned
from cxstaff.tables import Layout, Record
from cxstaff.tables.headings import are_repeated
from cxstaff.tables.times.dates import DateOrder

MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class RosterTable:
    """The records of a roster file below their headings."""

    layout: Layout
    records: Sequence[Record]

    @property
    def headings(self) -> tuple[str, ...]:
        """Return what the columns are called."""
        return self.layout.headings

    @property
    def rows(self) -> list[list[str]]:
        """Return the records that can be read."""
        return [record.values for record in self.records if record.values]


def opened(path: Path) -> RosterTable:
    """Read the records of a roster file, but for empty ones and for headings that stand again.

    Raises `Refused` when it is no table, or too long.
    """
    layout = tables.examine(path)
    tables.check_encoding(path, layout.doubts)
    told = (each for each in tables.records(path, layout) if _tells(each, layout.headings))
    records = list(islice(told, MOST_ROWS + 1))
    if len(records) > MOST_ROWS:
        raise Refused("The file has more than %(most)s lines. Divide it.", most=MOST_ROWS)
    return RosterTable(layout, records)


def _tells(record: Record, headings: Sequence[str]) -> bool:
    """Say whether a record is more than blanks, or the headings once more as reports print them."""
    if record.problem or not record.values:
        return True
    is_blank = not any(map(str.strip, record.values))
    return not is_blank and not are_repeated(headings, record.values)


def rows_of(table: RosterTable, how: RosterMapping) -> tuple[list[RosterLine], list[LineProblem]]:
    """Return what the lines of a roster say, and what is wrong with others.

    Raises `Refused` where the mapping leaves open how they are to be read.
    """
    how.check(table.headings, table.rows)
    return lines_of(table, how, table.records)


def lines_of(
    table: RosterTable, how: RosterMapping, records: Iterable[Record]
) -> tuple[list[RosterLine], list[LineProblem]]:
    """Return what some records of a roster say, and what is wrong with others."""
    rows, problems = list[RosterLine](), list[LineProblem]()
    places = {key: table.headings.index(heading) for key, heading in how.columns.items()}
    is_reversed = _is_reversed(table, places)
    order, leaving = how.order or DateOrder.YEAR_FIRST, how.leaving or Leaving.FIRST_DAY_GONE
    reading = LineReading(order, leaving, how.words)
    for record in records:
        if record.problem:
            values = {"value": record.value} if record.value else {}
            problems.append(LineProblem(record.line, "", record.problem, values))
        if not record.values:
            continue
        words = {key: record.values[place] for key, place in places.items()}
        if is_reversed:
            words["name"] = turned(words["name"])
        result = read(record.line, words, reading)
        if isinstance(result, RosterLine):
            rows.append(result)
        else:
            problems.extend(result)
    return rows, problems


def _is_reversed(table: RosterTable, places: dict[str, int]) -> bool:
    """Say whether names stand as "Last, First"."""
    if "name" not in places:
        return False
    return are_reversed(row[places["name"]] for row in table.rows)
