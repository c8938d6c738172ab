"""Columns held against each other: what each can be beside what the others are."""

from collections.abc import Sequence

import pytest

from cxstaff.customers.reading import fields, guesses, meanings
from cxstaff.errors import Refused
from tests.customers.test_evidence import called


def guess(headings: str, *rows: str) -> dict[str, str]:
    return fields.guess(headings.split("|"), [row.split("|") for row in rows], called)


ROW = "{n}|2026-02-13 09:0{n}|Ben Berg|"


def rows(*ends: str) -> list[str]:
    return [ROW.format(n=n) + end for n, end in enumerate(ends)]


PEOPLE = ["K1|Ann", "K1|Bob", "K2|Cem", "K2|Dan", "K3|Eva", "K3|Fay"]


def test_people_of_an_account_are_not_what_the_account_is_called() -> None:
    headings = "Ticket|Created|Agent|Account|Contact name"
    assert "customer_name" not in guess(headings, *rows(*PEOPLE))
    assert "customer_name" not in guess(headings, *rows(*PEOPLE[:2] * 3))
    same = [
        each.replace("Bob", "Ann").replace("Dan", "Cem").replace("Fay", "Eva") for each in PEOPLE
    ]
    assert guess(headings, *rows(*same))["customer_name"] == "Contact name"


@pytest.mark.parametrize(
    ("more", "row", "is_remark"),
    [
        ("Talk time (s)|Comments", "300|call again", False),
        ("CSAT|Comments", "5|fine", True),
        ("Kommentare", "gut", True),
        ("Dauer (s)|Kommentar des Kunden", "300|gut", True),
    ],
)
def test_comments_are_a_customers_only_where_one_was_asked(
    more: str, row: str, *, is_remark: bool
) -> None:
    found = guess(f"Ticket|Created|Agent|{more}", *rows(*[row] * 6))
    assert ("remark" in found) == is_remark


def test_the_address_of_who_handled_it_is_no_customers() -> None:
    found = guess("Ticket|Created|Name|Email", *rows(*["ben@bright.example"] * 6))
    assert found == {"reference": "Ticket", "happened_at": "Created", "handler": "Name"}


@pytest.mark.parametrize(
    ("headings", "key"),
    [
        ("Ticket|Start date|Agent|End date|NPS", "feedback_at"),
        ("Ticket|Start date|Agent|Closed at|NPS", "closed_at"),
        ("Ticket|Beginn|Berater|Abgeschlossen am|NPS", "feedback_at"),
        ("Ticket|Beginn|Berater|Ticket abgeschlossen am|NPS", "closed_at"),
        ("Ticket|Start date|Agent|Call end|CSAT", "closed_at"),
    ],
)
def test_the_end_of_a_survey_is_not_that_of_the_work(headings: str, key: str) -> None:
    found = guess(headings, *rows(*["2026-02-13 09:15|5"] * 6))
    assert found[key] == headings.split("|")[3]


@pytest.mark.parametrize(
    ("heading", "lengths", "asked"),
    [
        ("T. admin", "0:01:10|0:00:20", ["T. admin"]), ("Ring time", "0:00:10|0:00:20", []),
        ("Attempts", "1|2", []), ("ACW", "0:01:10|0:00:20", []), ("Logged", "9:10:00|14:20:00", []),
    ],
)  # fmt: skip
def test_what_may_belong_to_the_work_is_asked_beside_talking_alone(
    heading: str, lengths: str, asked: list[str]
) -> None:
    rows = [["1", "0:03:20", length] for length in lengths.split("|")] * 3
    assert fields.doubts(["Ticket", "Talk time", heading], rows).get("wrap_seconds", []) == asked
    assert fields.doubts(["Ticket", "Handle time", heading], rows) == {}


def test_scores_are_no_remarks() -> None:
    found = guess("Ticket|Created|Agent|Feedback Rating", *rows(*"515432"))
    assert found["csat"] == "Feedback Rating"
    assert "remark" not in found


def test_nobody_answers_a_survey_for_days() -> None:
    ends = ["2026-02-14 10:00|5"] * 6
    assert guess("Ticket|Beginn|Berater|Ende|NPS", *rows(*ends))["closed_at"] == "Ende"


