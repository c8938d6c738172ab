"""Measures, weekly numbers, and where a team stands on its target."""

from datetime import date, timedelta
from typing import Any

import pytest

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.measures import actions, queries
from cxstaff.measures.judging import Number, TargetVerdict, judge, mean_of_readings
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Team
from cxstaff.periods import Frequency
from tests.cast import NOW, TODAY
from tests.levers import a_measure

MONDAY = date(2026, 3, 9)
EMAIL = "cyrus@bright.example"
DEFAULTS = {"unit": "", "direction": "up", "voice": "internal", "guard_id": "", "frequency": ""}


@pytest.mark.parametrize(
    ("low", "high", "level", "better", "verdict"),
    [
        (4.1, 4.5, 4.0, "up", TargetVerdict.MET),
        (4.0, 4.5, 4.0, "up", TargetVerdict.MET),
        (3.9, 4.5, 4.0, "up", TargetVerdict.CANNOT_TELL),
        (3.5, 4.0, 4.0, "up", TargetVerdict.CANNOT_TELL),
        (3.5, 3.9, 4.0, "up", TargetVerdict.NOT_MET),
        (5.0, 5.9, 6.0, "down", TargetVerdict.MET),
        (5.0, 6.1, 6.0, "down", TargetVerdict.CANNOT_TELL),
        (6.1, 7.0, 6.0, "down", TargetVerdict.NOT_MET),
        (None, None, 6.0, "down", TargetVerdict.CANNOT_TELL),
    ],
)
def test_an_interval_around_the_target_cannot_tell(
    low: float, high: float, level: float, better: str, verdict: TargetVerdict
) -> None:
    assert judge(Number(9, 5.0, low, high), level, better) is verdict


def test_no_number_is_not_a_missed_target() -> None:
    assert judge(None, 4.0, "up") is TargetVerdict.NO_DATA


def test_the_mean_of_weeks_has_students_interval() -> None:
    number = mean_of_readings([5.0, 6.0, 7.0])
    assert number is not None
    assert number.low is not None
    assert number.high is not None
    assert (number.n, number.value) == (3, 6.0)
    assert number.low == pytest.approx(6 - 2.484138, abs=1e-5)  # t(2) 4.302653 * 1 / sqrt(3)
    assert number.high == pytest.approx(6 + 2.484138, abs=1e-5)
    assert mean_of_readings([5.0]) == Number(1, 5.0, None, None)
    assert mean_of_readings([]) is None


def test_an_outcome_brings_its_own_unit_direction_and_voice(ines: Person) -> None:
    csat = actions.define_outcome_measure("Satisfaction", ines, outcome="csat", now=NOW)
    handling = actions.define_outcome_measure("Minutes", ines, outcome="handling", now=NOW)
    assert (csat.voice, csat.direction, csat.unit) == ("customer", "up", "/ 5")
    assert (handling.voice, handling.direction, handling.unit) == ("internal", "down", "min")


@pytest.mark.parametrize(
    ("frequency", "starts_on", "said"),
    [
        (Frequency.WEEK, date(2026, 3, 10), "starts on a Monday"),
        (Frequency.WEEK, date(2026, 3, 16), "not over yet. Enter it from 2026-03-23 on"),
        (Frequency.WEEK, date(2026, 3, 23), "has not begun yet"),
        (Frequency.DAY, TODAY, "not over yet. Enter it from 2026-03-19 on"),
        (Frequency.DAY, TODAY + timedelta(days=1), "has not come yet"),
        (Frequency.MONTH, date(2026, 2, 2), "starts on its first day"),
        (Frequency.MONTH, date(2026, 3, 1), "not over yet. Enter it from 2026-04-01 on"),
        (Frequency.QUARTER, date(2026, 2, 1), "starts in January, April, July or October"),
        (Frequency.QUARTER, date(2026, 1, 1), "not over yet. Enter it from 2026-04-01 on"),
        (Frequency.MONTH, date(1999, 1, 1), "between the years"),
    ],
)
def test_a_reading_is_of_a_period_that_is_over(
    frequency: Frequency, starts_on: date, said: str, ines: Person, blue: Team
) -> None:
    measure = a_measure(ines, meaning=actions.MeasureWords(frequency=frequency))
    with pytest.raises(Refused, match=said):
        actions.enter_readings(measure, ines, starts_on=starts_on, values={blue.id: 5.0}, now=NOW)
    assert queries.readings_in(measure.id, starts_on, [blue.id]) == {}


