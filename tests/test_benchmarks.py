"""The benchmarks run: each prints a line with its ratio, whatever the machine's speed."""

import os
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks import (
    answering,
    closing,
    comparing,
    feed,
    importing,
    letters,
    levers,
    overview,
    results,
    statements,
    taking_back,
    transfers,
    wide,
)
from benchmarks.databases import Sqlite


@pytest.fixture(autouse=True)
def stopped_clock() -> None:
    """Let the clock of this process run: it has to agree with those of the servers it starts."""


def measured(benchmark: Any, rows: int, folder: Path) -> str:
    line: str = benchmark.measure(Sqlite(folder), folder, rows, lambda _doing: None)
    assert re.search(r"ratio \d+\.\d\d", line)
    assert "aim" in line
    return line


def test_answering_is_measured_and_every_answer_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")  # the peer comes from the network, which no test asks
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setattr(answering, "RUNS", 1)
    lines = measured(answering, 24, tmp_path).splitlines()
    assert [line.split(",")[0] for line in lines] == ["answering by link", "answering signed in"]
    for line in lines:
        assert "could not be installed" in line
        assert line.endswith(f"0 wrong of {(24 + 4) * answering.RUNS}")


def test_closing_is_measured_and_every_answer_kept(tmp_path: Path) -> None:
    assert "120 answers" in measured(closing, 120, tmp_path)


def test_letters_are_measured_and_every_one_comes(tmp_path: Path) -> None:
    assert "24 invitations" in measured(letters, 24, tmp_path)


def test_results_are_measured_on_a_page_of_teams(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "RUNS", 1)
    assert "12 teams" in measured(results, 12, tmp_path)


def test_walls_are_measured_for_who_sees_all_and_for_an_employee(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("PEOPLE", 120), ("FEW", 60), ("RUNS", 1)):
        monkeypatch.setattr(feed, name, value)
    assert measured(feed, 90, tmp_path).count("90 thanks") == len(feed.WALLS)


def test_importing_is_measured_and_every_row_comes_in(tmp_path: Path) -> None:
    assert "300 rows" in measured(importing, 300, tmp_path)
    assert (
        "300 accepted, 0 updated, 0 known already, 0 left out, 0 quarantined"
        in (tmp_path / "import.log").read_text()
    )
    assert "0 accepted, 300 updated, 0 known already" in (tmp_path / "again.log").read_text()


def test_taking_an_import_back_is_measured_and_every_row_goes(tmp_path: Path) -> None:
    assert "300 rows" in measured(taking_back, 300, tmp_path)


def test_transfers_are_measured_and_all_of_them_verified(tmp_path: Path) -> None:
    told, parts = measured(transfers, 24, tmp_path), transfers.RUNS * len(transfers.WAYS)
    made = parts * (24 + transfers.WARM) + transfers.BUDGETS + transfers.PEOPLE
    assert f"{made} transfers verified" in told


def test_drafting_statements_is_measured_against_bare_rows(tmp_path: Path) -> None:
    assert "30 drafted" in measured(statements, 30, tmp_path)


def test_comparing_is_measured_on_a_page_full_of_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "RUNS", 1)
    line = measured(comparing, 2000, tmp_path)
    assert "2,000 against 20 interactions" in line
    assert re.search(r"by hand from raw interactions \d+\.\d s", line)


def test_a_wide_comparison_is_measured_against_reading_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("RUNS", 1), ("TEAMS", 8), ("WEEKS", 12)):
        monkeypatch.setattr(wide, name, value)
    line = measured(wide, 500, tmp_path)
    assert "8 teams × 12 weeks, 500 against 50 interactions" in line
    assert "reading its rows alone takes" in line
    assert "answered ahead by the job" in line


def test_pages_about_all_teams_are_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "RUNS", 1)
    for name, few in {"WEEKS": 9, "MONTHS": 9, "DAYS": 9}.items():
        monkeypatch.setattr(levers, name, few)
    lines = measured(overview, 12, tmp_path).splitlines()
    assert len(lines) == len(overview.PAGES) + 1
    assert all("12 teams" in line for line in lines)
