"""The security log as it is read: admins search all of it, everybody reads what concerns them."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest

from cxstaff import clock, security_log
from cxstaff.db import db
from cxstaff.mail import message
from cxstaff.security_log import Act
from cxstaff.security_log import hash_chain as chain
from cxstaff.security_log.models import Checkpoint, SecurityEvent
from cxstaff.work import schedule
from tests.cast import NOW, TODAY


def add(act, by=None, **more) -> None:
    security_log.record(act, by=by, now=NOW, **more)
    db.session.commit()


def test_an_admin_reads_who_did_what(as_, ada, ines, ben) -> None:
    add(Act.EMAIL_CHANGED, ines, on=ben, old="ben@old.example")
    page = as_(ada).get("/security-log").text
    for words in ("Changed an e-mail address", "Ines Ingo", "Ben Berg", "ben@old.example"):
        assert words in page


@pytest.mark.parametrize("who", ["ines", "cyrus", "ana", "ben"])
def test_nobody_else_reads_all_of_it(as_, request, who) -> None:
    person = request.getfixturevalue(who)
    assert as_(person).get("/security-log").status_code == 403
    assert as_(person).get("/security-log/lines.csv").status_code == 403


def test_it_is_searched_by_person_subject_and_day(as_, ada, ines, ben, bea) -> None:
    add(Act.EMAIL_CHANGED, ines, on=ben)
    add(Act.ROLES_CHANGED, ines, on=bea)
    visit = as_(ada)
    assert "Bea Bach" not in visit.get("/security-log?who=berg").text
    found = visit.get("/security-log?area=roles").text
    assert "Bea Bach" in found
    assert "Ben Berg" not in found
    assert "No line fits" in visit.get("/security-log?since=2026-03-19").text
    assert "Ben Berg" in visit.get("/security-log?since=2026-03-18&until=2026-03-18").text
    assert visit.get("/security-log?since=2026-03-19&until=2026-03-18").status_code == 422
    assert visit.get("/security-log?since=soon&area=gossip").status_code == 422


@pytest.mark.both
def test_the_file_holds_what_is_searched_for_and_no_formula(as_, ada, ines, ben, bea) -> None:
    ben.name = "=cmd|' /C calc'!A0"
    add(Act.EMAIL_CHANGED, ines, on=ben, old="ben@old.example")
    add(Act.ROLES_CHANGED, ines, on=bea)
    visit = as_(ada)
    answer = visit.get("/security-log/lines.csv?who=cmd")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [(row["act"], row["about"]) for row in rows] == [("e-mail changed", "'" + ben.name)]
    assert rows[0]["notes"] == "old: ben@old.example"
    newest = db.session.scalars(
        db.select(SecurityEvent).order_by(SecurityEvent.position.desc())
    ).first()
    assert (newest.act, newest.by_id) == (Act.LOG_EXPORTED, ada.id)


def test_everybody_reads_what_concerns_them_alone(as_, ines, ben, bea) -> None:
    with clock.frozen(NOW):
        add(Act.EMAIL_CHANGED, ines, on=ben, old="ben@old.example")
        add(Act.ROLES_CHANGED, ines, on=bea)
    page = as_(ben).get("/security-log/mine").text
    assert "Changed an e-mail address" in page
    assert "Ines Ingo" in page
    assert "command line" not in page, "from where others acted is theirs"
    assert "roles" not in page.split("<main")[1].split("</main")[0].lower()
    assert as_(None).get("/security-log/mine").status_code == 303


def test_a_page_of_the_log_asks_the_database_a_bounded_number_of_times(
    as_, ada, ines, ben, counting
) -> None:
    visit = as_(ada)
    visit.get("/security-log")
    counts = []
    for number in (1, 60):
        for _ in range(number):
            add(Act.EMAIL_CHANGED, ines, on=ben, old="x@y.example")
        with counting() as sent:
            visit.get("/security-log")
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 10


@pytest.mark.parametrize("position", [1, 412, 1_234_567])
def test_a_checkpoint_is_read_from_a_letter_as_it_was_sent(position: int) -> None:
    line = chain.written(TODAY, position, bytes(range(32)))
    sent = message.written(
        "a@b.example", "c@d.example", "x", line, line, date=NOW, message_id="<1@x>"
    )
    assert chain.read(sent.data.decode()) == {position: bytes(range(32))}
    assert chain.read(f"{line}\n{line}\n") == {position: bytes(range(32))}


def test_a_checkpoint_goes_out_once_a_day_and_fits(app, command, mailbox: Path, ines) -> None:
    add(Act.ROLES_CHANGED, ines)
    for _ in range(2):
        assert schedule.run_once("oversight.send_checkpoints")
    (letter,) = mailbox.rglob("*.eml")
    assert "ada@bright.example" in letter.read_text()
    assert command("security-log", "verify", "--checkpoints", str(letter)).exit_code == 0
    line = db.session.scalars(db.select(Checkpoint)).one()
    assert line.sent_at == NOW
    with clock.frozen(NOW + timedelta(days=1)):
        schedule.run_once("oversight.send_checkpoints")
    assert len(list(mailbox.rglob("*.eml"))) == 2


def test_a_checkpoint_that_does_not_fit_is_named(command, tmp_path, ines) -> None:
    add(Act.ROLES_CHANGED, ines)
    file = tmp_path / "kept.txt"
    file.write_text(f"2026-03-18 1 {'0' * 64}\n")
    told = command("security-log", "verify", "--checkpoints", str(file))
    assert told.exit_code == 1
    assert "Line 1 is not the one that a checkpoint tells of" in told.output
    file.write_text("nothing here")
    assert (
        "No checkpoint stands in that file"
        in command("security-log", "verify", "--checkpoints", str(file)).output
    )


def test_a_rewritten_log_fails_its_daily_check(app, database, ines) -> None:
    add(Act.ROLES_CHANGED, ines)
    assert schedule.run_once("oversight.check_chain")
    if database.name == "sqlite":
        db.session.execute(db.text("DROP TRIGGER security_event_update_refused"))
    else:
        db.session.execute(db.text("SET LOCAL session_replication_role = replica"))
    db.session.execute(db.text("UPDATE security_event SET by_id = 1, act = 'signed in'"))
    db.session.commit()
    assert not schedule.run_once("oversight.check_chain")
    assert "was rewritten" in str(schedule.beats()["oversight.check_chain"].complaint)
