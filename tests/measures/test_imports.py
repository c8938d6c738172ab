"""Readings from a file: all that is wrong at once, a preview, and twice is once."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from cxstaff.errors import Refused
from cxstaff.measures import actions, queries
from cxstaff.measures.imports.plan import planned, write
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Team
from cxstaff.periods import Frequency
from tests.cast import NOW, TODAY
from tests.levers import a_measure

MONDAY = date(2026, 3, 9)
Write = Callable[..., Path]


@pytest.fixture
def file(tmp_path: Path) -> Write:
    """Write lines of a file."""

    def make(*lines: str) -> Path:
        path = tmp_path / "readings.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return make


@pytest.fixture
def measure(ines: Person) -> Measure:
    return a_measure(ines, "Calls an hour", unit="calls", direction="up")


@pytest.fixture
def both(blue: Team, red: Team) -> set[int]:
    return {blue.id, red.id}


@pytest.mark.parametrize(
    ("frequency", "written", "first"),
    [
        (Frequency.WEEK, "2026-03-11", date(2026, 3, 9)),
        (Frequency.WEEK, "2026-W10", date(2026, 3, 2)),
        (Frequency.WEEK, "2020-W53", date(2020, 12, 28)),
        (Frequency.MONTH, "2026-02", date(2026, 2, 1)),
        (Frequency.MONTH, "29.02.2024", date(2024, 2, 1)),
        (Frequency.QUARTER, "Q4 2025", date(2025, 10, 1)),
        (Frequency.QUARTER, "2025-Q4", date(2025, 10, 1)),
        (Frequency.DAY, "2026-03-17", date(2026, 3, 17)),
        (Frequency.DAY, "17 Mar 2026", date(2026, 3, 17)),
    ],
)
def test_a_period_is_any_day_of_it_or_its_name(
    frequency: Frequency, written: str, first: date, file: Write, ines: Person, both: set[int]
) -> None:
    measure = a_measure(ines, meaning=actions.MeasureWords(frequency=frequency))
    made = planned(file("team,period,value", f"Blue,{written},5.5"), measure, both, TODAY)
    assert made.problems == []
    assert [each.told.starts_on for each in made.new] == [first]


def test_all_that_is_wrong_is_told_at_once(
    file: Write, measure: Measure, both: set[int], ines: Person
) -> None:
    actions.define_outcome_measure("Satisfaction", ines, outcome="csat", now=NOW)
    path = file(
        "measure;team;period;value;cases",
        "Calls an hour;Blue;2026-03-09;5,5;",
        "Calls an hour;Office;2026-03-09;6;",
        "Nothing;Blue;2026-03-02;6;",
        "Satisfaction;Blue;2026-03-02;6;",
        "Calls an hour;Blue;2026-03-16;6;",
        "Calls an hour;Blue;2026-04-06;6;",
        "Calls an hour;Blue;2026-02;6;",
        "Calls an hour;Blue;soon;many;few",
        "Calls an hour;;2026-03-02;;",
        "Calls an hour;blue;2026-03-12;7;",
        ";Blue;2026-02-02;7;",
    )
    made = planned(path, None, both, TODAY)
    told = [(each.line, each.column, each.sentence % each.values) for each in made.problems]
    assert [(line, column) for line, column, _said in told] == [
        (3, "team"), (4, "measure"), (5, "measure"), (6, "period"), (7, "period"), (8, "period"),
        (9, "cases"), (9, "period"), (9, "value"), (10, "team"), (10, "value"), (11, "period"),
        (12, "measure"),
    ]  # fmt: skip
    said = " ".join(words for _line, _column, words in told)
    for words in ("no team called “Office”", "called “Nothing”", "computed from what people said",
                  "not over yet", "has not begun", "read by the week", "“soon” is no period",
                  "“many” is no number", "Fill this in", "line 2 already"):  # fmt: skip
        assert words in said, words
    with pytest.raises(Refused, match="problems"):
        write(made, ines, why=None, now=NOW)
    assert queries.readings_in(measure.id, MONDAY, list(both)) == {}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["team,value", "Blue,5"], "No column is called period"),
        (["team,period,value", "Blue,03/04/2026,5"], "can be read in two ways"),
        (["team;period;value", "Blue;2026-03-09;1.234"], "can be read in two ways"),
        (["team,period,value"], "no records"),
    ],
)
def test_a_file_that_leaves_it_open_is_refused(
    lines: list[str], said: str, file: Write, measure: Measure, both: set[int]
) -> None:
    with pytest.raises(Refused, match=said):
        planned(file(*lines), measure, both, TODAY)


def test_twice_is_once_and_a_correction_needs_a_reason(
    file: Write, measure: Measure, both: set[int], ines: Person, blue: Team, red: Team
) -> None:
    path = file("team,week,value,n", "Blue,2026-03-09,5.5,120", "Red,2026-03-09,6,")
    made = planned(path, measure, both, TODAY)
    assert (len(made.new), len(made.corrections), made.known) == (2, 0, 0)
    assert write(made, ines, why=None, now=NOW) == 2
    again = planned(path, measure, both, TODAY)
    assert (again.changes, again.known) == ([], 2)
    assert write(again, ines, why=None, now=NOW) == 0

    other = planned(
        file("team,week,value", "Blue,2026-03-09,5", "Red,2026-03-09,6"), measure, both, TODAY
    )
    assert [(each.team, each.was, each.told.value) for each in other.corrections] == [
        ("Blue", 5.5, 5.0)
    ]
    with pytest.raises(Refused, match="Say why"):
        write(other, ines, why=None, now=NOW)
    assert write(other, ines, why="Counted twice", now=NOW) == 1
    found = queries.readings_in(measure.id, MONDAY, list(both))
    assert {key: (each.value, each.n) for key, each in found.items()} == {
        blue.id: (5.0, 120), red.id: (6.0, None)
    }  # fmt: skip
    assert queries.corrections_page(measure.id, both, 1).items[0].why == "Counted twice"


def workbook(*rows: tuple[object, ...]) -> io.BytesIO:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    out.seek(0)
    return out


def test_a_lead_imports_a_workbook_of_the_own_team_alone(
    measure: Measure, blue: Team, ana: Person, ben: Person, ines: Person, as_: Any
) -> None:
    assert as_(ben).get("/measures/imports/new").status_code == 403
    browser = as_(ana)
    assert "As the column" in browser.get("/measures/imports/new").text
    assert "Calls an hour" in browser.get("/measures/imports/example.csv").text
    book = workbook(("team", "date", "value"), ("Blue", MONDAY, 7.25), ("Red", MONDAY, 9))
    sent = {"file": (book, "calls.xlsx"), "measure_id": str(measure.id)}
    answer = browser.post("/measures/imports", sent, content_type="multipart/form-data")
    assert answer.status_code == 303
    page = browser.get(answer.location).text
    assert "1 problem, so nothing can be imported" in page
    assert "no team called “Red”" in page
    assert browser.post(answer.location).status_code == 409

    book = workbook(("team", "date", "value"), ("Blue", MONDAY, 7.25))
    sent = {"file": (book, "calls.xlsx"), "measure_id": str(measure.id)}
    there = browser.post("/measures/imports", sent, content_type="multipart/form-data").location
    page = browser.get(there).text
    assert "7.25 calls" in page
    assert "Week of 9 Mar 2026" in page
    assert as_(ines).get(there).status_code == 404  # it is Ana's file
    assert browser.post(there).status_code == 303
    assert queries.readings_in(measure.id, MONDAY, [blue.id])[blue.id].value == 7.25
    assert browser.get(there).status_code == 404
    bad = {"file": (io.BytesIO(b"hello"), "x.csv"), "measure_id": ""}
    assert (
        browser.post("/measures/imports", bad, content_type="multipart/form-data").status_code
        == 422
    )


def test_an_import_costs_the_same_however_long(
    file: Write, measure: Measure, both: set[int], ines: Person, counting: Any
) -> None:
    def cost(weeks: int, year: int) -> int:
        lines = [f"Blue,{year}-W{week:02},{week}" for week in range(1, weeks + 1)]
        path = file("team,period,value", *lines)
        with counting() as sent:
            write(planned(path, measure, both, TODAY), ines, why=None, now=NOW)
        return len(sent)

    few = cost(2, 2023)
    assert cost(50, 2024) <= few
