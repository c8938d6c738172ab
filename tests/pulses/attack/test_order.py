"""What disks keep of the order in which people answered: nothing, while a round is open and after.

Every copy is read to its last byte: places, writers, dead and overwritten versions of rows.
"""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from cxstaff.pulses.closing import actions as closing
from tests.pulses.attack import ordering
from tests.pulses.attack.ordering import TELLING, Ordered
from tests.pulses.attack.weak import AS_IT_IS, WEAK

NO_ORDER = 0.35  # Kendall's tau of 60 people has a standard error of 0.09 by chance
SMALL, MIDDLE, LARGE = 5, 60, 240
CHUNK = 100  # envelopes opened at a time, of 500 in the product: three parts, one of them not full
MOMENTS = ("open", "closed")


@pytest.fixture(scope="session")
def ordered(built: Flask, database: Any) -> Callable[..., Ordered]:
    """Play a round of so many people; each is played once."""
    played: dict[tuple[str, int, bool], Ordered] = {}

    def round_of(people: int, weak: str = "", backwards: bool = False) -> Ordered:
        key = weak, people, backwards
        if key not in played:
            variant = WEAK[weak] if weak else AS_IT_IS
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(closing, "CHUNK", CHUNK)
                played[key] = ordering.play(built, database, variant, people, backwards=backwards)
        return played[key]

    return round_of


@pytest.mark.parametrize("people", [MIDDLE, LARGE])
@pytest.mark.parametrize("moment", MOMENTS)
def test_no_byte_tells_in_which_order_people_answered(ordered, people, moment) -> None:
    told = ordering.told(ordered(people), moment)
    assert "invitation: place" in told
    assert max(told.values()) < NO_ORDER, told


@pytest.mark.parametrize("people", [SMALL, MIDDLE])
@pytest.mark.parametrize("moment", MOMENTS)
def test_the_other_way_round_they_leave_the_same(ordered, people, moment) -> None:
    one_way = ordering.rankings(ordered(people), moment)
    assert one_way == ordering.rankings(ordered(people, backwards=True), moment)


@pytest.mark.parametrize("people", [SMALL, MIDDLE, LARGE])
def test_nothing_at_all_is_left_of_envelopes_letters_and_codes(ordered, people) -> None:
    found = ordered(people)
    for name in TELLING[1:]:
        assert len(found.copies["open"].tables[name]) >= people * (name == "sealed_answer")
        assert found.copies["closed"].tables[name] == []
        if found.database == "postgresql":
            assert found.copies["closed"].files[f"0 {name}"] == b""


@pytest.mark.only("postgresql")
def test_a_roster_marked_while_open_is_found_out_in_dead_rows(ordered) -> None:
    found = ordered(MIDDLE, "roster marked at once")
    told = ordering.told(found, "closed")
    assert max(v for k, v in told.items() if k.startswith("invitation")) > 2 * NO_ORDER, told


@pytest.mark.parametrize(
    ("name", "least"), [("sealed_answer", 2 * NO_ORDER), ("pulse_letter", NO_ORDER)]
)
@pytest.mark.only("postgresql")
def test_rows_that_are_only_deleted_are_found_out(ordered, name, least) -> None:
    found = ordered(MIDDLE, "deleted only")
    told = ordering.told(found, "closed")
    assert max(v for k, v in told.items() if k.startswith(name)) > least, told


@pytest.mark.only("sqlite")
def test_places_added_one_by_one_are_found_out_while_open(ordered) -> None:
    found = ordered(MIDDLE, "places added")
    assert ordering.told(found, "open")["sealed_answer: place"] > 2 * NO_ORDER


@pytest.mark.only("postgresql")
def test_a_box_that_is_not_laid_anew_is_found_out_while_open(ordered) -> None:
    found = ordered(MIDDLE, "not laid anew")
    told = ordering.told(found, "open")
    assert told["sealed_answer: place"] > 2 * NO_ORDER
    assert told["sealed_answer: writer"] > 2 * NO_ORDER


@pytest.mark.only("sqlite")
def test_a_log_that_is_not_emptied_is_found_out_while_open(ordered) -> None:
    found = ordered(MIDDLE, "log kept")
    told = ordering.told(found, "open")
    assert max(v for k, v in told.items() if "wal" in k) > 2 * NO_ORDER, told
