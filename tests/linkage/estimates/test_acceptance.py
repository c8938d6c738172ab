"""The acceptance table in short: what is promised of the statistics, on companies of known truth.

`python -m benchmarks.linkage` does the same two thousand times a cell; docs/benchmarks-linkage.md.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from benchmarks.linkage import kept, measured, running
from benchmarks.linkage.__main__ import main
from benchmarks.linkage.companies import SCENARIOS, SHARES, STARS, company
from benchmarks.linkage.studies import Row, Study, studies
from cxstaff.linkage.estimates.reliability import Differences, differences_between
from cxstaff.linkage.estimates.slopes import Slope, within_teams

LEAST, MOST, OFTEN = 0.92, 0.99, 0.1
"""Within which 95 of 100 runs of 100 companies stay where 96 % are covered, and 5 % are found."""

STUDIES = {study.key: study for study in studies()}


@cache
def rows(key: str, replications: int) -> kept.Columns:
    return kept.columns([STUDIES[key].row(number) for number in range(replications)])


@cache
def headlines(name: str, teams: int, truth: float, replications: int = 100) -> kept.Columns:
    """Only the headline, which is quicker."""
    scenario = next(each for each in SCENARIOS if each.name == name)

    def row(number: int) -> Row:
        made = within_teams(company(scenario, teams, truth, [5, number]).panel.at(1))
        assert isinstance(made, Slope)
        return {"h_value": made.value, "h_low": made.low, "h_high": made.high}

    return kept.columns([row(number) for number in range(replications)])


@pytest.mark.parametrize("name", ["unequal sizes", "all of these"])
def test_intervals_cover_the_truth_with_ten_teams(name: str) -> None:
    found = headlines(name, 10, 0.2)
    assert LEAST <= measured.covers(found, "h", 0.2).value <= MOST


@pytest.mark.parametrize("name", ["unequal sizes", "stable confounder", "common trend"])
def test_nothing_is_found_where_nothing_is(name: str) -> None:
    assert measured.excludes_zero(headlines(name, 10, 0.0), "h").value <= OFTEN


@pytest.mark.parametrize("name", ["stable confounder", "shifting case mix", "common trend"])
def test_slopes_are_right_on_average(name: str) -> None:
    off, within = measured.bias(headlines(name, 30, 0.2, 80), "h", 0.2)
    assert within < 0.08
    assert abs(off) < 0.05 + within / 2


def test_the_gate_fires_where_customers_come_first() -> None:
    found = rows("feedback-30-0.00", 40)
    assert measured.fired(found, "gate").value >= 0.8


def test_the_gate_is_silent_where_there_is_no_link() -> None:
    found = rows("stable-confounder-30-0.00", 70)
    assert measured.fired(found, "lead").value <= 0.125
    assert measured.fired(found, "reverse").value <= 0.125


def test_what_dashboards_do_fails_on_the_same_companies() -> None:
    found = rows("stable-confounder-30-0.00", 70)
    assert np.mean(found["averages_p"] < 0.05) > 0.5
    assert measured.covers(found, "pooled", 0.0).value < 0.2
    few = rows("all-of-these-10-0.20", 100)
    usual, ours = (measured.covers(few, of, 0.2).value for of in ("usual", "headline"))
    assert usual < 0.92
    assert usual < ours


def test_few_answers_shrink_a_slope_as_their_reliability_says() -> None:
    found = rows("seven-answers-a-score-30-0.20", 40)
    assert np.mean(found["headline_value"]) == pytest.approx(0.06, abs=0.01)
    assert np.mean(found["reliability"]) == pytest.approx(0.3, abs=0.07)


def test_twenty_questions_get_no_verdict_where_there_is_no_link() -> None:
    found = rows("twenty-questions-10-0.00", 30)
    assert np.mean(found["told"] > 0) <= 0.14
    assert np.mean(found["unadjusted"] > 0) > 0.2


def test_a_study_of_nothing_that_runs_every_month_seldom_speaks() -> None:
    found = rows("run-every-month-10-0.00", 40)
    assert np.isfinite(found["allowed"]).mean() <= 0.12
    assert np.isfinite(found["once"]).mean() > 0.12


def test_teams_that_differ_are_found_as_often_as_was_promised() -> None:
    found = rows("between-teams-70-0.33", 60)
    assert found["correlation"].mean() == pytest.approx(0.33, abs=0.04)
    assert 0.62 <= np.mean(found["between_p"] < 0.05) <= 0.95


def test_customers_answer_as_those_of_the_real_file() -> None:
    spread = np.sqrt(SHARES @ STARS**2 - (SHARES @ STARS) ** 2)
    assert spread == pytest.approx(1.38, abs=0.01)
    found = []
    for number in range(12):
        made = company(SCENARIOS[0], 100, 0.0, [9, number])
        n, mean = made.n[:, 0], made.y[:, 0]
        between = differences_between(n, n * mean, n * (spread**2 + mean**2))
        assert isinstance(between, Differences)
        found.append(between.icc1)
    assert np.mean(found) == pytest.approx(0.0076, abs=0.002)


@pytest.fixture
def study() -> Study:
    return STUDIES["plain-10-0.00"]


def test_a_cell_comes_out_the_same_alone_and_after_others(study: Study) -> None:
    alone = study.row(3)
    assert study.row(2) != alone
    assert study.row(3) == alone


def test_a_run_that_was_stopped_goes_on(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BLOCK", 3)
    whole, halves, said = tmp_path / "whole", tmp_path / "halves", list[int]()
    tell: Callable[[int], None] = said.append
    running.run(whole, running.tasks(whole, [study], 12), 1, tell)
    running.run(halves, running.tasks(halves, [study], 5), 1, tell)
    file = halves / f"{study.key}.csv"
    file.write_text(file.read_text()[:-7])  # stopped while it wrote
    assert len(kept.known(halves, study)) == 4
    running.run(halves, running.tasks(halves, [study], 12), 1, tell)
    assert kept.known(halves, study) == {number: study.row(number) for number in range(12)}
    assert kept.known(halves, study) == kept.known(whole, study)
    assert not running.tasks(halves, [study], 12)


def test_the_command_prints_the_table_and_what_misses(tmp_path: Path) -> None:
    words = ["--folder", str(tmp_path), "--replications", "2", "--processes", "1"]
    answer = CliRunner().invoke(main, [*words, "--only", "seven-answers-a-score-10"])
    assert answer.exit_code == 0, answer.output
    assert "Scenario" in answer.output
    assert "reliability" in answer.output
    assert "miss their aim" in answer.output
    wrong = CliRunner().invoke(main, [*words, "--only", "nonsense"])
    assert wrong.exit_code == 1
    assert "plain-10-0.00" in wrong.output
