"""The catalogue: a starter set to choose from, measures that are retired, people who leave."""

from datetime import timedelta
from typing import Any

import pytest

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.measures import actions, queries
from cxstaff.measures.models import Measure, Source
from cxstaff.measures.starters import STARTERS
from cxstaff.people.models import Person, Team
from tests.cast import NOW, TODAY
from tests.levers import KINDS, LONG_AGO, CelebrationKind, PlanKind, TargetKind, a_measure

RETIRED = "/measures?show=retired"


def test_every_starter_has_a_guard_of_the_set_and_says_how_it_misleads() -> None:
    assert len(STARTERS) == 10
    for each in STARTERS.values():
        assert each.guard in STARTERS
        assert each.guard != each.key
        assert all(str(words) for words in (each.definition, each.formula, each.pitfall))


def test_all_are_added_once_each_with_its_guard(app: Any, ines: Person) -> None:
    with app.test_request_context():
        added = actions.add_starters(STARTERS, ines, now=NOW)
        again = actions.add_starters(STARTERS, ines, now=NOW)
    assert (len(added), again) == (10, [])
    by_key = {each.starter: each for each in added}
    assert all(by_key[key].guard is by_key[each.guard] for key, each in STARTERS.items())
    assert by_key["first_contact"].source == Source.READINGS
    assert (by_key["index"].subject, by_key["index"].voice) == ("index", "employee")


def test_one_comes_with_its_guard_and_what_is_there_stays(app: Any, ines: Person) -> None:
    own = actions.define_outcome_measure("Our mood", ines, outcome="csat", now=NOW)
    with app.test_request_context():
        added = actions.add_starters(["handling"], ines, now=NOW)
    assert [each.starter for each in added] == ["handling", "resolved"]
    assert added[0].guard is added[1]
    assert added[1].guard is own  # which is satisfaction, under another name
    assert own.guard is None


def test_hr_adds_with_one_click_and_others_do_not(
    ines: Person, ana: Person, ben: Person, as_: Any
) -> None:
    assert "Add all of them" in as_(ines).get("/measures").text
    assert "Short calls are not solved calls" in as_(ines).get("/measures").text
    for person in (ana, ben):
        assert as_(person).post("/measures/starters/csat").status_code == 403
        assert as_(person).post("/measures/starters").status_code == 403
        assert "starters" not in as_(person).get("/measures").text
    assert as_(ines).post("/measures/starters/nothing").status_code == 404
    assert as_(ines).post("/measures/starters/waiting").status_code == 303
    assert {each.starter for each in queries.measures()} == {"waiting", "resolved", "csat"}
    assert as_(ines).post("/measures/starters").status_code == 303
    assert len(queries.measures()) == 10
    assert "Add all of them" not in as_(ines).get("/measures").text


@pytest.mark.both
def test_a_retired_measure_is_offered_no_more_and_kept(
    ines: Person, ana: Person, blue: Team, as_: Any
) -> None:
    measure = a_measure(ines)
    held = [kind.begin(blue, measure, ana) for kind in KINDS]
    path = f"/measures/{measure.id}/retirement"
    refused = as_(ines).post(path)
    assert refused.status_code == 409
    assert "3 targets, plans or celebrations point to it" in refused.text
    assert as_(ana).post(path, {"end_levers": "y"}).status_code == 403
    assert as_(ines).post(path, {"end_levers": "y"}).status_code == 303
    assert measure.retired_on == TODAY
    assert {each.until for each in held} == {TODAY}
    assert "Handle time" not in as_(ana).get("/measures").text
    assert "Handle time" in as_(ana).get(RETIRED).text
    assert "Handle time" not in as_(ana).get(f"/teams/{blue.id}/targets/new").text
    assert "Handle time" not in as_(ana).get("/thanks/new?to=1").text
    assert "Retired since 18 Mar 2026" in as_(ana).get(f"/measures/{measure.id}").text
    assert "At most 6 min" in as_(ana).get(f"/teams/{blue.id}/history").text
    assert as_(ines).post(f"/measures/{measure.id}/return").status_code == 303
    assert measure.retired_on is None
    assert as_(ines).post(f"/measures/{measure.id}/return").status_code == 409


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.path)
def test_nothing_begins_on_a_retired_one(kind: Any, ines: Person, blue: Team) -> None:
    measure = a_measure(ines)
    actions.retire_measure(measure, ines, end_levers=False, now=NOW)
    with pytest.raises(Refused, match="retired since 2026-03-18"):
        kind.begin(blue, measure, ines)
    with pytest.raises(Refused, match="retired since"):
        actions.enter_readings(measure, ines, starts_on=LONG_AGO, values={blue.id: 1.0}, now=NOW)
    with pytest.raises(Refused, match="retired already"):
        actions.retire_measure(measure, ines, end_levers=False, now=NOW)


