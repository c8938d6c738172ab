"""Dates and times as files write them."""

from collections import defaultdict
from datetime import UTC, date, datetime

import pytest
from babel.dates import get_month_names

from cxstaff.tables.times.dates import LANGUAGES, DateOrder, guess_order, read_date
from cxstaff.tables.times.moments import Moments

DMY, MDY, YMD = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST, DateOrder.YEAR_FIRST
SERIAL, EPOCH = DateOrder.SERIAL, DateOrder.EPOCH


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2026-03-01 10:05", YMD, (2026, 3, 1, 9, 5)),
        ("2026-03-01T10:05:30", YMD, (2026, 3, 1, 9, 5, 30)),
        ("2026-03-01T10:05:30.123Z", YMD, (2026, 3, 1, 10, 5, 30)),
        ("2026-03-01T10:05:30+05:30", YMD, (2026, 3, 1, 4, 35, 30)),
        ("2026-03-01", DMY, (2026, 2, 28, 23, 0)),
        ("01/03/2026 10:05", DMY, (2026, 3, 1, 9, 5)),
        ("01/03/2026 10:05", MDY, (2026, 1, 3, 9, 5)),
        ("1.3.26 9:05", DMY, (2026, 3, 1, 8, 5)),
        ("01-Mar-26", DMY, (2026, 2, 28, 23, 0)),
        ("1 March 2026, 10:05 PM", DMY, (2026, 3, 1, 21, 5)),
        ("Mar 1, 2026 12:05 am", MDY, (2026, 2, 28, 23, 5)),
        ("3/1/2026 1:05 PM", MDY, (2026, 3, 1, 12, 5)),
        ("29/03/2026 02:30", DMY, (2026, 3, 29, 1, 30)),  # skipped by the clocks
        ("25/10/2026 02:30", DMY, (2026, 10, 25, 0, 30)),  # shown twice: the first
        ("46082.4201388889", SERIAL, (2026, 3, 1, 9, 5)),
        ("46082,4201388889", SERIAL, (2026, 3, 1, 9, 5)),
        ("46082", SERIAL, (2026, 2, 28, 23, 0)),
        ("1772355900", EPOCH, (2026, 3, 1, 9, 5)),
        ("1772355900123", EPOCH, (2026, 3, 1, 9, 5)),
        ("2026-03-01 10:05:30.123456+00", YMD, (2026, 3, 1, 10, 5, 30)),
        ("2026-03-01 10:05 -0330", YMD, (2026, 3, 1, 13, 35)),
        ("2026/03/01 3:15:44 PM GMT+1", YMD, (2026, 3, 1, 14, 15, 44)),
        ("2026-03-01 10:05 UTC+05:30", YMD, (2026, 3, 1, 4, 35)),
        ("Sun, 01 Mar 2026 10:05:30 GMT", DMY, (2026, 3, 1, 10, 5, 30)),
        ("01.03.2026 10:05 CEST", DMY, (2026, 3, 1, 8, 5)),
        ("So., 1. März 2026, 10.05 Uhr", DMY, (2026, 3, 1, 9, 5)),
        ("1 août 2026 10h05", DMY, (2026, 8, 1, 8, 5)),
        ("01-dic-2026 10:05", DMY, (2026, 12, 1, 9, 5)),
        ("3. März 2026 um 10:05", DMY, (2026, 3, 3, 9, 5)),
        ("3 mars 2026 à 10:05", DMY, (2026, 3, 3, 9, 5)),
        ("3 marzo 2026 alle ore 10:05", DMY, (2026, 3, 3, 9, 5)),
        ("8 de febrero de 2026, 14:13", DMY, (2026, 2, 8, 13, 13)),
        ("Di., 03.03.2026 10:05", DMY, (2026, 3, 3, 9, 5)),
        ("lundi 2 mars 2026 10:05", DMY, (2026, 3, 2, 9, 5)),
        ("Mon 02 Mar 2026 10:05", DMY, (2026, 3, 2, 9, 5)),
        ("Mon Mar 02 2026 10:05:30 GMT+0300 (Arabian Time)", DMY, (2026, 3, 2, 7, 5, 30)),
        ("Mar 01, 2026 @ 10:05 PM", DMY, (2026, 3, 1, 21, 5)),
        ("01.03.2026 - 10:05", DMY, (2026, 3, 1, 9, 5)),
        ("20260301 10:05", DMY, (2026, 3, 1, 9, 5)),
        ("20260301T100530Z", YMD, (2026, 3, 1, 10, 5, 30)),
        ("01Mar2026 10:05", DMY, (2026, 3, 1, 9, 5)),
        ("20260301T1005", YMD, (2026, 3, 1, 9, 5)),
        ("20260301 100530", YMD, (2026, 3, 1, 9, 5, 30)),
        ("1.3.2026 klo 10.05", DMY, (2026, 3, 1, 9, 5)),
        ("20260301100530", YMD, (2026, 3, 1, 9, 5, 30)),
        ("20260301T100530.000 GMT", YMD, (2026, 3, 1, 10, 5, 30)),
        ("Sun Mar  1 10:05:30 2026", DMY, (2026, 3, 1, 9, 5, 30)),
        ("Sun Mar 01 10:05:30 UTC 2026", DMY, (2026, 3, 1, 10, 5, 30)),
        ("1. 3. 2026 10:05", DMY, (2026, 3, 1, 9, 5)),
        ("2026年3月1日 10:05", YMD, (2026, 3, 1, 9, 5)),
        ("2026年3月1日 10時5分", YMD, (2026, 3, 1, 9, 5)),
        ("2026年3月1日（日） 午後1時05分30秒", YMD, (2026, 3, 1, 12, 5, 30)),
        ("2026/03/01 上午10:05", YMD, (2026, 3, 1, 9, 5)),
        ("2026. 3. 1. 오후 1:05:30", YMD, (2026, 3, 1, 12, 5, 30)),
        ("2026년 3월 1일 10시 5분", YMD, (2026, 3, 1, 9, 5)),
    ],
)
def test_moments_are_read_in_the_zone_of_the_file(
    text: str, order: DateOrder, expected: tuple[int, ...]
) -> None:
    read = Moments(order, "Europe/Berlin", "Europe/Berlin")
    for _again in range(2):
        assert read(text)[0] == datetime(*expected, tzinfo=UTC)  # type: ignore[arg-type]


