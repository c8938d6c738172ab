"""Columns whose headings nobody knows, told by what stands in them."""

from typing import Any

import pytest

from cxstaff.customers.models import Interaction
from cxstaff.customers.reading import fields, guesses
from cxstaff.customers.reading.mapping import FileKind
from cxstaff.db import db

ROSTER = {
    "Ana Alba": (1,),
    "ana@bright.example": (1,),
    "Ben Berg": (2,),
    "ben@bright.example": (2,),
    "7": (3,),
}


def called(word: str) -> tuple[int, ...]:
    return ROSTER.get(word, ())


def of(*columns: str) -> dict[str, str]:
    """Guess a file of columns, each written as "heading: value | value"."""
    parted = [column.partition(": ") for column in columns]
    values = [rest.split(" | ") for _, _, rest in parted]
    rows = [list(row) for row in zip(*values, strict=True)]
    return fields.guess([name for name, _, _ in parted], rows, called)


REFERENCE = "Kz: A-1 | A-2 | A-3 | A-4 | A-5"
MOMENT = "Wann: 2026-02-13 09:00 | 2026-02-14 09:00 | 2026-02-14 10:00 | 2026-02-15 | 2026-02-16"
HANDLER = "Wer: Ana Alba | Ben Berg | Ana Alba | Bot | Ben Berg"


def test_what_only_one_column_can_be_needs_no_heading() -> None:
    ways = "Weg: Telefon | Mail | Mail | Telefon | Chat"
    found = of(REFERENCE, MOMENT, HANDLER, ways, "Rang: 1 | 2 | 1 | 2 | 1")
    assert found == {"reference": "Kz", "happened_at": "Wann", "handler": "Wer", "channel": "Weg"}


@pytest.mark.parametrize(
    ("others", "key", "heading"),
    [
        (["Mail: ana@bright.example | - | ana@bright.example | - | -"], "handler", "Wer"),
        (["Zu: Ana Alba | Ana Alba | Ben Berg | Ben Berg | Ben Berg"], "handler", None),
        (["Agent: Sam | Tom | Sam | Tom | Sam"], "handler", "Wer"),
        (["Agent: Ana Alba | Tom | Sam | Tom | Sam"], "handler", "Agent"),
        (["Agent: 7 | 7 | 7 | 7 | 7"], "handler", "Agent"),
        (["Andere Nr: B1 | B2 | B3 | B4 | B5"], "reference", "Andere Nr"),
        (["Andere: B1 | B2 | B3 | B4 | B5"], "reference", None),
        (["Bis: 2026-02-14 | 2026-02-15 | 2026-02-16 | 2026-02-16 | 2026-02-17"],
         "happened_at", None),
    ],
)  # fmt: skip
def test_of_several_columns_none_is_taken_unless_one_is_likelier(
    others: list[str], key: str, heading: str | None
) -> None:
    assert of(REFERENCE, MOMENT, HANDLER, *others).get(key) == heading


@pytest.mark.parametrize(
    "column",
    [
        "Ab: 2026-02-13 | 2026-02-14 | 2026-02-15 | 2026-02-16 | 2026-02-17",
        "An: a1@x.example | a2@x.example | a3@x.example | a4@x.example | a5@x.example",
        "Von: +4930123 | +4930124 | +4930125 | +4930126 | +4930127",
        "Sekunden: 184 | 95 | 1220 | 310 | 77", "Kosten: 1.20 | 3.40 | 5.10 | 2.20 | 9.90",
        "Dauer: 0:20 | 1:21 | 0:42 | 5:10 | 2:11", "Doppelt: A1 | A1 | A2 | A3 | A4",
        "Satz 1: so war es 1 | nun 2 mal nichts davon | 3 | 4 | 5",
    ],
)  # fmt: skip
def test_what_every_record_says_differently_is_no_reference_by_that_alone(column: str) -> None:
    assert "reference" not in of(column, HANDLER)


