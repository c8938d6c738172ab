"""The small parts a comparison stands on: periods, what is remembered, small lines, start-up."""

import re
from datetime import date, timedelta

import pytest

from cxstaff.linkage.comparison.points import HEIGHT, MARGIN, WIDTH, spark
from cxstaff.linkage.material.cache import Cache
from cxstaff.linkage.material.periods import Period, first_day, last_day, number_of


@pytest.mark.parametrize("span", list(Period))
def test_every_day_lies_in_one_period_and_periods_follow_each_other(span: Period) -> None:
    day, before = date(2023, 12, 1), number_of(date(2023, 11, 30), span)
    for _ in range(900):
        number = number_of(day, span)
        assert first_day(number, span) <= day <= last_day(number, span)
        assert last_day(number, span) + timedelta(days=1) == first_day(number + 1, span)
        assert number - before in (0, 1)
        assert (number > before) == (day == first_day(number, span))
        day, before = day + timedelta(days=1), number


def test_weeks_begin_on_monday() -> None:
    assert first_day(number_of(date(2026, 3, 18), Period.WEEK), Period.WEEK) == date(2026, 3, 16)


def test_memory_forgets_what_was_longest_unused() -> None:
    made: list[str] = []
    memory = Cache[str](2)

    def get(key: str) -> str:
        return memory.get(key, lambda: made.append(key) or key)  # type: ignore[func-returns-value]

    for key in ("a", "b", "a", "c", "a", "b"):
        assert get(key) == key
    assert made == ["a", "b", "c", "b"]


def corners(path: str) -> list[tuple[int, int]]:
    """Return the points that a path of SVG goes through."""
    (x, y), *ways = [
        (int(right), int(down)) for right, down in re.findall(r"(-?\d+)[ ,]?(-?\d+)", path)
    ]
    found = [(x, y)]
    for right, down in ways:
        found.append((found[-1][0] + right, found[-1][1] + down))
    return found


def test_a_small_line_breaks_where_there_is_nothing() -> None:
    drawn = spark([(1, 0, 2), (2, 1, 3), None, (3, 2, 9), None, (1, 1, 1), (1, 1, 1)], 0, 4)
    assert len(drawn.lines) == len(drawn.bands) == 2
    assert len(drawn.dots) == 1
    first, second = drawn.bands
    across, unit = WIDTH - 2 * MARGIN, (HEIGHT - 2 * MARGIN) / 4
    assert corners(first) == [
        (round(MARGIN + at * across / 6), round(HEIGHT - MARGIN - value * unit))
        for at, value in ((0, 0), (1, 1), (1, 3), (0, 2))
    ]
    assert all(0 <= height <= HEIGHT for _, height in corners(second))


def test_a_small_line_of_nothing_or_of_one_value_is_drawn_too() -> None:
    assert spark([], 0, 0).lines == ()
    assert spark([None], 0, 0).dots == ()
    assert len(spark([(5, 5, 5)], 5, 5).dots) == 1
