"""A round whose key is gone for good is given up, and everybody who was asked is told so once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from cxstaff import clock, mail
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.home import operations
from cxstaff.people.models import Person, Team
from cxstaff.pulses import actions, jobs, queries
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.closing import actions as closing
from cxstaff.pulses.giving_up.actions import give_up
from cxstaff.pulses.letters import queue
from cxstaff.pulses.models import Invitation, PulseLetter, PulseRound, SealedAnswer
from cxstaff.pulses.results import queries as published
from cxstaff.pulses.sealing import keys
from cxstaff.security_log.models import SecurityEvent
from tests.cast import NOW
from tests.conftest import Visit
from tests.pulses.rounds import LATER, a_round, answer, answers_in_boxes, close, everybody

As = Callable[[Person | None], Visit]
SURE = {"key_is_gone": "y"}
TOLD = "nobody can read them any more"


@pytest.fixture
def round_(ines: Person, blue: Team, red: Team, service: Team) -> PulseRound:
    """A round that Blue has answered."""
    made = a_round(ines, service)
    answer(made, everybody(blue), 6, "Better headsets, please")
    return made


@pytest.fixture
def keyless(round_: PulseRound) -> PulseRound:
    """The same round without its key, as a restored backup finds it."""
    key_of(round_).unlink()
    return round_


@pytest.fixture
def path(round_: PulseRound) -> str:
    return f"/pulses/rounds/{round_.id}/giving-up"


def key_of(round_: PulseRound) -> Path:
    return keys.path_of(round_.public_key, keys.folder())


def envelopes() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(SealedAnswer)) or 0


def work(now: datetime = NOW) -> None:
    """Let the jobs run that concern rounds."""
    with clock.frozen(now):
        jobs.close_ended()
        jobs.invite()
    db.session.expire_all()


def given_up(round_: PulseRound, now: datetime = NOW) -> None:
    give_up(round_.id, None, keys.folder(), now=now)
    db.session.commit()
    work(now)


def letters_about(subject: str) -> list[mail.KeptLetter]:
    return [each for each in mail.kept_letters(1, 1000).items if subject in each.subject]


def test_a_round_whose_key_is_there_cannot_be_given_up(
    round_: PulseRound, as_: As, ines: Person, path: str
) -> None:
    with pytest.raises(Refused, match="key of this round is there"):
        give_up(round_.id, ines, keys.folder(), now=NOW)
    page = as_(ines).get(path)
    assert "The key of this round is there" in page.text
    assert "never comes back" not in page.text
    assert as_(ines).post(path, SURE).status_code == 409
    work(LATER)
    assert round_.given_up_at is None
    assert round_.answers == 6


def test_a_round_of_which_no_envelope_opens_is_given_up_once_it_is_over(
    round_: PulseRound, as_: As, ines: Person, path: str
) -> None:
    """The key is there and opens nothing: no answer would ever come out of it."""
    theirs = db.update(SealedAnswer).where(SealedAnswer.has_answered)
    db.session.execute(theirs.values(envelope=b"broken"))
    db.session.commit()
    assert as_(ines).post(path, SURE).status_code == 409
    work(LATER)
    assert "Not one answer" in round_.complaint
    with clock.frozen(LATER):
        assert "give the round up" in as_(ines).get("/pulses").text
        page = as_(ines).get(path).text
        assert "they were damaged" in page
        assert "No backup of the database" in page
        assert as_(ines).post(path, SURE).status_code == 303
    work(LATER)
    assert (round_.answers, envelopes(), key_of(round_).exists()) == (0, 0, False)
    assert round_.closed_at is not None
    assert TOLD in letters_about("has no result")[0].text.replace("\n", " ")


def test_a_round_of_which_one_envelope_opens_is_not_given_up(round_: PulseRound) -> None:
    people = [each.person_id for each in answers_in_boxes()]
    harmed = db.update(SealedAnswer).where(SealedAnswer.person_id.in_(people[1:]))
    db.session.execute(harmed.values(envelope=b"broken"))
    db.session.commit()
    with pytest.raises(Refused, match="key of this round is there"):
        give_up(round_.id, None, keys.folder(), now=LATER)


def test_nothing_is_given_up_while_nobody_can_tell(keyless: PulseRound) -> None:
    folder = keys.folder()
    folder.rename(folder.with_name("elsewhere"))
    try:
        with pytest.raises(Refused, match="cannot be read"):
            give_up(keyless.id, None, folder, now=NOW)
    finally:
        folder.with_name("elsewhere").rename(folder)


def test_a_closed_round_is_not_given_up(round_: PulseRound) -> None:
    close(round_)
    with pytest.raises(Refused, match="opened already"):
        give_up(round_.id, None, keys.folder(), now=LATER)


@pytest.mark.parametrize("name", ["ines", "ada"])
def test_hr_and_admins_give_it_up_and_its_envelopes_go(
    keyless: PulseRound, as_: As, path: str, name: str, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(name)
    page = as_(person).get(path)
    assert page.status_code == 200
    assert "Give it up only if the key never comes back" in page.text
    assert as_(person).post(path, {}).status_code == 422
    assert keyless.given_up_at is None
    sent = as_(person).post(path, SURE)
    assert sent.status_code == 303
    assert envelopes(), "they go with the next run of the job, as when a round closes"
    work()
    assert envelopes() == 0
    assert (keyless.given_up_at, keyless.given_up_by_id) == (NOW, person.id)
    assert keyless.closed_at == NOW
    assert as_(person).post(path, SURE).status_code == 409
    (line,) = db.session.scalars(db.select(SecurityEvent))
    assert (line.act, line.by_id, line.round_id) == ("round given up", person.id, keyless.id)


def test_nobody_else_gives_rounds_up(
    keyless: PulseRound, as_: As, path: str, ana: Person, ben: Person, cyrus: Person
) -> None:
    for person in (ana, ben, cyrus):
        assert as_(person).get(path).status_code == 403
        assert as_(person).post(path, SURE).status_code == 403
    assert as_(None).post(path, SURE).location.startswith("/sign-in")
    assert keyless.given_up_at is None


def test_no_answer_is_taken_any_more(
    keyless: PulseRound, as_: As, ben: Person, cleo: Person
) -> None:
    given_up(keyless)
    with pytest.raises(Refused, match="over"):
        actions.answer(hold_respondent(keyless.id, cleo.id), {"enps": 3}, None, now=NOW)
    assert TOLD in as_(ben).get(f"/pulses/rounds/{keyless.id}").text
    assert queries.open_rounds_for(cleo, NOW) == []


@pytest.mark.both
def test_its_state_is_told_everywhere_and_it_is_no_result(
    keyless: PulseRound, as_: As, ben: Person, ines: Person, ana: Person
) -> None:
    given_up(keyless)
    for person in (ben, ana):
        for address in ("/", "/pulses"):
            assert TOLD in as_(person).get(address).text, (person.name, address)
    assert "Given up, no result" in as_(ines).get(f"/pulses/{keyless.pulse_id}").text
    kept = as_(ines).get(f"/pulses/rounds/{keyless.id}/results")
    assert kept.status_code == 410
    assert TOLD in kept.text
    assert published.rounds(1).total == 0
    assert queries.latest_of_team(everybody_team(keyless)) is None
    assert as_(ben).get(f"/pulses/rounds/{keyless.id}/results").status_code == 403


def everybody_team(round_: PulseRound) -> int:
    query = db.select(Invitation.team_id).where(Invitation.round_id == round_.id)
    return db.session.scalars(query.limit(1)).one()


def test_who_was_not_asked_reads_nothing(keyless: PulseRound, as_: As, cyrus: Person) -> None:
    given_up(keyless)
    for address in ("/", "/pulses"):
        assert TOLD not in as_(cyrus).get(address).text


def test_everybody_asked_gets_one_letter_whether_they_answered_or_not(
    keyless: PulseRound, blue: Team, red: Team
) -> None:
    given_up(keyless)
    work(NOW + timedelta(minutes=1))
    work(NOW + timedelta(hours=1))
    letters = letters_about("has no result")
    asked = [*everybody(blue), *everybody(red)]
    assert sorted(each.to for each in letters) == sorted(str(p.email) for p in asked if p.email)
    assert TOLD in " ".join(letters[0].text.split())
    assert "“Monthly pulse”" in letters[0].text


def test_a_letter_whose_worker_was_killed_goes_again_under_the_same_name(
    keyless: PulseRound, monkeypatch: pytest.MonkeyPatch, ben: Person
) -> None:
    """Killed after the letter went and before that was noted: its reader's program knows it."""

    def killed(*_args: Any, **_named: Any) -> None:
        raise KeyboardInterrupt

    give_up(keyless.id, None, keys.folder(), now=NOW)
    db.session.commit()
    with monkeypatch.context() as patched:
        patched.setattr("cxstaff.pulses.letters.queue.note_sent", killed)
        with pytest.raises(KeyboardInterrupt):
            work()
    db.session.rollback()
    assert len(letters_about("has no result")) == 1
    work(NOW + timedelta(minutes=1))
    (twice,) = [e for e in db.session.scalars(db.select(PulseLetter)) if e.sent_at is None]
    work(NOW + timedelta(minutes=20))
    assert twice.sent_at is not None
    sent = [Path(f).read_bytes() for f in sorted(mail.folder().glob("*.eml"))]
    names = [line for each in sent for line in each.splitlines() if b"Message-ID" in line]
    assert len(names) == len(set(names)) + 1


