"""Everything published and stored, taken apart: nobody is left alone, nor in a group under five."""

import pytest

from tests.pulses.attack.subtraction import SMALLEST, is_true, small_sets
from tests.pulses.attack.world import SMALL_TEAMS


def test_no_few_people_can_be_solved(found_small) -> None:
    assert found_small.after.tables["round_result"]
    assert [solved.people for solved in small_sets(found_small)] == []


@pytest.mark.parametrize("name", ["published without a look at remainders", "groups of three"])
def test_few_people_are_solved_where_the_rules_are_left_out(weakened, name) -> None:
    left = weakened(name, SMALL_TEAMS)
    solved = small_sets(left)
    assert len(solved) > 10
    assert all(is_true(left, each) for each in solved)


def test_no_cell_that_is_stored_holds_fewer_than_five(found_small) -> None:
    for key in found_small.questions:
        cells = found_small.answers(key)
        assert not cells or all(len(rows) >= SMALLEST for rows in cells.values()), key
    for row in found_small.after.tables["round_result"]:
        assert row["n"] >= SMALLEST
    for row in found_small.after.tables["round_half"]:
        assert min(row["first_n"], row["second_n"]) >= SMALLEST
    for row in found_small.after.tables["comment"]:
        assert row["among"] >= 2 * SMALLEST
