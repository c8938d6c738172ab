"""Which rounds' engagement index is the company's: those that rest on the same questions. Pure.

Pulses ask different questions about engagement: three statements every month, an eNPS every
quarter. Each round has a mean of its own, and only those of the same questions make a series.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

Basis = frozenset[str]
"""The keys of the questions that an index is the mean of."""

ONCE_WEEKS = 52
"""A pulse that is asked once counts as one that is asked once a year."""
STOPPED_AFTER = timedelta(weeks=13)
"""A pulse without a round for so long, and for two of its intervals, has stopped."""


@dataclass(frozen=True, slots=True)
class AskedIndex:
    """A round whose results are out: what it asked about engagement, and what of it was heard.

    `every_weeks` is how often its pulse asks (0: once), `invited` how many people it asked.
    `heard` is empty where nothing was published.
    """

    round_id: int
    pulse_id: int
    opens_at: datetime
    every_weeks: int
    invited: int
    asked: Basis
    heard: Basis


def basis_of(rounds: Iterable[AskedIndex]) -> Basis:
    """Return the questions that the company's index is the mean of; none without a round.

    Of every pulse that goes on, its newest round says what it asks now. Among what is asked of at
    least half as many people a week as what is asked most, the most questions are chosen: they
    tell most surely, and a survey once a year or an eNPS a quarter does not take their place.
    """
    newest = _newest(rounds)
    asked_weekly = defaultdict[Basis, Fraction](Fraction)
    for each in newest:
        asked_weekly[each.asked] += Fraction(each.invited, each.every_weeks or ONCE_WEEKS)
    if not asked_weekly:
        return frozenset()
    least = max(asked_weekly.values()) / 2
    often = [basis for basis, weekly in asked_weekly.items() if weekly >= least]
    return max(often, key=lambda each: (len(each), asked_weekly[each], sorted(each)))


def others(rounds: Sequence[AskedIndex]) -> set[int]:
    """Return the rounds whose index rests on other questions than the company's, by id."""
    basis = basis_of(rounds)
    return {each.round_id for each in rounds if (each.heard or each.asked) != basis}


def _newest(rounds: Iterable[AskedIndex]) -> list[AskedIndex]:
    """Return the newest round of each pulse that goes on and asks about engagement."""
    found = dict[int, AskedIndex]()
    for each in sorted(rounds, key=lambda one: (one.opens_at, one.round_id)):
        if each.asked:
            found[each.pulse_id] = each
    if not found:
        return []
    last = max(each.opens_at for each in found.values())
    return [each for each in found.values() if last - each.opens_at <= _patience(each)]


def _patience(asked: AskedIndex) -> timedelta:
    return max(STOPPED_AFTER, timedelta(weeks=2 * (asked.every_weeks or ONCE_WEEKS)))
