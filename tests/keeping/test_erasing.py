"""Erasing people: when, by whom, how far, and again after a backup was restored."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from cxstaff import clock, mail
from cxstaff.customers.imports import actions as imports
from cxstaff.customers.imports.jobs import bring_in
from cxstaff.customers.models import ImportRun, ImportState
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.home import operations
from cxstaff.keeping import actions, erasing, jobs
from cxstaff.keeping.models import Cause, Erasure, Stage
from cxstaff.keeping.queries import find_erasure
from cxstaff.people import actions as people
from cxstaff.people.erasure import NOBODY
from cxstaff.people.models import Membership, Person, Role, Team
from cxstaff.points import verification as ledger
from cxstaff.pulses import actions as pulses
from cxstaff.pulses import jobs as pulse_jobs
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.models import Answer, RoundResult
from cxstaff.recognition.models import ThanksReceiver
from cxstaff.retention.models import RecordKind
from cxstaff.retention.queries import days
from cxstaff.security_log import Act
from cxstaff.security_log import queries as security_log
from cxstaff.security_log.queries import WantedActs
from tests.cast import NOW, TODAY
from tests.customers.files import HOW
from tests.keeping.story import EMAIL, LATER, NAME, NUMBER, Traces, everything
from tests.pulses.rounds import a_pulse, everybody

As = Callable[[Person | None], Any]


def ask(person: Person, actor: Person | None = None) -> None:
    actions.ask(person, actor, Cause.ASKED, today=TODAY, now=clock.now())
    db.session.commit()


def erase(person: Person) -> None:
    ask(person)
    jobs.erase_people()
    db.session.expire_all()


def stage_of(person_id: int) -> str | None:
    db.session.rollback()
    found = find_erasure(person_id)
    return found.stage if found else None


@pytest.mark.long
def test_what_was_counted_stays_and_nobody_is_named(zed: Person, later: None) -> None:
    before = everything()
    kept = ("answer", "round_result", "invitation", "thanks", "interaction", "feedback", "comment")
    zed_id = zed.id

    erase(zed)

    after = everything()
    assert {name: len(after[name]) for name in kept} == {name: len(before[name]) for name in kept}
    assert after["answer"] == before["answer"]
    assert after["round_result"] == before["round_result"]
    shell = db.session.get_one(Person, zed_id)
    assert (shell.name, shell.email, shell.employee_number) == (NOBODY, None, None)
    assert not shell.works_here(TODAY)
    assert {each.person_id for each in db.session.scalars(db.select(ThanksReceiver))} >= {zed_id}


def test_the_ledger_and_its_chain_stay_and_words_about_them_go(zed: Person, later: None) -> None:
    before = everything()
    assert len(before["points_link"]) == 5

    erase(zed)

    after = everything()
    for name in ("points_transfer", "points_link"):
        assert after[name] == before[name]
    assert [row["words"] for row in after["points_note"]] == ["Well done"]
    assert "Thanks of [name removed]" in {row["name"] for row in after["points_account"]}
    assert "For [name removed]" in {row["was"] for row in after["points_budget_change"]}
    report = ledger.report({})
    assert report.is_whole, report.faults
    assert report.without_words == 3


def test_words_of_others_stay(zed: Person, later: None, ben: Person) -> None:
    erase(zed)
    found = everything()
    assert "All is well" in {row["text"] for row in found["comment"]}
    assert "Ask [name removed] about it" in {row["text"] for row in found["comment"]}
    assert {row["text"] for row in found["action_note"]} == {
        "[words removed]",
        "with [name removed]",
    }
    assert ben.name == "Ben Berg"


def test_files_and_letters_that_name_them_go_and_others_stay(
    app: Flask, traces: Traces, later: None
) -> None:
    erase(traces.person)
    folder: Path = app.config["SETTINGS"].upload_dir
    assert [path.name for path in folder.iterdir()] == ["interactions-2.csv"]
    assert [letter.subject for letter in mail.kept_letters(1).items] == ["Round"]
    run = db.session.scalars(db.select(ImportRun).where(ImportRun.stored_as != "gone.csv")).one()
    assert run.state == ImportState.FAILED
    assert "was removed" in str(run.complaint)


def test_an_import_under_way_does_not_bring_the_name_back(traces: Traces, later: None) -> None:
    """The worker that reads the file has to stop: its next chunk would hold the name raw."""
    run = db.session.scalars(db.select(ImportRun).where(ImportRun.stored_as != "gone.csv")).one()
    how = {**HOW.columns, "reference": "id", "happened_at": "when", "handler": "who"}
    for optional in ("channel", "csat", "remark"):
        how.pop(optional)
    run.mapping = HOW.as_json() | {"columns": how, "channel": "Phone"}
    run.state = ImportState.QUEUED
    db.session.commit()
    assert imports.LEASE.claim("worker", now=clock.now(), row_id=run.id)
    db.session.commit()
    erase(traces.person)
    bring_in(run.id, "worker")
    assert NUMBER not in str(everything())


def test_a_round_that_asks_them_is_waited_for(
    zed: Person, ines: Person, blue: Team, as_: As
) -> None:
    pulse = a_pulse(ines, blue, name="Another", first_opens_at=LATER, open_days=3)
    opened, people_asked = pulses.open_round(pulse, now=LATER), everybody(blue)
    for each in people_asked:
        numbers = {"teei-mission": 6, "teei-asked": 6, "teei-tools": 6, "voice-safe": 6, "enps": 9}
        asked = hold_respondent(opened.id, each.id)
        pulses.answer(asked, numbers, None, now=LATER + timedelta(minutes=1))
    db.session.commit()
    signed_in = as_(zed)
    zed_id, round_id = zed.id, opened.id

    with clock.frozen(LATER + timedelta(days=1)):
        ask(zed)
        jobs.erase_people()
        assert stage_of(zed_id) == Stage.WAITING
        assert db.session.get_one(Person, zed_id).name == NAME
        assert signed_in.get("/").status_code == 303  # shut out at once
    with clock.frozen(LATER + timedelta(days=4)):
        pulse_jobs.close_rounds([round_id], now=clock.now())
        jobs.erase_people()
    assert stage_of(zed_id) == Stage.DONE
    query = db.select(RoundResult.n).where(RoundResult.round_id == round_id)
    assert set(db.session.scalars(query)) == {len(people_asked)}  # their answer counts


def test_the_last_admin_is_refused(ada: Person) -> None:
    with pytest.raises(Refused, match="last admin"):
        ask(ada)
    db.session.rollback()
    assert db.session.get_one(Person, ada.id).left_on is None


def test_nobody_erases_themselves_or_anybody_twice(zed: Person, ines: Person) -> None:
    with pytest.raises(Refused, match="Somebody else"):
        ask(ines, ines)
    ask(zed, ines)
    with pytest.raises(Refused, match="already"):
        ask(zed, ines)


def test_taken_back_while_it_waits_and_not_later(zed: Person, ines: Person, later: None) -> None:
    ask(zed, ines)
    erasure = find_erasure(zed.id)
    assert erasure is not None
    actions.take_back(erasure, ines, now=LATER)
    db.session.commit()
    jobs.erase_people()
    assert zed.name == NAME
    erase(zed)
    done = find_erasure(zed.id)
    assert done is not None
    with pytest.raises(Refused, match="begun"):
        actions.take_back(done, ines, now=LATER)


def test_who_came_back_meanwhile_is_not_erased(zed: Person, blue: Team, later: None) -> None:
    ask(zed)
    people.come_back(zed, blue, on=TODAY, actor=None, now=LATER)
    db.session.commit()
    jobs.erase_people()
    db.session.expire_all()
    assert zed.name == NAME
    assert stage_of(zed.id) is None


STEPS = range(1, len(erasing.FEATURES) + 7)
# Each feature takes one commit, and is the same step for a database; what follows is not.
DIFFERENT = (1, *STEPS[-6:])


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("step", STEPS)
def test_killed_anywhere_it_goes_on(
    zed: Person, later: None, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    kill_and_go_on(zed, step, monkeypatch)


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("step", DIFFERENT)
def test_killed_at_any_different_step_it_goes_on(
    zed: Person, later: None, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    kill_and_go_on(zed, step, monkeypatch)


def kill_and_go_on(zed: Person, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut the power after so many commits; the next run ends what was begun."""
    zed_id = zed.id
    ask(zed)
    session, commits, commit = db.session(), 0, type(db.session()).commit

    def commit_until(self: Any) -> None:
        nonlocal commits
        commits += 1
        if commits > step:
            raise KeyboardInterrupt
        commit(self)

    monkeypatch.setattr(type(session), "commit", commit_until)
    with pytest.raises(KeyboardInterrupt):
        jobs.erase_people()
    monkeypatch.undo()
    db.session.rollback()
    assert stage_of(zed_id) != Stage.DONE
    db.session.commit()

    jobs.erase_people()
    assert stage_of(zed_id) == Stage.DONE
    left = str(everything())
    assert [each for each in (NAME, EMAIL, NUMBER) if each in left] == []
    assert _lines(Act.PERSON_ERASED) == 1


