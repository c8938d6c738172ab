"""Every privileged act leaves its line: in its own words, or at least the page and who it was."""

from datetime import date, timedelta

import pytest

from cxstaff import clock, security_log
from cxstaff.db import db
from cxstaff.measures import actions as measures
from cxstaff.people.access import MOST_TURNED_AWAY
from cxstaff.pulses import queries as pulses
from cxstaff.security_log import Act
from cxstaff.security_log.models import SecurityEvent, WaitingEvent
from tests.cast import NOW
from tests.pulses.rounds import a_round


def told() -> list[tuple[str, int | None]]:
    events = db.session.scalars(db.select(SecurityEvent).order_by(SecurityEvent.position))
    return [(event.act, event.by_id) for event in events]


def test_an_act_that_names_itself_is_told_once(as_, ines) -> None:
    form = {"name": "Calm", "sentence": "We stay calm."}
    assert as_(ines).post("/values/new", form).status_code == 303
    assert told() == [(Act.VALUE_DEFINED, ines.id)]


def test_any_other_privileged_page_that_changes_something_is_told_too(as_, ines, service) -> None:
    made = a_round(ines, service, keys=("enps",))
    before = len(told())
    assert as_(ines).post(f"/pulses/{made.pulse_id}/pause").status_code == 303
    line = db.session.scalars(
        db.select(SecurityEvent).order_by(SecurityEvent.position.desc())
    ).first()
    assert (len(told()), line.act, line.by_id) == (before + 1, Act.PAGE_POSTED, ines.id)
    assert line.note.words == {"page": "pulses.pause", "pulse_id": str(made.pulse_id)}


def test_a_bad_form_and_what_is_only_read_are_not_told(as_, ines) -> None:
    visit = as_(ines)
    assert visit.get("/values/new").status_code == 200
    assert visit.post("/values/new", {"name": ""}).status_code == 422
    assert told() == []


@pytest.mark.long
def test_somebody_who_is_turned_away_is_told_a_few_times_a_day(as_, ben, ines, service) -> None:
    for address in ("/people", "/security-log", "/people"):
        assert as_(ben).get(address).status_code == 403
    assert as_(ben).post("/values/new", {"name": "Calm", "sentence": "x"}).status_code == 403
    assert told() == [(Act.TURNED_AWAY, ben.id)] * 4
    for _ in range(MOST_TURNED_AWAY):
        assert as_(ben).get("/people").status_code == 403
    assert len(told()) == MOST_TURNED_AWAY
    with clock.frozen(NOW + timedelta(days=1, seconds=1)):
        assert as_(ben).get("/people").status_code == 403
    assert len(told()) == MOST_TURNED_AWAY + 1


@pytest.mark.long
def test_being_turned_away_while_asked_is_told_by_the_day_alone(as_, ben, ines, service) -> None:
    a_round(ines, service, keys=("enps",))
    before = told()
    for _ in range(MOST_TURNED_AWAY + 2):
        assert as_(ben).get("/people").status_code == 403
    assert told() == before
    assert len(db.session.scalars(db.select(WaitingEvent)).all()) == MOST_TURNED_AWAY


def test_answering_a_pulse_leaves_no_line(as_, ines, ben, service) -> None:
    made = a_round(ines, service, keys=("enps",))
    before = told()
    assert as_(ben).post(f"/pulses/rounds/{made.id}", {"q-enps": "9"}).status_code == 303
    assert told() == before
    assert not db.session.scalars(db.select(WaitingEvent)).all()


def test_signing_in_while_asked_is_told_by_the_day_alone(app, ines, ben, ada, service) -> None:
    a_round(ines, service, keys=("enps",))
    assert pulses.is_asked(ben.id, NOW)
    assert not pulses.is_asked(ada.id, NOW)
    for person in (ben, ada):
        security_log.record(Act.SIGNED_IN, by=person, on=person, now=NOW)
    db.session.commit()
    assert [each for each in told() if each[0] == Act.SIGNED_IN] == [(Act.SIGNED_IN, ada.id)]
    assert db.session.scalars(db.select(WaitingEvent.by_id)).all() == [ben.id]


def test_levers_and_measures_say_who_changed_them(app, ana, blue) -> None:
    what = measures.define_measure("Calls", ana, unit="", direction="up", voice="internal", now=NOW)
    target = measures.set_target(blue, what, ana, level=4, since=date(2026, 3, 1), now=NOW)
    later = measures.change_target(target, ana, level=5, since=date(2026, 4, 1), now=NOW)
    measures.end_target(later, ana, last_day=date(2026, 5, 1), now=NOW)
    week = date(2026, 3, 9)
    measures.enter_readings(what, ana, starts_on=week, values={blue.id: 3.0}, now=NOW)
    measures.rename_measure(what, ana, name="Calls a day", guard=None, now=NOW + timedelta(hours=1))
    db.session.commit()
    acts = [act for act, by in told() if by == ana.id]
    lever = [Act.LEVER_CHANGED] * 3
    assert acts == [Act.MEASURE_DEFINED, *lever, Act.READINGS_ENTERED, Act.MEASURE_CHANGED]


def test_a_file_that_is_handed_out_is_told(as_, ines) -> None:
    assert as_(ines).get("/comparison/teams/numbers.csv").status_code == 200
    assert told() == [(Act.EXPORTED, ines.id)]
