"""Which questions a person sees when not all fit into a minute: drivers take turns.

Questions about engagement are asked of everybody in every round, so that the index always means
the same. The other drivers share what room is left: a pulse has as many *turns* as that takes, and
whoever goes through all of them, one a round, was asked about every driver once. Those of a group
who have the same turn are a *block*; every block holds `block_size` people or more, so that nobody
can be told by what they were asked and what they answer is seldom too little to be shown.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Group = int | None
EVERY_ROUND = "engagement"
EXPECTED_SHARE = 0.65
"""How many of those asked answer, at the least, in a pulse that goes well."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A question and what it is about; without a driver it is a topic of its own."""

    key: str
    driver: str | None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How many turns there are, and the turn of each question asked in a round (None: of all)."""

    turns: int
    turn_of: dict[str, int | None]


class NoRoom(ValueError):
    """Questions about engagement leave no room for the others."""


def arrange(topics: Sequence[Topic], per_round: int, number: int) -> Arrangement:
    """Choose the questions of round `number` (from 0), at most `per_round` for everybody.

    A driver with several questions asks another one in each cycle of turns. Raises `NoRoom`.
    """
    always = [topic.key for topic in topics if topic.driver == EVERY_ROUND]
    if len(topics) <= per_round:
        return Arrangement(1, {topic.key: None for topic in topics})
    room = per_round - len(always)
    if room < 1:
        raise NoRoom(f"{len(always)} of {per_round} places are taken in every round")
    drivers: dict[str, list[str]] = defaultdict(list)
    for topic in topics:
        if topic.driver != EVERY_ROUND:
            drivers[topic.driver or topic.key].append(topic.key)
    turns = -(-len(drivers) // room)
    cycle = number // turns
    chosen: dict[str, int | None] = dict.fromkeys(always)
    for place, keys in enumerate(drivers.values()):
        chosen[keys[cycle % len(keys)]] = place // room if turns > 1 else None
    return Arrangement(turns, chosen)


def block_size(smallest: int) -> int:
    """Return how many people have to share a turn for `smallest` of them to answer, as a rule."""
    return math.ceil(smallest / EXPECTED_SHARE)


def deal(
    groups: Mapping[int, Group], last: Mapping[int, int], turns: int, smallest: int
) -> dict[int, int]:
    """Give everybody (person: group) a turn, 0 to `turns` − 1, one on from their `last`.

    Where too few of a group would have a turn they wait: a turn is had again rather than left out.
    """
    members: dict[Group, list[int]] = defaultdict(list)
    for person in sorted(groups):
        members[groups[person]].append(person)
    dealt: dict[int, int] = {}
    first = 0
    for group in sorted(members, key=lambda each: (each is None, each or 0)):
        blocks = _blocks(members[group], last, turns, smallest, first)
        first += len(blocks)
        dealt |= {person: turn for turn, people in blocks.items() for person in people}
    return dealt


def _blocks(
    people: Sequence[int], last: Mapping[int, int], turns: int, smallest: int, first: int
) -> dict[int, list[int]]:
    """Divide one group into blocks by turn; `first` is the turn that a new group begins with."""
    blocks: dict[int, list[int]] = defaultdict(list)
    for person in people:
        if person in last:
            blocks[(last[person] + 1) % turns].append(person)
    new = [person for person in people if person not in last]
    free = [turn % turns for turn in range(first, first + turns) if turn % turns not in blocks]
    number = min(len(free), len(new) // smallest)
    if number:
        for place in range(number):
            blocks[free[place]] = new[place::number]
    elif new:
        joined = min(blocks, key=lambda turn: len(blocks[turn])) if blocks else free[0]
        blocks[joined] += new
    return _merged(blocks, turns, smallest)


def _merged(blocks: dict[int, list[int]], turns: int, smallest: int) -> dict[int, list[int]]:
    """Let blocks under `smallest` wait with the nearest block whose turn comes before theirs."""
    while len(blocks) > 1:
        small = min(blocks, key=lambda turn: (len(blocks[turn]), turn))
        if len(blocks[small]) >= smallest:
            break
        others = [turn for turn in blocks if turn != small]
        nearest = min(others, key=lambda turn: (small - turn) % turns)
        blocks[nearest] += blocks.pop(small)
    return blocks
