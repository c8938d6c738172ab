"""The matrix of levers over time: who reads which teams, and that rows and picture agree."""

from datetime import date, timedelta
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.alignment.overview.matrix import joined_spans
from cxstaff.date_range import DateRange
from cxstaff.people.models import Person, Team
from tests.cast import NOW, TODAY
from tests.levers import CelebrationKind, PlanKind, TargetKind, a_measure

DAY = timedelta(days=1)
FIRST = date(2026, 1, 1)


def read(person: Person, as_: Any, query: str = "") -> str:
    return " ".join(unescape(as_(person).get(f"/teams/matrix{query}").text).split())


def row(page: str, *told: str) -> bool:
    """Say whether a row of the numbers below the picture holds these cells in this order."""
    rows = page.partition("The same in numbers")[2].split("<tr>")
    return any(all(f">{each}<" in line for each in told) for line in rows)


def test_when_levers_held_is_drawn_and_told_in_days(
    service: Team, blue: Team, red: Team, ana: Person, ines: Person, as_: Any
) -> None:
    speed = a_measure(ines)
    TargetKind.begin(service, speed, ines, since=TODAY - 500 * DAY)
    PlanKind.end(
        PlanKind.begin(blue, speed, ines, since=TODAY - 99 * DAY),
        ines, last_day=TODAY - 50 * DAY, now=NOW,
    )  # fmt: skip
    CelebrationKind.begin(blue, speed, ines, since=TODAY - 9 * DAY)
    CelebrationKind.begin(red, speed, ines, since=TODAY + DAY)
    page = read(ines, as_)
    assert row(page, "Blue", "Handle time", "Measured", "All the time", "365")
    assert row(page, "Blue", "Handle time", "Incented", "9 Dec 2025 to 27 Jan 2026", "50")
    assert row(page, "Blue", "Handle time", "Celebrated", "since 9 Mar 2026", "10")
    assert row(page, "Red", "Handle time", "Measured", "All the time", "365")
    assert not row(page, "Red", "Handle time", "Celebrated")
    assert not row(page, "Office", "Handle time")
    blue_cells = page.partition(">Blue</a>")[2].partition("</tr>")[0]
    assert 'class="matrix-measured" d="M0,4h365"' in blue_cells
    assert 'class="matrix-incented" d="M265,12h50"' in blue_cells
    assert 'class="matrix-celebrated" d="M355,20h10"' in blue_cells


def test_each_reads_their_own_teams_and_nobody_a_stranger(
    blue: Team, red: Team, ben: Person, hugo: Person, ines: Person, as_: Any
) -> None:
    speed = a_measure(ines)
    TargetKind.begin(blue, speed, ines)
    CelebrationKind.begin(red, speed, ines)
    assert row(read(ben, as_), "Blue", "Measured")
    assert not row(read(ben, as_), "Red", "Celebrated")
    assert row(read(hugo, as_), "Red", "Celebrated")
    assert not row(read(ines, as_, "?q=blue"), "Red", "Celebrated")
    assert as_(None).get("/teams/matrix").status_code == 303
    assert "/teams/matrix" in as_(ben).get("/teams").text
    assert "No team is like that" in read(ines, as_, "?q=zzz")


@pytest.mark.only("sqlite")
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=8))
def test_joined_spans_hold_the_same_days_and_do_not_touch(told: list[tuple[int, int]]) -> None:
    spans = [
        DateRange(FIRST + since * DAY, FIRST + (since + length) * DAY) for since, length in told
    ]
    joined = joined_spans(spans)
    days = [FIRST + each * DAY for each in range(-1, 65)]
    for each in days:
        assert any(span.holds(each) for span in joined) == any(span.holds(each) for span in spans)
    for before, after in pairwise(joined):
        assert before.until is not None
        assert before.until < after.since
