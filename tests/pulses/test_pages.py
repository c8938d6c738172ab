"""Each page: it works, a colleague may, another sees 404, a stranger is turned away."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.models import SignInSession, Team
from cxstaff.pulses import actions, jobs, queries
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.letters import queue
from cxstaff.pulses.models import Pulse, PulseLetter, PulseRound
from cxstaff.pulses.planning.actions import spacing
from cxstaff.work.dispatch import LettersWait
from tests.cast import NOW, TODAY
from tests.pulses.rounds import (
    LATER,
    OTHER_KEYS,
    a_pulse,
    a_round,
    answer,
    answers_in_boxes,
    close,
    everybody,
    hire,
)

PLAN = {
    "name": "Monthly pulse",
    "audience": "",
    "questions": ["teei-mission", "comment"],
    "every_weeks": "4",
    "open_days": "7",
    "opens_hour": "9",
    "start": "day",
    "first_on": "2026-03-19",
}


def count(model) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(model))


@pytest.fixture
def round_(ines, blue) -> PulseRound:
    return a_round(ines, blue)


@pytest.fixture
def closed(ines, blue, red, service) -> PulseRound:
    made = a_round(ines, service)
    answer(made, everybody(blue), 6, "Better headsets, please")
    answer(made, everybody(red), 3, "<script>alert(1)</script>")
    close(made)
    return made


@pytest.fixture
def path(round_) -> str:
    return f"/pulses/rounds/{round_.id}"


def test_answering_works_and_says_first_what_is_stored(as_, ben, path, blue) -> None:
    page = as_(ben).get(path)
    assert page.status_code == 200
    assert "You are counted in “Blue” with 5 others." in page.text
    assert "without time or address" in page.text
    assert "not promised" in page.text
    visit = as_(ben)
    sent = visit.post(path, {"q-enps": "0", "q-teei-asked": "", "comment": "Fine"})
    assert sent.status_code == 303
    assert "kept without your name" in visit.get(sent.headers["Location"]).text
    assert len(answers_in_boxes()) == 1


def test_the_form_starts_empty_when_an_answer_is_changed(as_, ben, path) -> None:
    visit = as_(ben)
    visit.post(path, {"q-enps": "3", "comment": "secret words"})
    page = visit.get(path)
    assert "You have answered already" in page.text
    assert "secret words" not in page.text
    assert "checked" not in page.text
    assert visit.post(path, {"q-enps": "4"}).status_code == 303
    assert len(answers_in_boxes()) == 1


def test_another_team_cannot_tell_the_round_exists(as_, cleo, ines, path) -> None:
    for person in (cleo, ines):
        assert as_(person).get(path).status_code == 404
        assert as_(person).post(path, {"q-enps": "4"}).status_code == 404


def test_a_stranger_is_turned_away(as_, path) -> None:
    for address in (path, "/pulses", "/pulses/new", "/pulses/plans", f"{path}/results"):
        assert "/sign-in" in as_(None).get(address).headers["Location"]


@pytest.mark.parametrize(
    ("typed", "status", "told"),
    [
        ({"q-enps": "11", "comment": "kept words"}, 422, "one of the answers shown"),
        ({"q-enps": "x\x00", "comment": "kept words"}, 422, "one of the answers shown"),
        ({"q-enps": "5", "comment": "kept words " * 100}, 422, "shorten it to 1000"),
        ({"q-enps": "5", "comment": "kept words " + "x" * 1_000_000}, 422, "shorten it"),
        ({"q-enps": ""}, 409, "Nothing is answered yet"),
    ],
)
def test_a_wrong_answer_is_explained_and_nothing_typed_is_lost(
    as_, ben, path, typed, status, told
) -> None:
    page = as_(ben).post(path, {**typed, "q-teei-asked": "2"} if status == 422 else typed)
    assert page.status_code == status
    assert told in page.text
    assert len(answers_in_boxes()) == 0
    if status == 422:
        assert "kept words" in page.text
        assert 'id="q-teei-asked-2" value="2" checked' in page.text


def test_a_late_answer_is_explained_and_still_there(as_, ben, path, round_) -> None:
    with clock.frozen(round_.closes_at + timedelta(seconds=1)):
        page = as_(ben).post(path, {"q-enps": "5", "comment": "late words"})
        shown = as_(ben).get(path)
    assert page.status_code == 409
    assert "This round is over" in page.text
    assert "late words" in page.text
    assert "This round is over" in shown.text
    assert len(answers_in_boxes()) == 0


def test_markup_in_comments_stays_words(as_, ines, closed) -> None:
    page = as_(ines).get(f"/pulses/rounds/{closed.id}/comments")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "Better headsets" in page.text


def test_what_waits_for_me_and_what_came_of_it(as_, ben, cleo, closed, ines, blue) -> None:
    a_round(ines, blue, name="Waiting one", keys=OTHER_KEYS)
    page = as_(ben).get("/pulses").text
    assert "Waiting one" in page
    assert "Monthly pulse" in page
    assert "Waiting one" not in as_(cleo).get("/pulses").text


def test_nobody_sees_results_while_a_round_is_open(as_, ines, ana, round_, blue) -> None:
    answer(round_, everybody(blue), 1, "Open words")
    for person in (ines, ana):
        assert as_(person).get(f"/pulses/rounds/{round_.id}/results").status_code == 404
        assert as_(person).get(f"/pulses/rounds/{round_.id}/comments").status_code == 404


@pytest.mark.long
def test_results_for_hr_cx_and_leads_of_the_team_alone(
    as_, ines, cyrus, ana, hugo, ben, ada, closed, blue, red
) -> None:
    base = f"/pulses/rounds/{closed.id}/results"
    for person in (ines, cyrus, hugo):
        assert as_(person).get(f"{base}?team={red.id}").status_code == 200
    assert as_(ana).get(f"{base}?team={blue.id}").status_code == 200
    assert as_(ana).get(f"{base}?team=company").status_code == 200
    assert as_(ana).get(f"{base}?team={red.id}").status_code == 404
    assert as_(ana).get(f"{base}?team=999999").status_code == 404
    assert "Blue" in as_(ana).get(base).text
    assert "Red" not in as_(ana).get(base).text
    for person in (ben, ada):
        assert as_(person).get(base).status_code == 403


def test_comments_for_hr_and_leads_but_not_for_others(
    as_, ines, cyrus, ana, hugo, closed, blue, service
) -> None:
    base = f"/pulses/rounds/{closed.id}/comments"
    assert "Better headsets" in as_(ines).get(base).text
    assert "Better headsets" in as_(hugo).get(f"{base}?team={service.id}").text
    ours = as_(ana).get(f"{base}?team={blue.id}")
    assert "No comments to show" in ours.text  # six answered in Blue: too few for comments
    assert as_(ana).get(f"{base}?team={service.id}").status_code == 404
    assert as_(ana).get(f"{base}?team=company").status_code == 404
    assert as_(cyrus).get(base).status_code == 404


def test_hidden_and_no_data_look_different(as_, ines, blue, red, service) -> None:
    made = a_round(ines, service)
    answer(made, everybody(blue))
    answer(made, everybody(red)[:3])
    close(made)
    visit, base = as_(ines), f"/pulses/rounds/{made.id}/results"
    assert "Hidden to protect people" in visit.get(f"{base}?team={red.id}").text
    office = db.session.scalars(db.select(Team).where(Team.name == "Office")).one()
    nobody = visit.get(f"{base}?team={office.id}").text
    assert "This team was not asked" in nobody
    assert "Hidden to protect people" not in nobody


def test_scores_stand_with_their_interval_and_n(as_, ines, blue) -> None:
    hire(blue, 6)
    made = a_round(ines, blue)
    people = everybody(blue)
    answer(made, people[:3], 7)
    answer(made, people[3:6], 4)
    close(made)
    page = as_(ines).get(f"/pulses/rounds/{made.id}/results").text
    assert "6 of 12 answered" in page
    assert "with 95 % confidence" in page


def test_a_plan_is_made_previewed_and_explained(as_, ines) -> None:
    visit = as_(ines)
    assert visit.get("/pulses/new").status_code == 200
    preview = visit.post("/pulses/new", PLAN | {"preview": "yes"})
    assert preview.status_code == 200
    assert "preview-teei-mission" in preview.text
    assert count(Pulse) == 0
    made = visit.post("/pulses/new", PLAN)
    assert made.status_code == 303
    pulse = db.session.scalars(db.select(Pulse)).one()
    assert pulse.next_opens_at.isoformat() == "2026-03-19T08:00:00+00:00"
    assert [q.key for q in pulse.questions] == ["teei-mission", "comment"]
    assert visit.get(made.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": " "}, "give the pulse a name"),
        ({"questions": ["comment"]}, "answered with a number"),
        ({"questions": []}, "answered with a number"),
        ({"first_on": "2026-03-17"}, "today or a later day"),
        ({"first_on": ""}, "choose the first day"),
        ({"open_days": "0"}, "1 to 28"),
        ({"open_days": "8", "every_weeks": "1"}, "before this one is over"),
    ],
)
def test_a_wrong_plan_is_explained(as_, ines, change, told) -> None:
    page = as_(ines).post("/pulses/new", PLAN | change)
    assert page.status_code == 422
    assert told in page.text
    assert count(Pulse) == 0


@pytest.mark.both
def test_a_round_can_open_at_once(as_, ines, ben, blue) -> None:
    made = as_(ines).post("/pulses/new", PLAN | {"start": "now", "audience": str(blue.id)})
    assert made.status_code == 303
    assert [w.name for w in queries.open_rounds_for(ben, NOW)] == ["Monthly pulse"]


def test_a_round_for_too_few_is_refused_in_words(as_, ines, app) -> None:
    office = db.session.scalars(db.select(Team).where(Team.name == "Office")).one()
    page = as_(ines).post("/pulses/new", PLAN | {"start": "now", "audience": str(office.id)})
    assert page.status_code == 409
    assert "Only 4 people would be asked" in page.text
    assert count(Pulse) == 0


def test_pausing_resuming_and_opening_now(as_, ines, ben, blue) -> None:
    pulse = a_pulse(ines, blue, first_opens_at=LATER)
    base, visit = f"/pulses/{pulse.id}", as_(ines)
    assert visit.post(f"{base}/pause").status_code == 303
    assert pulse.is_paused
    assert "Resume" in visit.get(base).text
    assert visit.post(f"{base}/resumption").status_code == 303
    assert not pulse.is_paused
    assert visit.post(f"{base}/rounds").status_code == 303
    again = visit.post(f"{base}/rounds")
    assert again.status_code == 409
    assert "open already" in again.text


def test_running_pulses_is_for_hr(as_, ana, cyrus, ada, ines, blue) -> None:
    pulse = a_pulse(ines, blue)
    for person in (ana, cyrus, ada):
        visit = as_(person)
        for address in ("/pulses/new", "/pulses/plans", f"/pulses/{pulse.id}"):
            assert visit.get(address).status_code == 403
        for verb in ("pause", "resumption", "rounds"):
            assert visit.post(f"/pulses/{pulse.id}/{verb}").status_code == 403
    assert as_(ines).get("/pulses/999").status_code == 404


def test_a_round_that_cannot_close_is_shown_loudly(as_, ines, ada, ben, round_, app, blue) -> None:
    answer(round_, everybody(blue))
    for file in app.config["SETTINGS"].key_dir.iterdir():
        file.unlink()
    close(round_)
    for person in (ines, ada):
        assert "cannot be closed" in as_(person).get("/pulses").text
    assert "cannot be closed" not in as_(ben).get("/pulses").text


def test_the_promise_is_for_everybody_to_read(as_, ben) -> None:
    for person in (None, ben):
        page = as_(person).get("/privacy")
        assert page.status_code == 200
        assert "What is not promised" in page.text


def test_each_person_gets_one_letter_when_a_round_opens(round_, mailbox, ben, blue) -> None:
    bill = next(p for p in everybody(blue) if p.name.startswith("Bill"))
    bill.email = None
    db.session.commit()
    jobs.invite()
    jobs.invite()
    sent = sorted(mailbox.glob("*.eml"))
    assert len(sent) == 5
    text = "\n".join(each.read_text() for each in sent)
    assert "/answers/" in text
    assert "without your name" in text
    assert count(PulseLetter) == 5


def test_who_left_gets_no_letter_and_who_answered_gets_the_invitation_for_a_day(
    round_, mailbox, ben, bea
) -> None:
    """So that no invitation, and no address that refuses one, tells who has answered."""
    ben.left_on = TODAY
    answer(round_, [bea])
    jobs.invite()
    assert len(list(mailbox.glob("*.eml"))) == 5


def test_an_invitation_that_is_late_by_a_day_goes_to_who_has_not_answered(
    round_, mailbox, bea
) -> None:
    answer(round_, [bea])
    with clock.frozen(NOW + timedelta(days=1)):
        jobs.invite()
    assert len(list(mailbox.glob("*.eml"))) == 5


def test_a_mail_server_that_is_down_loses_no_letter(round_, mailbox, app) -> None:
    whole = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(whole, mail_url="smtp://127.0.0.1:9")
    try:
        with pytest.raises(LettersWait, match="cannot be reached"):
            jobs.invite()
    finally:
        app.config["SETTINGS"] = whole
    assert 0 < count(PulseLetter) < 6  # it gave up after a few instead of trying everybody
    with clock.frozen(NOW + timedelta(minutes=11)):
        jobs.invite()
    assert len(list(mailbox.glob("*.eml"))) == 6


def test_a_pulse_without_engagement_says_so_rather_than_hidden(as_, ben, ines, blue) -> None:
    made = a_round(ines, blue, keys=("voice-safe",))
    for person in everybody(blue):
        actions.answer(hold_respondent(made.id, person.id), {"voice-safe": 5}, None, now=NOW)
    close(made)
    page = as_(ben).get("/pulses").text
    assert "Engagement not asked" in page
    assert "Hidden to protect people" not in page
    assert not queries.was_asked(blue.id)


def test_a_letter_left_by_a_killed_worker_goes_later(round_, mailbox, ben) -> None:
    letter = (round_.id, ben.id, queue.INVITATION)
    assert queue.claim([letter], now=NOW) == [letter]
    assert queue.claim([letter], now=NOW) == []
    db.session.commit()
    jobs.invite()
    assert len(list(mailbox.glob("*.eml"))) == 5
    with clock.frozen(NOW + timedelta(minutes=11)):
        jobs.invite()
    assert len(list(mailbox.glob("*.eml"))) == 6


@pytest.mark.long
def test_lists_ask_the_database_a_bounded_number_of_times(
    as_, ines, ben, blue, service, counting, monkeypatch
) -> None:
    monkeypatch.setattr(spacing, "APART", timedelta())  # three at once, to see lists
    for n in range(3):
        made = a_round(ines, service, name=f"Pulse {n}")
        answer(made, everybody(blue))
        close(made)
        a_round(ines, blue, name=f"Open {n}")
    for person, address, most in [
        (ben, "/pulses", 16),
        (ines, "/pulses", 18),
        (ines, "/pulses/plans", 14),
        (ines, f"/pulses/rounds/{made.id}/results", 18),
        (ines, f"/pulses/{made.pulse_id}", 14),
    ]:
        visit = as_(person)
        db.session.commit()
        with counting() as sent:
            assert visit.get(address).status_code == 200
        assert len(sent) <= most, f"{address}: {len(sent)}\n" + "\n".join(sent.statements)


@pytest.mark.both
def test_who_is_signed_in_answers_in_two_statements_on_the_first_visit_of_a_day_too(
    as_, ben, path, counting
) -> None:
    visit = as_(ben)
    db.session.execute(db.update(SignInSession).values(seen_on=TODAY))
    for days, wanted in ((0, ["SELECT", "UPDATE"]), (1, ["SELECT", "UPDATE", "SELECT", "UPDATE"])):
        with clock.frozen(NOW + timedelta(days=days)), counting() as sent:
            assert visit.post(path, {"q-enps": str(days)}).status_code == 303
        assert [each.split()[0] for each in sent.statements if "BEGIN" not in each] == wanted
    assert len(answers_in_boxes()) == 1


def test_an_operator_opens_and_closes_rounds(command, ines, blue) -> None:
    pulse = a_pulse(ines, blue)
    opened = command("pulses", "open", str(pulse.id))
    assert opened.exit_code == 0, opened.output
    assert "6 people are asked" in opened.output
    assert "open already" in command("pulses", "open", str(pulse.id)).output
    assert "no pulse 99" in command("pulses", "open", "99").output
    assert "No round is waiting" in command("pulses", "close").output
    with clock.frozen(LATER):
        closed = command("pulses", "close")
    assert closed.exit_code == 0, closed.output
    assert "closed" in closed.output
