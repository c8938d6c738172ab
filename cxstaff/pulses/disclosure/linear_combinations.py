"""What three rounds or more tell together: sums of which none but a few people are left.

A way is the set of groups that somebody was told in, one of each round at most. Weights are given
to all groups of all rounds, and whoever has a way counts with the sum of its weights; where that
is 0 their answer drops out. Two rounds make a graph (see `differencing_attacks`). More do not: a
person told in A and B, four others in A and C, four in B and C change every pair of rounds by five,
and yet A + B − C is twice the answer of the one.

So weights are looked for by linear algebra modulo a prime. A way of enough people has to drop out.
Of the other ways, those that go the same way under all weights left are taken as one; the heaviest
is held to drop out, or to be among the few that are left, and each leads to fewer weights or fewer
people. This is the smallest cocircuit of a matroid, which can take long; a part in which too many
steps would be needed counts as one where few can be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

Node = Hashable
Way = frozenset[Node]
Part = tuple[int, frozenset[tuple[Way, int]]]  # how many are enough, and who is told where
Vector = dict[int, int]
NormedVector = tuple[tuple[int, int], ...]  # a vector whose first number is 1

NOW = "now"
PRIME = 2**61 - 1
MOST_STEPS = 20_000
"""Vectors looked at in one part before it counts as one where few can be told."""


@dataclass(frozen=True, slots=True)
class _State:
    """Weights that are left: who may be told, who are, and what is told anew; all as vectors."""

    open_: Mapping[NormedVector, int]
    told: frozenset[NormedVector]
    now: frozenset[NormedVector]
    left: int


def thin_parts(
    ways: Mapping[Way, int], smallest: int, known: dict[Part, bool] | None = None
) -> list[set[Node]]:
    """Return the parts that hang together in which some weights leave few people, or may do.

    Few is more than nobody and less than `smallest`; what earlier rounds told of them without this
    one is told already and does not count.
    What is found of a part is kept in `known`, for when groups were joined in another one alone.
    """
    known = {} if known is None else known
    found = []
    for part, inside in _parts(ways):
        alike = smallest, frozenset(inside.items())
        if alike not in known:
            known[alike] = _may_tell_few(inside, part, smallest)
        if known[alike]:
            found.append(part)
    return found


def _parts(ways: Mapping[Way, int]) -> list[tuple[set[Node], dict[Way, int]]]:
    """Divide groups into parts that have nobody in common."""
    into: dict[Node, Node] = {}

    def root(node: Node) -> Node:
        into.setdefault(node, node)
        while into[node] != node:
            into[node] = into[into[node]]
            node = into[node]
        return node

    for way in ways:
        first, *rest = way or (None,)
        for node in rest:
            into[root(node)] = root(first)
        root(first)
    found: dict[Node, tuple[set[Node], dict[Way, int]]] = defaultdict(lambda: (set(), {}))
    for way, people in ways.items():
        if way:
            nodes, inside = found[root(next(iter(way)))]
            nodes.update(way)
            inside[way] = people
    return list(found.values())


def _may_tell_few(ways: Mapping[Way, int], nodes: set[Node], smallest: int) -> bool:
    ordered = sorted(nodes, key=lambda node: (_is_now(node), repr(node)))
    numbers = {node: n for n, node in enumerate(ordered)}
    vectors = {way: dict.fromkeys((numbers[node] for node in way), 1) for way in ways}
    now = _told_anew(vectors.values(), sum(not _is_now(node) for node in nodes))
    if not now:
        return False
    many = [vectors[way] for way, people in ways.items() if people >= smallest]
    few = {way: people for way, people in ways.items() if people < smallest}
    base = _echelon(many)
    open_: dict[NormedVector, int] = defaultdict(int)
    for way, people in few.items():
        open_[_line(_reduced(vectors[way], base))] += people
    lines = frozenset(_line(_reduced(vector, base)) for vector in now)
    return _search(_State(open_, frozenset(), lines, smallest - 1))


def _is_now(node: Node) -> bool:
    return isinstance(node, tuple) and node[0] == NOW


def _told_anew(ways: Iterable[Vector], first: int) -> list[Vector]:
    """Return what of the groups told now, numbered from `first` on, tells more than before.

    Weights of groups told now under which everybody drops out, given some of the groups told then,
    tell nothing anew: whatever is told with them was told without. What vanishes under all of
    those is what the ways span of the groups told now alone: the lines of their echelon form that
    begin with one.
    """
    return [line for pivot, line in _echelon(ways).items() if pivot >= first]


def _search(begin: _State) -> bool:
    """Look through who may drop out and who may be left; True where too many steps are needed."""
    waiting, steps = [begin], 0
    while waiting:
        state = _settled(waiting.pop())
        if state is None:
            continue
        if not state.open_:
            if state.told:
                return True
            continue
        steps += len(state.open_) + len(state.told) + len(state.now)
        if steps > MOST_STEPS:
            return True
        # The heaviest either drops out, which takes weights away, or is left, which takes more of
        # the few that may be: both branches come to an end sooner than with any other.
        line = max(state.open_, key=lambda each: (state.open_[each], each))
        rest = {each: people for each, people in state.open_.items() if each != line}
        left = state.left - state.open_[line]
        waiting.append(_State(rest, state.told | {line}, state.now, left))
        waiting.append(_without(state, [line]))
    return False


def _settled(state: _State) -> _State | None:
    """Let everybody drop out who are too many to be left; None where nothing can be told so."""
    while True:
        open_ = {line: people for line, people in state.open_.items() if line}
        left = state.left - sum(open_.pop(line, 0) for line in state.told)
        if left < 0 or () in state.told or not any(state.now):
            return None
        state = _State(open_, state.told, state.now, left)
        many = [line for line, people in open_.items() if people > left]
        if not many:
            return state
        state = _without(state, many)


def _without(state: _State, lines: Iterable[NormedVector]) -> _State:
    """Keep the weights under which those of some lines drop out."""
    base = _echelon(dict(line) for line in lines)
    open_: dict[NormedVector, int] = defaultdict(int)
    for each, people in state.open_.items():
        open_[_anew(each, base)] += people
    told = frozenset(_anew(each, base) for each in state.told)
    return _State(open_, told, frozenset(_anew(each, base) for each in state.now), state.left)


def _anew(line: NormedVector, base: Mapping[int, Vector]) -> NormedVector:
    vector = dict(line)
    return line if base.keys().isdisjoint(vector) else _line(_reduced(vector, base))


def _echelon(vectors: Iterable[Vector]) -> dict[int, Vector]:
    """Return vectors that span the same, each with a 1 where no other has a number."""
    base: dict[int, Vector] = {}
    for vector in vectors:
        line = _line(_reduced(vector, base))
        if not line:
            continue
        pivot, fresh = line[0][0], dict(line)
        for other, known in base.items():
            if pivot in known:
                base[other] = _less(known, fresh, known[pivot])
        base[pivot] = fresh
    return base


def _reduced(vector: Vector, base: Mapping[int, Vector]) -> Vector:
    """Return what of a vector is not spanned by `base`."""
    for pivot in [each for each in vector if each in base]:
        vector = _less(vector, base[pivot], vector[pivot])
    return vector


def _less(vector: Vector, other: Vector, times: int) -> Vector:
    found = dict(vector)
    for place, number in other.items():
        value = (found.get(place, 0) - times * number) % PRIME
        if value:
            found[place] = value
        else:
            found.pop(place, None)
    return found


def _line(vector: Vector) -> NormedVector:
    """Return a vector so that those that point the same way are equal."""
    if not vector:
        return ()
    first = min(vector)
    # Weights are numbers modulo a prime: dividing is exact, and nothing is lost to rounding.
    by = pow(vector[first], -1, PRIME)
    return tuple((place, vector[place] * by % PRIME) for place in sorted(vector))
