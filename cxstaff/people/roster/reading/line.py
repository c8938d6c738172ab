"""One line of a roster file: what it says about a person, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from cxstaff.clock import zone_names
from cxstaff.people.calendars import find_calendar
from cxstaff.people.models import GRANTED, Role
from cxstaff.people.roster.reading.headings import FIELDS, NO, YES
from cxstaff.people.roster.reading.mapping import Leaving
from cxstaff.people.roster.reading.names import full_name, other_names
from cxstaff.people.roster.reading.status import RosterStanding
from cxstaff.tables.nothing import is_nothing
from cxstaff.tables.times.dates import DateOrder, read_date
from cxstaff.text import N_, one_line

PLAIN = frozenset({"name", "first_name", "last_name", "is_lead"})
"""Columns in which "Nan" is somebody and "-" says no."""

LONGEST = 200

NOT_A_DAY = N_("“%(value)s” is not a day. Write it like %(example)s.")
EXAMPLES = {DateOrder.DAY_FIRST: "18.03.2026", DateOrder.MONTH_FIRST: "03/18/2026"}
"""A day in an order that does not begin with the year; with the sign that most files part it by."""

_TIME_BEHIND = re.compile(
    r"(?:T|,?\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[ap]\.?m\.?)?$", re.IGNORECASE
)
"""The time of day that systems write behind any date, also that of a first day."""

NOT_YES_OR_NO = N_("“%(value)s” is neither yes nor no.")
NOT_A_ZONE = N_("“%(value)s” is not a time zone. Write it like Europe/Berlin.")
NOT_A_CALENDAR = N_("“%(value)s” is no country or region that is known. Write it like DE or DE-BY.")
NOT_AN_EMAIL = N_("“%(value)s” does not look like an e-mail address.")
NOT_A_ROLE = N_("“%(value)s” is not a role. Roles are hr, cx and admin, with a comma in between.")
NO_NAME = N_("The name is missing.")
TOO_LONG = N_("This is longer than 200 characters.")
UNTIL_FIRST = N_("The end, %(until)s, has to come after the beginning, %(since)s.")
LEFT_FIRST = N_("The day of leaving, %(left_on)s, has to come after the first day, %(since)s.")


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong on one line; the sentence's places are filled after it is translated."""

    line: int
    column: str
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LineReading:
    """In which order a file writes days, which day leaving is, and what its status words mean."""

    order: DateOrder = DateOrder.YEAR_FIRST
    leaving: Leaving = Leaving.FIRST_DAY_GONE
    words: Mapping[str, RosterStanding] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manager:
    """Who a line says the person's manager is: by name, employee number or e-mail."""

    name: str | None = None
    number: str | None = None
    email: str | None = None

    @property
    def said(self) -> str:
        """Return the manager as the file calls them."""
        return self.name or self.email or self.number or ""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """What one line says about a person; None where it says nothing.

    `aliases` are other names that the line has for them; a `manager` may be called by one.
    """

    line: int
    name: str
    aliases: tuple[str, ...] = ()
    email: str | None = None
    number: str | None = None
    team: str | None = None
    parent_team: str | None = None
    is_lead: bool | None = None
    manager: Manager | None = None
    since: date | None = None
    hired_on: date | None = None
    until: date | None = None
    left_on: date | None = None
    standing: RosterStanding | None = None
    zone: str | None = None
    job: str | None = None
    shift: str | None = None
    site: str | None = None
    calendar: str | None = None
    roles: frozenset[Role] | None = None


