"""Everything stored and published after closing together: no one to four people can be solved.

The attacker holds a copy of the database and knows of everybody their group, their turn, that they
answered, even what they left out and which half they are of. Everything told is written as sums
over the answers of people who are alike in all of that; a mean is a sum with a known divisor, and
shares, options and an eNPS are sums of another function of the same answers over the same people.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from cxstaff.pulses import halves
from cxstaff.pulses.models import Driver, Scale
from cxstaff.pulses.results import Answered, Item, composites, heard, results
from tests.pulses.rowspace import RowSpace
from tests.pulses.test_disclosure import K

PARENTS = {1: None, 2: 1, 3: 1}
ITEMS = [
    Item("one", Scale.ZERO_TO_TEN, Driver.ENGAGEMENT, "enps"),
    Item("two", Scale.AGREE_7, Driver.ENGAGEMENT, "own"),
    Item("voice", Scale.AGREE_7, Driver.VOICE, "own", turn=0),
    Item("pick", Scale.CHOICE, None, "own", options=2, turn=1),
]
SAID = ("one", "two", "voice"), ("one", "voice"), ("one", "two", "pick"), ("two", "pick")
# Alike in all that can be known: group made at opening, half, and what they answered.
KINDS = list(product((1, 2, 3, None), (False, True), SAID))
Told = list[dict[tuple[int, str], Fraction]]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from((0, 0, 0, 1, 2, 4, 5, 6)), min_size=32, max_size=32))
def test_nothing_small_is_told_by_all_that_is_left_together(numbers: list[int]) -> None:
    people = {kind: number for kind, number in zip(KINDS, numbers, strict=True) if number}
    names = [(n, key) for n, kind in enumerate(people) for key in kind[2]]
    told = [[row.get(name, Fraction(0)) for name in names] for row in everything(people)]
    space, places = RowSpace(told, len(names)), {name: place for place, name in enumerate(names)}
    for item in ITEMS:  # the sums of another question's answers say nothing about this one's
        asked = [n for n, kind in enumerate(people) if item.key in kind[2]]
        for chosen in small_sets(asked, list(people.values()), K - 1):
            assert not space.tells_of([places[n, item.key] for n in chosen]), (chosen, item)
    for chosen in small_sets(range(len(people)), list(people.values()), 2):
        assert not space.tells_of([place for (n, _), place in places.items() if n in chosen])


def small_sets(kinds: Iterable[int], counts: list[int], most: int) -> Iterator[tuple[int, ...]]:
    """Give every set of up to `most` kinds of people that one to four people are of."""
    small = [n for n in kinds if counts[n] < K]
    for size in range(1, most + 1):
        yield from (c for c in combinations(small, size) if sum(counts[n] for n in c) < K)


def everything(people: dict) -> Told:
    """Write everything left after closing as sums over (kind of people, question)."""
    said = [
        (kind[0], kind[1], dict.fromkeys(kind[2], 1))
        for kind, number in people.items()
        for _ in range(number)
    ]
    answered = Answered([(group, given) for group, _, given in said], ITEMS, PARENTS, K)
    rows = [
        sum_of(people, answered, item.key, {group})
        for item in ITEMS
        for group in answered.cells[item.key].counts
    ]
    published = {(each.team_id, each.subject) for each in results(answered)}
    parts = dict(composites([item for item in ITEMS if item.scale.is_rated])) | {"enps": ITEMS[:1]}
    for team, subject in published:
        keys = [item.key for item in heard(parts.get(subject, []), answered)]
        keys = keys or [subject.split(":")[1]]
        rows.append(mean_of(people, answered, keys, team, None))
    for each in halves.means(said, answered, published):
        keys = [item.key for item in heard(parts[each.subject], answered)]
        rows += [mean_of(people, answered, keys, each.team_id, half) for half in (False, True)]
    return rows


def sum_of(people: dict, answered: Answered, key: str, groups, half: bool | None = None) -> dict:
    places = answered.cells[key].places
    return {
        (n, key): Fraction(1)
        for n, kind in enumerate(people)
        if key in kind[2] and places[kind[0]] in groups and half in (None, kind[1])
    }


def mean_of(people: dict, answered: Answered, keys: list[str], team, half: bool | None) -> dict:
    """Write a mean of questions' means as a sum."""
    row = {}
    counts = list(people.values())
    for key in keys:
        views = dict(answered.cells[key].views)
        one = sum_of(people, answered, key, views[team], half)
        n = sum(counts[place] for place, _ in one)
        assert n >= K
        row |= {name: Fraction(1, n * len(keys)) for name in one}
    return row


@given(st.lists(st.sampled_from((0, 1, 2, 4, 5, 6)), min_size=32, max_size=32))
def test_every_stored_answer_stands_among_enough(numbers: list[int]) -> None:
    said = [
        (kind[0], dict.fromkeys(kind[2], 1))
        for kind, number in zip(KINDS, numbers, strict=True)
        for _ in range(number)
    ]
    answered = Answered(said, ITEMS, PARENTS, K)
    for item in ITEMS:
        given = sum(item.key in numbers for _, numbers in said)
        stored = [len(values) for values in answered.values[item.key].values()]
        assert all(size >= K for size in stored)
        assert sum(stored) == (given if given >= K else 0)
