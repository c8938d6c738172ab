"""HR lets a round end early, once: at a full hour or after a day's notice, and tells everybody."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from cxstaff import clock, mail
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.letters import unreachable
from cxstaff.people.models import Person, Team
from cxstaff.pulses import actions, jobs
from cxstaff.pulses.answering import actions as answering
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.early_end.actions import end_early
from cxstaff.pulses.early_end.moments import NOTICE, end_after_notice, full_hour_after
from cxstaff.pulses.models import PulseRound
from cxstaff.security_log.models import SecurityEvent
from tests.cast import NOW, ZONE
from tests.forked import at_once
from tests.pulses.rounds import a_round, answer, everybody

As = Callable[[Person | None], Any]
HOURS = timedelta(hours=1)
A_DAY_LATER = datetime(2026, 3, 20, 10, 0, tzinfo=UTC)  # Friday at 11 in Berlin, as it opened
moments = st.integers(0, 2 * 365 * 24 * 60).map(lambda each: NOW + each * timedelta(minutes=1))


@pytest.fixture
def round_(ines: Person, blue: Team) -> PulseRound:
    return a_round(ines, blue)


def move(round_: PulseRound, actor: Person, now: datetime = NOW) -> PulseRound:
    moved = end_early(round_.id, actor, now=now)
    db.session.commit()
    return moved


def work(now: datetime) -> None:
    with clock.frozen(now):
        jobs.close_ended()
        jobs.invite()
    db.session.expire_all()


def letters() -> list[mail.KeptLetter]:
    return [each for each in mail.kept_letters(1, 1000).items if "ends earlier" in each.subject]


@given(moments, st.integers(0, 30), st.integers(0, 23), st.sampled_from([ZONE, "Asia/Tokyo"]))
def test_notice_is_a_whole_day_begun_on_a_weekday(
    now: datetime, later: int, hour: int, zone: str
) -> None:
    opening = now + later * HOURS
    end = end_after_notice(now, opening, hour, zone)
    told = max(now + HOURS, opening)
    assert told + NOTICE <= end <= told + timedelta(days=5, hours=1)
    first, last, ends = (each.astimezone(ZoneInfo(zone)) for each in (told, end - NOTICE, end))
    assert first.weekday() < 5 or last.weekday() < 5, "a day of it begins on a weekday"
    assert (ends.weekday() < 5, ends.minute) == (True, 0)


@given(moments, moments, st.integers(0, 23))
def test_the_moment_of_asking_does_not_choose_the_moment_of_ending(
    now: datetime, other: datetime, hour: int
) -> None:
    """Whoever waits another minute gains nothing finer than a day, or than an hour."""
    ends = end_after_notice(now, now, hour, "UTC")
    assert (ends.hour, ends.minute, ends.second, ends.microsecond) == (hour, 0, 0, 0)
    full = full_hour_after(other)
    assert (full.minute, full.second, full.microsecond) == (0, 0, 0)
    assert timedelta(0) < full - other <= HOURS


@pytest.mark.both
def test_a_day_after_everybody_was_told_the_round_ends(
    round_: PulseRound, ines: Person, blue: Team
) -> None:
    planned = round_.closes_at
    answer(round_, everybody(blue)[:5])
    move(round_, ines)
    assert (round_.closes_at, round_.planned_end) == (A_DAY_LATER, planned)
    work(NOW + timedelta(minutes=1))
    assert sorted(each.to for each in letters()) == sorted(str(p.email) for p in everybody(blue))
    assert "20 Mar 2026, 11:00" in letters()[0].text
    work(NOW + timedelta(minutes=2))
    assert len(letters()) == 6, "once each, whoever has answered"
    work(A_DAY_LATER - timedelta(minutes=1))
    assert round_.closed_at is None
    work(A_DAY_LATER)
    assert (round_.closed_at, round_.answers) == (A_DAY_LATER, 5)


@pytest.mark.both
def test_where_everybody_has_answered_it_ends_at_the_full_hour(
    round_: PulseRound, ines: Person, blue: Team
) -> None:
    answer(round_, everybody(blue))
    move(round_, ines, NOW + timedelta(minutes=17))
    assert round_.closes_at == NOW + HOURS
    work(NOW + HOURS)
    assert round_.answers == 6
    assert letters() == []


def test_an_answer_that_is_called_false_is_none(
    round_: PulseRound, ines: Person, blue: Team, ben: Person
) -> None:
    answer(round_, everybody(blue))
    actions.dispute(hold_respondent(round_.id, ben.id), now=NOW)
    move(round_, ines)
    assert round_.closes_at == A_DAY_LATER, "who says so has a day to answer"


def test_it_is_moved_once_and_never_past_the_plan(
    round_: PulseRound, ines: Person, blue: Team
) -> None:
    with pytest.raises(Refused, match="ends as planned before"):
        move(round_, ines, round_.closes_at - NOTICE)
    move(round_, ines)
    answer(round_, everybody(blue))
    with pytest.raises(Refused, match="once"):
        move(round_, ines)
    work(NOW)
    work(A_DAY_LATER)
    with pytest.raises(Refused, match="not open"):
        move(round_, ines, A_DAY_LATER)


def test_who_was_asked_by_code_cannot_be_told_so_the_round_goes_on(
    ines: Person, blue: Team, ben: Person
) -> None:
    """Nor may it end once all have answered: whose code was used by others could not say so."""
    ben.email = None
    made = a_round(ines, blue)
    answer(made, [each for each in everybody(blue) if each is not ben])
    actions.answer(hold_respondent(made.id, ben.id), {"enps": 3}, None, now=NOW, by_code=True)
    db.session.commit()
    with pytest.raises(Refused, match="no letter would tell"):
        move(made, ines)


@pytest.mark.both
def test_who_is_told_late_is_given_more_time(
    round_: PulseRound, ines: Person, mailbox: Path
) -> None:
    planned = round_.closes_at
    move(round_, ines)
    with clock.frozen(A_DAY_LATER - timedelta(hours=2)):
        jobs.close_ended()  # no letter has gone all day
    db.session.expire_all()
    assert A_DAY_LATER + timedelta(days=2) < round_.closes_at <= planned
    work(A_DAY_LATER - HOURS)
    ends = round_.closes_at
    assert len(letters()) == 6
    work(ends - NOTICE + HOURS)
    assert round_.closes_at == ends, "everybody was told a day before"


def test_a_standstill_of_all_work_takes_nobodys_day(round_: PulseRound, ines: Person) -> None:
    move(round_, ines)
    work(A_DAY_LATER + HOURS)
    assert round_.closed_at is None
    assert round_.is_open(A_DAY_LATER + HOURS)
    assert len(letters()) == 6
    work(round_.closes_at)
    assert round_.closed_at is not None


def test_an_address_that_is_refused_keeps_nobody_waiting(
    round_: PulseRound, ines: Person, ben: Person
) -> None:
    unreachable.note_refused(ben.id, str(ben.email), "550", now=NOW + HOURS)
    move(round_, ines)
    work(NOW + HOURS)
    assert len(letters()) == 5
    work(A_DAY_LATER - timedelta(hours=20))
    assert round_.closes_at == A_DAY_LATER


def test_who_was_told_is_not_reminded_on_top(ines: Person, blue: Team) -> None:
    """Half of the shortened time is over at once, and so a reminder would be due."""
    made = a_round(ines, blue, open_days=14)
    work(NOW)
    tuesday = NOW + timedelta(days=6)
    move(made, ines, tuesday)
    work(tuesday)
    work(tuesday + 2 * HOURS)
    subjects = [each.subject for each in mail.kept_letters(1, 1000).items]
    assert [each for each in subjects if "still open" in each] == []
    assert len(letters()) == 6


def test_those_asked_read_that_the_end_was_moved(
    round_: PulseRound, ines: Person, ben: Person, as_: As
) -> None:
    path = f"/pulses/rounds/{round_.id}"
    page = as_(ines).get(f"{path}/early-end").text
    assert "20 Mar 2026, 11:00" in page
    assert as_(ines).post(f"{path}/early-end").status_code == 303
    assert as_(ines).post(f"{path}/early-end").status_code == 409
    with clock.frozen(NOW + HOURS):
        assert "Let a round end earlier than planned" in as_(ben).get(f"{path}/privacy").text
    assert "20 Mar 2026, 11:00" in as_(ben).get(path).text
    assert "Planned until 25 Mar 2026" in as_(ines).get(f"/pulses/{round_.pulse_id}").text
    (line,) = db.session.scalars(
        db.select(SecurityEvent).where(SecurityEvent.round_id.is_not(None))
    )
    assert (line.act, line.by_id) == ("round ended early", ines.id)


def test_nobody_but_hr_ends_a_round(
    round_: PulseRound, as_: As, ana: Person, ben: Person, cyrus: Person, ada: Person
) -> None:
    for person in (ana, ben, cyrus, ada):
        address = f"/pulses/rounds/{round_.id}/early-end"
        assert as_(person).get(address).status_code == 403
        assert as_(person).post(address).status_code == 403
    assert round_.planned_end is None


@pytest.mark.both
def test_the_database_itself_holds_notice_and_plan(round_: PulseRound, ines: Person) -> None:
    move(round_, ines)
    for change, rule in (
        ("earliest_end = planned_end", "ends_after_notice"),
        ("planned_end = earliest_end", "ends_as_planned_at_last"),
        ("earliest_end = NULL", "end_moved_whole"),
    ):
        with pytest.raises(Exception, match=rule):
            db.session.execute(text(f"UPDATE pulse_round SET {change}"))
        db.session.rollback()


@pytest.mark.long
def test_an_answer_on_its_way_is_waited_for(
    app: Any, round_: PulseRound, ines: Person, blue: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last one answers while HR asks for the end: it counts as given, and nothing is lost."""
    people = everybody(blue)
    answer(round_, people[:5])
    round_id, person_id, actor_id = round_.id, people[5].id, ines.id
    db.session.commit()
    db.session.remove()
    checked, check = threading.Event(), answering._checked
    ends = threading.Thread()

    def check_slowly(*given: Any) -> Any:
        checked.set()
        ends.join(0.5)
        return check(*given)

    monkeypatch.setattr(answering, "_checked", check_slowly)

    def asks() -> None:
        with app.app_context():
            checked.wait(10)
            end_early(round_id, db.session.get_one(Person, actor_id), now=NOW)
            db.session.commit()
            db.session.remove()

    ends = threading.Thread(target=asks)
    ends.start()
    with app.app_context():
        actions.answer(hold_respondent(round_id, person_id), {"enps": 9}, None, now=NOW)
        db.session.commit()
        db.session.remove()
    ends.join(30)
    assert db.session.get_one(PulseRound, round_id).ends_with_all


def test_of_two_that_end_it_at_the_same_instant_one_does(
    app: Flask, ines: Person, ada: Person, round_: PulseRound
) -> None:
    round_id, planned, people = round_.id, round_.closes_at, (ines.id, ada.id)
    db.session.commit()

    def end(number: int) -> None:
        end_early(round_id, db.session.get_one(Person, people[number % 2]), now=NOW)

    assert at_once(app, end, 8) == {True: 1, False: 7}
    moved = db.session.get_one(PulseRound, round_id)
    assert (moved.planned_end, moved.closes_at < planned) == (planned, True)
    told = db.select(SecurityEvent).where(SecurityEvent.act == "round ended early")
    assert len(db.session.scalars(told).all()) == 1
