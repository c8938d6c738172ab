"""One line of a roster file: which column is which, and what its words mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from cxstaff.clock import zone_names
from cxstaff.people.models import GRANTED, Role
from cxstaff.people.roster.names import full_name
from cxstaff.tables.dates import DateOrder, read_date
from cxstaff.tables.nothing import is_nothing
from cxstaff.text import one_line

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": (
        *("name", "full name", "employee", "employee name", "person", "agent", "agent name"),
        *("mitarbeiter", "vollständiger name", "nom complet", "nombre completo"),
    ),
    "first_name": ("first name", "given name", "vorname", "prénom", "nombre", "nome"),
    "last_name": (
        *("last name", "surname", "family name", "nachname", "familienname", "nom de famille"),
        *("nom", "apellido", "apellidos", "cognome"),
    ),
    "preferred_name": ("preferred name", "preferred first name", "known as", "rufname"),
    "email": (
        *("email", "e mail", "mail", "email address", "e mail address", "work email"),
        *("business email", "company email", "e mail adresse", "courriel", "adresse e mail"),
        *("correo", "correo electrónico", "e mail geschäftlich", "email work"),
    ),
    "employee_number": (
        *("employee number", "number", "employee id", "id", "personnel number", "staff number"),
        *("staff id", "agent id", "person id", "employee no", "emp id", "personalnummer"),
        *("mitarbeiternummer", "matricule", "número de empleado", "matricola"),
    ),
    "team": ("team", "team name", "group", "unit", "gruppe", "équipe", "equipo", "squadra"),
    "parent_team": ("parent team", "parent", "belongs to"),
    "department": (
        *("department", "division", "abteilung", "bereich", "département", "service"),
        *("departamento", "reparto"),
    ),
    "is_lead": (
        "is lead",
        "lead",
        "team lead",
        "is team lead",
        "leads team",
        "leads",
    ),
    "since": ("since", "from", "start", "in team since", "joined", "im team seit"),
    "hired_on": (
        *("hired on", "hire date", "date of hire", "start date", "employed since"),
        *("eintrittsdatum", "eintritt", "date d embauche", "date d entrée", "fecha de alta"),
        *("fecha de ingreso", "data di assunzione"),
    ),
    "until": ("until", "to", "end", "end date"),
    "left_on": ("left on", "left", "gone since"),
    "last_day": (
        *("last day", "termination date", "terminated on", "date of termination"),
        *("leaving date", "exit date", "austrittsdatum", "austritt"),
        *("date de départ", "date de sortie", "fecha de baja", "data di cessazione"),
    ),
    "zone": ("zone", "time zone", "zeitzone"),
    "roles": ("roles", "role"),
}
DAYS = ("since", "hired_on", "until", "left_on", "last_day")
YES = frozenset({"yes", "y", "true", "1", "x", "ja", "oui", "si", "sí"})
NO = frozenset({"no", "n", "false", "0", "-", "nein", "non"})
PLAIN = frozenset({"name", "is_lead"})
"""Columns in which "Nan" is somebody and "-" says no."""

LONGEST = 200

NOT_A_DAY = "“%(value)s” is not a day. Write it like 2026-03-18."
NOT_YES_OR_NO = "“%(value)s” is neither yes nor no."
NOT_A_ZONE = "“%(value)s” is not a time zone. Write it like Europe/Berlin."
NOT_AN_EMAIL = "“%(value)s” does not look like an e-mail address."
NOT_A_ROLE = "“%(value)s” is not a role. Roles are hr, cx and admin, with a comma in between."
NO_NAME = "The name is missing."
TOO_LONG = "This is longer than 200 characters."
UNTIL_FIRST = "The end, %(until)s, has to come after the beginning, %(since)s."
LEFT_FIRST = "The day of leaving, %(left_on)s, has to come after the first day, %(since)s."


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong on one line; the sentence's places are filled after it is translated."""

    line: int
    column: str
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """What one line says about a person; None where it says nothing."""

    line: int
    name: str
    email: str | None = None
    number: str | None = None
    team: str | None = None
    parent_team: str | None = None
    is_lead: bool | None = None
    since: date | None = None
    hired_on: date | None = None
    until: date | None = None
    left_on: date | None = None
    zone: str | None = None
    roles: frozenset[Role] | None = None


