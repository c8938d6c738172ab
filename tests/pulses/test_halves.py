"""Two fixed halves of the people asked: always the same, and never a small one."""

from hypothesis import given
from hypothesis import strategies as st

from cxstaff.pulses import halves
from cxstaff.pulses.models import Driver, Scale
from cxstaff.pulses.results import Item

KEY = b"k" * 32
ITEMS = [
    Item("one", Scale.AGREE_7, Driver.ENGAGEMENT, "own"),
    Item("two", Scale.AGREE_7, Driver.ENGAGEMENT, "own"),
    Item("other", Scale.AGREE_7, Driver.VOICE, "own"),
]
FULL = {"one": 7, "two": 1, "other": 4}


def test_a_person_stays_in_one_half_and_the_halves_are_about_as_large() -> None:
    drawn = [halves.is_second(person, KEY) for person in range(2000)]
    assert drawn == [halves.is_second(person, KEY) for person in range(2000)]
    assert 900 < sum(drawn) < 1100
    assert drawn != [halves.is_second(person, b"another" * 5) for person in range(2000)]


def test_means_are_of_the_index_alone() -> None:
    told = halves.means({1: {False: [FULL] * 5, True: [FULL] * 6}}, ITEMS, {1}, 5)
    assert [(each.first_n, each.second_n) for each in told] == [(5, 6)]
    assert told[0].first_mean == told[0].second_mean == 50


def test_an_unpublished_group_has_no_halves() -> None:
    groups = {1: {False: [FULL] * 9, True: [FULL] * 9}, None: {False: [FULL] * 9, True: [FULL] * 9}}
    assert halves.means(groups, ITEMS, set(), 5) == []


@given(
    st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), max_size=40),
)
def test_no_half_has_fewer_answers_to_a_question_than_may_be_shown(
    people: list[tuple[bool, bool, bool]],
) -> None:
    """Each person: which half, and whether they answered the first and the second question."""
    halved: dict[bool, list[dict[str, int]]] = {False: [], True: []}
    for second, one, two in people:
        said = {key: 4 for key, given in (("one", one), ("two", two)) if given}
        halved[second].append(said)
    told = halves.means({1: halved}, ITEMS[:2], {1}, 5)
    counts = [sum(key in p for p in halved[half]) for half in halved for key in ("one", "two")]
    assert bool(told) == (min(counts) >= 5)
    for each in told:
        assert min(each.first_n, each.second_n) >= 5
