"""What was backed up under load stands elsewhere as it was; what is not whole is refused."""

import hashlib
import json
import random
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy.exc import OperationalError

from cxstaff import migrate
from cxstaff.backups import manifest
from cxstaff.backups import queries as backups
from cxstaff.backups.archive import reading
from cxstaff.customers.imports import actions as customers
from cxstaff.customers.imports import jobs as imports
from cxstaff.customers.models import Cell, ImportRun, ImportState, Interaction
from cxstaff.customers.records import rebuild
from cxstaff.db import db
from cxstaff.engine import dumps
from cxstaff.errors import Refused
from cxstaff.people.models import Person, Team
from cxstaff.pulses import actions
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.closing import actions as closing
from cxstaff.pulses.models import PulseRound, SealedAnswer
from cxstaff.pulses.sealing import keys
from cxstaff.security_log.models import SecurityEvent
from tests.backups.conftest import Run, in_app, run_in
from tests.backups.test_making import an_import, manifest_in
from tests.cast import NOW, PASSWORD
from tests.conftest import Visit
from tests.customers.files import claim, lines, queue
from tests.pulses.rounds import LATER, close, everybody, hire


def rows_of(model: Any) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(model)) or 0


def rewritten(archive: Path, into: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """Copy an archive with another manifest."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            if name == "manifest.json":
                told = json.loads(raw)
                change(told)
                raw = json.dumps(told).encode()
            new.writestr(name, raw)
    return into


# The drill: back up while people write, restore elsewhere, look at everything.


@contextmanager
def people_writing(app: Flask, round_: PulseRound, people: list[int], file: Path) -> Iterator[None]:
    """Have two threads answer and one bring interactions in, until the block is over."""
    over, failures = threading.Event(), list[BaseException]()
    round_id, run_id = round_.id, queue(file)
    claim(run_id)
    db.session.commit()

    def answering(seed: int) -> None:
        dice = random.Random(seed)
        while not over.is_set():
            asked = hold_respondent(round_id, dice.choice(people[seed::2]))
            numbers = {"enps": dice.randrange(11)}
            actions.answer(asked, numbers, "word " * dice.randrange(40), now=NOW)
            db.session.commit()

    def importing(_seed: int) -> None:
        imports.bring_in(run_id, "w", most=20)

    def work(act: Callable[[int], None], seed: int) -> None:
        with app.app_context():
            try:
                act(seed)
            except BaseException as error:
                failures.append(error)
            finally:
                db.session.remove()

    jobs = [(answering, 0), (answering, 1), (importing, 2)]
    threads = [threading.Thread(target=work, args=job) for job in jobs]
    for each in threads:
        each.start()
    try:
        yield
    finally:
        over.set()
        customers.stop(db.session.get_one(ImportRun, run_id))
        db.session.commit()
        for each in threads:
            each.join(60)
    assert failures == []


def test_a_backup_made_under_load_is_restored_and_holds_what_it_should(
    company: PulseRound,
    app: Flask,
    elsewhere: Flask,
    folder: Path,
    command: Run,
    blue: Team,
    tmp_path: Path,
) -> None:
    people = [each.id for each in everybody(blue)]
    file = tmp_path / "more.csv"
    file.write_text("\n".join(lines(4000, seed=7)) + "\n")
    with people_writing(app, company, people, file):
        made = [folder / f"{n}.zip" for n in range(3)]
        for each in made:
            done = command("backup", str(each))
            assert done.exit_code == 0, done.output
    told = manifest_in(made[1])
    assert rows_of(Interaction) >= told["tables"]["interaction"]

    proved = command("restore", str(made[1]), "--verify")
    assert proved.exit_code == 0, proved.output
    assert "BAD" not in proved.output
    assert "This backup can be restored." in proved.output

    restored = run_in(elsewhere, "restore", str(made[1]))
    assert restored.exit_code == 0, restored.output

    def look() -> tuple[int, int, int, list[int], str]:
        days = db.select(db.func.sum(Cell.interactions)).where(Cell.grain == "day")
        wrong = [team for team in rebuild.team_ids() if rebuild.differences(team)]
        revision = db.session.scalar(db.text("SELECT version_num FROM alembic_version"))
        counted = rows_of(Interaction), rows_of(SealedAnswer)
        return *counted, db.session.scalar(days) or 0, wrong, revision

    interactions, sealed, in_cells, wrong, revision = in_app(elsewhere, look)
    assert interactions == told["tables"]["interaction"] == in_cells
    assert sealed == told["tables"]["sealed_answer"]
    assert wrong == []
    assert revision == migrate.head()


def test_what_is_written_between_dumping_and_counting_is_in_neither(
    company: PulseRound, app: Flask, folder: Path, command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody writes after the moment that the dump is of, at the two worst times."""
    before, written = rows_of(Team), list[str]()

    def write(name: str) -> None:
        with app.app_context():
            db.session.add(Team(name=name))
            db.session.commit()
            db.session.remove()
        written.append(name)

    def late(name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def writing_first(*given: Any) -> Any:
            write(name)
            return act(*given)

        return writing_first

    with monkeypatch.context() as patched:
        patched.setattr(dumps, "run", late("Before the dump", dumps.run))
        counted = backups.rows_of_tables
        patched.setattr(backups, "rows_of_tables", late("Before the count", counted))
        assert command("backup", str(folder / "x.zip")).exit_code == 0
    assert "Before the count" in written
    assert rows_of(Team) == before + len(written)
    assert manifest_in(folder / "x.zip")["tables"]["team"] == before
    proved = command("restore", str(folder / "x.zip"), "--verify")
    assert proved.exit_code == 0, proved.output


@pytest.mark.only("postgresql")
def test_no_box_is_emptied_between_snapshot_and_dump(
    company: PulseRound, app: Flask, folder: Path, command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TRUNCATE, which closing uses, shows through the snapshots of others."""
    waited, dump = list[str](), dumps.run

    def emptying_first(*given: Any) -> None:
        with db.engine.connect() as other:
            other.execute(db.text("SET lock_timeout = '100ms'"))
            with pytest.raises(OperationalError, match="lock timeout"):
                other.execute(db.text("TRUNCATE sealed_answer"))
            waited.append("yes")
        dump(*given)

    monkeypatch.setattr(dumps, "run", emptying_first)
    assert command("backup", str(folder / "x.zip")).exit_code == 0
    assert waited == ["yes"]


def test_a_round_that_was_open_closes_elsewhere_with_its_key_and_waits_without(
    company: PulseRound, archive: Path, elsewhere: Flask
) -> None:
    """The restored application has the same key folder, as when only the database was lost."""
    round_id = company.id
    assert run_in(elsewhere, "restore", str(archive)).exit_code == 0

    def close_there() -> int:
        closing.open_box(round_id, now=LATER)
        db.session.commit()
        return db.session.get_one(PulseRound, round_id).answers

    assert in_app(elsewhere, close_there) == 6


def test_a_round_that_had_closed_since_is_given_up_and_what_it_published_is_gone(
    company: PulseRound, archive: Path, elsewhere: Flask
) -> None:
    close(company)
    assert not keys.path_of(company.public_key, keys.folder()).exists()
    restored = run_in(elsewhere, "restore", str(archive))
    assert restored.exit_code == 0, restored.output
    assert "Rounds sealed with a key that is not in" in restored.output
    assert "flask pulses give-up" in restored.output
    given_up = run_in(elsewhere, "pulses", "give-up", str(company.id), "--yes")
    assert given_up.exit_code == 0, given_up.output
    assert in_app(elsewhere, lambda: rows_of(SealedAnswer)) == 0


def signed_in_on(app: Flask) -> str:
    """Return the cookie that a browser holds in which Ben has signed in."""
    visit = Visit(app.test_client())
    typed = {"email": "ben@bright.example", "password": PASSWORD}
    assert visit.post("/sign-in", typed).status_code == 303
    cookie = visit.client.get_cookie("cxstaff")
    assert cookie
    return str(cookie.value)


def opens_profile(app: Flask, cookie: str) -> bool:
    browser = app.test_client()
    browser.set_cookie("cxstaff", cookie)
    return Visit(browser).get("/profile").status_code == 200


def test_everybody_signs_in_again_and_the_log_has_a_line(
    company: PulseRound, app: Flask, elsewhere: Flask, folder: Path, command: Run
) -> None:
    """A session begun before the backup is worth nothing, and none begun after it."""
    before = signed_in_on(app)
    assert command("backup", str(folder / "x.zip")).exit_code == 0
    after = signed_in_on(app)
    assert opens_profile(app, before)
    assert opens_profile(app, after)
    assert run_in(elsewhere, "restore", str(folder / "x.zip")).exit_code == 0
    assert not opens_profile(elsewhere, before)
    assert not opens_profile(elsewhere, after)
    acts = in_app(elsewhere, lambda: list(db.session.scalars(db.select(SecurityEvent.act))))
    assert acts[-1] == "restored"


def test_an_import_that_was_under_way_goes_on_where_it_was(
    company: PulseRound, app: Flask, elsewhere: Flask, folder: Path, command: Run
) -> None:
    an_import(app, b"id,when\n1,2026-03-01 10:00\n", ImportState.STOPPED)
    assert command("backup", str(folder / "x.zip")).exit_code == 0
    restored = run_in(elsewhere, "restore", str(folder / "x.zip"))
    assert restored.exit_code == 0, restored.output
    there = elsewhere.config["SETTINGS"].upload_dir
    assert [each.name for each in there.iterdir()] == ["one.csv"]
    assert (there / "one.csv").read_bytes() == b"id,when\n1,2026-03-01 10:00\n"
    stopped = db.select(ImportRun.stored_as).where(ImportRun.state == ImportState.STOPPED)
    assert in_app(elsewhere, lambda: list(db.session.scalars(stopped))) == ["one.csv"]


def test_verifying_changes_nothing_and_leaves_nothing(
    company: PulseRound, archive: Path, command: Run, database: Any, ben: Person
) -> None:
    version, before = ben.session_version, rows_of(SecurityEvent)
    assert command("restore", str(archive), "--verify").exit_code == 0
    assert ben.session_version == version
    assert rows_of(SecurityEvent) == before
    if database.name == "postgresql":
        left = db.text("SELECT count(*) FROM pg_database WHERE datname LIKE 'cxstaff_verify%'")
        assert db.session.scalar(left) == 0


def test_an_older_backup_is_brought_up_to_date(
    company: PulseRound, archive: Path, command: Run, app: Flask, elsewhere: Flask, folder: Path
) -> None:
    """A backup made before the newest migration, as one is before every upgrade."""
    db.session.commit()
    in_app(app, lambda: downgrade(revision="-1"))
    older = folder / "older.zip"
    assert command("backup", str(older)).exit_code == 0
    assert manifest_in(older)["revision"] != migrate.head()
    restored = run_in(elsewhere, "restore", str(older))
    assert restored.exit_code == 0, restored.output
    assert "brought up from" in restored.output


# What is refused.


def test_a_database_that_is_not_empty_is_never_written_to(
    company: PulseRound, archive: Path, command: Run
) -> None:
    before = rows_of(Person)
    hired = hire(db.session.scalars(db.select(Team)).first(), 1)
    refused = command("restore", str(archive))
    assert refused.exit_code == 1
    assert "is not empty" in refused.output
    assert rows_of(Person) == before + len(hired)


def test_no_byte_can_be_changed_without_being_noticed(
    archive: Path, command: Run, tmp_path: Path
) -> None:
    """Of a few hundred flipped bytes each is refused, or lies where nothing is read from."""
    whole, dice = archive.read_bytes(), random.Random(1)
    places = {dice.randrange(len(whole)) for _ in range(150)} | set(range(0, 60, 3))
    places |= {len(whole) - n for n in range(1, 400, 7)}
    noticed = 0
    for place in sorted(places):
        changed = bytearray(whole)
        changed[place] ^= 0x55
        file = tmp_path / "changed.zip"
        file.write_bytes(changed)
        refusal = refusal_of(file)
        noticed += refusal is not None
        if refusal is None:
            assert parts_of(file) == parts_of(archive), place
    assert noticed > len(places) / 2
    middle = bytearray(whole)
    middle[len(whole) // 2] ^= 1
    file.write_bytes(middle)
    refused = command("restore", str(file), "--verify")
    assert refused.exit_code == 1
    assert "is damaged: it is not what was written then" in refused.output


def refusal_of(file: Path) -> str | None:
    try:
        with reading(file) as found:
            found.check()
    except Refused as refused:
        return refused.in_words()
    return None


def parts_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as found:
        return {name: found.read(name) for name in found.namelist()}


@pytest.mark.parametrize("share", [0.01, 0.5, 0.999])
def test_a_cut_archive_is_refused(
    archive: Path, elsewhere: Flask, tmp_path: Path, share: float
) -> None:
    whole = archive.read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole[: int(len(whole) * share)])
    refused = run_in(elsewhere, "restore", str(cut))
    assert refused.exit_code == 1
    assert "not whole" in refused.output
    in_app(elsewhere, lambda: dumps.refuse_unless_empty(db.engine))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda told: told.update(format=2), "of format 2, and this program reads format 1"),
        (lambda told: told.update(revision="9999"), "made by a newer cxstaff"),
        (lambda told: told.update(revision=""), "made by a newer cxstaff"),
        (lambda told: told.update(database="Oracle"), "one of Oracle"),
        (lambda told: told.pop("tables"), "list of what is in this backup is damaged"),
        (lambda told: told["parts"].pop("database"), "does not hold the parts"),
        (lambda told: told["parts"]["database"].update(bytes=5), "is damaged"),
        (lambda told: told["parts"]["database"].update(sha256="0" * 64), "is damaged"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(
    archive: Path, elsewhere: Flask, tmp_path: Path, change: Any, sentence: str
) -> None:
    refused = run_in(elsewhere, "restore", str(rewritten(archive, tmp_path / "x.zip", change)))
    assert refused.exit_code == 1
    assert sentence in " ".join(refused.output.split())
    in_app(elsewhere, lambda: dumps.refuse_unless_empty(db.engine))


@pytest.mark.only("postgresql")
def test_a_newer_server_is_told_apart_from_an_older_one(
    archive: Path, elsewhere: Flask, tmp_path: Path, database: Any
) -> None:
    newer = rewritten(archive, tmp_path / "x.zip", lambda told: told.update(version="99.1"))
    refused = run_in(elsewhere, "restore", str(newer))
    assert "Restore it on a server of version 99 or newer" in " ".join(refused.output.split())


@pytest.mark.parametrize("name", ["uploads/../../evil", "uploads/.hidden", "other", "/etc/passwd"])
def test_a_part_with_an_odd_name_is_written_nowhere(
    archive: Path, elsewhere: Flask, tmp_path: Path, name: str
) -> None:
    def add(told: dict[str, Any]) -> None:
        told["parts"][name] = {"bytes": 1, "sha256": "0" * 64}

    odd = rewritten(archive, tmp_path / "x.zip", add)
    with zipfile.ZipFile(odd, "a") as found:
        found.writestr(name, "x")
    refused = run_in(elsewhere, "restore", str(odd))
    assert refused.exit_code == 1
    assert "lists a part that no backup has" in refused.output


def test_a_file_that_is_no_backup_is_called_so(command: Run, app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Ana")
    assert manifest.NO_BACKUP in command("restore", str(file)).output
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("letter.txt", "Dear Ana")
    assert manifest.NO_BACKUP in command("restore", str(tmp_path / "other.zip")).output
    assert "There is no file" in command("restore", str(tmp_path / "nothing.zip")).output


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE cell SET csat_sum = csat_sum + 1 WHERE grain = 'week'", "not those of team"),
        ("UPDATE total SET nps_n = nps_n + 1 WHERE grain = 'month'", "not those of team"),
        ("UPDATE feedback SET csat = 1 WHERE csat = 5", "not those of team"),
    ],
)
def test_sums_that_no_longer_add_up_are_found(
    company: PulseRound, folder: Path, command: Run, statement: str, told: str
) -> None:
    """They are wrong in the database that was backed up, so that checksums say nothing."""
    db.session.execute(db.text(statement))
    db.session.commit()
    assert command("backup", str(folder / "x.zip")).exit_code == 0
    proved = command("restore", str(folder / "x.zip"), "--verify")
    assert proved.exit_code == 1
    assert "BAD" in proved.output
    assert told in proved.output


def test_rows_that_are_missing_are_found(archive: Path, command: Run, tmp_path: Path) -> None:
    def more(told: dict[str, Any]) -> None:
        told["tables"]["person"] += 1

    fewer = rewritten(archive, tmp_path / "x.zip", more)
    proved = command("restore", str(fewer), "--verify")
    assert proved.exit_code == 1
    assert "person: 15 instead of 16" in proved.output


@pytest.mark.only("sqlite")
def test_a_row_that_points_nowhere_is_found(
    company: PulseRound, folder: Path, command: Run, database: Any
) -> None:
    db.session.commit()  # who has read holds the right to write
    raw = db.engine.raw_connection()
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("UPDATE membership SET team_id = 999 WHERE id = 1")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.close()
    assert command("backup", str(folder / "x.zip")).exit_code == 0
    proved = command("restore", str(folder / "x.zip"), "--verify")
    assert proved.exit_code == 1
    assert "points to one of team that is not there" in proved.output


def test_a_restore_that_breaks_off_leaves_the_database_empty(
    company: PulseRound, archive: Path, elsewhere: Flask, tmp_path: Path
) -> None:
    """The dump itself is broken, and its digest agrees: all or nothing still holds."""
    with zipfile.ZipFile(archive) as old:
        dump = old.read("database")
    broken = dump[: len(dump) * 3 // 4]
    made = tmp_path / "broken.zip"

    def fit(told: dict[str, Any]) -> None:
        digest = hashlib.sha256(broken).hexdigest()
        told["parts"]["database"] = {"bytes": len(broken), "sha256": digest}

    rewritten(archive, tmp_path / "x.zip", fit)
    with zipfile.ZipFile(tmp_path / "x.zip") as old, zipfile.ZipFile(made, "w") as new:
        new.writestr("database", broken)
        new.writestr("manifest.json", old.read("manifest.json"))
    refused = run_in(elsewhere, "restore", str(made))
    assert refused.exit_code == 1
    in_app(elsewhere, lambda: dumps.refuse_unless_empty(db.engine))
