"""Running sums: every score that a customer can give adds what its scale says."""

from datetime import UTC, date, datetime

import pytest

from cxstaff.customers.models import SUMS
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records.sums import DayCells

DAY = date(2026, 3, 3)
KEY = (1, DAY, 1, 1)
NONE = Contact._make([None] * len(Contact._fields))._replace(
    happened_at=datetime(2026, 3, 3, 9, tzinfo=UTC)
)


def added_by(column: str, scores: range) -> dict[str, int]:
    """Return the sums of a day on which each of some scores was given once."""
    cells = DayCells()
    for score in scores:
        cells.add(KEY, NONE._replace(**{column: score}))
    totals = cells.of_totals()
    day = totals["grain"].index("day")
    return {name: totals[name][day] if name in totals else 0 for name in SUMS}


@pytest.mark.parametrize("score", range(11))
def test_whoever_says_six_or_less_is_a_detractor_and_from_nine_a_promoter(score):
    sums = added_by("nps", range(score, score + 1))
    kinds = sums["nps_n"], sums["nps_promoters"], sums["nps_detractors"]
    assert kinds == (1, score in {9, 10}, score in {0, 1, 2, 3, 4, 5, 6})


@pytest.mark.parametrize(("column", "most"), [("csat", 5), ("ces", 7)])
def test_scores_and_their_squares_are_added_up(column, most):
    sums = added_by(column, range(1, most + 1))
    n, total, squares = (sums[f"{column}_{name}"] for name in ("n", "sum", "squares"))
    assert (n, total) == (most, sum(range(1, most + 1)))
    assert squares == {5: 1 + 4 + 9 + 16 + 25, 7: 1 + 4 + 9 + 16 + 25 + 36 + 49}[most]


def test_four_and_five_of_five_are_satisfied():
    assert [added_by("csat", range(n, n + 1))["csat_top2"] for n in range(1, 6)] == [0, 0, 0, 1, 1]
