"""Disclosure by differencing rounds: groups are joined until no change is that of a few people.

When everybody else answers as before, what two rounds tell together is about those who answered
only once, or in another group. Think of a graph: its nodes are the groups told then, the groups
told now, and one node for nowhere; every person is an edge from where they were counted then to
where they are counted now. Adding and subtracting groups gives each node a number, and a person's
answer drops out where both ends of their edge have the same. What is left is a cut. So few people
can be worked out if and only if a cut with little cover exists (see `anonymity`: `smallest` people
who are known are cover enough; whoever can be made up is next to none); groups of this round are
joined until none does. Three rounds or more tell what no two of them do: `linear_combinations`.
(tests/pulses/test_differencing.py holds this against linear algebra.)
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import count

from cxstaff.pulses.disclosure.grouping import Parents, upwards
from cxstaff.pulses.disclosure.linear_combinations import NOW, Part, Way, thin_parts

Group = int | None
Node = Hashable
Graph = dict[Node, Counter[Node]]  # edges between two nodes, counted, both ways

NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Before:
    """How one question was told before, and who of those told then answers it now.

    `people` says how well those hide each other who were counted alike: in which group each
    earlier round told of them, and in which group of this round's opening they are; NOWHERE where
    they did not answer. `smallest` is what each of the earlier rounds needed, and `together` which
    of them are to be believed at once (None: all).
    """

    people: Mapping[tuple[tuple[Hashable, ...], Group | str], int] = field(default_factory=dict)
    smallest: tuple[int, ...] = ()
    together: Collection[Collection[int]] | None = None


NOTHING_BEFORE = Before()


def joined(
    places: Mapping[Group, Group],
    counts: Mapping[Group, int],
    before: Before,
    parents: Parents,
    smallest: int,
) -> dict[Group, Group] | None:
    """Say where people are counted so that no change since `before` is that of a few of them.

    `places` and `counts` say for each group made at opening where its people are counted, and how
    many they are. A group with few changes is joined with the nearest other that has some, under
    the nearest team above both. None: even the company as a whole changed by a few people, so
    that nothing can be told.
    """
    found = dict(places)
    for number, needed in enumerate(before.smallest):
        least = min(smallest, needed)
        while sides := thin_sides(graph := _graph(found, before, number), least):
            if not _join_all(found, counts, sides, _restless(graph, least), parents):
                return None
    everything, known = [range(len(before.smallest))], dict[Part, bool]()
    for numbers in everything if before.together is None else before.together:
        least = min([smallest, *(before.smallest[number] for number in numbers)])
        while parts := thin_parts(_ways(found, before, numbers), least, known):
            for part in parts:
                if not _join_part(found, counts, part, parents):
                    return None
    return found


def thin_sides(graph: Graph, smallest: int) -> list[set[Node]]:
    """Return sides of some cuts of 1 to `smallest` − 1 edges, those without NOWHERE; [] for none.

    Nagamochi & Ibaraki (1992, SIAM J. Discrete Math. 5, 54–66): nodes are taken in the order of how
    many edges tie them to those taken before. Two nodes are on one side of every thin cut when the
    edge between them is the `smallest`-th of these or a later one, and are made one; the node taken
    last is tied by all of its edges, which are a cut.
    """
    graph, names = _tied_fast(graph, {node: {node} for node in graph}, smallest)
    alone = [
        names[node]
        for node, ends in graph.items()
        if 0 < sum(ends.values()) < smallest and NOWHERE not in names[node]
    ]
    while not alone and any(graph.values()):
        start = next(node for node, ends in graph.items() if ends)
        order, ties = _adjacency_order(graph, start, smallest)
        last = order[-1]
        if sum(graph[last].values()) < smallest:
            other = set().union(*(names[node] for node in order[:-1]))
            return [other if NOWHERE in names[last] else names[last]]
        graph, names = _contracted(graph, names, ties)
    return alone


def _graph(places: Mapping[Group, Group], before: Before, number: int) -> Graph:
    """Join where people were told in one earlier round with where they are told now, or nowhere."""
    graph: Graph = {}
    for (cells, group), people in before.people.items():
        one, other = _then(number, cells[number]), _now(places, group)
        if one != other:
            graph.setdefault(one, Counter())[other] += people
            graph.setdefault(other, Counter())[one] += people
    return graph


def _ways(places: Mapping[Group, Group], before: Before, numbers: Collection[int]) -> Counter[Way]:
    """Count people by all the places that they were told in in some rounds, and are now."""
    found: Counter[Way] = Counter()
    for (cells, group), people in before.people.items() if len(numbers) > 1 else ():
        nodes = [_then(number, cells[number]) for number in numbers]
        found[frozenset([*nodes, _now(places, group)]) - {NOWHERE}] += people
    return found


def _then(number: int, cell: Hashable) -> Node:
    return NOWHERE if cell == NOWHERE else ("then", number, cell)


def _now(places: Mapping[Group, Group], group: Group | str) -> Node:
    return NOWHERE if isinstance(group, str) else (NOW, places[group])


def _restless(graph: Graph, smallest: int) -> set[Node]:
    """Return the nodes with changes: a group that stayed as it was would hide nobody."""
    tied, names = _tied_fast(graph, {node: {node} for node in graph}, smallest)
    return set().union(*(names[node] for node, ends in tied.items() if ends))


def _join_all(
    places: dict[Group, Group],
    counts: Mapping[Group, int],
    sides: Sequence[set[Node]],
    restless: Set[Node],
    parents: Parents,
) -> bool:
    """Join a group of each side with one outside it, none twice; say if any could be joined."""
    sizes, below = _sizes(places, counts, parents)
    used: set[Group] = set()
    for side in sides:
        inside = {place for place in sizes if (NOW, place) in side} - used
        outside = {place for place in sizes if (NOW, place) not in side} - used
        wished = {place for place in outside if (NOW, place) in restless}
        for others in (wished, outside if not used else set()):
            joined_ = _nearest(inside, others, sizes, below, parents)
            if joined_ is not None:
                used |= _made_one(places, *joined_)
                break
    return bool(used)


def _join_part(
    places: dict[Group, Group],
    counts: Mapping[Group, int],
    part: Set[Node],
    parents: Parents,
) -> bool:
    """Join the smallest group of a part with the nearest of the part, or else of all others.

    In a large part several at once, so that it is soon small enough to be looked through.
    """
    sizes, below = _sizes(places, counts, parents)
    mine = {place for place in sizes if (NOW, place) in part}
    if not mine:
        return True  # another part was joined with it meanwhile
    for _ in range(max(1, len(mine) // 4)):
        one = {min(mine, key=lambda place: (sizes[place], place or 0))}
        others = mine - one or set(sizes) - one
        found = _nearest(one, others, sizes, below, parents)
        if found is None:
            return False
        mine -= _made_one(places, *found)
        sizes, below = _sizes(places, counts, parents)
        if len(mine) < 2:
            break
    return True


def _sizes(
    places: Mapping[Group, Group], counts: Mapping[Group, int], parents: Parents
) -> tuple[Counter[Group], dict[Group, list[Group]]]:
    """Return how many people are told in each place, and the places in and below each team."""
    sizes: Counter[Group] = Counter()
    for group, place in places.items():
        if counts.get(group):
            sizes[place] += counts[group]
    below: dict[Group, list[Group]] = defaultdict(list)
    for place in sizes:
        for above in _above(place, parents):
            below[above].append(place)
    return sizes, below


def _nearest(
    inside: Set[Group],
    others: Set[Group],
    sizes: Mapping[Group, int],
    below: Mapping[Group, Sequence[Group]],
    parents: Parents,
) -> tuple[Group, Group, Group] | None:
    """Return a group inside, the nearest and then smallest of the others, and who is above both."""
    if not inside or not others:
        return None
    one = min(inside, key=lambda place: (sizes[place], place or 0))
    for above in _above(one, parents):
        near = [place for place in below[above] if place in others]
        if near:
            return one, min(near, key=lambda place: (sizes[place], place or 0)), above
    return None


def _made_one(places: dict[Group, Group], one: Group, other: Group, name: Group) -> set[Group]:
    """Count two groups, and what is counted there already, under the team above them."""
    gone = {one, other, name}
    for group, place in places.items():
        if place in gone:
            places[group] = name
    return gone


def _above(team: Group, parents: Parents) -> list[Group]:
    """Return a team and those above it, the highest last, and then the company."""
    return [None] if team is None else [*upwards(team, parents), None]


def _tied_fast(
    graph: Graph, names: dict[Node, set[Node]], smallest: int
) -> tuple[Graph, dict[Node, set[Node]]]:
    """Make one of all nodes with `smallest` people in common: nearly all, since most stay."""
    while True:
        ties = [
            (one, other)
            for one, ends in graph.items()
            for other, people in ends.items()
            if people >= smallest
        ]
        if not ties:
            return graph, names
        graph, names = _contracted(graph, names, ties)


def _adjacency_order(
    graph: Graph, start: Node, smallest: int
) -> tuple[list[Node], list[tuple[Node, Node]]]:
    """Take all nodes that hang together with `start`, each time the one with the most ties.

    Return them in this order, and the pairs that lie on one side of every thin cut.
    """
    order: list[Node] = []
    tied: Counter[Node] = Counter({start: 0})
    taken: set[Node] = set()
    ties: list[tuple[Node, Node]] = []
    heap, number = [(0, 0, start)], count(1)
    while heap:
        _, _, node = heapq.heappop(heap)
        if node in taken:
            continue
        taken.add(node)
        order.append(node)
        for end, people in graph[node].items():
            if end not in taken:
                tied[end] += people
                heapq.heappush(heap, (-tied[end], next(number), end))
                if tied[end] >= smallest:
                    ties.append((node, end))
    return order, ties


def _contracted(
    graph: Graph, names: dict[Node, set[Node]], ties: Iterable[tuple[Node, Node]]
) -> tuple[Graph, dict[Node, set[Node]]]:
    """Make one node of each pair of nodes in `ties`."""
    into = {node: node for node in graph}

    def root(node: Node) -> Node:
        while into[node] != node:
            into[node] = into[into[node]]
            node = into[node]
        return node

    for one, other in ties:
        into[root(one)] = root(other)
    made: Graph = {root(node): Counter() for node in graph}
    whole: dict[Node, set[Node]] = {node: set() for node in made}
    for node, ends in graph.items():
        mine = root(node)
        whole[mine] |= names[node]
        for end, people in ends.items():
            if root(end) != mine:
                made[mine][root(end)] += people
    return made, whole
