"""Files that change, workers that meet or are killed: a sentence, nothing lost, nothing twice."""

import io
import threading
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from flask import Flask
from sqlalchemy import event

from cxstaff import tables
from cxstaff.customers.imports import actions, jobs
from cxstaff.customers.models import ImportState
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.tables import workbooks
from tests.cast import NOW
from tests.customers.conftest import recount, stored
from tests.customers.files import HEAD, Write, changes, claim, get, known, lines, queue

UNPACKED = 40_000_000
MOST = 1_000_000
Change = Callable[[Path], object]


class Killed(BaseException):
    """The worker dies here."""


def workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, ["id", "when", "who"])
    return path


def with_sheet(path: Path, content: bytes) -> None:
    """Put other content in the place of the sheet of a workbook."""
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if "sheet1.xml" in part else old.read(part))
    path.write_bytes(packed.getvalue())


@pytest.mark.parametrize("says", ["how large it is", "that it is small"])
def test_a_workbook_that_unpacks_to_too_much_is_refused_in_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str
) -> None:
    path, target = workbook(tmp_path / "a.xlsx"), tmp_path / "table.csv"
    with_sheet(path, bytes(UNPACKED))
    sentence = "too large"
    if says == "that it is small":
        size = UNPACKED.to_bytes(4, "little")
        assert path.read_bytes().count(size) == 2
        path.write_bytes(path.read_bytes().replace(size, (1000).to_bytes(4, "little")))
        sentence = "damaged"
    monkeypatch.setattr(workbooks, "MOST_BYTES", MOST)
    tracemalloc.start()
    with pytest.raises(Refused, match=sentence):
        tables.convert(path, target)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < UNPACKED / 10
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("break_it", "sentence"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-300]), "damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:2000]), "damaged"),
        (lambda path: with_sheet(path, b"<worksheet><sheetData><row><c t="), "cannot be read"),
    ],
)
def test_a_workbook_that_was_cut_off_is_told(
    tmp_path: Path, break_it: Change, sentence: str
) -> None:
    path, target = workbook(tmp_path / "a.xlsx"), tmp_path / "table.csv"
    break_it(path)
    with pytest.raises(Refused, match=sentence):
        tables.convert(path, target)
    assert not target.exists()


def add_lines(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("late,2026-02-02 10:00,Ben Berg,Chat,5,\n")


def cut_off(path: Path) -> None:
    path.write_text("\n".join(path.read_text().splitlines()[:60]))


def replace(path: Path) -> None:
    other = path.with_name("other.csv")
    other.write_text(path.read_text().replace("Chat", "Mail"))
    other.replace(path)


@pytest.mark.parametrize("change", [add_lines, cut_off, replace, Path.unlink])
def test_a_file_that_changes_while_it_is_read_is_told_and_comes_in_once(
    app: Any, file: Write, change: Change
) -> None:
    path = file(*lines(90))
    run_id = queue(path)
    claim(run_id)
    left = [change]

    def change_once(_run: Any) -> None:
        if left:
            left.pop()(path)

    jobs.bring_in(run_id, "w", change_once, most=30)
    run = get(run_id)
    assert run.state == ImportState.FAILED
    assert run.records in (30, 60)  # on PostgreSQL the next may have been read before it changed
    assert "changed while it was read. Import it again" in (run.complaint or "")
    assert stored() == recount()

    again = queue(file(*lines(90)))
    jobs.import_queued()
    run = get(again)
    told = run.accepted + run.updated + run.duplicates + run.quarantined
    assert (run.state, run.records, told) == (ImportState.FINISHED, 90, 90)
    assert len(known()) == len(set(known()))
    assert stored() == recount()


def test_a_file_that_changed_before_it_is_begun_is_told(app: Any, file: Write) -> None:
    path = file(*lines(5))
    run_id = queue(path)
    add_lines(path)
    jobs.import_queued()
    assert (get(run_id).state, get(run_id).records) == (ImportState.FAILED, 0)
    assert "Import it again" in (get(run_id).complaint or "")


def bring_in_at_once(app: Flask, runs: dict[int, str], most: int = 20) -> None:
    """Bring imports in beside each other, each by the worker that is named."""
    for run_id, worker in runs.items():
        claim(run_id, worker)
    begin, failures = threading.Barrier(len(runs)), list[BaseException]()

    def work(run_id: int, worker: str) -> None:
        with app.app_context():
            try:
                begin.wait(60)
                jobs.bring_in(run_id, worker, most=most)
            except BaseException as error:
                failures.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=work, args=each) for each in runs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []


@pytest.mark.long
@pytest.mark.both
def test_two_imports_of_one_source_at_once(app: Flask, file: Write) -> None:
    """Two workers, the same references in two orders: each record once, nothing between."""
    rows = [f"r{n},2026-02-{1 + n % 27:02} 10:00,Ben Berg,Chat,{1 + n % 5}," for n in range(120)]
    runs = {
        queue(file(HEAD, *rows, name="one.csv")): "one",
        queue(file(HEAD, *(row.replace("Chat", "Phone") for row in rows[::-1]), name="two.csv")):
            "two",
    }  # fmt: skip
    bring_in_at_once(app, runs)
    told = [(run.accepted, run.updated, run.duplicates) for run in map(get, runs)]
    assert [get(run_id).state for run_id in runs] == [ImportState.FINISHED] * 2
    assert [sum(each) for each in told] == [120, 120]
    assert sum(accepted for accepted, _, _ in told) == 120 == len(known())
    assert sum(updated for _, updated, _ in told) == 120
    assert len(changes()) == 120
    assert stored() == recount()


@contextmanager
def killed_at(step: int) -> Iterator[list[int]]:
    """Die before the statement or the commit that is the `step`th."""
    left = [step]

    def count(*_args: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Killed

    listening = [(db.engine, "before_cursor_execute", count), (db.engine, "commit", count)]
    for each in listening:
        event.listen(*each)
    try:
        yield left
    finally:
        for each in listening:
            event.remove(*each)


@pytest.mark.long
@pytest.mark.both
def test_an_update_killed_at_any_step_goes_on_as_if_nothing_had_been(app: Any, file: Write) -> None:
    rows = [f"r{n},2026-02-{1 + n % 27:02} 10:00,Ben Berg,Chat,4,Fine" for n in range(12)]
    queue(file(HEAD, *rows, name="first.csv"))
    jobs.import_queued()
    newer = [row.replace("Ben Berg", "Cleo Clay").replace(",4,", ",2,") for row in rows]
    run_id = queue(file(HEAD, *newer, f"{newer[0]}x", "r99,2026-02-01,Nobody,Chat,,"))
    seen, step, now = {repr((known(), changes()))}, 0, NOW
    while get(run_id).state != ImportState.FINISHED:
        step, now = step + 2, now + timedelta(minutes=3)
        assert actions.LEASE.claim("w", now=now, row_id=run_id) == run_id
        db.session.commit()
        with killed_at(step) as left, suppress(Killed):
            jobs._all_chunks(run_id, "w", None, most=7)
        db.session().invalidate()  # its connection dies with it
        db.session.remove()
        assert left[0] > 0 or get(run_id).state == ImportState.RUNNING
        seen.add(repr((known(), changes())))
        assert stored() == recount()
    assert step > 20  # every other one
    assert len(seen) == 3  # nothing, the first chunk, both
    run = get(run_id)
    told = (run.records, run.accepted, run.updated, run.duplicates, run.quarantined)
    assert told == (14, 0, 12, 1, 1)
    assert [before["csat"] for _, _, before in changes()] == [4] * 12
    assert {who for _, who in known()} == {known()[0][1]}
