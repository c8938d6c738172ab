"""Numbers and lengths of time as files write them: read, or asked about."""

import pytest

from cxstaff.tables.numbers import Decimal, Unit, guess_decimal, guess_unit, read_seconds

POINT, COMMA = Decimal.POINT, Decimal.COMMA


@pytest.mark.parametrize(
    ("samples", "decimal"),
    [
        (["1.5", "12"], POINT),
        (["1,5", "12"], COMMA),
        (["1,234.5"], POINT),
        (["1.234,5"], COMMA),
        (["1,234,567"], POINT),
        (["1.234.567", "12"], COMMA),
        (["0.1234"], POINT),
        (["1 234,5", "7"], COMMA),
        (["1'234.5"], POINT),
        (["1.234", "2.071", "845"], None),
        (["1,234", "12,071", "845"], None),
        (["1,5", "1.5"], None),
        (["181211", "1,181,211", "0"], POINT),
        (["845", "90"], POINT),
        (["3:20", "0:03:20.5"], POINT),
        ([], POINT),
    ],
)
def test_the_decimal_sign_is_told_only_where_there_is_no_doubt(
    samples: list[str], decimal: Decimal | None
) -> None:
    assert guess_decimal(samples) == decimal


@pytest.mark.parametrize(
    ("heading", "samples", "unit"),
    [
        ("Handling time", ["184", "1200", "90"], Unit.SECONDS),
        ("Handling time", ["184000", "92000"], None),
        ("Handling time", ["3", "1", "4"], None),
        ("Time Spent", ["15", "25", "20"], None),
        ("Bearbeitungszeit (Sek.)", ["184000"], Unit.SECONDS),
        ("talk_time_ms", ["184000"], Unit.MILLISECONDS),
        ("Handle time (min)", ["3"], Unit.MINUTES),
        ("Hours worked", ["3"], Unit.HOURS),
        ("Handling time", ["3:20"], Unit.SECONDS),
        ("Time spent", ["0:04", "0:15", "1:05"], None),  # seconds, or minutes?
        ("handleTimeMs", ["184000"], Unit.MILLISECONDS),
        ("Handling time", [], Unit.SECONDS),
    ],
)
def test_the_unit_is_told_by_the_heading_or_by_what_is_likely(
    heading: str, samples: list[str], unit: Unit | None
) -> None:
    assert guess_unit(heading, samples, POINT) == unit


@pytest.mark.parametrize(
    ("text", "unit", "decimal", "seconds"),
    [
        ("90", Unit.SECONDS, POINT, 90),
        ("184000", Unit.MILLISECONDS, POINT, 184),
        ("1.5", Unit.MINUTES, POINT, 90),
        ("0,5", Unit.HOURS, COMMA, 1800),
        ("1.234", Unit.SECONDS, COMMA, 1234),
        ("1,234", Unit.SECONDS, POINT, 1234),
        ("1.234", Unit.SECONDS, POINT, 1.234),
        ("1 234,5", Unit.SECONDS, COMMA, 1234.5),
        ("3:20", Unit.HOURS, POINT, 12_000),
        ("3:20", Unit.MINUTES, POINT, 200),
        ("0:03:20,5", Unit.SECONDS, POINT, 200.5),
        ("30:00:00", Unit.SECONDS, POINT, 108_000),
        ("1 02:03:04", Unit.SECONDS, POINT, 93_784),
        ("2d 00:00:01", Unit.SECONDS, POINT, 172_801),
        ("0h 5m 10s", Unit.HOURS, POINT, 310),
        ("4 Std. 10 Min.", Unit.SECONDS, POINT, 15_000),
        ("0 heures 15 minutes", Unit.SECONDS, POINT, 900),
        ("4分5秒", Unit.MINUTES, POINT, 245),
        ("1,5 ч", Unit.SECONDS, POINT, 5400),
        ("06:30 hrs", Unit.SECONDS, POINT, 23_400),
        ("PT4M10.5S", Unit.MILLISECONDS, POINT, 250.5),
        ("P1DT2H", Unit.SECONDS, POINT, 93_600),
    ],
)
def test_lengths_of_time_become_seconds(
    text: str, unit: Unit, decimal: Decimal, seconds: float
) -> None:
    assert read_seconds(text, unit, decimal) == pytest.approx(seconds)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "1,23",
        "1,2345",
        "12,34,567",
        "1.2.3",
        "1.234,5",
        "nan",
        "inf",
        "1 2:3",
        ":",
        "5 apples",
        "5m soon",
    ],
)
def test_what_is_no_length_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_seconds(text, Unit.SECONDS, POINT)
