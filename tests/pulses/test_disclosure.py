"""No group of one to four people can be solved from everything that is published."""

from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cxstaff.pulses.disclosure.anonymity import BY_CODE_TIMES, NOBODY, AnonymitySet, together
from cxstaff.pulses.disclosure.grouping import groups_below, roll_up
from cxstaff.pulses.disclosure.suppression import publishable
from tests.pulses.rowspace import RowSpace

K = 5


def settled(counts: dict) -> dict:
    """Let everybody have an own account, for a long time."""
    return {group: AnonymitySet(settled=count) for group, count in counts.items()}


def solved_groups(rows: list[list[int]], people: list[int]) -> list[tuple[int, ...]]:
    """Return every set of 1 to K−1 people that some combination of the rows tells about alone."""
    places = [n for n, count in enumerate(people) if count]  # nobody's answers are no unknowns
    space = RowSpace([[row[n] for n in places] for row in rows], len(places))
    return [
        chosen
        for size in range(1, len(places) + 1)
        for chosen in combinations(range(len(places)), size)
        if sum(people[places[n]] for n in chosen) < K and space.tells_of(chosen)
    ]


@st.composite
def trees(draw: st.DrawFn) -> tuple[dict[int, int | None], dict[int, int]]:
    """Draw up to seven teams in any forest, with people in each."""
    size = draw(st.integers(1, 7))
    parents = {
        n: draw(st.one_of(st.none(), st.integers(0, n - 1))) if n else None for n in range(size)
    }
    return parents, {n: draw(st.integers(0, 9)) for n in range(size)}


def rows_of(views: list[tuple[object, frozenset[object]]], names: set, atoms: list) -> list:
    return [[int(a in groups) for a in atoms] for name, groups in views if name in names]


@given(trees(), st.integers(0, 6))
def test_nothing_small_is_in_the_row_space_of_what_is_published(tree, left) -> None:
    parents, counts = tree
    people = {**counts, None: left}
    views = [("all", frozenset(people))]
    views += [(t, frozenset(g)) for t, g in groups_below(counts, parents).items()]

    names = publishable(views, settled(people), K)

    atoms = list(people)
    rows = rows_of(views, names, atoms)
    assert solved_groups(rows, [people[a] for a in atoms]) == []
    assert all(sum(people[g] for g in groups) >= K for name, groups in views if name in names)
    assert ("all" in names) == (sum(people.values()) >= K)


@st.composite
def mixed(
    draw: st.DrawFn, most: int
) -> tuple[dict[int, int | None], dict[int | None, AnonymitySet]]:
    """Draw teams in any forest, with people of every kind in each and outside all of them."""
    parents, _ = draw(trees())
    number = st.integers(0, most)
    return parents, {
        team: AnonymitySet(draw(number), draw(number), draw(number), draw(st.integers(0, 2)))
        for team in (*parents, None)
    }


def told_of(parents: dict, people: dict, unknown: dict) -> list[tuple[int, ...]]:
    """Return the sets of unknown people that are told alone, once all others are known."""
    views = [("all", frozenset(people))]
    views += [(t, frozenset(g)) for t, g in groups_below(parents, parents).items()]
    names = publishable(views, people, K)
    atoms = [group for group in people if unknown[group]]
    space = RowSpace(rows_of(views, names, atoms), len(atoms))
    return [
        tuple(unknown[atoms[n]] for n in chosen)
        for size in range(1, len(atoms) + 1)
        for chosen in combinations(range(len(atoms)), size)
        if space.tells_of(chosen)
    ]


