"""The halves beside everything else a round publishes: no one to four people can be solved."""

from fractions import Fraction
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from cxstaff.pulses import halves
from cxstaff.pulses.models import Driver, Scale
from cxstaff.pulses.results import Answered, Item, results
from tests.pulses.test_disclosure import K, rank

PARENTS = {1: None, 2: 1, 3: 1}
ITEMS = [Item(key, Scale.AGREE_7, Driver.ENGAGEMENT, "own") for key in ("one", "two")]
# Alike in everything that is published: group, half, and which questions they answered.
KINDS = list(product((2, 3), (False, True), (("one", "two"), ("one",), ("two",))))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from((0, 0, 1, 2, 4, 5, 6)), min_size=12, max_size=12))
def test_nothing_small_is_told_by_halves_and_results_together(numbers: list[int]) -> None:
    people = {kind: number for kind, number in zip(KINDS, numbers, strict=True) if number}
    rows = _rows(people)
    full = rank(rows)
    small = [kind for kind in people if people[kind] < K]
    for size in range(1, min(K, len(small) + 1)):
        for chosen in combinations(small, size):
            if sum(people[kind] for kind in chosen) < K:
                places = [n for n, kind in enumerate(people) if kind not in chosen]
                rest = [[row[2 * n + q] for n in places for q in (0, 1)] for row in rows]
                assert rank(rest) == full, chosen


def _rows(people: dict) -> list[list[Fraction]]:
    """Write everything published as sums over (kind of people, question)."""
    said = [
        (kind, dict.fromkeys(kind[2], 4)) for kind, number in people.items() for _ in range(number)
    ]
    answered = Answered([(kind[0], given) for kind, given in said], ITEMS, PARENTS, K)
    views, published = dict(answered.views), results(answered)
    rows = [
        [
            Fraction(kind[0] in views[each.team_id] and key in kind[2] and each.subject[9:] == key)
            for kind in people
            for key in ("one", "two")
        ]
        for each in published
        if each.subject.startswith("question:")
    ]
    told = {each.team_id for each in published if each.subject == "index"}
    alone = {team for team, groups in answered.views if groups == {team}}
    halved = {
        group: {h: [g for k, g in said if k[0] == group and k[1] == h] for h in (False, True)}
        for group in {kind[0] for kind in people}
    }
    for each in halves.means(halved, ITEMS, {team for team in told & alone if team}, K):
        for half in (False, True):
            rows.append(_half(people, each.team_id, half))
    return rows


def _half(people: dict, team: int, half: bool) -> list[Fraction]:
    inside = [kind for kind in people if kind[:2] == (team, half)]
    counts = {key: sum(people[k] for k in inside if key in k[2]) for key in ("one", "two")}
    return [
        Fraction(1, counts[key]) if kind in inside and key in kind[2] else Fraction(0)
        for kind in people
        for key in ("one", "two")
    ]
