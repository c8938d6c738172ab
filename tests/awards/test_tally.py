"""A jury's votes add up to the same whoever voted when; ties are told; who is gone is passed."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.awards.tally import PLACES, CastVote, first_of, tally


def ranked(juror: int, order: Sequence[int]) -> list[CastVote]:
    return [CastVote(juror, nominee, 0, place) for place, nominee in enumerate(order, 1)]


@pytest.mark.parametrize(
    ("ballots", "nominees", "stand"),
    [
        ([(1, 2, 3), (1, 3, 2)], {1, 2, 3}, [(1, 1, 6), (2, 2, 3), (3, 2, 3)]),
        ([(1, 2), (2, 1)], {1, 2}, [(1, 1, 3), (2, 1, 3)]),  # equal: both are first
        ([(1, 2, 3), (2, 1, 3)], {2, 3}, [(2, 1, 4), (3, 2, 2)]),  # the first has left
        ([(4, 5, 6)], {4, 5, 6, 7}, [(4, 1, 3), (5, 2, 2), (6, 3, 1), (7, 4, 0)]),
        ([], {8, 9}, [(8, 1, 0), (9, 1, 0)]),
    ],
)
def test_places(
    ballots: list[tuple[int, ...]], nominees: set[int], stand: list[tuple[int, int, int]]
) -> None:
    votes = [vote for juror, order in enumerate(ballots) for vote in ranked(juror, order)]
    found = tally(votes, nominees)
    assert [(each.nominee_id, each.place, each.total) for each in found] == stand


def test_points_are_added_up_over_jurors_and_criteria() -> None:
    votes = [CastVote(1, 7, 1, 5), CastVote(1, 7, 2, 3), CastVote(2, 7, 1, 0), CastVote(2, 8, 1, 4)]
    assert [(each.nominee_id, each.total) for each in tally(votes, {7, 8})] == [(7, 8), (8, 4)]


def test_nobody_is_first_where_nobody_got_a_vote() -> None:
    assert first_of(tally([], {1, 2})) == []
    assert first_of(tally(ranked(1, (2, 1)) + ranked(2, (1, 2)), {1, 2})) == [1, 2]


@st.composite
def elections(draw: st.DrawFn) -> tuple[list[CastVote], list[int]]:
    nominees = draw(st.lists(st.integers(1, 99), min_size=1, max_size=6, unique=True))
    votes: list[CastVote] = []
    for juror in range(draw(st.integers(0, 9))):
        if draw(st.booleans()):
            votes += ranked(juror, draw(st.permutations(nominees))[:PLACES])
        else:
            votes += [
                CastVote(juror, nominee, criterion, draw(st.integers(0, 5)))
                for nominee in nominees
                for criterion in (1, 2)
            ]
    return votes, nominees


@given(election=elections(), data=st.data())
def test_the_order_of_votes_and_the_names_of_jurors_change_nothing(
    election: tuple[list[CastVote], list[int]], data: st.DataObject
) -> None:
    votes, nominees = election
    renamed = [CastVote(100 - v.juror_id, v.nominee_id, v.criterion, v.value) for v in votes]
    found = tally(votes, nominees)
    assert tally(data.draw(st.permutations(votes)), data.draw(st.permutations(nominees))) == found
    assert tally(renamed, nominees) == found


@given(election=elections())
def test_places_go_by_totals_and_equal_ones_share_theirs(
    election: tuple[list[CastVote], list[int]],
) -> None:
    votes, nominees = election
    found = tally(votes, nominees)
    assert sorted(each.nominee_id for each in found) == sorted(nominees)
    for each in found:
        assert each.place == 1 + sum(other.total > each.total for other in found)


@given(election=elections(), data=st.data())
def test_one_more_first_place_never_puts_anybody_back(
    election: tuple[list[CastVote], list[int]], data: st.DataObject
) -> None:
    votes, nominees = election
    chosen = data.draw(st.sampled_from(nominees))
    others = data.draw(st.permutations([each for each in nominees if each != chosen]))
    before = {each.nominee_id: each.place for each in tally(votes, nominees)}
    more = [*votes, *ranked(50, [chosen, *others][:PLACES])]
    after = {each.nominee_id: each.place for each in tally(more, nominees)}
    assert after[chosen] <= before[chosen]


@given(election=elections(), data=st.data())
def test_who_is_out_counts_as_never_voted_on(
    election: tuple[list[CastVote], list[int]], data: st.DataObject
) -> None:
    votes, nominees = election
    out = data.draw(st.sampled_from(nominees))
    rest = [each for each in nominees if each != out]
    without = [each for each in votes if each.nominee_id != out]
    assert tally(votes, rest) == tally(without, rest)
