"""Reminders go to whoever has not answered, once each, and say what became of the last round."""

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from cxstaff import clock, mail
from cxstaff.action_plans.models import Action
from cxstaff.db import db
from cxstaff.people.models import Leave
from cxstaff.pulses import actions, jobs
from cxstaff.pulses.letters import queue
from cxstaff.pulses.letters.outbox import RoundLetters
from cxstaff.pulses.models import Invitation, PulseLetter
from tests.cast import NOW, TODAY
from tests.pulses.rounds import a_round, answer, close, everybody

MONDAY = datetime(2026, 3, 23, 10, 0, tzinfo=UTC)  # half-way was on Saturday evening


@pytest.fixture
def round_(ines, blue):
    """A round of a week that Blue has been invited to."""
    opened = a_round(ines, blue)
    jobs.invite()
    db.session.expire_all()
    return opened


def at(moment: datetime) -> None:
    with clock.frozen(moment):
        jobs.invite()
    db.session.expire_all()


def reminders() -> Counter[str]:
    """Return how many reminders each address got."""
    query = db.select(PulseLetter.person_id, PulseLetter.occasion)
    noted = [row for row in db.session.execute(query) if row[1] != queue.INVITATION]
    sent = Counter(
        each.to for each in mail.kept_letters(1, 500).items if "still open" in each.subject
    )
    assert sum(sent.values()) == len(noted)
    return sent


def test_only_those_who_have_not_answered_are_reminded_and_once(round_, ana, ben, bea, bo) -> None:
    answer(round_, [bea])
    ana.left_on = MONDAY.date()
    db.session.add(Leave(person=bo, since=MONDAY.date()))
    db.session.commit()
    at(datetime(2026, 3, 22, 10, 0, tzinfo=UTC))
    assert not reminders(), "nobody is reminded on a Sunday"
    at(MONDAY)
    at(MONDAY + timedelta(minutes=30))
    at(MONDAY + timedelta(days=1))
    told = reminders()
    assert set(told.values()) == {1}
    assert ben.email in told
    assert not {ana.email, bea.email, bo.email} & set(told)
    assert len(told) == 3


def test_a_closed_or_paused_round_reminds_nobody(round_, ben) -> None:
    actions.pause(round_.pulse)
    db.session.commit()
    at(MONDAY)
    assert not reminders()
    actions.resume(round_.pulse, now=MONDAY)
    db.session.commit()
    at(round_.closes_at - timedelta(minutes=90))
    at(round_.closes_at)
    close(round_)
    at(MONDAY)
    assert not reminders()


@pytest.mark.long
def test_a_worker_that_stood_still_sends_one_reminder_not_three(ines, blue) -> None:
    a_round(ines, blue, open_days=28)
    jobs.invite()
    late = datetime(2026, 4, 10, 12, 0, tzinfo=UTC)  # three reminders were due by then
    at(late)
    assert set(reminders().values()) == {1}
    at(late + timedelta(days=3))  # the fourth is due, but the last one is too near
    assert set(reminders().values()) == {1}
    at(late + timedelta(days=4))
    assert set(reminders().values()) == {2}


@pytest.mark.long
def test_a_clock_that_jumps_reminds_nobody_twice_in_four_days(ines, blue) -> None:
    a_round(ines, blue, open_days=28)
    jobs.invite()
    ahead = datetime(2026, 4, 7, 12, 0, tzinfo=UTC)
    at(ahead)
    assert set(reminders().values()) == {1}
    for hours in range(0, 24 * 18, 7):  # the clock is right again, and goes on
        at(ahead - timedelta(days=14) + timedelta(hours=hours))
    assert set(reminders().values()) == {1}


def test_whoever_got_no_invitation_is_invited_first(ines, blue, ben) -> None:
    a_round(ines, blue)
    at(MONDAY)
    assert not reminders()
    assert mail.kept_letters(1).total == 6
    at(MONDAY + timedelta(hours=23))
    assert not reminders()
    at(MONDAY + timedelta(days=1))
    assert sum(reminders().values()) == 6


