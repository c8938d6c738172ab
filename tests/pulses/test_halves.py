"""Two fixed halves of the people asked: always the same, and never a small one."""

from hypothesis import given
from hypothesis import strategies as st

from cxstaff.pulses import halves
from cxstaff.pulses.models import Driver, Scale
from cxstaff.pulses.results import Answered, Item

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


def told_of(
    people: list[halves.Told], items: list[Item] = ITEMS, subjects: tuple[str, ...] = ("index",)
) -> list[halves.HalfMeans]:
    answered = Answered([(group, given) for group, _, given in people], items, {1: None}, 5)
    return halves.means(people, answered, {(1, subject) for subject in subjects})


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
    enps = Item("enps", Scale.ZERO_TO_TEN, Driver.ENGAGEMENT, "enps")
    people = [(1, False, {"enps": 10})] * 5
    people += [(1, True, {"enps": given}) for given in (0, 0, 0, 8, 8, 9)]
    [told] = told_of(people, [enps], ("enps",))
    assert (told.subject, told.first_n, told.second_n) == ("enps", 5, 6)
    assert told.first_mean == 80  # never 100: nobody learns that all five would recommend
    assert round(told.second_mean, 6) == round(100 * (1 / 6 - 3 / 6), 6)
    assert told_of(people[1:], [enps], ("enps",)) == []


def test_a_questions_points_and_its_enps_are_told_apart() -> None:
    enps = Item("enps", Scale.ZERO_TO_TEN, Driver.ENGAGEMENT, "enps")
    people = [(1, side, {"enps": 6}) for side in (False, True) for _ in range(5)]
    told = {each.subject: each for each in told_of(people, [enps], ("index", "enps"))}
    assert told["index"].first_mean == 60
    assert told["enps"].first_mean == -80


def test_an_unpublished_group_has_no_halves() -> None:
    assert told_of([(1, False, FULL)] * 9 + [(1, True, FULL)] * 9, subjects=()) == []


def test_a_team_with_another_group_below_it_has_no_halves() -> None:
    people = [(team, half, FULL) for team in (1, 2) for half in (False, True) for _ in range(6)]
    answered = Answered([(group, given) for group, _, given in people], ITEMS, {1: None, 2: 1}, 5)
    told = halves.means(people, answered, {(1, "index"), (2, "index"), (None, "index")})
    assert [each.team_id for each in told] == [2]


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
