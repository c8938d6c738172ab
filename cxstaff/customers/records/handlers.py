"""The roster as an import sees it: whom a word names, and in which team they were on a day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import takewhile

from sqlalchemy import select

from cxstaff.customers.models import KnownHandler
from cxstaff.customers.reading.contact import Problem, problem
from cxstaff.customers.reading.mapping import Several
from cxstaff.db import db
from cxstaff.people import queries as people
from cxstaff.people.earlier.numbers import former_numbers
from cxstaff.people.models import Person, Team
from cxstaff.text import N_, one_line

UNKNOWN = N_(
    "Nobody called '%(value)s' is on the roster; add them under People or correct the name."
)
AMBIGUOUS = N_("Several people are called '%(value)s'; use the e-mail address or employee number.")
NO_TEAM = N_("'%(value)s' was in no team on that day; add the membership under People.")
NO_HANDLER = N_("The column '%(column)s' names nobody who handled it.")
SEVERAL = N_("'%(value)s' are several people; say once which of them counts.")
NOBODYS_TEAM = N_("Nobody handled it, and the record does not name a team to count it for.")
UNKNOWN_TEAM = N_(
    "'%(value)s' stands for the team of a record that nobody handled, and is no team."
)

FoundHandler = tuple[int | None, int] | Problem | None
"""A person, None for nobody, and the team; why there is none; None where it is left out."""

_ADDRESS = re.compile(r"^(.*)<([^<>@\s]+@[^<>\s]+)>$")
_IN_BRACKETS = re.compile(r"^(.*[^\s<])\s*[(\[<][^()\[\]<>]*[)\]>]$")
"""A name with a team, or an extension: Ben Berg (Blue), Ben Berg<1001>."""

_IDEOGRAPHS = re.compile(r"^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3 ]+$")
_SURE_PARTS = re.compile(r"\s*[;|]\s*")
_LIKELY_PARTS = re.compile(r"\s*(?:,|/|&|\+|\band\b|\bund\b)\s*", re.IGNORECASE)


class Roster:
    """Finds handlers and their teams without asking the database again.

    `several` says who counts where a record names several people.
    """

    def __init__(self, several: Several | None = None) -> None:
        self.several = several
        self._memberships = people.memberships_by_person()
        self._index_people()
        columns = Team.id, Team.name, Team.closed_on, Team.merged_into_id
        teams = db.session.execute(select(*columns)).all()
        self._team_ids = {plain(name): key for key, name, *_ in teams}
        self._merged = {key: (day, into) for key, _, day, into in teams if day and into}
        said = KnownHandler.word, KnownHandler.person_id, KnownHandler.team_id
        known = db.session.execute(select(*said, KnownHandler.is_left_out))
        self._known = {word: (who, team, is_out) for word, who, team, is_out in known}
        self._found: dict[tuple[str | int, date, str], FoundHandler] = {}
        self._called: dict[str, tuple[int, ...]] = {}
        self._spans: dict[str | int, tuple[date, date, FoundHandler]] = {}

    def find(self, handler: str | int, day: date, team: str = "") -> FoundHandler:
        """Return the ids of the person and of their team on `day`, or why there is none.

        A word is an employee number or an e-mail address before it is a name. Names are found as
        systems write them: "Last, First", "LAST First", "Name <address>", "Name (Team)", a login, a
        number with zeros in front or without. Of namesakes it is the only one who was in the
        record's `team` on that day, else whoever somebody said; a word that stands for nobody
        counts for the team that was said, or for the record's.
        """
        key = (handler, day, team)
        if key not in self._found:
            self._found[key] = self._decide(handler, day, team)
        return self._found[key]

    def find_all(
        self, handlers: Sequence[str | int], days: Sequence[date], teams: Sequence[str]
    ) -> list[FoundHandler]:
        """Find the handlers of many records, in the same order.

        Who one word names stays in a team for a while: only the days are looked at then.
        """
        spans = self._spans.get
        return [
            span[2]
            if (span := spans(handler)) and span[0] <= day < span[1]
            else self._find_span(handler, day, team)
            for handler, day, team in zip(handlers, days, teams, strict=True)
        ]

    def anybody(self, handler: str) -> Problem | None:
        """Say why a word names nobody, whatever the day; None where it may name somebody."""
        if self.people_called(handler) or self._said_of(handler) or self._parts(handler):
            return None
        return problem(UNKNOWN if handler else NO_HANDLER, "handler", handler)

    def people_called(self, handler: str) -> tuple[int, ...]:
        """Return the ids of everybody on the roster whom a word may name."""
        called = self._called.get(handler)
        if called is None:
            called = self._called[handler] = self._look_up(handler)
        return called

    def _look_up(self, handler: str) -> tuple[int, ...]:
        word = plain(handler)
        for spelling in spellings(word):
            called = self._by_key.get(spelling) or self._by_name.get(spelling)
            if called:
                return called
        found = self._by_login.get(word) or self._by_number.get(_bare(word) or word)
        if found or self._said_of(handler) is not None:
            return found or ()
        return self._turned_round(handler)

    def _turned_round(self, handler: str) -> tuple[int, ...]:
        """Return whom a name means whose family name stands first, in capitals, there or here."""
        first = turned_round(handler)
        named = self._by_name.get(first) if first else None
        there = (self._by_turned.get(spelling) for spelling in spellings(plain(handler)))
        return named or next(filter(None, there), ())

    def _index_people(self) -> None:
        columns = (Person.id, Person.name, Person.email, Person.employee_number)
        named = select(*columns).where(Person.erased_on.is_(None)).order_by(Person.id)
        everybody = db.session.execute(named).all()
        self._by_name = _grouped((plain(name), who) for who, name, _, _ in everybody)
        turned = ((turned_round(name), who) for who, name, _, _ in everybody)
        self._by_turned = _grouped((word, who) for word, who in turned if word)
        keys = ((word, who) for who, _, *both in everybody for word in both if word)
        now = _grouped((plain(word), who) for word, who in keys)
        before = ((plain(word), who) for who, each in former_numbers().items() for word in each)
        self._by_key = {**_grouped(before), **now}  # a number that is given anew is the new one's
        self._by_login = _grouped((_login(mail), who) for who, _, mail, _ in everybody if mail)
        self._by_number = _grouped((_bare(num), who) for who, _, _, num in everybody if num)

    def _find_span(self, handler: str | int, day: date, team: str) -> FoundHandler:
        """Find one handler, and remember for which days around it the answer is the same."""
        called = (handler,) if isinstance(handler, int) else self.people_called(handler)
        served = self._memberships.get(called[0], []) if len(called) == 1 else []
        for place, (since, until, team_id) in enumerate(served):
            if since <= day and (until is None or day < until):
                before = (end or date.max for _, end, _ in served[:place])
                span = max(since, *before, date.min), until or date.max, (called[0], team_id)
                self._spans[handler] = span
                return span[2]
        return self.find(handler, day, team)

    def _decide(self, handler: str | int, day: date, team: str) -> FoundHandler:
        if isinstance(handler, int):
            return self._with_team(handler, str(handler), day)
        called = self.people_called(handler)
        if len(called) == 1:
            return self._with_team(called[0], handler, day)
        if not called and self._said_of(handler) is None:
            parts = self._parts(handler)
            if parts:
                return self._of_several(parts, handler, day, team)
        return self._of_word(handler, day, team)

    def _of_word(self, handler: str, day: date, team: str) -> FoundHandler:
        called, said = self.people_called(handler), self._said_of(handler)
        if len(called) > 1:
            its_team = self._team_called(team, day)
            there = [who for who in called if self._team_on(who, day) == its_team is not None]
            called = (there[0],) if len(there) == 1 else called
        if said and said[0] is not None and len(called) != 1:
            called = (said[0],)
        if len(called) == 1:
            return self._with_team(called[0], handler, day)
        if called:
            return problem(AMBIGUOUS, "handler", handler)
        if said is None:
            return self.anybody(handler)
        return None if said[2] else self._of_nobody(said[1], handler, day, team)

    def _of_several(self, parts: Sequence[str], handler: str, day: date, team: str) -> FoundHandler:
        """Decide who of several counts; those who stand for nobody are passed over."""
        real = [part for part in parts if not self._is_nobody(part)]
        if len(real) == 1 or not real:
            return self._of_word((real or parts)[0], day, team)
        if self.several is None:
            return problem(SEVERAL, "handler", handler)
        if self.several is not Several.NOBODY:
            return self._of_word(real[0 if self.several is Several.FIRST else -1], day, team)
        each = [self._of_word(part, day, team) for part in real]
        teams = {None if isinstance(one, Problem) else one and one[1] for one in each}
        common = teams.pop() if len(teams) == 1 else None
        return self._of_nobody(None if team else common, handler, day, team)

    def _of_nobody(self, team_id: int | None, handler: str, day: date, team: str) -> FoundHandler:
        if team_id is None and not team:
            return problem(NOBODYS_TEAM, "handler", handler)
        found = self._now_called(team_id, day) if team_id else self._team_called(team, day)
        return (None, found) if found else problem(UNKNOWN_TEAM, "team", team)

    def _team_called(self, name: str, day: date) -> int | None:
        found = self._team_ids.get(plain(name))
        return self._now_called(found, day) if found else None

    def _now_called(self, team_id: int, day: date) -> int:
        """Return the team that a team was merged into by a day; itself before, or where none."""
        merged = self._merged.get(team_id)
        return self._now_called(merged[1], day) if merged and merged[0] <= day else team_id

    def _with_team(self, person_id: int, handler: str, day: date) -> FoundHandler:
        team_id = self._team_on(person_id, day)
        return (person_id, team_id) if team_id else problem(NO_TEAM, "handler", handler)

    def _said_of(self, handler: str) -> tuple[int | None, int | None, bool] | None:
        """Return what somebody said of a word: a person, or a team, or that it is left out."""
        found = (self._known.get(word) for word in spellings(plain(handler)))
        return next((said for said in found if said), None)

    def _is_nobody(self, handler: str) -> bool:
        said = self._said_of(handler)
        return said is not None and said[0] is None and not self.people_called(handler)

    def _parts(self, handler: str) -> list[str]:
        """Return the people of a cell that names several; nothing where it is one name.

        Commas and the like part people only where somebody on the roster stands on each side.
        """
        sure = _SURE_PARTS.search(handler)
        parts = [each for each in (_SURE_PARTS if sure else _LIKELY_PARTS).split(handler) if each]
        if not sure and (len(parts) == 1 or not all(map(self.people_called, parts))):
            return []
        return list({plain(part): part for part in parts}.values())

    def _team_on(self, person_id: int, day: date) -> int | None:
        for since, until, team_id in self._memberships.get(person_id, ()):
            if since <= day and (until is None or day < until):
                return team_id
        return None


def plain(word: str) -> str:
    """Return a word as it is compared: on one line, without case and what nobody sees."""
    return one_line(word).casefold()


def turned_round(name: str) -> str | None:
    """Return a name plainly as "anna meyer" that is written "MEYER Anna"; None where it is not.

    Only capitals tell that the family name stands first: "Meyer Anna" may be somebody else than
    Anna Meyer.
    """
    in_brackets = _IN_BRACKETS.match(one_line(name))
    words = (in_brackets[1] if in_brackets else one_line(name)).split()
    family = list(takewhile(_is_in_capitals, words))
    given = words[len(family) :]
    if not family or not given or any(map(_is_in_capitals, given)):
        return None
    return plain(" ".join([*given, *family]))


def _is_in_capitals(word: str) -> bool:
    """Say whether a word is in capitals, and more than an initial."""
    return word.isupper() and sum(map(str.isalpha, word)) > 1


def spellings(word: str) -> Iterator[str]:
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
    return plain(email).partition("@")[0]


def _bare(number: str) -> str:
    """Write a number as a spreadsheet would: without zeros in front, and without ".0"."""
    return plain(number).removesuffix(".0").lstrip("0")


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """Return everybody whom each word names, once."""
    found = defaultdict[str, list[int]](list)
    for word, person_id in pairs:
        if person_id not in found[word]:
            found[word].append(person_id)
    return {word: tuple(each) for word, each in found.items()}