def columns_of(headings: Sequence[str]) -> dict[str, int]:
    """Return at which place each known column stands; of two alike the first counts.

    A department is what teams belong to, or a team itself where the file knows no smaller one.
    """
    known = {word.replace(" ", ""): column for column, words in COLUMNS.items() for word in words}
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        column = known.get(plain(heading))
        if column:
            found.setdefault(column, place)
    if "department" in found:
        found.setdefault("parent_team" if "team" in found else "team", found.pop("department"))
    return found


def plain(heading: str) -> str:
    """Return a heading in small letters, without signs and without what parts its words."""
    return re.sub(r"[\W_]+", "", heading.casefold())


def unused(headings: Sequence[str]) -> list[str]:
    """Return the headings that mean nothing to a roster."""
    used = set(columns_of(headings).values())
    return [heading for place, heading in enumerate(headings) if place not in used]


def read(
    line: int, values: Mapping[str, str], order: DateOrder = DateOrder.YEAR_FIRST
) -> Row | list[Problem]:
    """Read a line, given the words under each known column; all that is wrong otherwise."""
    lines = {column: one_line(value) for column, value in values.items()}
    words = {
        column: "" if column not in PLAIN and is_nothing(line) else line
        for column, line in lines.items()
    }
    problems = [
        Problem(line, column, TOO_LONG) for column, value in words.items() if len(value) > LONGEST
    ]
    reading = _Reading(line, words, problems, order)
    row = Row(
        line=line,
        name=full_name(words),
        email=reading.email(),
        number=words.get("employee_number") or None,
        team=words.get("team") or None,
        parent_team=words.get("parent_team") or None,
        is_lead=reading.is_lead(),
        since=reading.day("since"),
        hired_on=reading.day("hired_on"),
        until=reading.day("until"),
        left_on=reading.left_on(),
        zone=reading.zone(),
        roles=reading.roles(),
    )
    problems.extend(_contradictions(row))
    return problems or row


@dataclass(frozen=True, slots=True)
class _Reading:
    """The words of one line, and what was wrong with them so far."""

    line: int
    words: Mapping[str, str]
    problems: list[Problem]
    order: DateOrder

    def email(self) -> str | None:
        value = self.words.get("email", "").lower()
        if value and not re.fullmatch(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]+", value):
            self._wrong("email", NOT_AN_EMAIL)
        return value or None

    def day(self, column: str) -> date | None:
        value = self.words.get(column, "")
        day = _day(value, self.order)
        if value and day is None:
            self._wrong(column, NOT_A_DAY)
        return day

    def left_on(self) -> date | None:
        """Return the first day that somebody no longer works here."""
        last = self.day("last_day")
        return self.day("left_on") or (last + timedelta(days=1) if last else None)

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

    def roles(self) -> frozenset[Role] | None:
        written = [word for word in re.split(r"[,;|/+ ]+", self.words.get("roles", "")) if word]
        known = {role.value: role for role in Role}
        for word in written:
            if word.lower() not in known:
                self._wrong("roles", NOT_A_ROLE, word)
        if not written:
            return None
        return frozenset(known[w.lower()] for w in written if w.lower() in known) & set(GRANTED)

    def _wrong(self, column: str, sentence: str, value: str | None = None) -> None:
        shown = (value or self.words[column])[:60]
        self.problems.append(Problem(self.line, column, sentence, {"value": shown}))


def _contradictions(row: Row) -> Iterator[Problem]:
    if not row.name:
        yield Problem(row.line, "name", NO_NAME)
    if row.since and row.until and row.until <= row.since:
        yield Problem(row.line, "until", UNTIL_FIRST, _days(until=row.until, since=row.since))
    if row.since and row.left_on and row.left_on <= row.since:
        yield Problem(row.line, "left_on", LEFT_FIRST, _days(left_on=row.left_on, since=row.since))


def _days(**days: date) -> dict[str, object]:
    return {name: day.isoformat() for name, day in days.items()}


def _day(value: str, order: DateOrder) -> date | None:
    """Read a day in the order of the file, ISO 8601 or a midnight; None where it is none."""
    value = re.sub(r"[ T]0?0:00(:00(\.0+)?)?( AM)?$", "", value)
    try:
        return read_date(value, order)
    except ValueError:
        return None


def by_line(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in the order of the file, those of one line in the order of `COLUMNS`."""
    places = {column: place for place, column in enumerate(COLUMNS)}
    return sorted(problems, key=lambda each: (each.line, places.get(each.column, -1)))
