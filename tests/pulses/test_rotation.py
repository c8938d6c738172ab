"""Who is asked what: everybody meets every driver, nobody more than a minute, blocks are large."""

from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.pulses.questions.rotation import NoRoom, Topic, arrange, block_size, deal

DRIVERS = ["engagement", "voice", "tools", "growth", "manager", "workload", "clarity", None]
SMALLEST = 5

topics = st.lists(st.sampled_from(DRIVERS), min_size=1, max_size=24).map(
    lambda drivers: [Topic(f"key-{n}", driver) for n, driver in enumerate(drivers)]
)
rosters = st.dictionaries(
    st.integers(1, 400), st.sampled_from([None, 1, 2, 3]), min_size=1, max_size=120
)


def about(topic: Topic) -> str:
    return topic.driver or topic.key


@given(topics, st.integers(1, 5), st.integers(0, 500))
def test_nobody_sees_more_than_fits_and_everybody_meets_every_driver(topics, per_round, number):
    try:
        first = arrange(topics, per_round, number)
    except NoRoom:
        assert sum(each.driver == "engagement" for each in topics) >= per_round
        return
    turns, subject = first.turns, {each.key: about(each) for each in topics}
    met = defaultdict(set)
    for later in range(turns):
        asked = arrange(topics, per_round, number + later)
        assert asked.turns == turns
        for turn in range(turns):
            seen = [key for key, whose in asked.turn_of.items() if whose in {None, turn}]
            assert 1 <= len(seen) <= per_round
            met[(turn - later) % turns] |= {subject[key] for key in seen}
    everything = set(subject.values())
    assert all(drivers == everything for drivers in met.values())


@pytest.mark.long
@given(topics, st.integers(1, 5))
def test_in_the_end_every_question_is_asked(topics, per_round):
    try:
        turns = arrange(topics, per_round, 0).turns
    except NoRoom:
        return
    most = max(Counter(about(each) for each in topics).values())
    asked = set[str]()
    for number in range(turns * most):
        asked |= arrange(topics, per_round, number).turn_of.keys()
    assert asked == {each.key for each in topics}


def test_what_fits_is_asked_of_all_and_takes_no_turns():
    always = [Topic(f"e{n}", "engagement") for n in range(3)]
    whole = arrange(always, 3, 7)
    assert (whole.turns, whole.turn_of) == (1, dict.fromkeys(("e0", "e1", "e2")))
    asked = [arrange([*always, Topic("v0", "voice"), Topic("v1", "voice")], 4, n) for n in (0, 1)]
    assert [each.turns for each in asked] == [1, 1]
    assert [each.turn_of for each in asked] == [
        dict.fromkeys(("e0", "e1", "e2", f"v{n}")) for n in (0, 1)
    ]


def test_engagement_is_asked_of_everybody_in_every_round():
    topics = [
        Topic("one", "engagement"),
        *(Topic(f"v{n}", driver) for n, driver in enumerate("abc")),
    ]
    for number in range(9):
        assert arrange(topics, 2, number).turn_of["one"] is None


def test_engagement_that_leaves_no_room_is_told():
    with pytest.raises(NoRoom):
        arrange([Topic("a", "engagement"), Topic("b", "voice")], 1, 0)


@pytest.mark.long
@given(rosters, st.integers(1, 8))
def test_a_steady_roster_meets_every_turn_once_in_a_cycle(groups, turns):
    last, met = dict[int, int](), defaultdict(list)
    for _ in range(turns):
        last = deal(groups, last, turns, SMALLEST)
        assert last.keys() == groups.keys()
        for person, turn in last.items():
            met[person].append(turn)
    assert all(sorted(each) == list(range(turns)) for each in met.values())


@pytest.mark.parametrize(("smallest", "people"), [(1, 2), (4, 7), (5, 8), (10, 16), (13, 20)])
def test_a_block_is_large_enough_for_the_smallest_group_to_answer(smallest, people) -> None:
    """Of everybody asked, 65 % answer as a rule: one person fewer would be too few."""
    assert block_size(smallest) == people
    assert people * 0.65 >= smallest > (people - 1) * 0.65


@pytest.mark.long
@given(st.lists(rosters, min_size=2, max_size=8), st.integers(1, 8), st.integers(5, 9))
def test_blocks_stay_large_whoever_comes_goes_or_moves(rounds, turns, smallest):
    last = dict[int, int]()
    for groups in rounds:
        dealt = deal(groups, last, turns, smallest)
        assert dealt.keys() == groups.keys()
        sizes = Counter(groups.values())
        for (group, turn), people in Counter(
            (groups[each], turn) for each, turn in dealt.items()
        ).items():
            assert 0 <= turn < turns
            assert people >= smallest or people == sizes[group]
        last |= dealt


@pytest.mark.long
@given(st.lists(rosters, min_size=1, max_size=5), rosters, st.integers(1, 8), st.integers(1, 8))
def test_after_any_change_everybody_meets_every_turn_within_a_cycle(before, groups, turns, other):
    last = dict[int, int]()
    for each in before:  # under a plan that had another number of turns
        last |= deal(each, last, other, SMALLEST)
    met, first = defaultdict(set), deal(groups, last, turns, SMALLEST)
    last = first
    for _ in range(turns):
        for person, turn in last.items():
            met[person].add(turn)
        last = deal(groups, last, turns, SMALLEST)
    assert all(len(each) == turns for each in met.values())
    assert last == first


def test_a_turn_goes_on_by_one_and_too_few_wait_with_the_turn_before_theirs():
    last = dict.fromkeys(range(1, 6), 2) | dict.fromkeys(range(6, 11), 0) | {11: 1, 12: 1}
    dealt = deal(dict.fromkeys(last), last, 3, SMALLEST)
    assert dealt == dict.fromkeys(range(1, 6), 0) | dict.fromkeys(range(6, 13), 1)


def test_new_groups_begin_where_the_one_before_them_ended():
    groups = dict.fromkeys(range(1, 11), None) | dict.fromkeys(range(11, 21), 7)
    dealt = deal(groups, {}, 4, SMALLEST)
    assert [Counter(dealt[n] for n in people) for people in (range(11, 21), range(1, 11))] == [
        {0: 5, 1: 5},
        {2: 5, 3: 5},
    ]