def test_no_letter_before_the_envelopes_are_gone(keyless: PulseRound) -> None:
    give_up(keyless.id, None, keys.folder(), now=NOW)
    db.session.commit()
    jobs.invite()
    assert letters_about("has no result") == []


def test_a_key_that_turns_up_again_opens_nothing(
    round_: PulseRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = key_of(round_).read_bytes()
    key_of(round_).unlink()
    give_up(round_.id, None, keys.folder(), now=NOW)
    db.session.commit()
    key_of(round_).write_bytes(kept)
    work(LATER)
    assert (round_.answers, round_.opened_box_at, envelopes()) == (0, None, 0)
    assert not key_of(round_).exists()


def test_notes_about_who_answered_when_go_too(keyless: PulseRound) -> None:
    """Who got no reminder had answered early: letters about the round go, as when it closes."""
    jobs.invite()
    assert db.session.scalar(db.select(db.func.count()).select_from(PulseLetter))
    give_up(keyless.id, None, keys.folder(), now=NOW)
    db.session.commit()
    work()
    kept = db.session.scalars(db.select(PulseLetter.occasion).distinct()).all()
    assert set(kept) <= {queue.GIVEN_UP}


@pytest.mark.parametrize("step", ["empty", "forget"])
def test_a_worker_killed_between_is_followed_by_one_that_goes_on(
    keyless: PulseRound, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    give_up(keyless.id, None, keys.folder(), now=NOW)
    db.session.commit()

    def killed(*_args: Any, **_named: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(closing, step, killed)
        with pytest.raises(KeyboardInterrupt):
            work()
    db.session.rollback()
    assert keyless.closed_at is None
    work()
    assert (envelopes(), keyless.closed_at) == (0, NOW)


def test_operators_are_told_before_the_round_is_over(
    app: Flask, keyless: PulseRound, as_: As, ada: Person, ines: Person, path: str
) -> None:
    told = operations.concerns(app.config["SETTINGS"], NOW)
    assert "The key of a round of “Monthly pulse” is missing" in [each.title for each in told]
    assert path in as_(ada).get("/operations").text
    assert path in as_(ada).get("/").text
    for address in ("/pulses", "/pulses/plans"):
        assert path in as_(ines).get(address).text
    work(LATER)
    assert "cannot close" in as_(ada).get("/operations").text
    assert path in as_(ada).get("/operations").text
    given_up(keyless, LATER)
    assert path not in as_(ada).get("/operations").text


def test_an_operator_gives_it_up_by_command(
    keyless: PulseRound, command: Callable[..., Any]
) -> None:
    assert "Monthly pulse" in command("pulses", "stuck").output
    asked = command("pulses", "give-up", str(keyless.id), input="n\n")
    assert asked.exit_code == 1
    assert keyless.given_up_at is None
    done = command("pulses", "give-up", str(keyless.id), "--yes")
    assert done.exit_code == 0, done.output
    assert (envelopes(), keyless.closed_at) == (0, NOW)
    assert "has its key" in command("pulses", "stuck").output
    assert command("pulses", "give-up", "999").exit_code == 1


def test_an_operator_cannot_give_up_what_can_be_opened(
    round_: PulseRound, command: Callable[..., Any]
) -> None:
    refused = command("pulses", "give-up", str(round_.id), "--yes")
    assert refused.exit_code == 1
    assert "The key of this round is there" in refused.output
    assert envelopes()


def test_the_database_itself_knows_no_result_of_a_round_given_up(keyless: PulseRound) -> None:
    given_up(keyless)
    with pytest.raises(Exception, match="given_up_unopened"):
        db.session.execute(text("UPDATE pulse_round SET opened_box_at = closed_at"))
    db.session.rollback()
