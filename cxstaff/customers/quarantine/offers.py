"""Whom a word of a file may mean: people on the roster with these very letters, never a guess.

Compared are whole words without accents, in any order: "Zoe Nandu" may be Zoë Ñandú, "Z. Nandu" and
"Zoe" too. Names that merely look alike are not offered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cxstaff.customers.records.handlers import Roster, plain, spellings
from cxstaff.db import db
from cxstaff.people import queries as people
from cxstaff.people.models import Person
from cxstaff.search import folded

MOST_OFFERED = 8
SHORTEST_WORD = 2
_WRITTEN_OUT = (("ae", "a"), ("oe", "o"), ("ue", "u"))


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody whom a word may mean, with what tells them from namesakes."""

    person_id: int
    name: str
    number: str | None
    team: str | None


def offers_for(word: str, day: date) -> list[Offer]:
    """Return the people whom a word may mean, the likeliest first, with their teams on `day`."""
    called = set(Roster().people_called(word))
    columns = (Person.id, Person.name, Person.employee_number)
    everybody = db.session.execute(select(*columns).where(Person.erased_on.is_(None))).all()
    wanted = [letters_of(spelling) for spelling in spellings(plain(word))]
    ranked = sorted(
        (rank, name, person_id, number)
        for person_id, name, number in everybody
        if (rank := 0 if person_id in called else _rank(wanted, letters_of(name))) is not None
        and (person_id in called or not called)
    )
    teams, memberships = people.team_names(), people.memberships_by_person()
    return [
        Offer(who, name, number, teams.get(_team_on(memberships.get(who, ()), day) or 0))
        for _, name, who, number in ranked[:MOST_OFFERED]
    ]


def letters_of(name: str) -> frozenset[str]:
    """Return the words of a name, folded, umlauts also as they are written out."""
    text = folded(name) or ""
    for pair, letter in _WRITTEN_OUT:
        text = text.replace(pair, letter)
    return frozenset("".join(sign if sign.isalnum() else " " for sign in text).split())


def _rank(wanted: Iterable[frozenset[str]], known: frozenset[str]) -> int | None:
    """Return how many words differ; None where one is not the other with words left out."""
    ranks = [len(words ^ known) for words in wanted if _fit(words, known)]
    return min(ranks, default=None)


def _fit(words: frozenset[str], known: frozenset[str]) -> bool:
    fewer, more = sorted((words, known), key=len)
    if not any(len(word) >= SHORTEST_WORD and word in more for word in fewer):
        return False
    return all(word in more or _is_initial(word, more) for word in fewer)


def _is_initial(word: str, names: Iterable[str]) -> bool:
    return any(name.startswith(word) for name in names) if len(word) == 1 else False


def _team_on(memberships: Iterable[tuple[date, date | None, int]], day: date) -> int | None:
    return next(
        (
            team
            for since, until, team in memberships
            if since <= day and not (until and until <= day)
        ),
        None,
    )
