"""Tests of how numbers, amounts and the ends of intervals are written."""

import pytest
from flask import Flask
from flask_babel import force_locale, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.web import amount, between, number, signed

digits = st.integers(0, 2)


@pytest.fixture(autouse=True)
def reader(app: Flask):
    with app.test_request_context("/"):
        yield


@pytest.mark.parametrize(
    ("value", "digits", "unit", "written"),
    [
        (1.25, 1, "", "+1.2"),
        (-0.4, 1, "", "−0.4"),
        (0.04, 1, "", "0.0"),
        (-0.04, 1, "", "0.0"),
        (0, 0, "", "0"),
        (-0.0, 2, "", "0.00"),
        (1234, 0, "", "+1,234"),
        (0.5, 0, "", "0"),
        (90, 0, "min", "+1\u00a0h 30\u00a0min"),
        (-0.2, 0, "per 100", "0 per 100"),
        (float("-inf"), 1, "", "−∞"),
    ],
)
def test_a_sign_stands_before_what_is_not_nothing(value, digits, unit, written):
    assert signed(value, digits, unit) == written


def test_a_number_below_zero_has_a_real_minus_sign():
    assert number(-39) == "−39"
    assert number(-1234.5, 1) == "−1,234.5"


@pytest.mark.parametrize("locale", ["en", "de"])
def test_a_remembered_number_is_the_one_that_would_be_written(app: Flask, locale: str) -> None:
    """Ties, and numbers alike but for digits or locale, are told apart; a zero has no sign."""

    @given(
        st.floats(-1e18, 1e18) | st.sampled_from([-0.0, -0.004, 2.675, 0.125, 1000]),
        digits,
    )
    def holds(value: float, count: int) -> None:
        pattern = "#,##0." + "0" * count if count else "#,##0"
        with app.test_request_context("/"), force_locale(locale):
            text = format_decimal(value, pattern)
            is_zero = not set(text) & set("123456789")
            assert number(value, count) == text.replace("-", "" if is_zero else "−")
            assert number(float("inf"), count) == "∞"

    holds()


@pytest.mark.parametrize(
    ("value", "unit", "digits", "written"),
    [
        (4.214, "", 2, "4.21"),
        (80.3, "%", 1, "80.3 %"),
        (7.94, "min", 1, "7.9 min"),
        (59.4, "min", 1, "59.4 min"),
        (59.6, "min", 1, "1\u00a0h"),
        (158.5, "min", 1, "2\u00a0h 38\u00a0min"),
        (180, "min", 1, "3\u00a0h"),
        (1976.6, "min", 1, "32\u00a0h 57\u00a0min"),
        (-90, "min", 1, "−1\u00a0h 30\u00a0min"),
        (400, "contacts", 0, "400 contacts"),
    ],
)
def test_an_amount_of_an_hour_or_more_is_written_in_hours(value, unit, digits, written):
    assert amount(value, unit, digits) == written


@pytest.mark.parametrize(
    ("low", "high", "unit", "written"),
    [
        (4.03, 4.26, "", "4.0–4.3"),
        (-41, -37, "", "−41.0 to −37.0"),
        (4.3, 11.5, "min", "4.3–11.5"),
        (53.2, 203.9, "min", "53.2 min to 3\u00a0h 24\u00a0min"),
    ],
)
def test_the_ends_of_an_interval_are_written_so_that_they_can_be_told_apart(
    low, high, unit, written
):
    assert between(low, high, unit, 1) == written