def read(line: int, values: Mapping[str, str], how: LineReading) -> RosterLine | list[LineProblem]:
    """Read a line, given the words under each mapped field; all that is wrong otherwise."""
    lines = {column: one_line(value) for column, value in values.items()}
    words = {
        column: "" if column not in PLAIN and is_nothing(line) else line
        for column, line in lines.items()
    }
    problems = [
        LineProblem(line, column, TOO_LONG)
        for column, value in words.items()
        if len(value) > LONGEST
    ]
    reading = _Words(line, words, problems, how)
    row = RosterLine(
        line=line,
        name=full_name(words),
        aliases=other_names(words),
        email=reading.email("email"),
        number=words.get("employee_number") or None,
        team=words.get("team") or None,
        parent_team=words.get("parent_team") or None,
        is_lead=reading.is_lead(),
        manager=reading.manager(),
        since=reading.day("since"),
        hired_on=reading.day("hired_on"),
        until=reading.day("until"),
        left_on=reading.left_on(),
        standing=how.words.get(words.get("status", "").casefold()),
        zone=reading.zone(),
        job=words.get("job") or None,
        shift=words.get("shift") or None,
        site=words.get("site") or None,
        calendar=reading.calendar(),
        roles=reading.roles(),
    )
    problems.extend(_contradictions(row))
    return problems or row


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one line, and what was wrong with them so far."""

    line: int
    words: Mapping[str, str]
    problems: list[LineProblem]
    how: LineReading

    def email(self, column: str) -> str | None:
        value = self.words.get(column, "").lower()
        if value and not re.fullmatch(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]+", value):
            self._wrong(column, NOT_AN_EMAIL)
        return value or None

    def manager(self) -> Manager | None:
        """Return who the manager is said to be."""
        said = Manager(
            self.words.get("manager") or None,
            self.words.get("manager_number") or None,
            (self.words.get("manager_email") or "").lower() or None,
        )
        return said if said.name or said.number or said.email else None

    def day(self, column: str) -> date | None:
        value = self.words.get(column, "")
        day = _day(value, self.how.order)
        if value and day is None:
            self._wrong(column, NOT_A_DAY, example=_example(self.how.order, value))
        return day

    def left_on(self) -> date | None:
        """Return the first day that somebody no longer works here."""
        day = self.day("left_on")
        is_last = self.how.leaving is Leaving.LAST_DAY and day is not None and day < date.max
        return day + timedelta(days=1) if day and is_last else day

    def is_lead(self) -> bool | None:
        value = self.words.get("is_lead", "").casefold()
        if value and value not in YES | NO:
            self._wrong("is_lead", NOT_YES_OR_NO)
        return value in YES if value else None

    def zone(self) -> str | None:
        value = self.words.get("zone", "")
        if value and value not in zone_names():
            self._wrong("zone", NOT_A_ZONE)
        return value or None

    def calendar(self) -> str | None:
        """Return the code of the working calendar."""
        value = self.words.get("calendar", "")
        code = find_calendar(value) if value else None
        if value and code is None:
            self._wrong("calendar", NOT_A_CALENDAR)
        return code

    def roles(self) -> frozenset[Role] | None:
        written = [word for word in re.split(r"[,;|/+ ]+", self.words.get("roles", "")) if word]
        known = {role.value: role for role in Role}
        for word in written:
            if word.lower() not in known:
                self._wrong("roles", NOT_A_ROLE, word)
        if not written:
            return None
        return frozenset(known[w.lower()] for w in written if w.lower() in known) & set(GRANTED)

    def _wrong(self, column: str, sentence: str, value: str | None = None, **more: object) -> None:
        shown = (value or self.words[column])[:60]
        self.problems.append(LineProblem(self.line, column, sentence, {"value": shown, **more}))


def _contradictions(row: RosterLine) -> Iterator[LineProblem]:
    if not row.name:
        yield LineProblem(row.line, "name", NO_NAME)
    if row.since and row.until and row.until <= row.since:
        yield LineProblem(row.line, "until", UNTIL_FIRST, _days(until=row.until, since=row.since))
    if row.since and row.left_on and row.left_on <= row.since:
        yield LineProblem(
            row.line, "left_on", LEFT_FIRST, _days(left_on=row.left_on, since=row.since)
        )


def _days(**days: date) -> dict[str, object]:
    return {name: day.isoformat() for name, day in days.items()}


def _example(order: DateOrder, value: str) -> str:
    """Return a day in the order of the file, parted as the value is that was none."""
    example = EXAMPLES.get(order, "2026-03-18")
    sign = next((sign for sign in "-./" if sign in value), None)
    return re.sub("[-./]", sign, example) if sign else example


@lru_cache(maxsize=20_000)
def _day(value: str, order: DateOrder) -> date | None:
    """Read a day in the order of the file or ISO 8601, without a time behind it; None: none."""
    value = _TIME_BEHIND.sub("", value)
    try:
        return read_date(value, order)
    except ValueError:
        return None


def by_line(problems: Iterable[LineProblem]) -> list[LineProblem]:
    """Return problems in the order of the file, those of one line in the order of `FIELDS`."""
    places = {column: place for place, column in enumerate(FIELDS)}
    return sorted(problems, key=lambda each: (each.line, places.get(each.column, -1)))