def test_two_workers_send_each_reminder_once(app, round_) -> None:
    start, trouble = threading.Barrier(2), []

    def work() -> None:
        with app.app_context():
            start.wait(10)
            try:
                jobs.invite()
            except Exception as error:
                trouble.append(error)
            finally:
                db.session.remove()

    db.session.commit()
    threads = [threading.Thread(target=work) for _ in range(2)]
    with clock.frozen(MONDAY):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert trouble == []
    db.session.expire_all()
    assert set(reminders().values()) == {1}
    assert len(reminders()) == 6


def test_somebody_is_invited_from_their_own_opening_on(ines, blue, ben) -> None:
    opened = a_round(ines, blue)
    mine = db.session.get(Invitation, (opened.id, ben.id))
    mine.opens_at = NOW + timedelta(hours=3)
    db.session.commit()
    jobs.invite()
    assert mail.kept_letters(1).total == 5
    at(NOW + timedelta(hours=3))
    assert mail.kept_letters(1).total == 6


def test_whoever_answers_while_letters_go_out_gets_none(round_, ben) -> None:
    due = queue.due(MONDAY)
    assert (round_.id, ben.id, "reminder 1") in due
    answer(round_, [ben])
    told = RoundLetters().claim(due, MONDAY)
    assert len(told) == len(due) - 1
    assert (round_.id, ben.id, "reminder 1") not in told


def test_the_letter_says_what_was_heard_and_done_since_the_last_round(
    ines, ana, ben, hugo, blue, red, service
) -> None:
    before = a_round(ines, blue)
    answer(before, everybody(blue))
    close(before)
    before.heard = "You asked for <b>quieter</b> rooms.\nWe look for one."
    before.heard_at, before.heard_by_id = NOW, ines.id
    for team, did in ((blue, "A quiet room"), (service, "New headsets"), (red, "Red’s own")):
        db.session.add(an_action(team, hugo, did))
    old = an_action(blue, hugo, "Long ago")
    old.ended_on = TODAY - timedelta(days=1)
    db.session.add(old)
    with clock.frozen(datetime(2026, 4, 15, 9, 0, tzinfo=UTC)):
        opened = actions.open_round(before.pulse, now=clock.now())
        ben.zone, ben.name = "America/New_York", "Ben\r\nBcc: x@y.example"
        db.session.commit()
        db.session.get(Invitation, (opened.id, ben.id)).opens_at = clock.now()
        db.session.commit()
        jobs.invite()
    letter = next(each for each in mail.kept_letters(1).items if each.to == ben.email)
    assert "You asked for <b>quieter</b> rooms." in letter.text
    assert "&lt;b&gt;quieter&lt;/b&gt;" in letter.html
    for words in (letter.text, letter.html):
        assert "A quiet room" in words
        assert "New headsets" in words
        assert "Red’s own" not in words
        assert "Long ago" not in words
        assert f"{len(opened.questions)} short questions" in words


def test_the_letter_is_in_the_readers_language_and_counts_their_questions(
    ines, ben, blue, mailbox
) -> None:
    keys = ("teei-mission", "teei-asked", "teei-tools", "enps", "voice-safe", "growth-ahead")
    round_ = a_round(ines, blue, keys=keys, per_round=5)
    ben.locale = "de"
    mine = db.session.get(Invitation, (round_.id, ben.id))
    db.session.commit()
    number = sum(question.is_for(mine.turn) for question in round_.questions)
    assert number < len(round_.questions) or round_.questions
    jobs.invite()
    letter = next(each for each in mail.kept_letters(1).items if each.to == ben.email)
    assert f"{number} kurze Fragen" in letter.text
    assert "März" in letter.text or "25.03." in letter.text
    assert 'lang="de"' in letter.html


def an_action(team, owner, did: str) -> Action:
    return Action(
        team=team,
        heard="It is too loud",
        will_do="Find a room",
        owner=owner,
        due_on=TODAY,
        stage="done",
        did=did,
        ended_on=TODAY + timedelta(days=1),
        created_by_id=owner.id,
        created_at=NOW,
    )


@pytest.fixture
def bo(blue):
    return next(each for each in everybody(blue) if each.name.startswith("Bo "))
