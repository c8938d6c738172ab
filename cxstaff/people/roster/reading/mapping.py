"""How a roster file is to be read: which column holds what, and what its days and words mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from cxstaff.errors import Refused
from cxstaff.people.roster.reading import status
from cxstaff.people.roster.reading.headings import DAYS, FIELDS, FIRST_DAYS_GONE, guess, plain
from cxstaff.people.roster.reading.status import RosterStanding
from cxstaff.tables.nothing import is_nothing
from cxstaff.tables.times.dates import DateOrder, guess_order, read_date
from cxstaff.text import N_, one_line

TABLES = "roster"
"""The kind of table whose presets are these."""
MONTH_OR_DAY = (DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST)
ORDERS = (DateOrder.YEAR_FIRST, DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)


class Leaving(StrEnum):
    """Which day a column of leaving days names."""

    LAST_DAY = "last-day"
    FIRST_DAY_GONE = "first-day-gone"


class DatesInDoubt(Refused):
    """The days of a file can be read with the month first and with the day first."""

    def __init__(self, example: str) -> None:
        super().__init__(
            N_("Say whether the day or the month comes first in %(day)s."), day=example
        )
        self.example = example


@dataclass(frozen=True, slots=True)
class RosterMapping:
    """Which heading holds which field, and how the file writes days and words.

    `order` and `leaving` are None until somebody says it, where the file leaves it open. `words`
    says what each word of the status means, in small letters; `answers` what was answered about
    people and teams of this one file, by the question's key.
    """

    columns: Values[str, str]
    order: DateOrder | None = DateOrder.YEAR_FIRST
    leaving: Leaving | None = Leaving.FIRST_DAY_GONE
    words: Values[str, RosterStanding] = field(default_factory=dict)
    answers: Values[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, to be stored."""
        return {
            "columns": dict(self.columns),
            "order": self.order.value if self.order else None,
            "leaving": self.leaving.value if self.leaving else None,
            "words": {word: meaning.value for word, meaning in self.words.items()},
            "answers": dict(self.answers),
        }

    def as_preset(self) -> dict[str, Any]:
        """Return what may be kept for other files: no answers about this one's people."""
        return replace(self, answers={}).as_json()

    @classmethod
    def from_json(cls, stored: Values[str, Any]) -> RosterMapping:
        """Make it from what `as_json` returned."""
        order, leaving = stored.get("order"), stored.get("leaving")
        return cls(
            columns={k: one_line(v) for k, v in stored["columns"].items() if k in FIELDS},
            order=DateOrder(order) if order else None,
            leaving=Leaving(leaving) if leaving else None,
            words={word: RosterStanding(said) for word, said in stored.get("words", {}).items()},
            answers=dict(stored.get("answers", {})),
        )

    def check(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Raise `Refused` unless a file with these headings and rows can be read this way."""
        for heading in self.columns.values():
            if heading not in headings:
                raise Refused("The file has no column '%(heading)s'.", heading=heading)
        if "name" not in self.columns and not {"first_name", "last_name"} <= set(self.columns):
            raise Refused(
                "The file has no column called 'name'. Say which column holds the names, or the "
                "first and the last names."
            )
        if self.order is None:
            raise DatesInDoubt(doubtful_day(self, headings, rows) or "1/2/2026")
        if "left_on" in self.columns and self.leaving is None:
            raise Refused("Say whether the day of leaving is the last day or the first day gone.")
        unknown = [word for word in status_words(self, headings, rows) if word not in self.words]
        if unknown:
            raise Refused(
                "Say what these words of the status mean: %(words)s.", words=", ".join(unknown[:20])
            )

    def is_complete(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
        """Say whether a file with these headings and rows can be read this way."""
        try:
            self.check(headings, rows)
        except Refused:
            return False
        return True


def guessed(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> RosterMapping:
    """Guess how a file is to be read from its headings and rows."""
    return completed(RosterMapping(guess(headings, rows), None, None), headings, rows)


def completed(
    mapping: RosterMapping, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> RosterMapping:
    """Fill in what a file itself tells: its order of days, what leaving means, usual words."""
    columns = {key: name for key, name in mapping.columns.items() if name in headings}
    mapping = replace(mapping, columns=columns)
    days = _days(mapping, headings, rows)
    order = guess_order(days) or mapping.order
    if order not in ORDERS and not any(_is_open(text) for text in days):
        order = DateOrder.YEAR_FIRST
    leaving = mapping.leaving
    if leaving is None and "left_on" in columns:
        is_gone = plain(columns["left_on"]) in FIRST_DAYS_GONE
        leaving = Leaving.FIRST_DAY_GONE if is_gone else Leaving.LAST_DAY
    return with_words(replace(mapping, order=order, leaving=leaving), headings, rows)


def with_words(
    mapping: RosterMapping, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> RosterMapping:
    """Fill in what words of the status usually mean; what was said of a word before stays."""
    usual = {word: status.guess(word) for word in status_words(mapping, headings, rows)}
    words = {word: meaning for word, meaning in usual.items() if meaning} | dict(mapping.words)
    return replace(mapping, words=words)


def status_words(
    mapping: RosterMapping, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, int]:
    """Return the words of the status in small letters, and how often each stands, most first."""
    said = (one_line(value).casefold() for value in _column("status", mapping, headings, rows))
    return dict(Counter(word for word in said if not is_nothing(word)).most_common())


def doubtful_day(
    mapping: RosterMapping, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> str | None:
    """Return a day that can be read with the month first and with the day first, if there is."""
    return next((text for text in _days(mapping, headings, rows) if _is_open(text)), None)


def _days(
    mapping: RosterMapping, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[str]:
    said = [text.strip() for key in DAYS for text in _column(key, mapping, headings, rows)]
    return [text for text in said if not is_nothing(text)]


def _column(
    key: str, mapping: RosterMapping, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[str]:
    heading = mapping.columns.get(key)
    if heading is None or heading not in headings:
        return []
    place = headings.index(heading)
    return [row[place] for row in rows]


def _is_open(text: str) -> bool:
    """Say whether a day can be read with the month first and with the day first."""
    try:
        month_first, day_first = (read_date(text, order) for order in MONTH_OR_DAY)
    except ValueError:
        return False
    return month_first != day_first