def test_the_day_is_that_of_the_company() -> None:
    read = Moments(YMD, "Asia/Kolkata", "Europe/Berlin")
    assert read("2026-03-02 02:00")[1] == date(2026, 3, 1)
    assert read("2026-03-02 03:29")[1] == date(2026, 3, 1)
    assert read("2026-03-02 03:30")[1] == date(2026, 3, 1)
    assert read("2026-03-02 04:29")[1] == date(2026, 3, 1)
    assert read("2026-03-02 04:30")[1] == date(2026, 3, 2)


@pytest.mark.parametrize("text", ["nan", "inf", "-46082", "1e5", "19999", "80001", "x"])
def test_a_number_that_counts_no_days_near_ours_is_no_moment(text: str) -> None:
    for order in (SERIAL, EPOCH):
        with pytest.raises(ValueError, match=r"."):
            Moments(order, "UTC", "UTC")(text)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "31/02/2026", "1/13/2026 10:00", "2026-03-01 25:00", "2026-03-01 10:61", "1/3",
     "12345", "46082.42", "1772355900", "2026-03-01 10:05 EST", "01 foo 2026",
     "01/03/2026 13:05 PM", "2026-03-01 10:00 Mars", "٣/٣/٢٠٢٦x", "1/3/226"],
)  # fmt: skip
def test_what_is_no_moment_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Moments(DMY, "UTC", "UTC")(text)


@pytest.mark.parametrize(
    ("samples", "order"),
    [
        (["01/02/2026", "13/02/2026"], DMY),
        (["01/02/2026", "02/13/2026"], MDY),
        (["01/02/2026", "05/06/2026 10:00"], None),
        (["13/02/2026", "02/13/2026"], None),
        (["2026-02-01"], YMD),
        (["01-Mar-26", "14-Aug-23"], DMY),
        ([], None),
        (["26-11-02 09:15", "26-11-13 09:15"], None),  # one year, or one day of two
        (["13/02/26", "14/02/26"], None),
        (["01.02.2026", "05.06.2026 10:00"], DMY),
        (["01.02.2026", "05/06/2026"], None),
        ([f"{n}/02/26" for n in range(9, 17)], DMY),
        ([f"26-02-{n:02}" for n in range(9, 17)], YMD),
        (["31/12/99", "01/12/99"], DMY),
        (["99-12-31", "99-12-01"], YMD),
        (["46328.635", "46329"], SERIAL),
        (["1772355900", "1772355900123"], EPOCH),
        (["20260301", "20261231"], YMD),
        (["20260301T0905", "20261231T1005"], YMD),
        (["20260301090512", "20261231100511"], YMD),
        (["20260301990512", "20261231996170"], None),
        (["12345", "46328"], None),
        (["Fri, 13 Feb 2026 10:00:00 +0100"], DMY),
    ],
)
def test_the_order_is_told_only_where_there_is_no_doubt(
    samples: list[str], order: DateOrder | None
) -> None:
    assert guess_order(samples) == order


def test_a_year_has_two_or_four_digits() -> None:
    assert read_date("1/3/26", DMY) == read_date("1/3/2026", DMY) == date(2026, 3, 1)


def test_no_name_of_a_month_means_another_one_in_another_language() -> None:
    meanings = defaultdict[str, set[int]](set)
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for month, name in get_month_names(width, "format", language).items():
                assert read_date(f"1 {name} 2026", DMY) == date(2026, month, 1)
                meanings[name.casefold()].add(month)
    assert all(len(months) == 1 for months in meanings.values())
