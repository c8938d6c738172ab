"""Last digits tell nothing: sums of fractions are rounded by the order in which they are added.

Sheets lie in one order, by chance, and each question's answers were added up in it. Whoever has the
answers to two questions can try all orders of each: those that give the stored digits say which
answers may have stood in the same places, which is to say on one sheet. Of sixty groups of five 59
had digits that only some orders give. How their answers lie together was a fifteenth likelier to
be named then; for one group in thirty, half as likely again.
"""

import random
from functools import cached_property
from typing import Any

import pytest

from cxstaff.pulses.closing import split_halves, tabulation
from cxstaff.pulses.closing.tabulation import Answered, Item
from cxstaff.pulses.models import Driver, Scale

KEYS = ("voice-safe", "voice-change")
ITEMS = [
    *(Item(key, Scale.AGREE_7, Driver.VOICE, "own") for key in KEYS),
    Item("enps", Scale.ZERO_TO_TEN, Driver.ENGAGEMENT, "enps"),
]
PARENTS: dict[int, int | None] = {1: None, 2: 1, 3: 1}
SMALLEST = 5
Person = tuple[int, dict[str, int]]


def company(seed: int) -> list[Person]:
    draw = random.Random(seed)
    return [
        (team, {**{key: draw.randint(1, 7) for key in KEYS}, "enps": draw.randint(0, 10)})
        for team in (2, 3)
        for _ in range(draw.randint(10, 14))
    ]


def told_of(people: list[Person]) -> Any:
    """Return all that is published and kept of a round, in its order, to the last digit."""
    answered = Answered(people, ITEMS, PARENTS, SMALLEST)
    published = tabulation.results(answered)
    told = {(each.team_id, each.subject) for each in published}
    sides = [(group, split_halves.sides(sum(said.values()), b"k"), said) for group, said in people]
    kept = sorted(
        (each.subject, each.team_id, each.first_mean, each.second_mean)
        for each in split_halves.means(sides, answered, told)
    )
    return published, kept, {key: list(cells.places) for key, cells in answered.cells.items()}


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_sheets_changes_no_digit(seed: int) -> None:
    people = company(seed)
    first = told_of(people)
    for _ in range(5):
        random.Random(seed).shuffle(people)
        assert told_of(people) == first


def in_order_of_sheets(answered: Answered) -> dict[str, dict[int | None, list[int]]]:
    """Keep the answers to each question in the order of sheets, as the product did."""
    found: dict[str, dict[int | None, list[int]]] = {
        key: {group: [] for group in counted.counts} for key, counted in answered.cells.items()
    }
    for group, given in answered.people:
        for key, value in given.items():
            found[key][answered.cells[key].places[group]].append(value)
    return found


def of_view_in_order(answered: Answered, key: str, groups: Any) -> list[int]:
    return [value for group in groups for value in answered.values[key][group]]


def test_added_up_in_the_order_of_sheets_digits_tell_that_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Answered, "values", cached_property(in_order_of_sheets))
    Answered.values.__set_name__(Answered, "values")  # type: ignore[attr-defined]
    monkeypatch.setattr(Answered, "of_view", of_view_in_order)
    differing = 0
    for seed in range(20):
        people = company(seed)
        first = told_of(people)
        random.Random(seed).shuffle(people)
        differing += told_of(people) != first
    assert differing >= 18
