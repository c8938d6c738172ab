"""Two fixed halves of the people asked: always the same, and never a small one."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.pulses.closing import split_halves
from cxstaff.pulses.closing.tabulation import Answered, Item
from cxstaff.pulses.models import Driver, Scale

KEY = b"k" * 32
ITEMS = [
    Item("one", Scale.AGREE_7, Driver.ENGAGEMENT, "own"),
    Item("two", Scale.AGREE_7, Driver.ENGAGEMENT, "own"),
    Item("other", Scale.AGREE_7, Driver.VOICE, "own"),
]
FULL = {"one": 7, "two": 1, "other": 4}


ENPS = Item("enps", Scale.ZERO_TO_TEN, Driver.ENGAGEMENT, "enps")
EVERY = frozenset(split_halves.SUBJECTS)
Said = tuple[int, bool, dict[str, int]]  # team, which half of every subject, answers


def test_a_person_stays_in_one_half_and_the_halves_are_about_as_large() -> None:
    drawn = [split_halves.is_second(person, "index", KEY) for person in range(2000)]
    assert drawn == [split_halves.is_second(person, "index", KEY) for person in range(2000)]
    assert 900 < sum(drawn) < 1100
    assert drawn != [
        split_halves.is_second(person, "index", b"another" * 5) for person in range(2000)
    ]


def test_every_subject_has_halves_of_its_own() -> None:
    drawn = [split_halves.sides(person, KEY) for person in range(2000)]
    for one, other in combinations(split_halves.SUBJECTS, 2):
        both = sum((one in each) == (other in each) for each in drawn)
        assert 880 < both < 1120, (one, other)  # as two coins agree


def told_of(
    people: list[Said], items: list[Item] = ITEMS, subjects: tuple[str, ...] = ("index",)
) -> list[split_halves.HalfMeans]:
    return drawn_of(
        [(group, EVERY if second else frozenset(), given) for group, second, given in people],
        items,
        subjects,
    )


def drawn_of(
    people: list[split_halves.HalvedAnswers], items: list[Item], subjects: tuple[str, ...]
) -> list[split_halves.HalfMeans]:
    answered = Answered([(group, given) for group, _, given in people], items, {1: None}, 5)
    return split_halves.means(people, answered, {(1, subject) for subject in subjects})


def test_each_subject_is_halved_by_its_own_draw() -> None:
    people: list[split_halves.HalvedAnswers] = [(1, frozenset({"index"}), FULL | {"other": 7})] * 6
    people += [(1, frozenset({"driver:voice"}), FULL | {"other": 1})] * 5
    told = {e.subject: e for e in drawn_of(people, ITEMS, ("index", "driver:voice"))}
    assert (told["index"].first_n, told["index"].second_n) == (5, 6)
    assert (told["driver:voice"].first_mean, told["driver:voice"].second_mean) == (100, 0)


def test_subjects_of_the_same_questions_share_their_halves() -> None:
    """Else the means of two draws would differ by those few who are in one and not in the other."""
    teei = [Item(f"t{n}", Scale.AGREE_7, Driver.ENGAGEMENT, "teei") for n in range(3)]
    people: list[split_halves.HalvedAnswers] = [
        (1, frozenset({"index"}), dict.fromkeys(("t0", "t1", "t2"), 7))
    ] * 6
    people += [(1, frozenset({"teei"}), dict.fromkeys(("t0", "t1", "t2"), 1))] * 5
    for items in (teei, [*teei, ITEMS[2]]):
        told = {e.subject: e for e in drawn_of(people, items, ("index", "teei"))}
        assert (told["teei"].first_n, told["teei"].first_mean) == (5, 0)
        assert (told["index"].first_n, told["index"].first_mean) == (5, 0)
    people = [(group, sides, given | {"enps": 5}) for group, sides, given in people]
    told = {e.subject: e for e in drawn_of(people, [*teei, ENPS], ("index", "teei"))}
    assert (told["index"].first_n, told["teei"].first_n) == (5, 6)  # one question more


def test_several_questions_are_halved_in_whole_points_and_one_is_exact() -> None:
    sixths = {"one": 2, "two": 1, "other": 2}
    told = told_of([(1, side, sixths) for side in (False, True) for _ in range(5)])
    assert told[0].first_mean == 8  # 100/12, which would tell how both add up
    told = told_of(
        [(1, side, sixths) for side in (False, True) for _ in range(5)], subjects=("driver:voice",)
    )
    assert told[0].first_mean == pytest.approx(100 / 6)


def test_means_are_of_the_subject_alone() -> None:
    people = [(1, False, FULL)] * 5 + [(1, True, FULL)] * 6
    told = told_of(people, subjects=("index", "driver:voice"))
    assert [(each.subject, each.first_n, each.second_n) for each in told] == [
        ("index", 5, 6),
        ("driver:voice", 5, 6),
    ]
    assert [each.first_mean for each in told] == [50, 50]
    assert [each.second_mean for each in told] == [50, 50]


def test_an_enps_has_halves_coded_as_it_is_published() -> None:
    people = [(1, False, {"enps": 10})] * 5
    people += [(1, True, {"enps": given}) for given in (0, 0, 0, 8, 8, 9)]
    [told] = told_of(people, [ENPS], ("enps",))
    assert (told.subject, told.first_n, told.second_n) == ("enps", 5, 6)
    assert told.first_mean == 80  # never 100: nobody learns that all five would recommend
    assert round(told.second_mean, 6) == round(100 * (1 / 6 - 3 / 6), 6)
    assert told_of(people[1:], [ENPS], ("enps",)) == []


def test_a_large_half_is_held_as_a_small_one() -> None:
    people = [(1, side, {"enps": 10}) for side in (False, True) for _ in range(60)]
    assert told_of(people, [ENPS], ("enps",))[0].first_mean == 80


def test_a_questions_points_and_its_enps_are_told_apart() -> None:
    people = [(1, side, {"enps": 6}) for side in (False, True) for _ in range(5)]
    told = {each.subject: each for each in told_of(people, [ENPS], ("index", "enps"))}
    assert told["index"].first_mean == 60
    assert told["enps"].first_mean == -80


def test_an_unpublished_group_has_no_halves() -> None:
    assert told_of([(1, False, FULL)] * 9 + [(1, True, FULL)] * 9, subjects=()) == []


def test_a_team_with_another_group_below_it_has_no_halves() -> None:
    people = [(team, half, FULL) for team in (1, 2) for half in (False, True) for _ in range(6)]
    answered = Answered([(group, given) for group, _, given in people], ITEMS, {1: None, 2: 1}, 5)
    drawn = [(group, EVERY if half else frozenset(), given) for group, half, given in people]
    told = split_halves.means(drawn, answered, {(1, "index"), (2, "index"), (None, "index")})
    assert [each.team_id for each in told] == [2]


@pytest.mark.long
@given(
    st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), max_size=40),
)
def test_no_half_has_fewer_answers_to_a_question_than_may_be_shown(
    people: list[tuple[bool, bool, bool]],
) -> None:
    """Each person: which half, and whether they answered the first and the second question."""
    said = [
        (1, second, {key: 4 for key, given in (("one", one), ("two", two)) if given})
        for second, one, two in people
    ]
    told = told_of(said, ITEMS[:2])
    counts = {
        key: [sum(key in given for _, half, given in said if half == side) for side in (0, 1)]
        for key in ("one", "two")
    }
    heard = [pair for pair in counts.values() if sum(pair) >= 5]
    assert bool(told) == bool(heard and min(n for pair in heard for n in pair) >= 5)
    for each in told:
        assert min(each.first_n, each.second_n) >= 5