def test_what_is_to_come_goes_and_a_guard_is_kept(ines: Person, blue: Team, red: Team) -> None:
    guard = a_measure(ines, "Guard")
    measure = a_measure(ines, guard=guard)
    TargetKind.begin(None, measure, ines, since=TODAY + timedelta(days=3))
    with pytest.raises(Refused, match="guard of Handle time"):
        actions.retire_measure(guard, ines, end_levers=True, now=NOW)
    actions.retire_measure(measure, ines, end_levers=True, now=NOW)
    assert queries.targets_now_and_later(None, TODAY)[1] == []
    actions.retire_measure(guard, ines, end_levers=False, now=NOW)


def test_a_renamed_measure_keeps_its_levers(
    ines: Person, blue: Team, ana: Person, as_: Any
) -> None:
    measure = a_measure(ines)
    for kind in (TargetKind, PlanKind, CelebrationKind):
        kind.begin(blue, measure, ana)
    actions.rename_measure(measure, ines, name="Minutes a call", guard=None, now=NOW)
    page = as_(ana).get(f"/teams/{blue.id}").text
    assert "Minutes a call" in page
    assert "Handle time" not in page


def test_nobody_answers_once_the_owner_has_left(ines: Person, ben: Person, as_: Any) -> None:
    measure = a_measure(ines, meaning=actions.MeasureWords(owner=ben))
    assert "Ben Berg" in as_(ines).get("/measures").text
    assert "Nobody answers" not in as_(ines).get("/measures").text
    ben.left_on = TODAY
    page = as_(ines).get("/measures").text
    assert "Ben Berg" not in page
    assert "Nobody answers for 1 measure" in page
    assert "Nobody at the moment" in as_(ines).get(f"/measures/{measure.id}").text
    assert "Nobody answers" not in as_(ben).get("/measures").text


def test_a_measure_shows_what_it_means_and_targets_of_teams_one_sees(
    ines: Person, blue: Team, red: Team, ben: Person, as_: Any
) -> None:
    meaning = actions.MeasureWords("Minutes of a call", "Time by calls", "Hanging up helps it")
    measure = a_measure(ines, meaning=meaning)
    TargetKind.begin(blue, measure, ines)
    TargetKind.begin(red, measure, ines, level=33.0)
    page = as_(ben).get(f"/measures/{measure.id}").text
    for words in ("Minutes of a call", "Time by calls", "Hanging up helps it", "Blue"):
        assert words in page, words
    assert "33 min" not in page
    assert "33 min" in as_(ines).get(f"/measures/{measure.id}").text
    assert as_(None).get(f"/measures/{measure.id}").status_code == 303


def test_a_pulse_measure_is_defined_on_the_page(ines: Person, as_: Any) -> None:
    typed = {"name": "Mood", "source": "pulse:driver:voice", "direction": "up", "voice": "internal"}
    answer = as_(ines).post("/measures/new", typed | {"frequency": "quarter", "guard_id": ""})
    assert answer.status_code == 303
    made = db.session.scalars(db.select(Measure)).one()
    assert (made.source, made.subject, made.frequency) == ("pulse", "driver:voice", "quarter")
    assert (made.voice, made.unit) == ("employee", "points")
