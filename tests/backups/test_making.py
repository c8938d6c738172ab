"""A backup is whole or not there, holds no key, and tells nobody a password."""

import hashlib
import json
import os
import signal
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from cxstaff.backups import actions, archive
from cxstaff.customers.imports.jobs import path_of
from cxstaff.customers.models import ImportRun, ImportState
from cxstaff.db import db
from cxstaff.engine import dumps, tools
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.pulses.models import PulseRound, SealedAnswer
from cxstaff.pulses.sealing import keys
from cxstaff.security_log.models import SecurityEvent, SecurityNote
from tests.backups.conftest import Run
from tests.cast import NOW
from tests.forked import ended_with, fork


@contextmanager
def settings_with(app: Flask, **changed: Any) -> Iterator[None]:
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, **changed)
    try:
        yield
    finally:
        app.config["SETTINGS"] = before


def manifest_in(file: Path) -> dict[str, Any]:
    with zipfile.ZipFile(file) as found:
        told: dict[str, Any] = json.loads(found.read("manifest.json"))
    return told


def rows_of_sealed_answers() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(SealedAnswer)) or 0


def an_import(app: Flask, content: bytes, state: ImportState, name: str = "one.csv") -> None:
    path_of(name).write_bytes(content)
    about = {"file_name": "a.csv", "stored_as": name, "created_at": NOW}
    db.session.add(ImportRun(state=state, **about))
    db.session.commit()


def test_a_backup_says_what_is_in_it(company: PulseRound, archive: Path, app: Flask) -> None:
    told = manifest_in(archive)
    assert archive.name == "cxstaff-20260318T100000Z.zip"
    assert told["created_at"] == "2026-03-18T10:00:00+00:00"
    assert told["tables"]["person"] == db.session.scalar(db.select(db.func.count(Person.id)))
    assert told["tables"]["sealed_answer"] == rows_of_sealed_answers() > 0
    assert told["sums"]["cell day"] == told["sums"]["total month"]
    assert told["sums"]["cell day"]["interactions"] == told["tables"]["interaction"] > 0
    assert told["open_rounds"] == 1
    with zipfile.ZipFile(archive) as found:
        for name, part in told["parts"].items():
            raw = found.read(name)
            assert (len(raw), hashlib.sha256(raw).hexdigest()) == (part["bytes"], part["sha256"])
    assert archive.stat().st_mode & 0o777 == 0o600, "as private as the database"
    assert [each.name for each in archive.parent.iterdir()] == [archive.name]


def test_it_is_written_down_with_its_digest(archive: Path, command: Run) -> None:
    made = db.select(SecurityNote).join(SecurityEvent).where(SecurityEvent.act == "backed up")
    (note,) = db.session.scalars(made)
    assert note.words["sha256"] == hashlib.sha256(archive.read_bytes()).hexdigest()


@pytest.fixture
def tempting(company: PulseRound, app: Flask) -> bytes:
    """Lay a key where files of imports lie, as a link and under another name; return its bytes."""
    key = keys.path_of(company.public_key, keys.folder())
    an_import(app, b"id,when\n1,2026-03-01 10:00\n", ImportState.STOPPED)
    for name, made in (("linked.csv", os.symlink), ("same.csv", os.link)):
        an_import(app, b"", ImportState.STOPPED, name)
        path_of(name).unlink()
        made(key, path_of(name))
    return key.read_bytes()


def parts_with(private: bytes, file: Path) -> list[str]:
    """Look for a key in every part, as it is and as text; return the parts that hold it."""
    with zipfile.ZipFile(file) as found:
        parts = {name: found.read(name) for name in found.namelist()} | {"": file.read_bytes()}
    forms = (private, private.hex().encode(), b64encode(private))
    return [name for name, raw in parts.items() if any(form in raw for form in forms)]


def test_no_key_is_in_it_by_any_byte(tempting: bytes, folder: Path, command: Run) -> None:
    done = command("backup", str(folder / "x.zip"))
    assert done.exit_code == 0, done.output
    assert "linked.csv" in done.output
    assert "same.csv" in done.output
    assert set(manifest_in(folder / "x.zip")["parts"]) == {"database", "uploads/one.csv"}
    assert parts_with(tempting, folder / "x.zip") == []


