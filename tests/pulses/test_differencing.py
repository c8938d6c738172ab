"""No change between two rounds is that of one to four people, whatever is added and subtracted."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.pulses.disclosure.differencing_attacks import (
    NOWHERE,
    Before,
    Graph,
    joined,
    thin_sides,
)
from tests.pulses.rowspace import RowSpace

K = 3  # small, so that few people make every case; the rule is the same for five
PARENTS = {1: None, 2: 1, 3: 1, 4: 2, 5: 2}
Person = tuple[int | None, int | None]  # the group told then and now; 0: did not answer


def few_that_can_be_solved(people: list[Person]) -> list[tuple[int, ...]]:
    """Return who is left alone by some combination of all groups told then and now."""
    rows = [
        [int(person[moment] == group) for person in people]
        for moment in (0, 1)
        for group in sorted({p[moment] for p in people} - {0}, key=str)
    ]
    space = RowSpace(rows, len(people))
    return [
        few
        for size in range(1, K)
        for few in combinations(range(len(people)), size)
        if space.tells_of(few)
    ]


def before_of(people: list[Person]) -> Before:
    return Before(Counter(((_or_nowhere(then),), _or_nowhere(now)) for then, now in people), (K,))


def _or_nowhere(group: int | None) -> int | str | None:
    return NOWHERE if group == 0 else group


@st.composite
def rounds(draw: st.DrawFn) -> list[Person]:
    """Draw people who mostly stay, so that changes are few, in groups of K or more."""
    groups = st.sampled_from([2, 3, 4, 5, None])
    people = []
    for _ in range(draw(st.integers(K, 16))):
        then = draw(groups)
        change = draw(st.sampled_from(["stays"] * 6 + ["moves", "leaves", "joins"]))
        now = {"stays": then, "moves": draw(groups), "leaves": 0, "joins": then}[change]
        people.append((0 if change == "joins" else then, now))
    for moment in (0, 1):
        sizes = Counter(person[moment] for person in people)
        people = [
            tuple(0 if n == moment and sizes[g] < K else g for n, g in enumerate(person))
            for person in people
        ]
    return [person for person in people if person != (0, 0)]


@pytest.mark.long
@given(rounds())
def test_no_few_people_are_told_by_two_rounds(people: list[Person]) -> None:
    counts = Counter(now for _, now in people if now != 0)
    places = joined({group: group for group in counts}, counts, before_of(people), PARENTS, K)
    told = [(then, 0 if places is None or now == 0 else str(places[now])) for then, now in people]
    assert few_that_can_be_solved(told) == []


@pytest.mark.long
@given(rounds())
def test_groups_are_joined_only_where_few_would_be_told(people: list[Person]) -> None:
    counts = Counter(now for _, now in people if now != 0)
    apart = {group: group for group in counts}
    is_safe = few_that_can_be_solved([(a, b if b == 0 else str(b)) for a, b in people]) == []
    assert (joined(apart, counts, before_of(people), PARENTS, K) == apart) == is_safe


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 3)), max_size=9))
def test_a_thin_cut_is_found_where_there_is_one(edges: list[tuple[int, int, int]]) -> None:
    graph: Graph = {NOWHERE: Counter(), **{n: Counter() for n in range(1, 6)}}
    for one, other, weight in edges:
        if one != other:
            graph[one or NOWHERE][other or NOWHERE] += weight
            graph[other or NOWHERE][one or NOWHERE] += weight

    def cut(side: set[object]) -> int:
        return sum(n for one in side for other, n in graph[one].items() if other not in side)

    nodes = [node for node in graph if node != NOWHERE]
    sides = [set(some) for n in range(1, 6) for some in combinations(nodes, n)]
    thin = [side for side in sides if 0 < cut(side) < 4]
    found = thin_sides(graph, 4)
    assert bool(found) == bool(thin)
    assert all(0 < cut(side) < 4 and NOWHERE not in side for side in found)


def two_rounds(changes: dict[int, int], stay: int = 8) -> dict[int | None, int | None] | None:
    """Let so many join each of teams 3, 4 and 5, where others stay; return where they count."""
    counts = {team: stay + changes.get(team, 0) for team in (3, 4, 5)}
    people = {((team,), team): stay for team in counts}
    people |= {((NOWHERE,), team): new for team, new in changes.items()}
    return joined({team: team for team in counts}, counts, Before(people, (5,)), PARENTS, 5)


def test_nobody_new_changes_nothing() -> None:
    assert two_rounds({}) == {3: 3, 4: 4, 5: 5}


def test_a_team_that_few_joined_is_counted_with_others_that_changed() -> None:
    assert two_rounds({4: 2, 5: 3}) == {3: 3, 4: 2, 5: 2}
    assert two_rounds({3: 2, 4: 3}) == {3: 1, 4: 1, 5: 5}


def test_where_the_whole_company_changed_by_few_nothing_is_told() -> None:
    assert two_rounds({4: 1}) is None
    assert two_rounds({4: 2, 5: 2}) is None


def test_five_who_join_hide_each_other() -> None:
    assert two_rounds({4: 5}) == {3: 3, 4: 4, 5: 5}
