"""Crowds: how many people of which kind stand together, and when they are enough to be shown.

The one rule for groups, remainders and halves (docs/decisions/0014-enough-people.md). Whoever
keeps the roster can add people and answer for them, and whoever hands out codes can use them. So
people are counted by how sure it is that one of them is not another in disguise. A crowd is
enough when one of two things holds, `smallest` being the round's threshold (5 or more):

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


class Kind(StrEnum):
    """How somebody asked can answer, and for how long they have been known."""

    SETTLED = "settled"  # by an own account or letter, and here for a while
    NEW = "new"  # by an own account or letter that is in these hands only lately
    BY_CODE = "by code"  # here for a while, on a shared device
    UNVOUCHED = "unvouched"  # new and by code, an address changed meanwhile, or "that was not me"


@dataclass(frozen=True, slots=True)
class Crowd:
    """Several people counted together, by kind."""

    settled: int = 0
    new: int = 0
    by_code: int = 0
    unvouched: int = 0

    def __add__(self, other: Crowd) -> Crowd:
        """Return both crowds together."""
        return Crowd(
            self.settled + other.settled,
            self.new + other.new,
            self.by_code + other.by_code,
            self.unvouched + other.unvouched,
        )

    def __sub__(self, other: Crowd) -> Crowd:
        """Return who is left of a crowd without a part of it."""
        return Crowd(
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
        """Say whether the crowd may be shown, where `smallest` people have to stand together."""
        own = self.settled + self.new
        by_themselves = own >= smallest and self.settled > smallest // 2
        return by_themselves or self.settled + self.by_code >= BY_CODE_TIMES * smallest

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
    return Crowd(settled=smallest).cover


NOBODY = Crowd()
_ONE = {
    Kind.SETTLED: Crowd(settled=1),
    Kind.NEW: Crowd(new=1),
    Kind.BY_CODE: Crowd(by_code=1),
    Kind.UNVOUCHED: Crowd(unvouched=1),
}


def crowd_of(kinds: Iterable[Kind]) -> Crowd:
    """Count people by kind."""
    return together(_ONE[kind] for kind in kinds)


def together(crowds: Iterable[Crowd]) -> Crowd:
    """Return several crowds as one."""
    return sum(crowds, NOBODY)
