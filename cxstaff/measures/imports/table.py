"""A file of readings as one table: its columns by their headings, and what its lines say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from cxstaff import tables
from cxstaff.errors import Refused
from cxstaff.periods import MONTHS, Frequency, period_of
from cxstaff.tables.headings import are_repeated
from cxstaff.tables.numbers import Decimal, guess_decimal, read_number
from cxstaff.tables.times.dates import DateOrder, guess_order, read_date
from cxstaff.text import N_

MOST_LINES = 100_000
HEADINGS: Mapping[str, frozenset[str]] = {
    "measure": frozenset("measure kpi metric kennzahl messgröße".split()),
    "team": frozenset("team department group unit abteilung gruppe".split()),
    "period": frozenset(
        "period date day week month quarter from since starts_on zeitraum datum tag woche monat"
        " quartal".split()
    ),
    "value": frozenset("value reading number result wert ergebnis zahl".split()),
    "cases": frozenset("cases n count of anzahl fälle".split()),
}
"""What columns are called, in any case."""
NEEDED = ("team", "period", "value")
NO_COLUMN = N_("No column is called %(names)s. Name the columns as the example does.")
NO_NUMBER = N_("“%(value)s” is no number. Write one, such as 4.5.")
NO_CASES = N_("“%(value)s” is no number of cases. Write a whole number, such as 120.")
NO_PERIOD = N_(
    "“%(value)s” is no period. Write a day such as 2026-03-09, or 2026-W11, 2026-03, 2026-Q1."
)
EMPTY = N_("Fill this in.")
OPEN_DAYS = N_(
    "Days such as %(value)s can be read in two ways. Write them as 2026-03-09, with the year first."
)
OPEN_NUMBERS = N_(
    "Numbers such as %(value)s can be read in two ways. Leave out what parts thousands."
)

_WEEK = re.compile(r"(\d{4})[- ]?[WwKk]{1,2}\.? ?(\d{1,2})$")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})$")
_QUARTER = re.compile(r"(?:(\d{4})[- ]?[Qq]([1-4])|[Qq]([1-4])[ /-](\d{4}))$")


@dataclass(frozen=True, slots=True)
class ReadingProblem:
    """What is wrong with a line: in which column, and a sentence with what fills its places."""

    line: int
    column: str
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileLine:
    """What a line says; `day` is any day of the period, `whole` its frequency where it names one.

    `measure` is empty where the file has no column for it.
    """

    number: int
    measure: str
    team: str
    day: date
    whole: Frequency | None
    value: float
    cases: int | None


def read(path: Path) -> tuple[list[FileLine], list[ReadingProblem]]:
    """Read a file of readings; returns what its lines say, and what is wrong with others.

    Raises `Refused` when it is no table, too long, lacks a column, or leaves open how it is read.
    """
    layout = tables.examine(path)
    tables.check_encoding(path, layout.doubts)
    every = tables.records(path, layout)
    records = list(islice((r for r in every if _tells(r, layout.headings)), MOST_LINES + 1))
    if len(records) > MOST_LINES:
        raise Refused("The file has more than %(most)s lines. Divide it.", most=MOST_LINES)
    places = _places(layout.headings)
    rows = [record.values for record in records if record.values]
    order, decimal = _order(rows, places["period"]), _decimal(rows, places["value"])
    lines, problems = list[FileLine](), list[ReadingProblem]()
    for record in records:
        if record.problem:
            values = {"value": record.value} if record.value else {}
            problems.append(ReadingProblem(record.line, "", record.problem, values))
            continue
        words = {key: record.values[place].strip() for key, place in places.items()}
        found = _line(record.line, words, order, decimal)
        if isinstance(found, FileLine):
            lines.append(found)
        else:
            problems.extend(found)
    return lines, problems


def _tells(record: tables.Record, headings: Sequence[str]) -> bool:
    """Say whether a record is more than blanks, or the headings once more."""
    if record.problem or not record.values:
        return True
    return any(map(str.strip, record.values)) and not are_repeated(headings, record.values)


def _places(headings: Sequence[str]) -> dict[str, int]:
    names = [heading.strip().casefold().replace(" ", "_") for heading in headings]
    found = {
        key: next(place for place, name in enumerate(names) if name in words)
        for key, words in HEADINGS.items()
        if words.intersection(names)
    }
    missing = [key for key in NEEDED if key not in found]
    if missing:
        raise Refused(NO_COLUMN, names=", ".join(missing))
    return found


def _order(rows: Sequence[Sequence[str]], place: int) -> DateOrder:
    texts = [row[place] for row in rows if row[place].strip()]
    plain = [text for text in texts if not _named(text)]
    order = guess_order(plain) if plain else DateOrder.YEAR_FIRST
    if order is None and any(re.match(r"\s*\d", text) for text in plain):
        raise Refused(OPEN_DAYS, value=plain[0])
    return order or DateOrder.YEAR_FIRST


def _decimal(rows: Sequence[Sequence[str]], place: int) -> Decimal:
    texts = [_bare(row[place]) for row in rows]
    decimal = guess_decimal(texts)
    if decimal is None:
        raise Refused(OPEN_NUMBERS, value=next(t for t in texts if "." in t or "," in t))
    return decimal


def _line(
    number: int, words: Mapping[str, str], order: DateOrder, decimal: Decimal
) -> FileLine | list[ReadingProblem]:
    problems = [ReadingProblem(number, key, EMPTY) for key in NEEDED if not words[key]]
    value = cases = day = None
    if words["value"]:
        value = _number(words["value"], decimal)
        if value is None:
            problems.append(ReadingProblem(number, "value", NO_NUMBER, {"value": words["value"]}))
    if words["period"]:
        day = _day(words["period"], order)
        if day is None:
            problems.append(ReadingProblem(number, "period", NO_PERIOD, {"value": words["period"]}))
    if words.get("cases"):
        cases = _cases(words["cases"], decimal)
        if cases is None:
            problems.append(ReadingProblem(number, "cases", NO_CASES, {"value": words["cases"]}))
    if problems or value is None or day is None:
        return problems
    return FileLine(number, words.get("measure", ""), words["team"], *day, value, cases)


def _number(text: str, decimal: Decimal) -> float | None:
    try:
        found = read_number(_bare(text), decimal)
    except ValueError:
        return None
    return found if abs(found) < 1e12 else None


def _cases(text: str, decimal: Decimal) -> int | None:
    found = _number(text, decimal)
    return int(found) if found is not None and found >= 1 and found % 1 == 0 else None


def _bare(text: str) -> str:
    """Return a number without the sign for percent behind it."""
    return text.strip().removesuffix("%").strip()


def _day(text: str, order: DateOrder) -> tuple[date, Frequency | None] | None:
    named = _named(text)
    if named is not None:
        return named
    try:
        return read_date(text.split("T")[0].removesuffix(" 00:00:00"), order), None
    except ValueError:
        return None


def _named(text: str) -> tuple[date, Frequency] | None:
    """Return the first day of a week, month or quarter that is written as such."""
    text = text.strip()
    if found := _WEEK.match(text):
        try:
            return date.fromisocalendar(int(found[1]), int(found[2]), 1), Frequency.WEEK
        except ValueError:
            return None
    if found := _QUARTER.match(text):
        year, quarter = int(found[1] or found[4]), int(found[2] or found[3])
        return (date(year, 3 * quarter - 2, 1), Frequency.QUARTER) if year else None
    if (found := _MONTH.match(text)) and 1 <= int(found[2]) <= MONTHS and int(found[1]):
        return date(int(found[1]), int(found[2]), 1), Frequency.MONTH
    return None


def starts_on(line: FileLine, frequency: Frequency) -> date | None:
    """Return the first day of the period that a line means; None where it names another length."""
    if line.whole is not None and line.whole is not frequency:
        return None
    return period_of(line.day, frequency).first_day


def in_order(problems: Iterable[ReadingProblem]) -> list[ReadingProblem]:
    """Return problems by their lines."""
    return sorted(problems, key=lambda each: (each.line, each.column))
