"""Running totals read as arrays are the very ones the database holds."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st

from cxstaff.customers.averages import MOMENTS, averages
from cxstaff.customers.columns import SumColumns, columns
from cxstaff.customers.models import SUMS, Grain, Total
from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import db
from cxstaff.people.models import Team

LAST = date(2026, 3, 2)


def keep(team: Team, grain: str, day: date, **sums: int) -> None:
    db.session.add(Total(grain=grain, team_id=team.id, starts_on=day, **sums))


def read(found: SumColumns, name: str) -> dict[tuple[int, date], int]:
    places = zip(found.team.tolist(), found.starts_on.tolist(), strict=True)
    return dict(zip(places, found.sums[name].tolist(), strict=True))


def test_every_number_stands_with_its_team_and_period(app: Flask, blue: Team, red: Team) -> None:
    days = [date(2026, 1, day) for day in (5, 12, 19, 26)]
    kept = {}
    for at, day in enumerate(reversed(days)):
        for team in (red, blue):
            number = kept[team.id, day] = 10**6 * at + team.id
            keep(team, "week", day, interactions=number, csat_sum=10**4 * number)
            keep(team, "month", day, interactions=1)
    found = columns(Grain.WEEK, LAST)
    assert read(found, "interactions") == kept
    assert read(found, "csat_sum") == {place: 10**4 * number for place, number in kept.items()}
    assert set(found.sums) == set(SUMS)
    some = columns(Grain.WEEK, days[3], days[1], ["interactions"])
    assert {day for _, day in read(some, "interactions")} == set(days[1:3])
    assert list(some.sums) == ["interactions"]


def test_nothing_known_is_no_rows(app: Flask) -> None:
    found = columns(Grain.MONTH, LAST)
    assert found.team.size == found.starts_on.size == found.sums["csat_n"].size == 0


def test_it_takes_one_statement_for_any_number_of_teams(
    app: Flask, blue: Team, red: Team, counting: Any
) -> None:
    for team in (blue, red):
        keep(team, "week", date(2026, 1, 5), interactions=1)
    db.session.flush()
    with counting() as sent:
        columns(Grain.WEEK, LAST)
    assert len(sent) == 2  # what is packed, and the rest


counts = st.integers(0, 50)


@pytest.mark.parametrize("key", OUTCOMES)
@given(cells=st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=5))
@example(cells=[(0, 0, 1), (1, 0, 0), (0, 0, 0), (1, 0, 1)])
def test_averages_are_those_of_single_cells(key: str, cells: list[tuple[int, int, int]]) -> None:
    """Of any sums that answers can add up to: all from lists of scores from 1 to 5."""
    outcome = OUTCOMES[key]
    rows = [_sums(key, cell) for cell in cells]
    found = averages(key, {name: np.array([row[name] for row in rows]) for name in outcome.sums})
    for at, row in enumerate(rows):
        one = outcome.value(SimpleNamespace(**row))
        if one is None:
            assert found.n[at] == 0
            assert np.isnan(found.value[at])
        else:
            told = found.n[at], found.value[at], found.variance[at]
            assert told == pytest.approx((one.n, one.value, one.variance), rel=1e-9, abs=1e-9)


def test_results_are_held_within_the_ends_of_their_scales() -> None:
    ends = {key: ends for key, (_, ends) in MOMENTS.items()}
    shares = dict.fromkeys(("csat_top2", "satisfied", "solved", "resolved"), (0, 100))
    times = dict.fromkeys(("handling", "waiting"), (0, float("inf")))
    assert ends == {"csat": (1, 5), "ces": (1, 7), "nps": (-100, 100)} | shares | times


def _sums(key: str, cell: tuple[int, int, int]) -> dict[str, int]:
    """Turn counts of ones, threes and fives into the running sums of an outcome.

    Times are of days, so that their squares go beyond the lower of the two sums.
    """
    ones, threes, fives = cell
    n = sum(cell)
    names = OUTCOMES[key].sums
    if len(names) == 2:
        return dict(zip(names, (n, fives), strict=True))
    if key == "nps":
        return dict(zip(names, (n, fives, ones), strict=True))
    total, squares = ones + 3 * threes + 5 * fives, ones + 9 * threes + 25 * fives
    if len(names) == 3:
        return dict(zip(names, (n, total, squares), strict=True))
    high, low = divmod(86400**2 * squares, 2**32)
    return dict(zip(names, (n, 86400 * total, high, low), strict=True))