@pytest.mark.parametrize(
    ("texts", "is_one"),
    [
        ("49170112 | 49170117 | 49170113 | 49170119 | 49170111", False),  # who rang
        ("V-881 | V-132 | V-556 | V-204 | V-990", False),  # a contract
        ("T-101 | T-102 | T-103 | T-105 | T-109", True),
        ("2026/7 | 2026/8 | 2026/9 | 2026/10 | 2026/11", True),
        ("9 | 10 | 12 | 11 | 13", False),
    ],
)
def test_references_rise_as_records_come(texts: str, is_one: bool) -> None:
    moments = "Wann: 2026-02-13 09:00 | 2026-02-13 09:30 | 2026-02-14 | 2026-02-15 | 2026-02-16"
    assert ("reference" in of(f"Partij: {texts}", moments, HANDLER)) is is_one


def test_a_file_sorted_by_whom_it_is_about_has_no_reference_in_that() -> None:
    moments = "Wann: 2026-02-17 | 2026-02-13 | 2026-02-16 | 2026-02-12 | 2026-02-15"
    assert "reference" not in of("Partij: 1001 | 1002 | 1003 | 1004 | 1005", moments, HANDLER)


@pytest.mark.parametrize(
    ("column", "is_one"),
    [
        ("Hoe: gesloten | open | open | opgelost | gesloten", True),
        ("Hoe: ja | nee | ja | ja | nee", False),
        ("Hoe: gesloten | gesloten | opgelost | gesloten | gesloten", False),
        ("Hoe: gesloten | open | rood | opgelost | gesloten", False),
    ],
)
def test_states_are_told_from_answers_to_any_question(column: str, *, is_one: bool) -> None:
    assert ("resolved" in of(REFERENCE, MOMENT, HANDLER, column)) is is_one


@pytest.mark.parametrize(
    ("others", "heading"),
    [
        (["Om: 9:15 | 14:05 | 16:40 | 8:20 | 19:59"], "Om"),
        (["Om: 0:15 | 4:05 | 6:40 | 2:20 | 12:59"], None),  # minutes and seconds
        (["Om: 9:15 | 14:05 | 16:40 | 8:20 | "], None),
        (["Van: 9:15 | 14:05 | 16:40 | 8:20 | 9:00", "Tot: 9:25 | 14:15 | 16:50 | 8:40 | 9:10"],
         None),
    ],
)  # fmt: skip
def test_times_of_day_are_told_beside_days_alone(others: list[str], heading: str | None) -> None:
    days = "Wann: 2026-02-13 | 2026-02-13 | 2026-02-14 | 2026-02-15 | 2026-02-16"
    assert of(REFERENCE, days, HANDLER, *others).get("happened_time") == heading
    assert "happened_time" not in of(REFERENCE, MOMENT, HANDLER, *others)


def test_few_rows_tell_nothing_by_themselves() -> None:
    assert of("Kz: A-1 | A-2", "Wer: Ana Alba | Ben Berg") == {}


def test_when_an_answer_was_given_is_not_taken_for_when_it_happened() -> None:
    headings = ["Ticket", "Berater", "NPS", "Dann"]
    rows = [[str(n), "Ben Berg", "9", f"2026-02-1{n} 09:00"] for n in range(1, 8)]
    how = guesses.guess(headings, rows, "desk", "UTC", called)
    assert (how.kind, how.columns.get("feedback_at")) == (FileKind.FEEDBACK, "Dann")


def test_a_file_with_headings_of_its_own_comes_in(app: Any, file: Any, command: Any) -> None:
    rows = [
        f"K-{n};13.02.2026 09:0{n};{who}" for n, who in enumerate(["Ben Berg", "Cleo Clay"] * 3)
    ]
    done = command("customers", "import", str(file("Kz;Wann;Wer war es", *rows)))
    assert done.exit_code == 0, done.output
    found = {one.reference: one.handler.name for one in db.session.scalars(db.select(Interaction))}
    assert found == {f"K-{n}": ("Ben Berg", "Cleo Clay")[n % 2] for n in range(6)}
