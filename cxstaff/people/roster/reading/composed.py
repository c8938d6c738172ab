"""Headings of rosters that are composed of words: "Last Hire Date", "Medarbejdernr.", "入职日期".

A heading means a field where each of its words is known to belong to it and one of each of the
groups that the field needs is among them. Joined words are parted where all parts are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from cxstaff.people.roster.reading import pieces
from cxstaff.text import caseless

_JOINTS = ("", "s", "es", "e", "en", "n")
_LONGEST_WORD = 40
_PARTS = ("first_name", "last_name")
"""What a heading that names both does not mean: "Nom et prénom"."""


@dataclass(frozen=True, slots=True)
class RosterGrammar:
    """Groups of words of each of which a heading holds one, and others that it may hold."""

    needed: tuple[frozenset[str], ...]
    others: frozenset[str] = pieces.LINKING

    @property
    def known(self) -> frozenset[str]:
        """Return all words that a heading may hold."""
        return self.others.union(*self.needed)


_OF_STAFF = pieces.STAFF | pieces.LINKING
_DATED = pieces.DATED | pieces.LINKING | pieces.STAFF | pieces.ORDER
_MAILS = pieces.WORKING | pieces.LINKING | pieces.STAFF | pieces.NAMED
_NAMED = pieces.NAMED | pieces.LINKING | pieces.STAFF
_BOSSES = pieces.WHICH_BOSS | pieces.LINKING

GRAMMARS = {
    "first_name": (RosterGrammar((pieces.FIRST,), _NAMED),),
    "last_name": (RosterGrammar((pieces.LAST,), _NAMED),),
    "name": (
        RosterGrammar((pieces.FIRST, pieces.LAST), _NAMED),
        RosterGrammar((pieces.FIRST_WHOLE, pieces.BARE), pieces.LINKING),
        RosterGrammar((pieces.WHOLE,), _NAMED | pieces.WHOLE),
        RosterGrammar((pieces.STAFF, pieces.NAMED), pieces.LINKING),
    ),
    "email": (RosterGrammar((pieces.MAIL,), _MAILS | pieces.MAIL),),
    "employee_number": (
        RosterGrammar((pieces.STAFF, pieces.NUMBERS), pieces.LINKING),
        RosterGrammar((pieces.REGISTERED,), _OF_STAFF | pieces.NUMBERS),
    ),
    "team": (
        RosterGrammar((pieces.TEAMS,), pieces.NAMED | pieces.LINKING | pieces.ORDER),
        RosterGrammar((pieces.ORGANIZATION, pieces.LEVELS), pieces.NAMED | pieces.LINKING),
    ),
    "manager_number": (RosterGrammar((pieces.BOSSES, pieces.NUMBERS), _BOSSES | pieces.STAFF),),
    "manager_email": (RosterGrammar((pieces.BOSSES, pieces.MAIL), _BOSSES | pieces.WORKING),),
    "manager": (
        RosterGrammar((pieces.BOSSES,), _BOSSES | pieces.NAMED | pieces.FIRST | pieces.LAST),
    ),
    "hired_on": (RosterGrammar((pieces.JOINED,), _DATED | pieces.COMPANY),),
    "left_on": (
        RosterGrammar((pieces.LEFT,), _DATED | pieces.CONTRACT | pieces.COMPANY),
        RosterGrammar((pieces.LAST_OF, pieces.DAYS), pieces.LINKING | pieces.WORKING),
        RosterGrammar((pieces.CONTRACT, pieces.ENDS), _DATED),
    ),
    "status": (RosterGrammar((pieces.STATES,), _OF_STAFF | pieces.OF_STATES),),
    "job": (RosterGrammar((pieces.JOBS,), pieces.NAMED | pieces.LINKING | pieces.STAFF),),
    "site": (RosterGrammar((pieces.SITES,), pieces.NAMED | pieces.LINKING | pieces.WORKING),),
}


def rank(key: str, heading: str) -> float | None:
    """Return how unlikely a heading means a field, the likelier the lower; None: it cannot."""
    words = _words(heading)
    if key in _PARTS and rank("name", heading) is not None:
        return None
    found = [_rank(grammar, words) for grammar in GRAMMARS.get(key, ())]
    return min((each for each in found if each is not None), default=None)


def _rank(grammar: RosterGrammar, words: tuple[str, ...]) -> float | None:
    known = _known(grammar)
    parts = list[str]()
    for word in words:
        parted = parted_in(word, known)
        if parted is None:
            return None
        parts += parted
    is_meant = all(not group.isdisjoint(parts) for group in grammar.needed)
    return len(parts) / 10 if is_meant else None


@cache
def _known(grammar: RosterGrammar) -> frozenset[str]:
    return grammar.known


@lru_cache(maxsize=4096)
def parted_in(word: str, known: frozenset[str]) -> tuple[str, ...] | None:
    """Part a word into known ones, also with what joins them; None where something is unknown."""
    if word in known:
        return (word,)
    if len(word) > _LONGEST_WORD:
        return None
    for at in range(len(word) - 1, 0, -1):
        head = word[:at]
        if head not in known or (head.isascii() and len(head) < 3):
            continue
        for joint in _JOINTS:
            rest = word[at:]
            if rest.startswith(joint) and (tail := rest[len(joint) :]):
                parts = parted_in(tail, known)
                if parts is not None:
                    return (head, *parts)
    return None


def _words(heading: str) -> tuple[str, ...]:
    """Return the words of a heading in small letters; what stands in brackets explains it."""
    bare = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", heading)
    bare = bare if re.search(r"\w", bare) else heading
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", bare.replace("#", " number ").replace("№", " nr "))
    return tuple(re.findall(r"[^\W_]+", caseless(apart)))
