"""One row of a file becomes a clean interaction, or a sentence that says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NoReturn

from cxstaff.customers.reading.contact import Contact, Problem, problem
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.vocabulary import NO, NOT_ASKED, YES
from cxstaff.tables.dates import DateOrder
from cxstaff.tables.moments import Moments
from cxstaff.tables.nothing import is_nothing
from cxstaff.tables.numbers import Decimal, Unit, read_seconds
from cxstaff.tables.writing import plain_cell
from cxstaff.text import one_line, several_lines

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
HELD_LINE, HELD_PROBLEM = "Line in cxstaff", "Problem in cxstaff"
LONGEST_NAME = 200
LONGEST_HANDLING = 7 * 24 * 3600
LONGEST_WAIT = timedelta(days=400)
_WHOLE = re.compile(r"[1-9]\d*\.0$")
"""A whole number as pandas writes it where another row of its column is empty."""

_ESCAPED = re.compile(r"\\u(?!00[01])([0-9a-fA-F]{4})")

NO_REFERENCE = "The reference is missing, so that the record could not be told from others."
TOO_LONG = "'%(value)s' is too long for the column '%(column)s'. Is the right column chosen?"
NO_MOMENT = "The column '%(column)s' does not say when it happened."
WRONG_MOMENT = "'%(value)s' in the column '%(column)s' is not a date and time we can read."
FUTURE = "'%(value)s' in the column '%(column)s' lies in the future."
LONG_AGO = "'%(value)s' in the column '%(column)s' lies before 1990."
NO_HANDLER = "The column '%(column)s' names nobody who handled it."
CSAT_SCALE = "'%(value)s' in the column '%(column)s' is not a whole number from 1 to 5."
NPS_SCALE = "'%(value)s' in the column '%(column)s' is not a whole number from 0 to 10."
CES_SCALE = "'%(value)s' in the column '%(column)s' is not a whole number from 1 to 7."
WRONG_DURATION = "'%(value)s' in the column '%(column)s' is not a length of time, at most a week."
WRONG_RESOLVED = "'%(value)s' in the column '%(column)s' is neither a yes nor a no."


class _Wrong(Exception):
    """A field cannot be read."""

    def __init__(self, sentence: str, key: str, value: str) -> None:
        super().__init__(sentence)
        self.sentence, self.key, self.value = sentence, key, value


class Reader:
    """Reads rows of files with the same headings in the same way."""

    def __init__(
        self, mapping: Mapping, headings: Sequence[str], company_zone: str, now: datetime
    ) -> None:
        mapping.check(headings)
        self.mapping, self.now = mapping, now
        self.place = {key: headings.index(name) for key, name in mapping.columns.items()}
        order = mapping.order or DateOrder.YEAR_FIRST
        self.moments = Moments(order, mapping.zone, company_zone)
        self.unit, self.decimal = mapping.unit or Unit.SECONDS, mapping.decimal or Decimal.POINT
        self.was_ours = HELD_PROBLEM in headings
        self.yes = YES | {word.casefold() for word in mapping.yes}
        self.scales = {
            "csat": (_scale(1, 5), CSAT_SCALE),
            "nps": (_scale(0, 10), NPS_SCALE),
            "ces": (_scale(1, 7), CES_SCALE),
        }

    def read(self, values: Sequence[str]) -> Contact | Problem:
        """Turn the fields of one record into a contact, or say what is wrong with it."""
        row = {key: values[place].strip() for key, place in self.place.items()}
        if self.was_ours:
            row = {key: plain_cell(value) for key, value in row.items()}
        row = {key: "" if is_nothing(value) else value for key, value in row.items()}
        try:
            return self._contact(row)
        except _Wrong as wrong:
            return problem(wrong.sentence, self.mapping.columns.get(wrong.key), wrong.value)

    def _contact(self, row: dict[str, str]) -> Contact:
        get = row.get
        happened_at, day = self._happened(row["happened_at"])
        remark = get("remark")
        given = get("feedback_at")
        return Contact(
            self._reference(row["reference"]),
            happened_at,
            day,
            one_line(row["handler"]) or _wrong(NO_HANDLER, "handler", ""),
            self._name("channel", get("channel")) or self.mapping.channel,
            self._name("segment", get("segment")),
            self._name("reason", get("reason")),
            self._name("customer", get("customer")) or None,
            self._responded(get("responded_at"), happened_at),
            self._handling(get("handling_seconds")),
            self._resolved(get("resolved")),
            self._given(given, happened_at) if given else None,
            self._score("csat", get("csat")),
            self._score("nps", get("nps")),
            self._score("ces", get("ces")),
            several_lines(_unescaped(remark)) or None if remark else None,
        )

    def _reference(self, text: str) -> str:
        whole = text[:-2] if _WHOLE.match(text) else text
        return self._name("reference", whole) or _wrong(NO_REFERENCE, "reference", "")

    def _name(self, key: str, text: str | None) -> str:
        if not text:
            return ""
        name = one_line(text)
        return name if len(name) <= LONGEST_NAME else _wrong(TOO_LONG, key, text)

    def _happened(self, text: str) -> tuple[datetime, date]:
        if not text:
            _wrong(NO_MOMENT, "happened_at", "")
        found = self._moment("happened_at", text)
        if found[0] > self.now:
            _wrong(FUTURE, "happened_at", text)
        if found[0] < EARLIEST:
            _wrong(LONG_AGO, "happened_at", text)
        return found

    def _moment(self, key: str, text: str) -> tuple[datetime, date]:
        try:
            return self.moments(text)
        except (ValueError, OverflowError):
            _wrong(WRONG_MOMENT, key, text)

    def _responded(self, text: str | None, happened_at: datetime) -> datetime | None:
        """Read when somebody responded.

        A response before the report, in the future or after more than a year is a slip of the
        other system: the interaction itself did happen, so that it is kept without that time.
        """
        if not text:
            return None
        moment = self._moment("responded_at", text)[0]
        likely = happened_at <= moment <= min(self.now, happened_at + LONGEST_WAIT)
        return moment if likely else None

    def _given(self, text: str, happened_at: datetime) -> datetime | None:
        """Read when the customer answered; a bare date on the same day is the moment itself."""
        moment = self._moment("feedback_at", text)[0]
        if moment > self.now:
            return None
        if moment >= happened_at:
            return moment
        return happened_at if happened_at - moment < timedelta(days=1) else None

    def _score(self, key: str, text: str | None) -> int | None:
        if not text:
            return None
        if text.casefold() in NOT_ASKED:
            return None
        known, sentence = self.scales[key]
        value = known.get(text)
        return _wrong(sentence, key, text) if value is None else value

    def _handling(self, text: str | None) -> int | None:
        if not text:
            return None
        try:
            seconds = read_seconds(text, self.unit, self.decimal)
        except ValueError:
            seconds = -1
        if not 0 <= seconds <= LONGEST_HANDLING:
            _wrong(WRONG_DURATION, "handling_seconds", text)
        return round(seconds)

    def _resolved(self, text: str | None) -> bool | None:
        if not text:
            return None
        word = text.casefold()
        if word in self.yes:
            return True
        return False if word in NO else _wrong(WRONG_RESOLVED, "resolved", text)


def _unescaped(text: str) -> str:
    """Read characters that another system wrote as an escape; control characters stay escaped."""
    if "\\u" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _wrong(sentence: str, key: str, value: str) -> NoReturn:
    raise _Wrong(sentence, key, value)


def _scale(lowest: int, highest: int) -> dict[str, int]:
    """Return every way in which spreadsheets write the whole numbers of a scale."""
    endings = ("", ".0", ".00", ",0", ",00")
    return {f"{n}{ending}": n for n in range(lowest, highest + 1) for ending in endings}
