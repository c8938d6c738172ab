"""The roster as an import sees it: whom a word names, and in which team they were on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import select

from cxstaff.customers.reading.contact import Problem, problem
from cxstaff.db import db
from cxstaff.people import queries as people
from cxstaff.people.models import Person
from cxstaff.text import one_line

UNKNOWN = "Nobody called '%(value)s' is on the roster; add them under People or correct the name."
AMBIGUOUS = "Several people are called '%(value)s'; use the e-mail address or employee number."
NO_TEAM = "'%(value)s' was in no team on that day; add the membership under People."


_ADDRESS = re.compile(r"^(.*)<([^<>@\s]+@[^<>\s]+)>$")
_IN_BRACKETS = re.compile(r"^(.*\S)\s*[(\[][^()\[\]]*[)\]]$")
_IDEOGRAPHS = re.compile(r"^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3 ]+$")


class Roster:
    """Finds handlers and their teams without asking the database again."""

    def __init__(self) -> None:
        self._people: dict[str | int, int | None] = {}
        self._memberships = people.memberships_by_person()
        self._teams: dict[tuple[int, date], int | None] = {}
        columns = (Person.id, Person.name, Person.email, Person.employee_number)
        named = select(*columns).where(Person.erased_on.is_(None))
        everybody = db.session.execute(named.order_by(Person.id)).all()
        for person_id, name, *_ in everybody:
            known = _plain(name) in self._people
            self._people[_plain(name)] = None if known else person_id
        for person_id, _name, email, number in everybody:
            self._people[person_id] = person_id
            for word in (email, number):
                if word:
                    self._people[_plain(word)] = person_id
        self._by_login = _unique((_login(email), who) for who, _, email, _ in everybody if email)
        self._by_number = _unique((_bare(num), who) for who, _, _, num in everybody if num)

    def find(self, handler: str | int, day: date) -> tuple[int, int] | Problem:
        """Return the ids of the person and of their team on `day`, or why there is none.

        A word is an employee number or an e-mail address before it is a name. Names are found as
        systems write them: "Last, First", "Name <address>", "Name (Team)", a login, a number with
        zeros in front or without, as long as it is one person's.
        """
        try:
            person_id = self._people[handler]
        except KeyError:
            person_id = self._look_up(handler)
        if person_id is None:
            known = any(word in self._people for word in _spellings(_plain(str(handler))))
            return problem(AMBIGUOUS if known else UNKNOWN, None, str(handler))
        key = (person_id, day)
        if key not in self._teams:
            self._teams[key] = self._team_on(person_id, day)
        team_id = self._teams[key]
        return problem(NO_TEAM, None, str(handler)) if team_id is None else (person_id, team_id)

    def _look_up(self, handler: str | int) -> int | None:
        """Find a word in another spelling, and remember it."""
        if isinstance(handler, int):
            return None
        for word in _spellings(_plain(handler)):
            if word in self._people:
                person_id = self._people[word]
                break
        else:
            word = _plain(handler)
            person_id = self._by_login.get(word) or self._by_number.get(_bare(word) or word)
        if person_id is not None:
            self._people[handler] = person_id
        return person_id

    def _team_on(self, person_id: int, day: date) -> int | None:
        for since, until, team_id in self._memberships.get(person_id, ()):
            if since <= day and (until is None or day < until):
                return team_id
        return None


def _plain(word: str) -> str:
    return one_line(word).casefold()


def _spellings(word: str) -> Iterator[str]:
    """Give what a plain word may stand for on the roster, the surest first."""
    yield word
    address = _ADDRESS.match(word)
    if address:
        yield address[2]
        yield address[1].strip(" \"'")
    in_brackets = _IN_BRACKETS.match(word)
    if in_brackets:
        yield in_brackets[1]
    if word.count(",") == 1:
        last, _, first = word.partition(",")
        yield f"{first.strip()} {last.strip()}"
    if _IDEOGRAPHS.match(word):
        yield word.replace(" ", "")


def _login(email: str) -> str:
    return _plain(email).partition("@")[0]


def _bare(number: str) -> str:
    """Write a number as a spreadsheet would: without zeros in front, and without ".0"."""
    return _plain(number).removesuffix(".0").lstrip("0")


def _unique(pairs: Iterable[tuple[str, int]]) -> dict[str, int | None]:
    """Return whose each word is; None where it is that of several people."""
    found = dict[str, int | None]()
    for word, person_id in pairs:
        found[word] = None if word in found else person_id
    return found
