"""Everything stored and published after closing together: no one to four people can be solved.

The attacker holds a copy of the database and knows of everybody their group, their turn, that they
answered, even what they left out and which half they are of. Everything told is written as sums
over the answers of people who are alike in all of that; a mean is a sum with a known divisor, and
shares and options are sums of another function of the same answers over the same people. An eNPS,
too, is such a function, and its halves are drawn apart from those of the index that its question is
part of: it is therefore looked at as a question of its own that the same people answered.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from cxstaff.pulses.closing import split_halves
from cxstaff.pulses.closing.tabulation import Answered, Item, composites, heard, results
from cxstaff.pulses.models import Driver, Scale
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
ENPS = "one as promoters"
HALVED = ("index", "enps", "driver:voice")
SIDES = [frozenset[str](), frozenset({"index"}), frozenset({"enps", "driver:voice"})]
SIDES += [frozenset(HALVED)]
# Alike in all that can be known: group made at opening, halves, and what they answered.
KINDS = list(product((1, 2, 3, None), SIDES, SAID))
Told = list[dict[tuple[int, str], Fraction]]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from((0, 0, 0, 1, 2, 4, 5, 6)), min_size=64, max_size=64))
def test_nothing_small_is_told_by_all_that_is_left_together(numbers: list[int]) -> None:
    people = {kind: number for kind, number in zip(KINDS, numbers, strict=True) if number}
    names = [(n, key) for n, kind in enumerate(people) for key in kind[2]]
    names += [(n, ENPS) for n, kind in enumerate(people) if "one" in kind[2]]
    told = [[row.get(name, Fraction(0)) for name in names] for row in everything(people)]
    space, places = RowSpace(told, len(names)), {name: place for place, name in enumerate(names)}
    keys = [item.key for item in ITEMS] + [ENPS]
    for key in keys:  # the sums of another question's answers say nothing about this one's
        asked = [n for n in range(len(people)) if (n, key) in places]
        for chosen in small_sets(asked, list(people.values()), K - 1):
            assert not space.tells_of([places[n, key] for n in chosen]), (chosen, key)
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
    rows += [promoters(row) for row in rows]
    published = {(each.team_id, each.subject) for each in results(answered)}
    parts = dict(composites([item for item in ITEMS if item.scale.is_rated])) | {"enps": ITEMS[:1]}
    for team, subject in published:
        keys = [item.key for item in heard(parts.get(subject, []), answered)]
        keys = keys or [subject.split(":")[1]]
        row = mean_of(people, answered, keys, team, None)
        rows.append(promoters(row) if subject == "enps" else row)
    for each in split_halves.means(said, answered, published):
        keys = [item.key for item in heard(parts[each.subject], answered)]
        halved = [(each.subject, side) for side in (False, True)]
        told = [mean_of(people, answered, keys, each.team_id, half) for half in halved]
        rows += [promoters(row) if each.subject == "enps" else row for row in told]
    return rows


def promoters(row: dict) -> dict:
    """Write a sum over the answers to the first question as one over what they add to an eNPS."""
    return {(n, ENPS): share for (n, key), share in row.items() if key == "one"}


def sum_of(people: dict, answered: Answered, key: str, groups, half=None) -> dict:
    """Write a sum of answers; `half` names a subject and one of its sides."""
    places = answered.cells[key].places
    return {
        (n, key): Fraction(1)
        for n, kind in enumerate(people)
        if key in kind[2] and places[kind[0]] in groups
        if half is None or (half[0] in kind[1]) == half[1]
    }


def mean_of(people: dict, answered: Answered, keys: list[str], team, half) -> dict:
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


@given(st.lists(st.sampled_from((0, 1, 2, 4, 5, 6)), min_size=64, max_size=64))
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
