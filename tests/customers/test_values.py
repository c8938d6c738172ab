"""What texts say of one field, and what the words of a column mean together."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from cxstaff.customers.reading import guesses, meanings, scales, values
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.reader import Reader
from cxstaff.errors import Refused
from cxstaff.tables.numbers import Decimal
from cxstaff.tables.times.dates import DateOrder
from tests.cast import NOW, ZONE

REQUIRED = {"reference": "r", "happened_at": "at", "handler": "who"}


def read(**row: str) -> Contact:
    """Read one record of which these fields are said."""
    columns = REQUIRED | {key: key for key in row}
    given = {"r": "1", "at": "2026-03-01 10:00", "who": "Ben"} | row
    how = Mapping(columns, "desk", ZONE, DateOrder.YEAR_FIRST)
    reader = Reader(how, list(given), ZONE, NOW)
    found = reader.read(list(given.values()))
    assert isinstance(found, Contact)
    assert not reader.take_unread()
    return found


def known(read: Callable[..., Any], text: str, **more: Any) -> Any:
    try:
        return read(text, **more)
    except values.Unreadable:
        return None


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("1,234.50", 123450, None), ("1.234,50 €", None, 123450), ("€ 12", 1200, 1200),
        ("$5.5", 550, 550), ("USD 12.30", 1230, None), ("CHF 10.-", 1000, 1000),
        ("kr 500", 50000, 50000), ("R$ 5", 500, 500), ("10000000", 10**9, 10**9),
        ("10000000.01", None, None), ("-5", None, None), ("(5)", None, None), ("5 %", None, None),
        ("free", None, None), ("0", 0, 0),
    ],
)  # fmt: skip
def test_amounts_are_read_in_hundredths(text: str, point: int | None, comma: int | None) -> None:
    assert known(values.amount, text, decimal=Decimal.POINT) == point
    if text != "$5.5":
        assert known(values.amount, text, decimal=Decimal.COMMA) == comma


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (values.language, "de_DE", "de-DE"), (values.language, "Deutsch", "de"),
        (values.language, "German", "de"), (values.language, "Chinese (Simplified)", "zh"),
        (values.language, "pt-br", "pt-BR"), (values.language, "Klingonisch?", None),
        (values.zone, "europe/berlin", "Europe/Berlin"), (values.zone, "Berlin", "Europe/Berlin"),
        (values.zone, "W. Europe Standard Time", "Europe/Berlin"),
        (values.zone, "New York", "America/New_York"), (values.zone, "Atlantis", None),
        (values.address, "Ann Lee <Ann@X.example>", "ann@x.example"),
        (values.address, "mailto:a@x.example", "a@x.example"), (values.address, "c1", None),
        (values.address, "a@x.example; b@x.example", None),
        (values.times, "0", False), (values.times, "2.0", True), (values.times, "ja", True),
        (values.answer, "2", None),
    ],
)  # fmt: skip
def test_what_a_text_says(read: Callable[..., Any], text: str, value: object) -> None:
    assert known(read, text) == value


def test_a_record_tells_of_its_customer_and_its_life() -> None:
    found = read(
        team="Blue", circumstance="Moving", customer_address="C1@x.example", customer_name="Ann",
        customer_language="de", customer_zone="Berlin", closed_at="2026-03-02 10:00",
        reopened_at="2026-03-03 10:00", changed_at="2026-03-04 10:00", escalated="1",
        complaint="no", value="12.5", satisfied="yes",
    )  # fmt: skip
    day = datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert found.customer == found.customer_address == "c1@x.example"
    assert (found.customer_language, found.customer_zone) == ("de", "Europe/Berlin")
    assert (found.team, found.circumstance, found.customer_name) == ("Blue", "Moving", "Ann")
    moments = (found.closed_at, found.reopened_at, found.changed_at)
    assert moments == tuple(day.replace(day=each) for each in (2, 3, 4))
    assert (found.is_reopened, found.is_escalated, found.is_complaint) == (True, True, False)
    assert (found.value, found.is_satisfied) == (1250, True)


def test_what_cannot_have_followed_is_not_said() -> None:
    for text in ("2026-02-01", "1980-01-01", "0000-00-00 00:00:00", "2026-04-01"):
        found = read(closed_at=text, reopened_at=text, changed_at=text, feedback_at=text)
        assert (found.closed_at, found.reopened_at, found.given_at) == (None, None, None)
        assert (found.changed_at is None) is (text != "2026-02-01")
    assert read(reopened_at="").is_reopened is False
    assert read(reopened_at="", reopened="2").is_reopened is True


@pytest.mark.parametrize(
    ("key", "texts", "meaning"),
    [
        ("csat", "Good|Bad with comment|Offered", "satisfied|unsatisfied|nothing"),
        ("csat", "Good|Bad", "satisfied|unsatisfied"),
        ("csat", "Very satisfied|Dissatisfied", "5|2"),
        ("csat", "satisfied|dissatisfied", "?|?"),
        ("csat", "excellent|good", "5|?"),
        ("csat", "very good|good|okay", "5|4|3"),
        ("csat", "sehr zufrieden|zufrieden|teils teils", "5|4|3"),
        ("csat", "5 - great|4/5|★★★☆☆|2 stars|1/10", "5|4|3|2|?"),
        ("csat", "🤩|😃|😐|🙁|😠", "5|4|3|2|1"),
        ("csat", "😃|🙂|😐|🙁|😡", "5|4|3|2|1"),
        ("csat", "😃|😐|😠", "?|3|1"),
        ("csat", "happy|neutral|unhappy", "satisfied|?|unsatisfied"),
        ("csat", "3.0|2|1", "?|?|?"),
        ("csat", "9|10|4|3", "?|?|?|?"),
        ("csat", "0|5|4", "?"),
        ("nps", "Promoter|Detractor", "9|6"),
        ("nps", "10 - Extremely likely|0", "10"),
        ("ces", "Strongly agree|Disagree", "7|2"),
        ("satisfied", "👍|👎", "yes|no"),
        ("resolved", "Closed|Pending|Parked", "yes|no|?"),
        ("csat", "Äußerst zufrieden|Zufrieden|ÇOK İYİ", "5|4|?"),
        ("csat", "Çok İyi|İyi|KÖTÜ", "5|4|2"),
        ("escalated", "0|2|maybe", "no|yes|?"),
    ],
)  # fmt: skip
def test_words_are_guessed_from_what_stands_beside_them(key: str, texts: str, meaning: str) -> None:
    words = {word.text: word for word in meanings.seen(key, texts.split("|"), {})}
    shown = [words[p] for text in texts.split("|") if (p := meanings.plain(text)) in words]
    assert [word.meaning or "?" for word in shown] == meaning.split("|")


def test_every_word_of_a_scale_means_what_its_field_can() -> None:
    for key, known in scales.SCALES.items():
        assert {meaning for words in known for meaning in words.values()} <= {*scales.MEANINGS[key]}


def test_nobody_goes_on_without_the_meaning_of_a_frequent_word() -> None:
    headings, rows = ["id", "date", "agent", "csat"], [["1", "2026-01-31", "x", "3.0"]]
    how = guesses.guess(headings, rows, "desk", ZONE)
    with pytest.raises(Refused, match="Say what '3' in the column 'csat' means"):
        guesses.check_words(how, headings, rows)
    rare = [*rows, *([["2", "2026-01-31", "x", "5"]] * 99), ["3", "2026-01-31", "x", "hm"]]
    guesses.check_words(how, headings, rare)
    said = Mapping.from_json(how.as_json() | {"words": {"csat": {"3": "satisfied"}}})
    guesses.check_words(said, headings, rows)
    found = Reader(said, headings, ZONE, NOW).read(rows[0])
    assert isinstance(found, Contact)
    assert (found.csat, found.is_satisfied) == (None, True)


def test_a_column_of_texts_is_no_column_of_words() -> None:
    texts = [f"text {number}" for number in range(40)]
    assert [word.text for word in meanings.seen("csat", [*texts, "offered"], {})] == ["offered"]


@pytest.mark.parametrize(
    ("heading", "score", "is_asked"),
    [
        ("CSAT", "3", True), ("CSAT (1-5)", "3", False), ("Note sur 5", "2", False),
        ("Bewertung (1 bis 3)", "3", True), ("CSAT 1–10", "5", True), ("Rating / 5", "1", False),
    ],
)  # fmt: skip
def test_a_heading_says_which_scale_it_is(heading: str, score: str, *, is_asked: bool) -> None:
    words = meanings.seen("csat", [score], {}, heading)
    assert [word.text for word in words if word.meaning is None] == [score] * is_asked