@settings(max_examples=150, deadline=None)
@given(mixed(9))
def test_who_made_up_every_new_person_is_told_of_three_people_or_more(tree) -> None:
    parents, people = tree
    unknown = {group: crowd.settled + crowd.by_code for group, crowd in people.items()}
    assert all(sum(solved) > K // 2 for solved in told_of(parents, people, unknown))


@settings(max_examples=150, deadline=None)
@given(mixed(3))
def test_who_used_every_code_is_told_of_five_people_or_more(tree) -> None:
    parents, people = tree
    everybody = together(people.values())
    assume(everybody.settled + everybody.by_code < BY_CODE_TIMES * K)
    unknown = {group: crowd.settled + crowd.new for group, crowd in people.items()}
    assert all(sum(solved) >= K for solved in told_of(parents, people, unknown))


@given(mixed(12))
def test_every_mixed_group_is_enough_and_so_is_what_is_left(tree) -> None:
    parents, people = tree
    left = people.pop(None)
    found = roll_up(people, parents, K, left)
    crowds: dict[int | None, AnonymitySet] = {None: left}
    for team, group in found.items():
        crowds[group] = crowds.get(group, NOBODY) + people[team]
    if together([*people.values(), left]).is_enough(K):
        assert all(not crowd or crowd.is_enough(K) for crowd in crowds.values())
        assert all(crowd.total >= K for crowd in crowds.values() if crowd)


@pytest.mark.parametrize(
    ("crowd", "is_enough"),
    [
        (AnonymitySet(settled=5), True),
        (AnonymitySet(settled=4, by_code=4), False),
        (AnonymitySet(settled=5, by_code=4), True),
        (AnonymitySet(settled=1, new=4), False),
        (AnonymitySet(settled=2, new=9), False),
        (AnonymitySet(settled=3, new=2), True),
        (AnonymitySet(new=40), False),
        (AnonymitySet(by_code=14), False),
        (AnonymitySet(by_code=15), True),
        (AnonymitySet(settled=4, by_code=11), True),
        (AnonymitySet(settled=1, by_code=4, unvouched=40), False),
    ],
)
def test_what_is_enough(crowd: AnonymitySet, is_enough: bool) -> None:
    assert crowd.is_enough(K) is is_enough


@given(mixed(20), mixed(20))
def test_more_people_are_never_less(tree, other) -> None:
    one, more = tree[1][None], other[1][None]
    assert not one.is_enough(K) or (one + more).is_enough(K)
    assert (one + more) - more == one


@given(trees())
def test_what_is_held_back_could_not_be_added(tree) -> None:
    parents, counts = tree
    views = [(t, frozenset(g)) for t, g in groups_below(counts, parents).items()]
    names, atoms = publishable(views, settled(counts), K), list(counts)
    for name, groups in views:
        if name not in names and sum(counts[g] for g in groups) >= K:
            more = rows_of(views, names | {name}, atoms)
            assert solved_groups(more, [counts[a] for a in atoms]) != []


@given(trees(), st.integers(0, 8))
def test_every_group_is_large_enough_and_so_is_what_is_left(tree, left) -> None:
    parents, counts = tree
    found = roll_up(settled(counts), parents, K, AnonymitySet(left))
    sizes: dict[int | None, int] = {None: left}
    for team, group in found.items():
        sizes[group] = sizes.get(group, 0) + counts[team]
    if sum(counts.values()) + left >= K:
        assert all(size == 0 or size >= K for size in sizes.values())
    assert set(found) == {team for team, count in counts.items() if count}
    for team, group in found.items():
        above = [team]
        while parents.get(above[-1]) is not None:
            above.append(parents[above[-1]])
        assert group is None or group in above


def test_two_people_above_large_teams_go_further_up() -> None:
    parents = {1: None, 2: 1, 3: 2, 4: 2, 5: 1}
    counts = {1: 3, 2: 2, 3: 8, 4: 6, 5: 7}
    assert roll_up(settled(counts), parents, K) == {1: 1, 2: 1, 3: 3, 4: 4, 5: 5}


def test_people_left_over_draw_the_smallest_group_to_them() -> None:
    parents = {1: None, 2: None, 3: None}
    assert roll_up(settled({1: 6, 2: 5, 3: 4}), parents, K) == {1: 1, 2: None, 3: None}


def test_a_small_rest_joins_a_sister_under_their_common_parent() -> None:
    parents = {1: None, 2: 1, 3: 1, 4: None}
    assert roll_up(settled({2: 6, 3: 4, 4: 9}), parents, K) == {2: 1, 3: 1, 4: 4}
    assert roll_up(settled({2: 6, 3: 4, 4: 9}), parents, K, AnonymitySet(1)) == {
        2: 2,
        3: None,
        4: 4,
    }


def test_the_smaller_of_two_sisters_is_hidden_with_its_sister() -> None:
    views = [("all", frozenset("abc")), ("a", frozenset("a")), ("b", frozenset("b"))]
    assert publishable(views, settled({"a": 8, "b": 6, "c": 3}), K) == {"all", "a"}
    assert publishable(views, settled({"a": 8, "b": 6, "c": 0}), K) == {"all", "a", "b"}


def test_a_thousand_full_teams_are_all_published() -> None:
    parents = {n: (n // 10 if n >= 10 else None) for n in range(1, 1001)}
    counts = dict.fromkeys(range(1, 1001), 8)
    views = [(None, frozenset(counts))]
    views += [(t, frozenset(g)) for t, g in groups_below(counts, parents).items()]
    names = publishable(views, settled(counts), K)
    assert len(names) == 1001
