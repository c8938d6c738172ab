"""Headings are recognised, and a row becomes an interaction or a sentence that says why not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.customers.reading import fields, guesses
from cxstaff.customers.reading import values as reading
from cxstaff.customers.reading.contact import Contact, Problem
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.reader import Reader
from cxstaff.customers.reading.unread import Unread
from cxstaff.errors import Refused
from cxstaff.tables.numbers import Decimal, Unit
from cxstaff.tables.times.dates import DateOrder
from tests.cast import NOW, ZONE

SHOP = (
    "Column 1,Unique id,channel_name,category,Sub-category,Customer Remarks,Order_id,"
    "order_date_time,Issue_reported at,issue_responded,Survey_response_Date,Customer_City,"
    "Product_category,Item_price,connected_handling_time,Agent_name,Supervisor,Manager,"
    "Tenure Bucket,Agent Shift,CSAT Score"
).split(",")
ALL = {key: key for key in fields.KEYS}
HOW = Mapping(ALL, "desk", ZONE, DateOrder.DAY_FIRST, words={"resolved": {"geschafft": "yes"}})
GOOD = {
    "reference": "r1",
    "happened_at": "01/03/2026 10:00",
    "handler": "Ben Berg",
    "csat": "4",
}


def read(**row: str) -> Contact | Problem:
    values = GOOD | row
    reader = Reader(HOW, list(ALL), ZONE, NOW)
    return reader.read([values.get(key, "") for key in ALL])


def test_the_headings_of_a_real_service_desk_are_recognised() -> None:
    assert fields.guess(SHOP) == {
        "reference": "Unique id",
        "channel": "channel_name",
        "reason": "category",
        "remark": "Customer Remarks",
        "happened_at": "Issue_reported at",
        "responded_at": "issue_responded",
        "feedback_at": "Survey_response_Date",
        "handling_seconds": "connected_handling_time",
        "handler": "Agent_name",
        "csat": "CSAT Score",
    }


def test_no_heading_is_used_twice_and_camel_case_is_read() -> None:
    found = fields.guess(["ticketId", "createdAt", "agentEmail", "Rating", "Score"])
    assert found == {
        "reference": "ticketId",
        "happened_at": "createdAt",
        "handler": "agentEmail",
        "csat": "Rating",
    }


def test_an_ambiguous_order_of_day_and_month_is_asked_for() -> None:
    headings, rows = ["id", "date", "agent"], [["1", "01/02/2026", "x"]]
    guessed = guesses.guess(headings, rows, "desk", ZONE)
    with pytest.raises(Refused, match="day or the month"):
        guessed.check(headings)
    guesses.guess(headings, [["1", "31/01/2026", "x"]], "desk", ZONE).check(headings)


def test_numbers_and_units_in_doubt_are_asked_for() -> None:
    headings = ["id", "date", "agent", "handling time"]
    for samples, sentence in ((["1.234", "2.071"], "1.234"), (["184000", "92000"], "which unit")):
        rows = [["1", "31/12/2025", "x", sample] for sample in samples]
        with pytest.raises(Refused, match=sentence):
            guesses.guess(headings, rows, "desk", ZONE).check(headings)
    guesses.guess(headings, [["1", "31/12/2025", "x", "184"]], "desk", ZONE).check(headings)


def test_a_handling_time_is_read_in_its_unit_and_with_its_decimal_sign() -> None:
    how = Mapping(ALL, "desk", ZONE, DateOrder.DAY_FIRST, decimal=Decimal.COMMA, unit=Unit.MINUTES)
    reader = Reader(how, list(ALL), ZONE, NOW)
    found = reader.read([(GOOD | {"handling_seconds": "1.234,5"}).get(key, "") for key in ALL])
    assert isinstance(found, Contact)
    assert found.handling_seconds == 74_070


def test_a_preset_that_does_not_fit_the_file_says_what_is_missing() -> None:
    how = Mapping({"reference": "id"}, "desk", ZONE, DateOrder.DAY_FIRST)
    with pytest.raises(Refused, match="no column 'id'"):
        how.check(["nr"])
    with pytest.raises(Refused, match="holds the happened at"):
        how.check(["id"])


def test_a_mapping_survives_being_stored() -> None:
    how = Mapping(
        {"csat": "CSAT"}, "desk", ZONE, DateOrder.MONTH_FIRST, "Phone", {"resolved": {"ok": "yes"}}
    )
    for each in (how, replace(how, decimal=None, unit=None), replace(how, unit=Unit.HOURS)):
        assert Mapping.from_json(each.as_json()) == each
    older = {key: how.as_json()[key] for key in ("columns", "source", "zone", "order", "channel")}
    assert Mapping.from_json(older | {"yes": ["OK"]}) == how


def test_a_full_row_is_read() -> None:
    found = read(
        channel="Chat",
        reason="Bill",
        segment="Moving",
        customer="c1",
        responded_at="01/03/2026 10:07",
        handling_seconds="1:30",
        resolved="Geschafft",
        nps="0",
        ces="7.0",
        remark=" Good ",
        feedback_at="01-Mar-26",
    )
    at = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    assert found == Contact(
        "r1", at, date(2026, 3, 1), "Ben Berg", "Chat", "Moving", "Bill", "c1",
        at.replace(minute=7), 90, True, at, 4, 0, 7, "Good",
    )  # fmt: skip


def test_a_reference_that_pandas_wrote_as_a_fraction_is_whole() -> None:
    assert read(reference="17.0")[0] == "17"
    assert read(reference="0.0")[0] == "0.0"
    assert read(reference="v1.0")[0] == "v1.0"


@pytest.mark.parametrize("word", ["On-hold", "In progress", "In Bearbeitung", "En cours"])
def test_a_state_before_the_end_is_not_resolved(word: str) -> None:
    found = read(resolved=word)
    assert isinstance(found, Contact)
    assert found.is_resolved is False


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"It\u2019s good", "It’s good"),
        (r"\u00C0 bient\u00f4t", "À bientôt"),
        (r"Great \ud83d\ude00", "Great 😀"),
        (r"half \ud83d", "half �"),
        (r"no \u0000 and no \u001b", r"no \u0000 and no \u001b"),
        (r"C:\users", r"C:\users"),
    ],
)
def test_characters_another_system_escaped_are_read(written: str, read_as: str) -> None:
    assert read(remark=written).remark == read_as


@pytest.mark.parametrize("word", ["", " ", "-", "N/A", "NULL", "nan", r"\N", "?", "—", "(blank)"])
def test_what_was_not_said_stays_empty(word: str) -> None:
    found = read(**{key: word for key in fields.KEYS if key not in GOOD or key == "csat"})
    assert isinstance(found, Contact)
    empty = {name: value for name, value in found._asdict().items() if not value}
    said = set(found._fields) - set(empty)
    assert said == {"reference", "happened_at", "day", "handler", "channel"}
    assert found.channel == "Not said"


@pytest.mark.parametrize("word", ["Offered", "unoffered", "Not offered"])
def test_a_score_that_was_asked_for_or_not_is_none(word: str) -> None:
    found = read(csat=word, nps=word, ces=word)
    assert isinstance(found, Contact)
    assert (found.csat, found.nps, found.ces) == (None, None, None)


def test_what_was_not_said_is_missing_where_it_is_needed() -> None:
    found = read(handler="NULL")
    assert isinstance(found, Contact)
    assert found.handler == ""
    assert read(reference="-")[0] == reading.NO_REFERENCE


def test_empty_dates_do_not_hide_how_the_others_are_written() -> None:
    headings = ["id", "created at", "agent", "first response at"]
    rows = [["1", "46328.5", "Ben", "NULL"], ["2", "46329.5", "Ben", "46330"]]
    assert guesses.guess(headings, rows, "desk", ZONE).order is DateOrder.SERIAL


@pytest.mark.parametrize(
    ("row", "sentence", "value"),
    [
        ({"reference": " "}, reading.NO_REFERENCE, ""),
        ({"reference": "x" * 201}, reading.TOO_LONG, "x" * 200 + "…"),
        ({"happened_at": ""}, reading.NO_MOMENT, ""),
        ({"happened_at": "31/02/2026"}, reading.WRONG_MOMENT, "31/02/2026"),
        ({"happened_at": "18/03/2026 11:01"}, reading.FUTURE, "18/03/2026 11:01"),
        ({"happened_at": "01/01/1970"}, reading.LONG_AGO, "01/01/1970"),
    ],
)
def test_each_flaw_that_holds_a_record_back_is_named_with_its_column_and_value(
    row: dict[str, str], sentence: str, value: str
) -> None:
    assert read(**row) == Problem(sentence, next(iter(row)), value)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("csat", "9"), ("csat", "4.5"), ("csat", "0"), ("nps", "11"), ("ces", "good"),
        ("handling_seconds", "-3"), ("handling_seconds", "inf"), ("handling_seconds", "9" * 30),
        ("resolved", "perhaps"), ("responded_at", "later"), ("channel", "y" * 300),
    ],
)  # fmt: skip
def test_an_optional_value_that_cannot_be_read_stays_empty_and_is_counted(
    key: str, text: str
) -> None:
    reader = Reader(HOW, list(ALL), ZONE, NOW)
    for _ in range(2):
        row = GOOD | {"csat": "", key: text}
        assert reader.read([row.get(each, "") for each in ALL]) == read(csat="")
    flaw = next(reader.take_unread().flaws())
    assert (flaw.key, flaw.records) == (key, 2)
    assert flaw.words[0][0].rstrip("…") == text[:200]
    assert not reader.take_unread()


def test_only_the_first_words_that_could_not_be_read_are_kept_and_all_are_counted() -> None:
    some, more = Unread(), Unread()
    for number in range(30):
        some.note("csat", f"word {number}")
        more.note("csat", "word 0")
    some.add(Unread(more.as_json()))
    flaw = next(Unread(some.as_json()).flaws())
    assert (flaw.records, len(flaw.words), flaw.words[0]) == (60, 20, ("word 0", 31))


@pytest.mark.parametrize(
    ("responded", "kept"),
    [
        ("01/03/2026 10:00", True),
        ("01/03/2026 09:59", False),  # before it was reported
        ("19/03/2026 10:00", False),  # in the future
        ("17/03/2026 10:00", True),
    ],
)
def test_an_impossible_response_is_left_out_and_the_interaction_kept(
    responded: str, kept: bool
) -> None:
    found = read(responded_at=responded)
    assert isinstance(found, Contact)
    assert (found.responded_at is not None) is kept


@pytest.mark.parametrize(
    ("text", "kept"), [("28/02/2026", None), ("01/03/2026", 9), ("02/03/2026 11:00", 10)]
)
def test_an_answer_given_before_the_interaction_loses_its_time(text: str, kept: Any) -> None:
    found = read(feedback_at=text)
    assert isinstance(found, Contact)
    assert (found.given_at and found.given_at.hour) == kept


@pytest.mark.parametrize("text", ["yes", "TRUE", "1", "Resolved", "ja"])
def test_words_for_resolved(text: str) -> None:
    found = read(resolved=text)
    assert isinstance(found, Contact)
    assert found.is_resolved is True


WORDS = {
    "reference": ["r1", "T-7", "77.0", "", " é 1 ", "x" * 201, "n/a"],
    "happened_at": [
        *(
            "01/03/2026 10:00",
            "1/3/2026 10:00:07",
            "2026-03-01T10:00:00.250Z",
            "01/03/2026",
            "soon",
        ),
        *("01/03/2099 10:00", "", "01/03/2026 9:05 PM", "29/03/2026 02:30", "01/03/2026 25:00"),
    ],
    "responded_at": [
        "01/03/2026 11:00",
        "01/03/2026 09:00",
        "",
        "-",
        "x",
        "0000-00-00",
        "1/1/1980",
    ],
    "feedback_at": ["01/03/2026", "01/03/2026 12:00", "", "2/3/2026", "?"],
    "handler": ["Ben Berg", ""],
    "csat": ["4", "4.0", "", "9", "good", "offered"],
    "remark": ["", "Good", " two\nlines ", "\\u00fc", "-"],
    "value": ["5", "", "a lot"],
}
ROWS = st.lists(st.fixed_dictionaries({k: st.sampled_from(v) for k, v in WORDS.items()}))


@pytest.mark.long
@given(ROWS)
def test_many_records_together_are_read_as_each_alone(rows: list[dict[str, str]]) -> None:
    values = [[row.get(key, "") for key in ALL] for row in rows]
    alone, together = (Reader(HOW, list(ALL), ZONE, NOW) for _ in range(2))

    assert list(together.read_all(values)) == [alone.read(each) for each in values]
    assert together.take_unread().as_json() == alone.take_unread().as_json()
