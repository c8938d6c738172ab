"""Anonymity sets: people told of together, and when they are enough to be shown.

The one rule for groups, remainders and halves (docs/decisions/0014-enough-people.md). Whoever
keeps the roster can add people and answer for them, and whoever hands out codes can use them. So
people are counted by assurance: how sure it is that one of them is not another in disguise. An
anonymity set (Pfitzmann & Hansen 2010: those among whom one cannot be told) is enough when one of
two things holds, `smallest` being the round's threshold (5 or more):

* `smallest` people have an own account or letter, and more than half of `smallest` of these have
  been here for a while;
* three times `smallest` people have been here for a while, codes counted.

Taking away the answers of all new people, whom one person can have made up, leaves more than half
of `smallest`. Taking away those given by code leaves `smallest`, or more than twice `smallest`
codes were used by another than their owner. More people never make less, so that groups can be
joined.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

BY_CODE_TIMES = 3
KNOWN = 10**6
"""How many people whom somebody can have made up hide as well as one who is known: without end."""


def settled_of(smallest: int) -> int:
    """Return how many of `smallest` people have to have been here for a while."""
    return smallest // 2 + 1


def enough_by_code(smallest: int) -> int:
    """Return how many people who have been here for a while are enough, codes counted."""
    return BY_CODE_TIMES * smallest


class Assurance(StrEnum):
    """How somebody asked can answer, and for how long they have been known."""

    SETTLED = "settled"  # by an own account or letter, and here for a while
    NEW = "new"  # by an own account or letter that is in these hands only lately
    BY_CODE = "by code"  # here for a while, on a shared device
    UNVOUCHED = "unvouched"  # new and by code, an address changed meanwhile, or "that was not me"


@dataclass(frozen=True, slots=True)
class AnonymitySet:
    """How many people are told of together, by assurance."""

    settled: int = 0
    new: int = 0
    by_code: int = 0
    unvouched: int = 0

    def __add__(self, other: AnonymitySet) -> AnonymitySet:
        """Return both sets together."""
        return AnonymitySet(
            self.settled + other.settled,
            self.new + other.new,
            self.by_code + other.by_code,
            self.unvouched + other.unvouched,
        )

    def __sub__(self, other: AnonymitySet) -> AnonymitySet:
        """Return who is left of a set without a part of it."""
        return AnonymitySet(
            self.settled - other.settled,
            self.new - other.new,
            self.by_code - other.by_code,
            self.unvouched - other.unvouched,
        )

    def __bool__(self) -> bool:
        """Say whether anybody is in it."""
        return self.total > 0

    @property
    def total(self) -> int:
        """Return how many people there are."""
        return self.settled + self.new + self.by_code + self.unvouched

    def is_enough(self, smallest: int) -> bool:
        """Say whether the set may be shown, where `smallest` people have to stand together."""
        own = self.settled + self.new
        by_themselves = own >= smallest and self.settled >= settled_of(smallest)
        return by_themselves or self.settled + self.by_code >= enough_by_code(smallest)

    @property
    def cover(self) -> int:
        """Return how well these people hide each other; 0 for nobody (see `cover_of`)."""
        known = BY_CODE_TIMES * self.settled + self.by_code
        return KNOWN * known + self.new + self.unvouched


def cover_of(smallest: int) -> int:
    """Return the cover of `smallest` settled people, or three times as many by code.

    New people add next to nothing to it, so that nobody is hidden by those whom one person can
    have made up; yet wherever they are it is more than 0.
    """
    return AnonymitySet(settled=smallest).cover


NOBODY = AnonymitySet()
_ONE = {
    Assurance.SETTLED: AnonymitySet(settled=1),
    Assurance.NEW: AnonymitySet(new=1),
    Assurance.BY_CODE: AnonymitySet(by_code=1),
    Assurance.UNVOUCHED: AnonymitySet(unvouched=1),
}


def anonymity_set(assurances: Iterable[Assurance]) -> AnonymitySet:
    """Return the set of people of these assurances."""
    return together(_ONE[assurance] for assurance in assurances)


def together(sets: Iterable[AnonymitySet]) -> AnonymitySet:
    """Return several sets as one."""
    return sum(sets, NOBODY)