def test_a_backup_that_takes_any_file_is_found_out(
    tempting: bytes, folder: Path, command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same search finds the key where the program is weakened."""
    monkeypatch.setattr(actions, "_is_ours", lambda *_: True)
    assert command("backup", str(folder / "x.zip")).exit_code == 0
    assert "uploads/same.csv" in parts_with(tempting, folder / "x.zip")


@pytest.mark.parametrize("inside", ["", "deep/er"])
def test_a_key_folder_within_what_is_copied_is_refused(
    company: PulseRound, app: Flask, folder: Path, command: Run, inside: str
) -> None:
    uploads = app.config["SETTINGS"].upload_dir
    with settings_with(app, key_dir=uploads / inside):
        refused = command("backup", str(folder))
    assert refused.exit_code == 1
    assert "lie inside each other" in refused.output
    assert list(folder.iterdir()) == []


def test_a_backup_into_the_key_folder_is_refused(
    company: PulseRound, app: Flask, command: Run, tmp_path: Path
) -> None:
    linked = tmp_path / "innocent"
    linked.symlink_to(app.config["SETTINGS"].key_dir)
    for place in (app.config["SETTINGS"].key_dir, linked):
        refused = command("backup", str(place))
        assert refused.exit_code == 1
        assert "Keep keys and backups apart" in refused.output


def test_files_of_imports_that_are_over_or_elsewhere_stay_out(
    company: PulseRound, app: Flask, folder: Path, command: Run, tmp_path: Path
) -> None:
    an_import(app, b"over", ImportState.FINISHED, "over.csv")
    an_import(app, b"failed", ImportState.FAILED, "failed.csv")
    outside = tmp_path / "outside.csv"
    outside.write_text("not ours")
    about = {"file_name": "a", "created_at": NOW, "state": ImportState.STOPPED}
    db.session.add(ImportRun(stored_as=str(outside), **about))
    db.session.add(ImportRun(stored_as="../outside.csv", **about))
    db.session.add(ImportRun(stored_as="linked.csv", **about))
    path_of("linked.csv").symlink_to(outside)
    done = command("backup", str(folder / "x.zip"))
    assert set(manifest_in(folder / "x.zip")["parts"]) == {"database", "uploads/failed.csv"}
    assert done.output.count("Left out") == 3


def test_a_file_is_never_written_over(archive: Path, folder: Path, command: Run) -> None:
    before = archive.read_bytes()
    for place in (archive, folder):
        refused = command("backup", str(place))
        assert refused.exit_code == 1
        assert "already" in refused.output
    assert archive.read_bytes() == before
    nowhere = command("backup", str(folder / "nowhere" / "x.zip"))
    assert "cannot be written to" in nowhere.output


STEPS = [
    (dumps, "database_version"),
    (actions, "_add_upload"),
    (actions, "put_in_place"),
    (archive.Writer, "add"),
    (archive.Writer, "finish"),
    (os, "fsync"),
    (os, "link"),
]


@pytest.mark.parametrize(("owner", "step"), STEPS, ids=[step for _, step in STEPS])
def test_stopped_half_way_it_leaves_nothing(
    company: PulseRound,
    app: Flask,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    owner: Any,
    step: str,
) -> None:
    an_import(app, b"id\n", ImportState.STOPPED)

    def stopped(*_args: Any, **_named: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(owner, step, stopped)
        with pytest.raises(KeyboardInterrupt):
            actions.back_up(db.engine, app.config["SETTINGS"], folder, now=NOW)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("owner", "step"), [(actions, "put_in_place"), (os, "fsync")], ids=["put_in_place", "fsync"]
)
def test_killed_half_way_it_leaves_no_archive_and_the_next_one_clears_up(
    company: PulseRound, app: Flask, folder: Path, command: Run, owner: Any, step: str
) -> None:
    def back_up_until_killed() -> None:
        setattr(owner, step, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
        command("backup", str(folder))

    assert ended_with(fork(app, back_up_until_killed)) == -signal.SIGKILL
    (left,) = folder.iterdir()
    assert left.name.startswith(".cxstaff-backup-")
    done = command("backup", str(folder))
    assert done.exit_code == 0, done.output
    (whole,) = folder.iterdir()
    assert zipfile.ZipFile(whole).testzip() is None


def test_another_backup_that_is_under_way_is_left_alone(
    company: PulseRound, folder: Path, command: Run
) -> None:
    with archive.partial_folder(folder) as under_way:
        (under_way / "archive").write_bytes(b"half")
        assert command("backup", str(folder / "x.zip")).exit_code == 0
        assert (under_way / "archive").read_bytes() == b"half"


def a_program(folder: Path, name: str, version: str) -> Path:
    """A program that tells its version and writes down how it was called."""
    path = folder / name
    path.write_text(
        f"#!/bin/sh\n[ \"$1\" = --version ] && echo '{name} (PostgreSQL) {version}' && exit\n"
        f'echo "$@" > {folder}/words; echo "refused with $PGPASSWORD" >&2; exit 3\n'
    )
    path.chmod(0o755)
    return path


@pytest.mark.only("postgresql")
def test_a_program_of_another_version_is_refused_with_the_cure(
    company: PulseRound, app: Flask, folder: Path, command: Run, tmp_path: Path
) -> None:
    a_program(tmp_path, "pg_dump", "9.6.24")
    with settings_with(app, postgres_bin=tmp_path):
        refused = command("backup", str(folder))
    assert refused.exit_code == 1
    assert f"The server is PostgreSQL {dumps.database_version(db.engine).major}" in refused.output
    assert "(9.6.24)" in refused.output
    assert "CXSTAFF_POSTGRES_BIN" in refused.output
    assert list(folder.iterdir()) == []


@pytest.mark.only("postgresql")
def test_a_password_is_in_no_command_and_no_message(
    company: PulseRound, app: Flask, tmp_path: Path
) -> None:
    a_program(tmp_path, "pg_dump", dumps.database_version(db.engine).version)
    engine = db.create_engine(db.engine.url.set(password="s3cr:et/word"))
    with engine.connect():
        pass  # the test's server asks for none
    with pytest.raises(Refused) as refused:
        tools.run(engine, [str(tools.tool(engine, "pg_dump", tmp_path)), "--format=custom"])
    engine.dispose()
    assert "refused with ***" in refused.value.in_words()
    assert "s3cr" not in refused.value.in_words()
    assert "s3cr" not in (tmp_path / "words").read_text()
