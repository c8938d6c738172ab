"""What a jury's votes add up to: places or points, ties told (pure arithmetic)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

PLACES = 3
"""How many nominees a juror puts in order; fewer where fewer are nominated."""


@dataclass(frozen=True, slots=True)
class CastVote:
    """What one juror says of one nominee: a place from 1 (criterion 0), or points."""

    juror_id: int
    nominee_id: int
    criterion: int
    value: int


@dataclass(frozen=True, slots=True)
class NomineeStanding:
    """A nominee's place, from 1, and what the votes come to; those equal share their place."""

    nominee_id: int
    place: int
    total: int


def tally(votes: Iterable[CastVote], nominees: Collection[int]) -> list[NomineeStanding]:
    """Return how nominees stand, the first first; of those equal by number, which means nothing.

    Places count as in a Borda count of the first three: with k places to give, the first is worth
    k, the next one less. Points are added up over jurors and criteria. Who is not among `nominees`
    any more is left out as if never voted on: those behind move up.
    """
    totals = dict.fromkeys(nominees, 0)
    ballots: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for each in votes:
        if each.nominee_id not in totals:
            continue
        if each.criterion:
            totals[each.nominee_id] += each.value
        else:
            ballots[each.juror_id].append((each.value, each.nominee_id))
    most = min(PLACES, len(totals))
    for ballot in ballots.values():
        for place, (_value, nominee_id) in enumerate(sorted(ballot)):
            totals[nominee_id] += most - place
    ordered = sorted(totals, key=lambda nominee: (-totals[nominee], nominee))
    better = {total: sum(each > total for each in totals.values()) for total in totals.values()}
    return [NomineeStanding(each, 1 + better[totals[each]], totals[each]) for each in ordered]


def first_of(standings: Collection[NomineeStanding]) -> list[int]:
    """Return who stands first; several where they are equal, nobody where nobody got a vote."""
    return [each.nominee_id for each in standings if each.place == 1 and each.total > 0]