@pytest.mark.long
def test_two_workers_at_once_erase_once(app: Flask, zed: Person, later: None) -> None:
    zed_id = zed.id
    ask(zed)
    db.session.remove()
    start, failures = threading.Barrier(2), list[BaseException]()

    def work() -> None:
        with app.app_context():
            start.wait()
            try:
                jobs.erase_people()
            except BaseException as error:
                failures.append(error)
            finally:
                db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert failures == []
    jobs.erase_people()  # a worker that found the other reading leaves the disk for later
    assert stage_of(zed_id) == Stage.DONE
    left = str(everything())
    assert [each for each in (NAME, EMAIL, NUMBER) if each in left] == []
    assert _lines(Act.PERSON_ERASED) == 1


@pytest.mark.long
def test_leavers_are_erased_after_their_time(zed: Person, later: None, ben: Person) -> None:
    people.leave(zed, on=TODAY, actor=None, now=NOW)
    people.leave(ben, on=TODAY + timedelta(days=30), actor=None, now=NOW)
    zed_id, ben_id = zed.id, ben.id
    actions.ensure_start(TODAY)
    db.session.commit()
    kept = days()[RecordKind.LEAVERS]
    for passed, erased in ((kept, False), (kept + 1, True)):
        with clock.frozen(NOW + timedelta(days=passed)):
            jobs.forget_old()
            jobs.erase_people()
        db.session.expire_all()
        assert (db.session.get_one(Person, zed_id).name == NOBODY) is erased
    assert db.session.get_one(Person, ben_id).name == "Ben Berg"