@pytest.mark.parametrize(
    ("frequency", "starts_on"),
    [
        (Frequency.DAY, TODAY - timedelta(days=1)),
        (Frequency.MONTH, date(2024, 2, 1)),
        (Frequency.QUARTER, date(2025, 10, 1)),
    ],
)
def test_a_period_that_is_over_takes_one(
    frequency: Frequency, starts_on: date, ines: Person, blue: Team
) -> None:
    measure = a_measure(ines, meaning=actions.MeasureWords(frequency=frequency))
    told = {"starts_on": starts_on, "values": {blue.id: 5.0}, "now": NOW}
    assert actions.enter_readings(measure, ines, **told) == 1


def test_a_reading_is_an_ordinary_number(ines: Person, blue: Team) -> None:
    with pytest.raises(Refused, match="ordinary"):
        actions.enter_readings(
            a_measure(ines), ines, starts_on=MONDAY, values={blue.id: float("inf")}, now=NOW
        )


def test_what_customers_give_is_not_entered(ines: Person, blue: Team) -> None:
    csat = actions.define_outcome_measure("Satisfaction", ines, outcome="csat", now=NOW)
    with pytest.raises(Refused, match="computed"):
        actions.enter_readings(csat, ines, starts_on=MONDAY, values={blue.id: 5.0}, now=NOW)


def test_a_correction_keeps_what_stood_there_with_who_when_and_why(
    ines: Person, ana: Person, blue: Team, red: Team
) -> None:
    measure = a_measure(ines)
    told = {"starts_on": MONDAY, "values": {blue.id: 5.0, red.id: 6.0}}
    assert actions.enter_readings(measure, ines, **told, now=NOW) == 2
    later = NOW + timedelta(hours=2)
    told["values"] = {blue.id: 5.0, red.id: 6.5}
    with pytest.raises(Refused, match="Say why"):
        actions.enter_readings(measure, ana, **told, now=later)
    assert actions.enter_readings(measure, ana, **told, why="A call twice", now=later) == 1
    found = queries.readings_in(measure.id, MONDAY, [blue.id, red.id])
    assert {team: reading.value for team, reading in found.items()} == {blue.id: 5, red.id: 6.5}
    assert found[red.id].entered_by is ana
    (was,) = queries.corrections_page(measure.id, [blue.id, red.id], 1).items
    assert (was.team_id, was.value, was.entered_by, was.entered_at) == (red.id, 6.0, ines, NOW)
    assert (was.corrected_by, was.corrected_at, was.why) == (ana, later, "A call twice")
    assert actions.enter_readings(measure, ana, **told, why="Again", now=later) == 0
    assert queries.corrections_page(measure.id, [red.id], 1).total == 1


def test_a_number_is_removed_with_who_when_and_why_and_can_be_entered_anew(
    ines: Person, ana: Person, blue: Team, red: Team
) -> None:
    measure, both = a_measure(ines), [blue.id, red.id]
    told = {"starts_on": MONDAY, "values": {blue.id: 5.0, red.id: 6.0}}
    actions.enter_readings(measure, ines, **told, now=NOW)
    later, before = NOW + timedelta(hours=2), queries.readings_version()
    asked = {"starts_on": MONDAY, "team_ids": [red.id]}
    with pytest.raises(Refused, match="Say why"):
        actions.remove_readings(measure, ana, **asked, why="", now=later)
    assert actions.remove_readings(measure, ana, **asked, why="Not ours", now=later) == 1
    db.session.commit()
    assert list(queries.readings_in(measure.id, MONDAY, both)) == [blue.id]
    assert queries.readings_version() > before, "what was computed from it is computed anew"
    (was,) = queries.corrections_page(measure.id, both, 1).items
    assert (was.is_removal, was.value, was.entered_by, was.entered_at) == (True, 6.0, ines, NOW)
    assert (was.corrected_by, was.corrected_at, was.why) == (ana, later, "Not ours")
    with pytest.raises(Refused, match="no such number"):
        actions.remove_readings(measure, ana, **asked, why="Again", now=later)
    assert actions.enter_readings(measure, ana, **told, now=later) == 1, "new, so without a reason"


