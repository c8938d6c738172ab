"""What three rounds tell together is found wherever linear algebra finds it."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.pulses.disclosure import linear_combinations
from cxstaff.pulses.disclosure.differencing_attacks import NOWHERE, Before, joined
from cxstaff.pulses.disclosure.linear_combinations import NOW, Way, thin_parts
from tests.pulses.rowspace import RowSpace

K = 3  # small, so that few people make every case; the rule is the same for five
PARENTS = {1: None, 2: 1, 3: 1, 4: 1}
Person = tuple[int, int, int]  # the group told in each of three rounds; 0: did not answer


@st.composite
def rounds(draw: st.DrawFn) -> list[Person]:
    """Draw people in few groups, of K or more each, as somebody would who looks for a gap."""
    kinds = draw(st.lists(st.tuples(*[st.sampled_from([0, 2, 3])] * 3), min_size=1, max_size=5))
    people = [kind for kind in kinds for _ in range(draw(st.integers(1, K)))]
    for moment in range(3):
        sizes = Counter(person[moment] for person in people)
        people = [
            tuple(0 if n == moment and sizes[g] < K else g for n, g in enumerate(person))
            for person in people
        ]
    return [person for person in people if any(person)]


def told_anew(
    people: list[Person], earlier: list[list[int]], everything: list[list[int]]
) -> list[tuple[int, ...]]:
    """Return of whom all rows tell more than the earlier ones, being few."""
    before, after = RowSpace(earlier, len(people)), RowSpace(everything, len(people))
    return [
        few
        for size in range(1, K)
        for few in combinations(range(len(people)), size)
        if after.told_of(few) > before.told_of(few)
    ]


def told(people: list[Person], moments: tuple[int, ...]) -> list[list[int]]:
    """Return the sums told in some rounds, as which people are in each."""
    return [
        [int(person[moment] == group) for person in people]
        for moment in moments
        for group in sorted({p[moment] for p in people} - {0})
    ]


def ways(people: list[Person]) -> Counter[Way]:
    return Counter(
        frozenset((NOW if n == 2 else n, group) for n, group in enumerate(person) if group)
        for person in people
    )


@pytest.mark.long
@given(rounds())
def test_few_people_are_found_where_three_rounds_tell_of_them(people: list[Person]) -> None:
    """What the first two rounds told is out already; more than that is not to be told."""
    earlier, everything = told(people, (0, 1)), told(people, (0, 1, 2))
    assert bool(thin_parts(ways(people), K)) == bool(told_anew(people, earlier, everything))


@pytest.mark.long
@given(rounds())
def test_no_few_people_are_told_by_three_rounds(people: list[Person]) -> None:
    earlier = told(people, (0, 1))
    here = Counter(person[2] for person in people if person[2])
    before = Before(
        Counter(
            (tuple(group or NOWHERE for group in person[:2]), person[2] or NOWHERE)
            for person in people
        ),
        (K, K),
    )
    places = joined({group: group for group in here}, here, before, PARENTS, K)
    now = [
        [
            int(bool(person[2]) and places is not None and places[person[2]] == place)
            for person in people
        ]
        for place in set((places or {}).values())
    ]
    assert told_anew(people, earlier, earlier + now) == []


def test_three_rounds_that_cut_a_company_in_three_ways_are_found() -> None:
    """Every two rounds differ by five people; all three together are about one."""
    people = [(2, 2, 0)] + [(2, 0, 2)] * 4 + [(0, 2, 2)] * 4
    assert thin_parts(ways(people), 5)
    more = [(2, 2, 0)] * 5 + [(2, 0, 2)] * 5 + [(0, 2, 2)] * 5
    assert not thin_parts(ways(more), 5)


def test_too_many_steps_count_as_few_people(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [(3, 0, 2)] * 3 + [(3, 0, 0)] * 2 + [(0, 0, 2)] * 4
    assert not thin_parts(ways(people), 5)
    monkeypatch.setattr(linear_combinations, "MOST_STEPS", 0)
    assert thin_parts(ways(people), 5)
