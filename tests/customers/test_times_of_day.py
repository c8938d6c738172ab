"""Dates and times of day in two columns become one moment, and a date alone is never midnight."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from cxstaff.customers.reading import guesses
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.reader import Reader
from cxstaff.errors import Refused
from cxstaff.tables.times.dates import DateOrder
from cxstaff.tables.times.times_of_day import joined
from tests.cast import NOW

CALLS = ["Call id", "Call date", "Call time", "Agent"]


def contacts(headings: Sequence[str], *rows: Sequence[str]) -> tuple[list[Contact], Reader]:
    """Read rows as they are guessed, in UTC."""
    reader = Reader(guesses.guess(headings, rows, "desk", "UTC"), headings, "UTC", NOW)
    found = reader.read_all(rows)
    assert all(isinstance(each, Contact) for each in found), found
    return [each for each in found if isinstance(each, Contact)], reader


@pytest.mark.parametrize(
    ("day", "time"),
    [
        ("13/02/2026", "9:12"), ("2026-02-13", "09:12:00"), ("Feb 13, 2026", "9:12 AM"),
        ("13.02.2026", "09.12 Uhr"), ("13/02/2026", "9h12"), ("2026-02-13 00:00:00", "09:12"),
        ("2/13/2026 12:00:00 AM", "9:12 a.m."), ("46066", "0.383333"), ("46066", "09:12"),
        ("2026-02-13", "0.383333"), ("2026-02-13 09:12", "17:00"),
    ],
)  # fmt: skip
def test_a_date_and_the_time_beside_it_are_one_moment(day: str, time: str) -> None:
    (found,), _ = contacts(CALLS, ["c1", day, time, "Ben"])
    assert found.happened_at == datetime(2026, 2, 13, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize("headings", [
    ["Ticket", "Datum", "Uhrzeit", "Bearbeiter"], ["Numéro", "Date", "Heure", "Conseiller"],
    ["Número", "Fecha", "Hora", "Agente"], ["Case number", "Date opened", "Time opened", "Owner"],
])  # fmt: skip
def test_headings_of_times_are_known_in_several_languages(headings: list[str]) -> None:
    (found,), _ = contacts(headings, ["c1", "13.02.2026", "18:30", "Ben"])
    assert (found.happened_at.hour, found.happened_at.minute) == (18, 30)


def test_one_date_serves_a_beginning_and_an_end() -> None:
    headings = ["Call id", "Date", "Start time", "End time", "Agent"]
    (found,), _ = contacts(headings, ["c1", "2026-02-13", "09:00", "09:20", "Ben"])
    assert found.closed_at is not None
    assert (found.closed_at - found.happened_at).total_seconds() == 1200


def test_a_length_of_time_is_no_time_of_day() -> None:
    rows = [["c1", "2026-02-13", "00:03:20", "Ben"], ["c2", "2026-02-13", "01:10:00", "Ben"]]
    how = guesses.guess(["Call id", "Call date", "Time", "Agent"], rows, "desk", "UTC")
    assert "happened_time" not in how.columns


def test_a_date_alone_tells_no_length_and_says_so() -> None:
    headings = ["Ticket id", "Created at", "First response at", "Closed at", "Agent"]
    (whole, alone, ends), reader = contacts(
        headings,
        ["t1", "2026-02-13 09:00", "2026-02-13 10:00", "2026-02-14 09:00", "Ben"],
        ["t2", "2026-02-13", "2026-02-13 10:00", "2026-02-14 09:00", "Ben"],
        ["t3", "2026-02-13 09:00", "2026-02-14", "2026-02-15", "Ben"],
    )
    assert whole.responded_at
    assert whole.closed_at
    for found in (alone, ends):
        assert (found.responded_at, found.closed_at) == (None, None)
    assert reader.take_unread().records == {"responded_at": 2, "closed_at": 2}


def test_times_without_their_date_are_refused() -> None:
    columns = {"reference": "a", "happened_at": "b", "handler": "c", "closed_time": "d"}
    with pytest.raises(Refused, match=r"'d' holds times of day\."):
        Mapping(columns, "desk", "UTC", DateOrder.YEAR_FIRST).check("abcd")


def test_a_moment_that_is_whole_stays() -> None:
    assert joined("2026-02-13T09:12:00Z", "10:00") == "2026-02-13T09:12:00Z"
    assert joined("", "10:00") == ""
    assert joined("2026-02-13", "") == "2026-02-13"


@pytest.mark.parametrize(
    ("heading", "hour"),
    [
        ("Conversation started at (UTC)", 9), ("Created at [GMT+1]", 8),
        ("Created (UTC-05:00)", 14), ("Created at UTC", 9), ("created_at_utc", 9),
        ("Created at (EST)", 14), ("Created at (Europe/Helsinki)", 7),
        ("Erstellt am (MEZ)", 8), ("Created at", 8),
    ],
)  # fmt: skip
def test_the_zone_that_a_heading_names_is_the_one_of_its_times(heading: str, hour: int) -> None:
    headings, row = ["Ticket id", heading, "Agent"], ["t1", "2026-02-13 09:00", "Ben"]
    how = guesses.guess(headings, [row], "desk", "Europe/Vienna")
    found = Reader(how, headings, "Europe/Vienna", NOW).read(row)
    assert isinstance(found, Contact)
    assert found.happened_at.hour == hour


@pytest.mark.parametrize(
    ("heading", "home", "hour"),
    [
        ("Created (CST)", "Asia/Shanghai", 1), ("Created (CST)", "America/New_York", 15),
        ("Created (IST)", "Asia/Kolkata", 3), ("Created (BST)", "Europe/London", 9),
        ("Created (CET)", "Europe/Vienna", 8), ("Created (GMT)", "Europe/London", 9),
        ("Created (CST)", "Europe/Vienna", None), ("Created (EST)", "Australia/Sydney", None),
    ],
)  # fmt: skip
def test_a_short_name_of_a_zone_is_the_companys_or_asked(
    heading: str, home: str, hour: int | None
) -> None:
    headings, row = ["Ticket id", heading, "Agent"], ["t1", "2026-02-13 09:00", "Ben"]
    how = guesses.guess(headings, [row], "desk", home)
    if hour is None:
        with pytest.raises(
            Refused, match=r"in which time zone .* may be America/\w+(, A\w+/\w+)+\."
        ):
            how.check(headings)
        return
    how.check(headings)
    found = Reader(how, headings, home, NOW).read(row)
    assert isinstance(found, Contact)
    assert found.happened_at.hour == hour


def test_another_column_is_read_in_the_zone_that_its_own_heading_names() -> None:
    headings = ["Ticket id", "Created at", "Agent", "First response at (UTC)", "Closed at"]
    row = ["t1", "2026-02-13 09:00", "Ben", "2026-02-13 09:00", "2026-02-13 11:00"]
    how = guesses.guess(headings, [row], "desk", "Europe/Vienna")
    found = Reader(how, headings, "Europe/Vienna", NOW).read(row)
    assert isinstance(found, Contact)
    assert found.responded_at
    assert found.closed_at
    assert (found.happened_at.hour, found.responded_at.hour, found.closed_at.hour) == (8, 9, 10)


def test_what_cannot_be_added_leaves_the_handling_time_empty_and_is_counted() -> None:
    headings = ["call id", "date", "agent", "talk time (s)", "hold time (s)"]
    rows = [["1", "2026-02-13 09:00", "Ben", "300", "soon"]]
    rows += [[str(n), "2026-02-13 09:00", "Ben", "300", "20"] for n in range(2, 5)]
    (odd, *others), reader = contacts(headings, *rows)
    assert odd.handling_seconds is None
    assert {each.handling_seconds for each in others} == {320}
    assert reader.take_unread().records == {"hold_seconds": 1}


def test_what_a_person_worked_is_the_call_and_never_its_number() -> None:
    headings = [
        "call_id",
        "datetime (UTC)",
        "from",
        "user",
        "duration (total)",
        "duration (in call)",
    ]
    (found,), _ = contacts(headings, ["1", "2026-02-13 09:00:00", "431", "Ben", "320", "300"])
    assert found.handling_seconds == 300
    assert found.customer_name is None
