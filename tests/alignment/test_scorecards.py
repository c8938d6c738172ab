"""Scorecards of teams and of the company: who sees what, and what stands in a row."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest

from cxstaff.alignment.scorecards import TREND, scorecard
from cxstaff.customers.models import Total
from cxstaff.db import db
from cxstaff.measures import actions
from cxstaff.measures.judging import Absence, Move, TargetVerdict
from cxstaff.measures.models import EarlierReading, Measure, Reading
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import RoundResult
from tests.cast import NOW, TODAY
from tests.levers import TargetKind, a_measure
from tests.rounds import built_round, invite

MONDAY = date(2026, 3, 9)
WEEK = timedelta(days=7)


@pytest.fixture
def minutes(ines: Person, blue: Team, red: Team) -> Measure:
    """A measure by the week with a guard by the month, and a target of Service on it."""
    guard = actions.define_outcome_measure("Satisfied", ines, outcome="csat_top2", now=NOW)
    measure = a_measure(ines, guard=guard)
    for back, value in enumerate((5.0, 6.0, 7.0)):
        told = {"starts_on": MONDAY - back * WEEK, "values": {blue.id: value, red.id: value + 2}}
        actions.enter_readings(measure, ines, **told, now=NOW)
    for month, good in ((1, 360), (2, 280)):
        sums = {"csat_n": 400, "csat_top2": good, "interactions": 400}
        place = {"grain": "month", "team_id": blue.id, "starts_on": date(2026, month, 1)}
        db.session.add(Total(**place, **sums))
    return measure


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


@pytest.mark.parametrize("page", ["scorecard", "scorecard.csv", "measures/{id}"])
def test_who_sees_the_team_sees_its_scorecard(
    page: str, minutes: Measure, blue: Team, as_: Any, request: Any
) -> None:
    path = f"/teams/{blue.id}/{page.format(id=minutes.id)}"
    for who in ("ana", "ben", "hugo", "ines", "cyrus", "ada"):
        assert as_(request.getfixturevalue(who)).get(path).status_code == 200, who
    for who in ("cleo", "rolf"):
        assert as_(request.getfixturevalue(who)).get(path).status_code == 404, who
    assert "/sign-in" in as_(None).get(path).location


@pytest.mark.parametrize("page", ["scorecard", "scorecard.csv", "measures/{id}"])
def test_leads_hr_and_cx_see_the_companys(
    page: str, minutes: Measure, as_: Any, request: Any
) -> None:
    path = f"/company/{page.format(id=minutes.id)}"
    seen = {"ana": 200, "ines": 200, "cyrus": 200, "ben": 403, "ada": 403}
    for who, status in seen.items():
        assert as_(request.getfixturevalue(who)).get(path).status_code == status, who
    assert "/company/scorecard" in as_(request.getfixturevalue("ines")).get("/teams").text


def test_a_row_has_the_last_full_period_the_target_and_the_guard_that_fell(
    minutes: Measure, ines: Person, service: Team, blue: Team
) -> None:
    target = TargetKind.begin(service, minutes, ines, level=5.5)
    line = next(e for e in scorecard(blue.id, TODAY, shows_pulses=False) if e.target)
    assert (line.measure, line.target, line.verdict) == (minutes, target, TargetVerdict.MET)
    assert line.reading.period.first_day == MONDAY
    numbers = [each.number.value if each.number else None for each in line.trend]
    assert numbers == [None] * (TREND - 3) + [7.0, 6.0, 5.0]
    assert line.guard is not None
    assert line.guard.reading.number is not None
    assert line.guard.reading.number.value == 70.0
    assert line.guard.difference is not None
    assert line.guard.difference.value == pytest.approx(-20.0)
    assert line.guard.difference.move is Move.WORSE
    both = next(e for e in scorecard(service.id, TODAY, shows_pulses=False) if e.target)
    assert both.reading.number is not None
    assert (both.reading.number.value, both.verdict) == (6.0, TargetVerdict.NOT_MET)


def test_the_page_says_all_of_it(
    minutes: Measure, ines: Person, service: Team, blue: Team, ben: Person, as_: Any
) -> None:
    TargetKind.begin(service, minutes, ines, level=5.5, good_behaviour="Solve it once.")
    page = as_(ben).get(f"/teams/{blue.id}/scorecard").text
    for words in (
        "5 min", "as it was entered", "Week of 9 Mar 2026", "At most 5.5 min", "Target met",
        "from Service, since 5 Jan 2026", "Solve it once.", "7 · 6 · 5",
        "70.0 %", "from 400", "Got worse", "−20.0 (−25", "Cannot tell", "No target here",
    ):  # fmt: skip
        assert words in page, words
    assert "New target" not in page
    assert "New target" in as_(ines).get(f"/teams/{blue.id}/scorecard").text
    assert f"/teams/{blue.id}/scorecard" in as_(ben).get(f"/teams/{blue.id}").text


def test_the_file_says_it_in_numbers(
    minutes: Measure, ines: Person, service: Team, blue: Team, ben: Person, as_: Any
) -> None:
    TargetKind.begin(service, minutes, ines, level=5.5)
    rows = rows_of(as_(ben).get(f"/teams/{blue.id}/scorecard.csv"))
    newest = next(each for each in rows if each["whose"])
    assert newest["measure"] == "Handle time"
    assert (newest["value"], newest["n"], newest["kind"]) == ("5.0", "1", "counted")
    assert (newest["target"], newest["whose"], newest["verdict"]) == ("5.5", "Service", "met")
    assert (newest["guard"], newest["guard moved"]) == ("Satisfied", "worse")
    guard = [each for each in rows if each["measure"] == "Satisfied"][-1]
    assert (guard["n"], guard["kind"]) == ("400", "sample")
    assert 65 < float(guard["low"]) < 70 < float(guard["high"]) < 75
    assert len(rows) == 2 * TREND


def test_what_a_pulse_tells_is_open_to_those_who_may_read_it_alone(
    ines: Person, blue: Team, red: Team, ana: Person, ben: Person, cleo: Person, as_: Any
) -> None:
    mood = actions.define_pulse_measure("Mood", ines, subject="index", now=NOW)
    TargetKind.begin(None, mood, ines, level=60.0)
    round_ = built_round(NOW - timedelta(days=30), 7, opened_box_at=NOW - timedelta(days=23))
    invite(round_, [ben], blue)
    invite(round_, [cleo], red)
    told = {"subject": "index", "invited": 8, "n": 6, "mean": 61.7, "variance": 100.0}
    db.session.add(RoundResult(round_id=round_.id, team_id=blue.id, favourable=0.6, **told))
    paths = ("", "/scorecard", "/scorecard.csv", f"/measures/{mood.id}")
    for path in paths:
        page = as_(ana).get(f"/teams/{blue.id}{path}").get_data(as_text=True)
        assert "62 points" in page or "61.7" in page, path
        page = as_(ben).get(f"/teams/{blue.id}{path}").get_data(as_text=True)
        assert "62 points" not in page, path
        assert "61.7" not in page, path
        assert "Hidden to protect people" not in page
    assert "Open to leads, HR and CX" in as_(ben).get(f"/teams/{blue.id}/scorecard").text
    assert "Hidden to protect people" in as_(ines).get(f"/teams/{red.id}/scorecard").text
    (line,) = scorecard(blue.id, TODAY, shows_pulses=False)
    assert {each.value for each in line.trend} == {Absence.NOT_SHOWN}


def test_a_corrected_number_shows_what_was_there(
    minutes: Measure, ines: Person, ana: Person, blue: Team, red: Team, ben: Person, as_: Any
) -> None:
    told = {"starts_on": MONDAY, "values": {blue.id: 4.5, red.id: 1.0}}
    actions.enter_readings(minutes, ines, **told, why="The switch counted twice", now=NOW)
    for path in (f"/teams/{blue.id}/measures/{minutes.id}", f"/measures/{minutes.id}"):
        page = as_(ben).get(path).text
        for words in ("5 min", "Ines Ingo, 18 Mar 2026, 11:00", "The switch counted twice"):
            assert words in page, words
        assert "Red" not in page
    assert db.session.query(EarlierReading).count() == 2


def test_the_companys_targets_are_set_by_hr_and_cx_alone(
    minutes: Measure, ines: Person, ana: Person, blue: Team, as_: Any
) -> None:
    typed = {"measure_id": str(minutes.id), "level": "5", "since": "2026-03-18"}
    assert as_(ana).post("/company/targets/new", typed).status_code == 403
    answer = as_(ines).post("/company/targets/new", typed)
    assert (answer.status_code, answer.location) == (303, "/company/scorecard")
    assert as_(ines).post("/company/targets/new", typed).status_code == 409
    page = as_(ines).get("/company/scorecard").text
    assert "set here, since 18 Mar 2026" in page
    assert "Change: Handle time" in page
    assert "Change: Handle time" not in as_(ana).get("/company/scorecard").text
    (line,) = (e for e in scorecard(None, TODAY, shows_pulses=True) if e.target)
    base = f"/company/targets/{line.target.id if line.target else 0}"
    for path, sent in (
        ("change", {"level": "4", "since": "2026-03-20"}),
        ("end", {"last_day": "2026-03-19"}),
    ):
        assert as_(ana).get(f"{base}/{path}").status_code == 403
        assert as_(ines).get(f"{base}/{path}").status_code == 200
        assert as_(ines).post(f"{base}/{path}", sent).status_code in {303, 409}
    assert as_(ines).get(f"/teams/{blue.id}/targets/{base.split('/')[-1]}/end").status_code == 404


def test_the_company_without_measures_says_what_comes_next(ines: Person, as_: Any) -> None:
    page = as_(ines).get("/company/scorecard").text
    assert "Nothing is measured here yet" in page
    assert "Choose measures" in page


@pytest.mark.long
def test_scorecards_cost_the_same_however_many_measures_and_teams_there_are(
    ines: Person, blue: Team, as_: Any, counting: Any
) -> None:
    def cost(path: str) -> int:
        browser = as_(ines)
        browser.get(path)
        with counting() as sent:
            browser.get(path)
        return len(sent)

    def fill(number: int) -> None:
        outcomes = ("csat", "nps", "ces", "resolved", "handling")
        for n in range(number, number + 5):
            guard = actions.define_outcome_measure(
                f"Result {n}", ines, outcome=outcomes[n % 5], now=NOW
            )
            measure = a_measure(ines, f"Number {n}", guard=guard)
            TargetKind.begin(None, measure, ines)
            subject = ("index", "driver:voice", "driver:growth")[n % 3]
            actions.define_pulse_measure(f"Mood {n}", ines, subject=subject, now=NOW)
            team = Team(name=f"Squad {n}", parent=blue)
            db.session.add(team)
            db.session.flush()
            weeks = [MONDAY - back * WEEK for back in range(9)]
            own = {"measure_id": measure.id, "team_id": team.id}
            db.session.add_all(Reading(**own, starts_on=week, value=5.0) for week in weeks)

    paths = [f"/teams/{blue.id}/scorecard", "/company/scorecard", f"/teams/{blue.id}/scorecard.csv"]
    fill(0)
    few = [cost(path) for path in paths]
    for number in range(5, 30, 5):
        fill(number)
    assert [cost(path) for path in paths] == few
    assert max(few) <= 40
