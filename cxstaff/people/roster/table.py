"""The lines of a roster file, read as one table: names the same way round, days in one order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

from cxstaff import tables
from cxstaff.errors import Refused
from cxstaff.people.roster.names import are_reversed, turned
from cxstaff.people.roster.reading import DAYS, Problem, Row, columns_of, read
from cxstaff.tables.dates import DateOrder, guess_order, read_date
from cxstaff.tables.nothing import is_nothing

MOST_ROWS = 200_000
MONTH_OR_DAY = (DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST)


class DatesInDoubt(Refused):
    """The days of a file can be read with the month first and with the day first."""

    def __init__(self, example: str) -> None:
        super().__init__("Say whether the day or the month comes first in %(day)s.", day=example)
        self.example = example


def rows_of(path: Path, order: DateOrder | None) -> tuple[list[Row], list[Problem]]:
    """Return what the lines of a roster file say, and what is wrong with others.

    Raises `Refused` when it is no table or has no column of names, and `DatesInDoubt` where days
    can be read in two ways and `order` does not say which.
    """
    layout = tables.examine(path)
    tables.check_encoding(path, layout.doubts)
    places = columns_of(layout.headings)
    if "name" not in places and not {"first_name", "last_name"} <= set(places):
        raise Refused("The file has no column called 'name'. Its first line has to name columns.")
    records = list(islice(tables.records(path, layout), MOST_ROWS + 1))
    if len(records) > MOST_ROWS:
        raise Refused("The file has more than %(most)s lines. Divide it.", most=MOST_ROWS)
    read_rows, problems = list[Row](), list[Problem]()
    lines = [(r.line, {c: r.values[p] for c, p in places.items()}) for r in records if r.values]
    _turn_names([words for _, words in lines])
    order = order or _order_of([words for _, words in lines])
    for record in records:
        if record.problem:
            values = {"value": record.value} if record.value else {}
            problems.append(Problem(record.line, "", record.problem, values))
    for line, words in lines:
        result = read(line, words, order)
        if isinstance(result, Row):
            read_rows.append(result)
        else:
            problems.extend(result)
    return read_rows, problems


def _turn_names(lines: Sequence[dict[str, str]]) -> None:
    """Write names as "First Last" where the file has them the other way round."""
    if are_reversed(words.get("name", "") for words in lines):
        for words in lines:
            words["name"] = turned(words.get("name", ""))


def _order_of(lines: Sequence[Mapping[str, str]]) -> DateOrder:
    """Return the order in which days are written; raises `DatesInDoubt` where it is open."""
    said = [words[column].strip() for words in lines for column in DAYS if column in words]
    days = [text for text in said if not is_nothing(text)]
    order = guess_order(days)
    if order is None and any(_is_open(text) for text in days):
        raise DatesInDoubt(next(text for text in days if _is_open(text)))
    return order or DateOrder.YEAR_FIRST


def _is_open(text: str) -> bool:
    """Say whether a day can be read with the month first and with the day first."""
    try:
        month_first, day_first = (read_date(text, order) for order in MONTH_OR_DAY)
    except ValueError:
        return False
    return month_first != day_first