def test_unit_and_periods_stay_once_numbers_stand_there(ines: Person, blue: Team) -> None:
    measure = a_measure(ines)

    def change(unit: str, frequency: Frequency) -> None:
        meaning = actions.MeasureWords("What it tells", frequency=frequency)
        actions.change_measure(
            measure, ines, name="Minutes", unit=unit, guard=None, meaning=meaning, now=NOW
        )

    change("h", Frequency.MONTH)
    change("min", Frequency.WEEK)
    actions.enter_readings(measure, ines, starts_on=MONDAY, values={blue.id: 5.0}, now=NOW)
    for unit, frequency in (("h", Frequency.WEEK), ("min", Frequency.DAY)):
        with pytest.raises(Refused, match="stand there in min by the week"):
            change(unit, frequency)
    change("min", Frequency.WEEK)
    assert (measure.name, measure.unit, measure.definition) == ("Minutes", "min", "What it tells")


def test_the_unit_of_an_outcome_is_its_own(ines: Person) -> None:
    csat = actions.define_outcome_measure("Satisfaction", ines, outcome="csat", now=NOW)
    with pytest.raises(Refused, match="comes with where the numbers come from"):
        actions.change_measure(
            csat, ines, name="Mood", unit="h", guard=None, meaning=actions.MeasureWords(), now=NOW
        )


def test_the_version_sees_two_readings_that_are_swapped(
    ines: Person, blue: Team, red: Team
) -> None:
    measure, seen = a_measure(ines), [queries.readings_version()]
    for values in ((5.0, 6.0), (6.0, 5.0), (6.0, 5.0)):
        by_team = dict(zip((blue.id, red.id), values, strict=True))
        told = {"starts_on": MONDAY, "values": by_team, "why": "Swapped"}
        actions.enter_readings(measure, ines, **told, now=NOW)
        seen.append(queries.readings_version())
    assert len(set(seen[:3])) == 3
    assert seen[3] == seen[2]  # told twice, nothing changed


@pytest.fixture
def measure(ines: Person) -> Measure:
    return a_measure(ines)


def test_everyone_reads_the_list_and_hr_and_cx_define(
    measure: Measure, ben: Person, ana: Person, cyrus: Person, as_: Any
) -> None:
    for person in (ben, ana, cyrus):
        assert "Handle time" in as_(person).get("/measures").text
    assert "/measures/new" not in as_(ben).get("/measures").text
    assert as_(ben).get("/measures/new").status_code == 403
    assert as_(ana).get("/measures/new").status_code == 403
    assert as_(cyrus).get("/measures/new").status_code == 200
    assert as_(None).get("/measures").status_code == 303


def test_a_measure_is_defined_and_guarded(measure: Measure, cyrus: Person, as_: Any) -> None:
    browser = as_(cyrus)
    typed = {"name": "Satisfaction", "source": "csat"}
    assert browser.post("/measures/new", DEFAULTS | typed).status_code == 303
    satisfaction = queries.find_measure_called("satisfaction")
    assert satisfaction is not None
    edit = {"name": "Minutes", "unit": "min", "guard_id": str(satisfaction.id), "owner": EMAIL}
    assert browser.post(f"/measures/{measure.id}/edit", edit).status_code == 303
    assert (measure.name, measure.guard) == ("Minutes", satisfaction)
    assert measure.owner is cyrus
    assert "Minutes" in browser.get("/measures?q=minu").text
    assert "No measure has this name" in browser.get("/measures?q=zzz").text


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"name": "", "source": "csat"}, 422, "Give it a name"),
        ({"name": "X", "source": "readings"}, 422, "Name the unit"),
        ({"name": "X", "source": "mood"}, 422, "Not a valid choice"),
        ({"name": "X", "source": "csat", "owner": "nobody@x"}, 422, "Nobody has this address"),
        ({"name": "handle TIME", "source": "csat"}, 409, "already a measure called Handle time"),
    ],
)
def test_a_bad_definition_is_explained(
    typed: dict[str, str], status: int, said: str, measure: Measure, ines: Person, as_: Any
) -> None:
    answer = as_(ines).post("/measures/new", DEFAULTS | typed)
    assert answer.status_code == status
    assert said in answer.text


