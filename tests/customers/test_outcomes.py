"""Customer results from running sums: values, and intervals that never pretend."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.customers.models import SUMS
from cxstaff.customers.outcomes import OUTCOMES


def sums(**known: int) -> Any:
    return SimpleNamespace(**(dict.fromkeys(SUMS, 0) | known))


def test_every_outcome_needs_only_sums_we_keep() -> None:
    for outcome in OUTCOMES.values():
        assert set(outcome.sums) <= set(SUMS)
        assert outcome.value(sums()) is None


@pytest.mark.parametrize(
    ("key", "known", "value", "low", "high"),
    [
        # answers 1 2 3 4 5 and 1½ more at either end: mean 3 of 8, variance 94 / 8 − 9
        ("csat", {"csat_n": 5, "csat_sum": 15, "csat_squares": 55}, 3.0, 1.8509, 4.1491),
        # all five, ten times, and 1½ at either end: mean 59 / 13, variance 289 / 13 − (59 / 13)²
        ("csat", {"csat_n": 10, "csat_sum": 50, "csat_squares": 250}, 5.0, 3.8438, 5.0),
        ("csat", {"csat_n": 1, "csat_sum": 3, "csat_squares": 9}, 3.0, 1.3026, 4.6974),
        # all five, a thousand times: hardly any spread, and as much as there is
        ("csat", {"csat_n": 1000, "csat_sum": 5000, "csat_squares": 25000}, 5.0, 4.9845, 5.0),
        # Wilson 1927: 8 of 10
        ("csat_top2", {"csat_n": 10, "csat_top2": 8}, 80.0, 49.0162, 94.3318),
        ("resolved", {"resolved_n": 10, "resolved_yes": 0}, 0.0, 0.0, 27.7533),
        # 8 promoters, 2 detractors of 10: (8.75 − 2.75) / 13
        ("nps", {"nps_n": 10, "nps_promoters": 8, "nps_detractors": 2}, 60.0, 1.6056, 90.7021),
        # all of ten promote, or detract: what the adjusted interval says beyond 100 is cut off
        ("nps", {"nps_n": 10, "nps_promoters": 10}, 100.0, 47.5036, 100.0),
        ("nps", {"nps_n": 10, "nps_detractors": 10}, -100.0, -100.0, -47.5036),
        ("ces", {"ces_n": 4, "ces_sum": 16, "ces_squares": 84}, 4.0, 2.0804, 5.9196),
        # 1, 2, 3 minutes: mean 2, sd 1, t(2) = 4.3027
        (
            "waiting",
            {"waiting_n": 3, "waiting_sum": 360, "waiting_squares": 14 * 3600},
            2.0,
            0.0,
            4.4841,
        ),
        # 10, 20, 30 seconds: shorter than half a minute, and yet not all alike
        (
            "waiting",
            {"waiting_n": 3, "waiting_sum": 60, "waiting_squares": 1400},
            1 / 3,
            0.0,
            0.7474,
        ),
        # 400, 390, 380 days: squares of which three do not fit in what holds one
        (
            "handling",
            {
                "handling_n": 3,
                "handling_sum": 86400 * 1170,
                "handling_squares_high": 86400**2 * 456500 // 2**32,
                "handling_squares": 86400**2 * 456500 % 2**32,
            },
            561600.0,
            561600 - 4.3027 * 14400 / 3**0.5,
            561600 + 4.3027 * 14400 / 3**0.5,
        ),
        ("satisfied", {"satisfied_n": 10, "satisfied_yes": 8}, 80.0, 49.0162, 94.3318),
    ],
)
def test_results_match_numbers_worked_out_elsewhere(
    key: str, known: dict[str, int], value: float, low: float, high: float
) -> None:
    found = OUTCOMES[key].value(sums(**known))
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx(
        (value, low, high), rel=1e-5, abs=2e-3
    )


@pytest.mark.parametrize("unhappy_first", [False, True])
@pytest.mark.parametrize("n", [5, 7, 10, 15, 20, 40])
def test_intervals_of_few_skewed_answers_hold_the_mean_of_all(n: int, unhappy_first: bool) -> None:
    """With the answers of a real service desk, of which few are very unhappy, and turned round."""
    shares = np.array([2241, 227, 503, 2277, 11934]) / 17182
    shares = shares[::-1] if unhappy_first else shares
    stars = np.arange(1, 6)
    drawn = np.random.default_rng(n).multinomial(n, shares, 2000)
    totals, squares = (drawn @ stars).tolist(), (drawn @ stars**2).tolist()
    held = 0
    for total, square in zip(totals, squares, strict=True):
        found = OUTCOMES["csat"].estimate(n, total, square)
        assert found is not None
        assert 1 <= found.low <= found.value <= found.high <= 5
        held += found.low <= (shares * stars).sum() <= found.high
    assert 0.94 <= held / 2000 <= 0.995


def test_a_time_without_spread_gets_no_interval_and_so_is_not_shown() -> None:
    assert OUTCOMES["handling"].value(sums(handling_n=1, handling_sum=60)) is None
    alike = sums(handling_n=2, handling_sum=120, handling_squares=7200)
    assert OUTCOMES["handling"].value(alike) is None


answers = st.lists(st.integers(0, 10), min_size=2, max_size=40)


@given(said=answers)
def test_value_and_variance_are_those_of_the_answers_themselves(said: list[int]) -> None:
    """Numbers from 0 to 10, read as recommendations, as ratings, as yes and no, as minutes."""
    n, promoters, detractors = len(said), [x >= 9 for x in said], [x <= 6 for x in said]
    rated = [1 + x % 5 for x in said]
    squares = sum((60 * x) ** 2 for x in said)
    known = {
        "nps": ({"promoters": sum(promoters), "detractors": sum(detractors)}, 0),
        "resolved": ({"yes": sum(promoters)}, 0),
        "csat": ({"sum": sum(rated), "squares": sum(x * x for x in rated)}, 1),
        "handling": ({"sum": 60 * sum(said), "squares": squares}, 1),
    }
    worth = {
        "nps": 100.0 * (np.array(promoters) ^ np.array(detractors)) * np.sign(np.array(said) - 8),
        "resolved": 100.0 * np.array(promoters),
        "csat": np.array(rated),
        "handling": np.array(said),
    }
    for key, (parts, lost) in known.items():
        own = {f"{key}_{name}": part for name, part in parts.items()}
        found = OUTCOMES[key].value(sums(**{f"{key}_n": n} | own))
        expected = n, worth[key].mean(), worth[key].var(ddof=lost)
        if found is None:
            assert key == "handling"
            assert len(set(said)) == 1
        else:
            told = found.n, found.value, found.variance
            assert told == pytest.approx(expected, rel=1e-9, abs=1e-9)
