"""How each field of a record is read for itself: a text becomes a value, or a problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any, NoReturn

from cxstaff.customers.reading.contact import problem
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.vocabulary import NO, NOT_ASKED, YES
from cxstaff.tables.dates import DateOrder
from cxstaff.tables.moments import Moments
from cxstaff.tables.nothing import is_nothing
from cxstaff.tables.numbers import Decimal, Unit, read_seconds
from cxstaff.tables.writing import plain_cell
from cxstaff.text import one_line, several_lines

HELD_LINE, HELD_PROBLEM = "Line in cxstaff", "Problem in cxstaff"
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LONGEST_NAME = 200
LONGEST_HANDLING = 7 * 24 * 3600
MOST_REMEMBERED = 20_000
OFTEN_NEW = frozenset({"reference", "happened_at", "remark"})
"""Fields whose texts hardly repeat, or that remember what they need themselves."""

_WHOLE = re.compile(r"[1-9]\d*\.0$")
"""A whole number as pandas writes it where another row of its column is empty."""

_ESCAPED = re.compile(r"\\u(?!00[01])([0-9a-fA-F]{4})")

NO_REFERENCE = "The reference is missing, so that the record could not be told from others."
TOO_LONG = "'%(value)s' is too long for the column '%(column)s'. Is the right column chosen?"
NO_MOMENT = "The column '%(column)s' does not say when it happened."
WRONG_MOMENT = "'%(value)s' in the column '%(column)s' is not a date and time we can read."
FUTURE = "'%(value)s' in the column '%(column)s' lies in the future."
LONG_AGO = "'%(value)s' in the column '%(column)s' lies before 1990."
CSAT_SCALE = "'%(value)s' in the column '%(column)s' is not a whole number from 1 to 5."
NPS_SCALE = "'%(value)s' in the column '%(column)s' is not a whole number from 0 to 10."
CES_SCALE = "'%(value)s' in the column '%(column)s' is not a whole number from 1 to 7."
WRONG_DURATION = "'%(value)s' in the column '%(column)s' is not a length of time, at most a week."
WRONG_RESOLVED = "'%(value)s' in the column '%(column)s' is neither a yes nor a no."

Read = Callable[[str], Any]
"""Reads a text without blanks around it, "" where nothing was said; may raise `Unreadable`."""


class Unreadable(Exception):
    """A text is not what its column should hold."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Reading(dict[str, Any]):
    """What the texts of one column say; looking a text up reads it, once.

    The value of a text that cannot be read is a `Problem`. What a text says depends on nothing
    but the text, so that a column may be read as the set of its texts.
    """

    def __init__(self, read: Read, column: str, was_ours: bool, is_remembered: bool) -> None:
        super().__init__()
        self.read, self.column = read, column
        self.was_ours, self.is_remembered = was_ours, is_remembered

    def __missing__(self, text: str) -> Any:
        """Read a text as it stands in the file."""
        plain = plain_cell(text.strip()) if self.was_ours else text.strip()
        plain = "" if is_nothing(plain) else plain
        try:
            value = self.read(plain)
        except Unreadable as unreadable:
            value = problem(unreadable.sentence, self.column, plain)
        if self.is_remembered:
            if len(self) >= MOST_REMEMBERED:
                self.clear()
            self[text] = value
        return value


def readings_for(
    mapping: Mapping, headings: Sequence[str], company_zone: str, now: datetime
) -> dict[str, Reading]:
    """Return how each mapped field of files with these headings is read, by field."""
    was_ours = HELD_PROBLEM in headings
    reads = _reads(mapping, company_zone, now)
    return {
        key: Reading(reads[key], column, was_ours, key not in OFTEN_NEW)
        for key, column in mapping.columns.items()
    }


def _reads(mapping: Mapping, company_zone: str, now: datetime) -> dict[str, Read]:
    moments = Moments(mapping.order or DateOrder.YEAR_FIRST, mapping.zone, company_zone)
    unit, decimal = mapping.unit or Unit.SECONDS, mapping.decimal or Decimal.POINT
    yes = YES | {word.casefold() for word in mapping.yes}
    return {
        "reference": _reference,
        "happened_at": lambda text: _happened(text, moments, now),
        "handler": one_line,
        "channel": lambda text: _name(text) or mapping.channel,
        "reason": _name,
        "segment": _name,
        "customer": lambda text: _name(text) or None,
        "responded_at": lambda text: _moment(text, moments)[0] if text else None,
        "handling_seconds": lambda text: _length(text, unit, decimal),
        "resolved": lambda text: _yes_or_no(text, yes),
        "csat": _score(1, 5, CSAT_SCALE),
        "nps": _score(0, 10, NPS_SCALE),
        "ces": _score(1, 7, CES_SCALE),
        "remark": lambda text: several_lines(_unescaped(text)) or None,
        "feedback_at": lambda text: _moment(text, moments)[0] if text else None,
    }


def _reference(text: str) -> str:
    name = _name(text[:-2] if _WHOLE.match(text) else text)
    return name or _wrong(NO_REFERENCE)


def _name(text: str) -> str:
    name = one_line(text)
    return name if len(name) <= LONGEST_NAME else _wrong(TOO_LONG)


def _happened(text: str, moments: Moments, now: datetime) -> tuple[datetime, date]:
    """Return when it happened, and the company's day."""
    if not text:
        _wrong(NO_MOMENT)
    found = _moment(text, moments)
    if found[0] > now:
        _wrong(FUTURE)
    if found[0] < EARLIEST:
        _wrong(LONG_AGO)
    return found


def _moment(text: str, moments: Moments) -> tuple[datetime, date]:
    try:
        return moments(text)
    except (ValueError, OverflowError):
        _wrong(WRONG_MOMENT)


def _length(text: str, unit: Unit, decimal: Decimal) -> int | None:
    """Return a length of time in whole seconds."""
    if not text:
        return None
    try:
        seconds = read_seconds(text, unit, decimal)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= LONGEST_HANDLING:
        _wrong(WRONG_DURATION)
    return round(seconds)


def _yes_or_no(text: str, yes: frozenset[str]) -> bool | None:
    if not text:
        return None
    word = text.casefold()
    if word in yes:
        return True
    return False if word in NO else _wrong(WRONG_RESOLVED)


def _score(lowest: int, highest: int, sentence: str) -> Read:
    """Return what reads a whole number of a scale, in every way in which spreadsheets write it."""
    endings = ("", ".0", ".00", ",0", ",00")
    known = {f"{n}{ending}": n for n in range(lowest, highest + 1) for ending in endings}

    def read(text: str) -> int | None:
        if not text or text.casefold() in NOT_ASKED:
            return None
        value = known.get(text)
        return _wrong(sentence) if value is None else value

    return read


def _unescaped(text: str) -> str:
    """Read characters that another system wrote as an escape; control characters stay escaped."""
    if "\\u" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _wrong(sentence: str) -> NoReturn:
    raise Unreadable(sentence)
