"""The pages on which targets, plans and celebrations begin, change and end."""

from datetime import date, timedelta
from typing import Any

import pytest

from cxstaff.db import db
from cxstaff.measures.models import Measure
from cxstaff.measures.queries import all_levers_of, levers_of
from cxstaff.people.models import Leadership, Person, Team
from tests.cast import TODAY
from tests.levers import KINDS, a_measure

DAY = timedelta(days=1)
for_all_kinds = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.path)


@pytest.fixture
def measure(ines: Person) -> Measure:
    return a_measure(ines)


def typed(kind: Any, measure: Measure, **options: str) -> dict[str, str]:
    return kind.typed | {"measure_id": str(measure.id), "since": "2026-03-18"} | options


@for_all_kinds
@pytest.mark.parametrize("who", ["ana", "hugo", "ines", "cyrus"])
def test_lead_head_hr_and_cx_begin_one(
    kind: Any, who: str, blue: Team, measure: Measure, as_: Any, request: Any
) -> None:
    path = f"/teams/{blue.id}/{kind.path}/new"
    browser = as_(request.getfixturevalue(who))
    assert measure.name in browser.get(path).text
    answer = browser.post(path, typed(kind, measure, last_day="2026-03-31"))
    assert (answer.status_code, answer.location) == (303, f"/teams/{blue.id}")
    lever = levers_of(_model(kind), blue.id, TODAY)[0]
    assert (lever.since, lever.until) == (date(2026, 3, 18), date(2026, 4, 1))
    assert lever.set_by.name.lower().startswith(who)


@for_all_kinds
@pytest.mark.parametrize(("who", "status"), [("ben", 403), ("cleo", 403), ("rolf", 404)])
def test_others_do_not(
    kind: Any,
    who: str,
    status: int,
    blue: Team,
    measure: Measure,
    ana: Person,
    as_: Any,
    request: Any,
) -> None:
    lever = kind.begin(blue, measure, ana)
    browser = as_(request.getfixturevalue(who))
    for path in ("new", f"{lever.id}/change", f"{lever.id}/end"):
        url = f"/teams/{blue.id}/{kind.path}/{path}"
        assert browser.get(url).status_code == status
        assert browser.post(url, typed(kind, measure, last_day="2026-03-19")).status_code == status
    assert all_levers_of(_model(kind), blue.id) == [lever]


@for_all_kinds
def test_who_leads_another_team_sets_nothing_for_the_team_they_work_in(
    kind: Any, blue: Team, red: Team, ben: Person, measure: Measure, as_: Any
) -> None:
    db.session.add(Leadership(team=red, person=ben, since=TODAY))
    for team, status in ((blue, 403), (red, 303)):
        answer = as_(ben).post(f"/teams/{team.id}/{kind.path}/new", typed(kind, measure))
        assert answer.status_code == status
    assert "New target" not in as_(ben).get(f"/teams/{blue.id}").text
    assert "New target" in as_(ben).get(f"/teams/{red.id}").text


@for_all_kinds
def test_a_stranger_is_turned_away(kind: Any, blue: Team, as_: Any) -> None:
    answer = as_(None).get(f"/teams/{blue.id}/{kind.path}/new")
    assert answer.status_code == 303
    assert "/sign-in" in answer.location


@for_all_kinds
def test_a_change_and_an_end_show_in_the_dates(
    kind: Any, blue: Team, measure: Measure, ana: Person, as_: Any
) -> None:
    lever = kind.begin(blue, measure, ana)
    base = f"/teams/{blue.id}/{kind.path}"
    browser = as_(ana)
    assert browser.get(f"{base}/{lever.id}/change").status_code == 200
    change = kind.typed | {"since": "2026-03-20"}
    assert browser.post(f"{base}/{lever.id}/change", change).status_code == 303
    new, old = all_levers_of(_model(kind), blue.id)
    assert (old.until, new.since, new.until) == (date(2026, 3, 20), date(2026, 3, 20), None)

    assert browser.get(f"{base}/{new.id}/end").status_code == 200
    assert browser.post(f"{base}/{new.id}/end", {"last_day": "2026-03-27"}).status_code == 303
    assert db.session.get(_model(kind), new.id).until == date(2026, 3, 28)


@for_all_kinds
def test_a_lever_of_another_team_is_not_found(
    kind: Any, blue: Team, red: Team, measure: Measure, hugo: Person, as_: Any
) -> None:
    lever = kind.begin(red, measure, hugo)
    assert as_(hugo).get(f"/teams/{blue.id}/{kind.path}/{lever.id}/end").status_code == 404


@for_all_kinds
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    kind: Any, blue: Team, measure: Measure, ana: Person, as_: Any
) -> None:
    path = f"/teams/{blue.id}/{kind.path}/new"
    first = next(iter(kind.typed))
    answer = as_(ana).post(path, typed(kind, measure, measure_id="", since="soon"))
    assert answer.status_code == 422
    assert "Choose a measure." in answer.text
    assert kind.typed[first] in answer.text
    answer = as_(ana).post(path, typed(kind, measure, last_day="2026-03-01"))
    assert answer.status_code == 409
    assert "The last day lies before the first." in answer.text


@for_all_kinds
def test_an_overlap_is_said_with_the_day_in_words(
    kind: Any, blue: Team, measure: Measure, ana: Person, as_: Any
) -> None:
    kind.begin(blue, measure, ana)
    answer = as_(ana).post(f"/teams/{blue.id}/{kind.path}/new", typed(kind, measure))
    assert answer.status_code == 409
    assert "The same already holds from 5 Jan 2026." in answer.text


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ("nan", "ordinary number"),
        ("1e400", "ordinary number"),
        ("many", "Write a number"),
        ("", "Write the level"),
    ],
)
def test_a_level_is_an_ordinary_number(
    level: str, said: str, blue: Team, measure: Measure, ana: Person, as_: Any
) -> None:
    answer = as_(ana).post(f"/teams/{blue.id}/targets/new", typed(KINDS[0], measure, level=level))
    assert answer.status_code == 422
    assert said in answer.text


@pytest.mark.parametrize(("level", "kept"), [("4,5", 4.5), ("0", 0.0), ("-3", -3.0)])
def test_zero_and_a_comma_are_fine(
    level: str, kept: float, blue: Team, measure: Measure, ana: Person, as_: Any
) -> None:
    answer = as_(ana).post(f"/teams/{blue.id}/targets/new", typed(KINDS[0], measure, level=level))
    assert answer.status_code == 303
    assert levers_of(_model(KINDS[0]), blue.id, TODAY)[0].level == kept


def test_without_measures_the_page_says_what_comes_first(
    blue: Team, ana: Person, ines: Person, as_: Any
) -> None:
    path = f"/teams/{blue.id}/targets/new"
    assert "Ask HR or CX to define the first one" in as_(ana).get(path).text
    assert "/measures/new" in as_(ines).get(path).text


def _model(kind: Any) -> Any:
    from cxstaff.incentives.models import IncentivePlan
    from cxstaff.measures.models import Target
    from cxstaff.recognition.models import Celebration

    return {"targets": Target, "plans": IncentivePlan, "celebrations": Celebration}[kind.path]