def test_a_lead_enters_the_weeks_of_their_teams_alone(
    measure: Measure, ana: Person, blue: Team, red: Team, as_: Any
) -> None:
    path = f"/measures/{measure.id}/readings?day=2026-03-11"
    page = as_(ana).get(path)
    assert "Week of 9 Mar 2026" in page.text
    assert "Blue" in page.text
    assert f"team_{red.id}" not in page.text
    typed = {f"team_{blue.id}": "4,5", f"team_{red.id}": "9"}
    assert as_(ana).post(path, typed).status_code == 303
    found = queries.readings_in(measure.id, MONDAY, [blue.id, red.id])
    assert {team: reading.value for team, reading in found.items()} == {blue.id: 4.5}
    assert 'value="4.5"' in as_(ana).get(path).text
    bad = as_(ana).post(path, {f"team_{blue.id}": "fast"})
    assert bad.status_code == 422
    assert "Write a number" in bad.text


def test_a_lead_removes_numbers_of_their_teams_alone_and_says_why(
    measure: Measure, ana: Person, ines: Person, blue: Team, red: Team, as_: Any
) -> None:
    told = {"starts_on": MONDAY, "values": {blue.id: 4.5, red.id: 9.0}}
    actions.enter_readings(measure, ines, **told, now=NOW)
    db.session.commit()
    path = f"/measures/{measure.id}/readings/removal?day=2026-03-11"
    assert "/readings/removal" in as_(ana).get(f"/measures/{measure.id}/readings").text
    page = as_(ana).get(path).text
    assert ("Blue: 4.5" in page, "Red" in page) == (True, False)
    assert as_(ana).post(path, {"teams": str(blue.id)}).status_code == 422, "no reason"
    assert as_(ana).post(path, {"teams": str(red.id), "why": "Theirs"}).status_code == 422
    assert as_(ana).post(path, {"teams": str(blue.id), "why": "Twice"}).status_code == 303
    left = queries.readings_in(measure.id, MONDAY, [blue.id, red.id])
    assert list(left) == [red.id]
    assert "No number stands there" in as_(ana).get(path).text
    page = as_(ana).get(f"/measures/{measure.id}").text
    assert "Removed: Ana Alba" in page
    assert "Twice" in page


def test_members_and_strangers_enter_nothing(
    measure: Measure, ben: Person, blue: Team, as_: Any
) -> None:
    path = f"/measures/{measure.id}/readings"
    assert as_(ben).post(path, {f"team_{blue.id}": "1"}).status_code == 403
    removal = {"teams": str(blue.id), "why": "x"}
    assert as_(ben).post(f"{path}/removal", removal).status_code == 403
    assert as_(None).get(path).status_code == 303
    assert as_(ben).get("/measures/999/readings").status_code == 403


@pytest.mark.parametrize("number", [999, 2**31, 2**63, 10**30])
def test_what_is_not_there_is_not_found(number: int, ines: Person, blue: Team, as_: Any) -> None:
    browser = as_(ines)
    paths = [
        f"/measures/{number}/edit",
        f"/measures/{number}/readings",
        f"/teams/{number}",
        f"/teams/{blue.id}/targets/{number}/end",
        f"/values/{number}/edit",
        f"/thanks?team={number}",
    ]
    assert [browser.get(path).status_code for path in paths] == [404] * len(paths)


def test_lists_cost_the_same_however_long(
    ines: Person, as_: Any, counting: Any, measure: Measure
) -> None:
    def cost() -> int:
        browser = as_(ines)
        with counting() as sent:
            browser.get("/measures")
        return len(sent)

    few = cost()
    for n in range(60):
        a_measure(ines, f"Number {n}", guard=measure)
    assert cost() <= few + 1
