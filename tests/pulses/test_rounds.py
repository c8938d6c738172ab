"""Rounds open when due, once, for the people who are there; and take answers until they close."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Membership
from cxstaff.pulses import actions, jobs, queries
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.closing import publishing
from cxstaff.pulses.closing.tabulation import Answered
from cxstaff.pulses.models import Invitation, PulseRound, RoundResult
from cxstaff.pulses.sealing import box, keys
from tests.cast import NOW, TODAY
from tests.pulses.rounds import (
    LATER,
    a_pulse,
    a_round,
    answer,
    answers_in_boxes,
    close,
    everybody,
    hire,
)


def all_rounds() -> list[PulseRound]:
    return list(db.session.scalars(db.select(PulseRound).order_by(PulseRound.opens_at)))


def run(job) -> None:
    job()
    db.session.expire_all()


def test_the_roster_is_who_is_there_on_the_day(ines, ben, bea, cleo, blue, red, service) -> None:
    bea.left_on = TODAY
    cleo.memberships[0].until = TODAY
    db.session.add(Membership(person=cleo, team=blue, since=TODAY))
    round_ = a_round(ines, blue)
    asked = {i.person_id: i.team_id for i in db.session.scalars(db.select(Invitation))}
    assert bea.id not in asked
    assert asked[cleo.id] == blue.id
    assert set(asked.values()) == {blue.id}
    assert queries.open_rounds_for(ben, NOW) == [
        queries.Waiting(round_.id, "Monthly pulse", round_.closes_at, False)
    ]


def test_an_audience_has_the_teams_below_it(ines, service, cleo, ben) -> None:
    round_ = a_round(ines, service)
    asked = {i.person_id for i in db.session.scalars(db.select(Invitation))}
    assert {cleo.id, ben.id} <= asked
    assert ines.id not in asked
    assert queries.participation_in([round_.id], NOW)[round_.id].invited == 11


def test_too_few_people_are_not_asked_at_all(ines, blue, ana) -> None:
    for person in everybody(blue)[:2]:
        person.left_on = TODAY
    pulse = a_pulse(ines, blue)
    with pytest.raises(Refused, match="Only 4 people"):
        actions.open_round(pulse, now=NOW)
    run(jobs.open_due)
    assert all_rounds() == []
    assert "Only 4 people" in pulse.complaint
    assert pulse.next_opens_at == datetime(2026, 4, 15, 9, 0, tzinfo=UTC)


def test_due_rounds_open_once_and_the_next_is_planned_at_the_same_local_hour(ines, blue) -> None:
    pulse = a_pulse(ines, blue)
    run(jobs.open_due)
    run(jobs.open_due)
    assert len(all_rounds()) == 1
    assert pulse.next_opens_at == datetime(2026, 4, 15, 9, 0, tzinfo=UTC)  # summer time by then


def test_a_paused_pulse_stays_shut_and_catches_nothing_up(ines, blue) -> None:
    pulse = a_pulse(ines, blue)
    actions.pause(pulse)
    db.session.commit()
    run(jobs.open_due)
    assert all_rounds() == []
    actions.resume(pulse, now=LATER)
    db.session.commit()
    with clock.frozen(LATER):
        run(jobs.open_due)
    assert all_rounds() == []
    assert pulse.next_opens_at > LATER


def test_a_pulse_is_not_asked_twice_at_once(ines, blue) -> None:
    round_ = a_round(ines, blue)
    with pytest.raises(Refused, match="open already"):
        actions.open_round(round_.pulse, now=NOW + timedelta(days=1))


def test_two_workers_open_one_round(app, ines, blue) -> None:
    a_pulse(ines, blue)
    start, trouble = threading.Barrier(2), []

    def work() -> None:
        with app.app_context():
            start.wait(10)
            try:
                jobs.open_due()
            except Exception as error:
                trouble.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(2)]
    with clock.frozen(NOW):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert trouble == []
    assert len(all_rounds()) == 1


def test_an_answer_is_sealed_and_can_be_changed_until_closing(ines, ben, blue) -> None:
    round_ = a_round(ines, blue)
    actions.answer(hold_respondent(round_.id, ben.id), {"enps": 3}, "first", now=NOW)
    actions.answer(hold_respondent(round_.id, ben.id), {"enps": 9}, "second", now=NOW)
    db.session.commit()
    (sealed,) = answers_in_boxes()
    private = keys.read(round_.public_key, keys.folder())
    assert len(sealed.envelope) == box.ENVELOPE_BYTES
    assert box.open_(sealed.envelope, private, round_.id) == box.Submission({"enps": 9}, "second")
    assert queries.open_rounds_for(ben, NOW)[0].has_answered


@pytest.mark.parametrize(
    ("answers", "comment", "told"),
    [
        ({"enps": 11}, None, "does not belong"),
        ({"enps": -1}, None, "does not belong"),
        ({"teei-asked": 0}, None, "does not belong"),
        ({"growth-ahead": 4}, None, "does not belong"),
        ({"comment": 4}, None, "does not belong"),
        ({}, None, "Nothing is answered"),
        ({}, " \x00\x1b\r\n ", "Nothing is answered"),
        ({"enps": 5}, "x" * 1001, "shorten it to 1000"),
        ({"enps": 5}, "x" * 1_000_000, "shorten it to 1000"),
    ],
)
def test_a_wrong_answer_is_refused_in_words(ines, ben, blue, answers, comment, told) -> None:
    round_ = a_round(ines, blue)
    with pytest.raises(Refused, match=told):
        actions.answer(hold_respondent(round_.id, ben.id), answers, comment, now=NOW)
    assert answers_in_boxes() == []


def test_any_thousand_characters_fit_and_invisible_ones_are_left_out(ines, ben, blue) -> None:
    round_ = a_round(ines, blue)
    actions.answer(hold_respondent(round_.id, ben.id), {"enps": 0}, "🙂" * 1000, now=NOW)
    actions.answer(hold_respondent(round_.id, ben.id), {"enps": 0}, '"\\' * 500, now=NOW)
    actions.answer(hold_respondent(round_.id, ben.id), {"enps": 0}, "a\x00b\r\nc\x1b<b>", now=NOW)
    (sealed,) = answers_in_boxes()
    private = keys.read(round_.public_key, keys.folder())
    assert box.open_(sealed.envelope, private, round_.id).comment == "ab\nc<b>"


def test_late_and_uninvited_answers_are_refused(ines, ben, cleo, blue) -> None:
    round_ = a_round(ines, blue)
    with pytest.raises(Refused, match="over"):
        actions.answer(hold_respondent(round_.id, ben.id), {"enps": 5}, None, now=round_.closes_at)
    with pytest.raises(Refused, match="not asked"):
        actions.answer(hold_respondent(round_.id, cleo.id), {"enps": 5}, None, now=NOW)


def test_two_devices_at_once_leave_one_whole_answer(app, ines, ben, blue) -> None:
    round_ = a_round(ines, blue)
    round_id, person_id = round_.id, ben.id
    start, trouble = threading.Barrier(4), []

    def work(value: int) -> None:
        with app.app_context():
            start.wait(10)
            try:
                mine = hold_respondent(round_id, person_id)
                actions.answer(mine, {"enps": value}, f"{value}", now=NOW)
                db.session.commit()
            except Exception as error:
                trouble.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    db.session.commit()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert trouble == []
    db.session.expire_all()
    (sealed,) = answers_in_boxes()
    sheet = box.open_(sealed.envelope, keys.read(round_.public_key, keys.folder()), round_id)
    assert sheet.comment == str(sheet.numbers["enps"])


def test_participation_is_told_of_five_or_more_only(ines, hugo, blue, red, service) -> None:
    lone = hire(service, 2)
    round_ = a_round(ines, service)
    answer(round_, [*lone, *everybody(blue)[:3]])
    told = queries.participation_by_team(round_, NOW)
    assert (told[blue.id].invited, told[blue.id].answered) == (6, 3)
    assert all(each.invited >= 5 for each in told.values())
    whole = queries.participation_in([round_.id], NOW)[round_.id]
    # Service less Blue and Red must not tell about the two who stand alone above them
    known = [told[t] for t in (blue.id, red.id) if t in told]
    rest = whole.invited - sum(each.invited for each in known)
    assert rest == 0 or rest >= 5


def test_series_and_latest_read_only_what_was_published(ines, blue, red, service) -> None:
    before = queries.version()
    round_ = a_round(ines, service)
    answer(round_, [*everybody(blue), *everybody(red)[:4]])
    assert queries.score_columns("index").team.size == 0
    assert not queries.was_asked(red.id)
    close(round_)
    found = queries.score_columns("index")
    assert set(found.team.tolist()) <= {blue.id, service.id}
    at = found.team.tolist().index(service.id)
    point = queries.latest_of_team(service.id)
    assert (point.n, point.invited, point.round_id) == (10, 11, round_.id)
    assert point.mean == pytest.approx((500 / 6 * 3 + 90) / 4)
    assert found.round_[at] == round_.id
    for name in ("n", "invited", "mean", "variance"):
        assert found.columns[name][at] == pytest.approx(getattr(point, name))
    assert [*queries.opened()] == [round_.id]
    assert queries.latest_of_team(red.id) is None
    assert queries.was_asked(red.id)
    assert queries.was_asked(service.id)  # nobody is in it directly: those below were asked
    seen = queries.version()
    assert seen != before
    db.session.execute(db.delete(RoundResult).where(RoundResult.team_id == service.id))
    publishing.publish(round_, Answered([], publishing.items_of(round_), {}, 5))
    assert queries.version() != seen  # the same rounds, told anew
    db.session.rollback()
    assert list(queries.subjects()) == ["index", "enps", "teei", "driver:voice"]


def test_one_pulse_that_fails_keeps_no_other_from_opening(ines, blue, red, monkeypatch) -> None:
    broken, fine = a_pulse(ines, blue, name="Broken"), a_pulse(ines, red, name="Fine")
    whole, times = keys.make, iter([True, False])

    def make_from_the_second_on(into):
        if next(times):
            raise OSError("the disk is full")
        return whole(into)

    monkeypatch.setattr(keys, "make", make_from_the_second_on)
    with pytest.raises(jobs.NotOpened):
        jobs.open_due()
    db.session.expire_all()
    assert [round_.pulse_id for round_ in all_rounds()] == [fine.id]
    monkeypatch.undo()
    run(jobs.open_due)
    assert {round_.pulse_id for round_ in all_rounds()} == {fine.id, broken.id}