def test_what_states_of_calls_and_their_ends_are_called_tells_of_no_solution() -> None:
    found = guess("Ticket|Created|Agent|Call status|Disposition", *rows(*["Completed|BUSY"] * 6))
    assert found == {"reference": "Ticket", "happened_at": "Created", "handler": "Agent"}


@pytest.mark.parametrize(
    ("more", "row", "key"),
    [
        ("Angelegt am|Erste Reaktion|Kommentar|Status", "{d} 09:01|{d} 09:02|gut|Offen",
         "responded_at"),  # of work: it is not the customer who responded
        ("Response|CSAT", "{d} 09:02|5", "feedback_at"),
    ],
)  # fmt: skip
def test_who_responded_is_told_by_what_else_a_file_tells(more: str, row: str, key: str) -> None:
    lines = [f"{n}|Ben Berg|{row.format(d='2026-02-13')}" for n in range(6)]
    found = guess(f"Ticket|Agent|{more}", *lines)
    assert found.get(key) == more.split("|")[key == "responded_at"]


def test_a_day_that_was_sent_and_one_that_was_answered_are_not_told_apart() -> None:
    lines = [f"{n}|2026-02-1{n} 09:00|{'2026-02-19 10:00' * (n % 2)}|Ben Berg|5" for n in range(6)]
    assert "feedback_at" not in guess("Ticket|Ab|An|Agent|CSAT", *lines)


@pytest.mark.parametrize(
    ("heading", "scores", "asked"),
    [
        ("Score", "10|9|0|8", ["Score"]), ("Score", "5|4|1|3", []), ("Score", "80|9|0|8", []),
        ("Answer", "10|9|0|8", ["Answer"]), ("Items", "10|9|0|8", []),
    ],
)  # fmt: skip
def test_a_score_to_ten_that_does_not_say_of_what_is_asked(
    heading: str, scores: str, asked: Sequence[str]
) -> None:
    found = [["1", "Ben Berg", score] for score in scores.split("|")]
    assert fields.doubts(["Ticket", "Agent", heading], found).get("nps", []) == asked
    assert "nps" not in fields.doubts(["Ticket", "NPS", heading], found)


@pytest.mark.parametrize(
    ("states", "meant"),
    [
        ("Avatud:|Lahendatud:2026-02-14", {"avatud": "no", "lahendatud": "yes"}),
        ("Avatud:|Lahendatud:2026-02-14|Tagasi:2026-02-14", {"avatud": "no"}),
        ("Lahendatud:|Avatud:", {}),
    ],
)
def test_states_are_told_by_when_records_were_closed(states: str, meant: dict[str, str]) -> None:
    headings = ["Ticket", "Created", "Agent", "Status", "Closed at"]
    found = [
        [str(n), "2026-02-13 09:00", "Ben", *state.split(":")]
        for n, state in enumerate(states.split("|") * 4)
    ]
    how = guesses.guess(headings, found, "desk", "UTC")
    assert how.words.get("resolved", {}) == meant
    if len(meant) < 2:
        with pytest.raises(Refused, match=r"Say what .*'lahendatud'"):
            guesses.check_words(how, headings, found)


def test_telephone_numbers_and_directions_are_no_references_and_reasons() -> None:
    more = [f"+3314011{n}000|a{n}|entrant" for n in range(6)]
    found = guess(
        "Numéro du contact|Identifiant d'appel|Type d'appel|Début|Agent",
        *[f"{each}|2026-02-13 09:0{n}|Ben Berg" for n, each in enumerate(more)],
    )
    assert (found["reference"], "reason" in found) == ("Identifiant d'appel", False)


def test_ways_to_reach_a_company_are_no_reasons() -> None:
    found = guess("Ticket|Created|Agent|Type", *rows(*["Call", "E-Mail", "Chat"] * 2))
    assert found == {
        "reference": "Ticket",
        "happened_at": "Created",
        "handler": "Agent",
        "channel": "Type",
    }


def test_two_words_of_five_are_asked_where_there_are_many() -> None:
    words = ["Отлично", "Плохо"] * 9
    assert {w.meaning for w in meanings.seen("csat", words, {})} == {None}
    assert {w.meaning for w in meanings.seen("csat", [*words, "Хорошо"], {})} == {"5", "4", "2"}