@pytest.mark.long
def test_erased_again_after_a_backup_was_restored(
    app: Flask, database: Any, zed: Person, later: None, command: Any
) -> None:
    zed_id = zed.id
    backup = everything()
    erase(zed)
    assert app.config["SETTINGS"].erased_file.read_text().startswith(f"{zed_id},2026-03-26,")
    assert NAME not in app.config["SETTINGS"].erased_file.read_text()

    _restore(zed_id, backup)
    told = [each.title for each in operations.concerns(app.config["SETTINGS"], LATER)]
    assert any("on the roster again: 1" in title for title in told)

    result = command("people", "erase-again", input="y\n")
    assert NAME in result.output
    assert "Erased: 1" in result.output
    assert stage_of(zed_id) == Stage.DONE
    assert NAME not in str(everything())
    again = command("people", "erase-again")
    assert "Nobody on the list" in again.output


def test_the_list_of_another_installation_erases_nobody(
    app: Flask, zed: Person, command: Any
) -> None:
    app.config["SETTINGS"].erased_file.write_text(f"{zed.id},2026-03-26,0123456789abcdef\n")
    assert "Nobody on the list" in command("people", "erase-again", "--yes").output
    assert zed.name == NAME


@pytest.mark.parametrize("who", [EMAIL, NUMBER])
def test_the_command_erases_at_once(zed: Person, later: None, command: Any, who: str) -> None:
    zed_id = zed.id
    assert command("people", "erase", who, input="n\n").exit_code == 1
    assert zed.name == NAME
    result = command("people", "erase", who, input="y\n")
    assert result.exception is None
    assert "Erased: 1" in result.output
    assert stage_of(zed_id) == Stage.DONE


def test_the_command_refuses(zed: Person, command: Any) -> None:
    assert "Nobody on the roster" in command("people", "erase", "x@y.example", "--yes").output
    assert "last admin" in command("people", "erase", "ada@bright.example", "--yes").output


def test_somebody_who_came_today_can_be_erased(blue: Team, later: None) -> None:
    day = clock.local_day(LATER, "Europe/Berlin")
    who = ("New Here", "new@bright.example", None, blue)
    new = people.add_person(*who, since=day, actor=None, now=LATER)
    db.session.commit()
    actions.ask(new, None, Cause.ASKED, today=day, now=LATER)
    db.session.commit()
    jobs.erase_people()
    db.session.expire_all()
    assert new.name == NOBODY
    assert not list(db.session.scalars(db.select(Membership).where(Membership.person_id == new.id)))


def test_the_security_log_stays_whole_and_loses_their_notes(zed: Person, later: None) -> None:
    db.session.commit()
    erase(zed)
    report = security_log.held_against({})
    assert report.is_whole
    words = str([row["words"] for row in everything()["security_note"]])
    assert NAME not in words
    assert "marsupial" not in words


def test_two_of_one_name_do_not_clash_in_names_that_are_unique(
    zed: Person, later: None, ben: Person
) -> None:
    db.session.add_all([Team(name=f"Office of {NAME}"), Team(name=f"Office of {ben.name}")])
    db.session.commit()
    erase(zed)
    erase(ben)
    names = set(db.session.scalars(db.select(Team.name)))
    assert {"Office of [name removed]", "Office of [name removed] 2"} <= names


def test_roles_go_with_the_request(zed: Person) -> None:
    assert people.granted_to(zed) == {Role.CX}
    ask(zed)
    assert people.granted_to(zed) == frozenset()
    assert zed.password_hash is None


def _lines(act: Act) -> int:
    db.session.rollback()
    found = security_log.every_line(WantedActs())
    return sum(1 for each in found if each.act == act)


def _restore(zed_id: int, backup: dict[str, list[dict[str, Any]]]) -> None:
    """Put the entry back as it was, as restoring a backup from before does."""
    (entry,) = (row for row in backup["person"] if row["id"] == zed_id)
    db.session.execute(db.delete(Erasure))
    db.session.execute(db.update(Person).where(Person.id == zed_id).values(entry))
    db.session.commit()


def test_nothing_counts_answers_anew(zed: Person, later: None) -> None:
    """Answers in numbers have no name, so an erasure has nothing to change in them."""
    before = db.session.scalar(db.select(db.func.count()).select_from(Answer))
    erase(zed)
    assert db.session.scalar(db.select(db.func.count()).select_from(Answer)) == before
