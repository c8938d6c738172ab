"""Importing a file of interactions, against the database's own bulk load of the same rows."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from benchmarks import bulk, centre
from benchmarks.databases import Database, environment_for, settings_for
from benchmarks.served import ROOT
from cxstaff import create_app
from cxstaff.customers.models import Interaction
from cxstaff.db import db

ROWS = 1_000_000
HEADINGS = (
    "Unique id",
    "Channel",
    "Category",
    "Customer remarks",
    "Issue reported at",
    "Issue responded",
    "Survey response date",
    "Agent name",
    "CSAT score",
)
LOOK_SECONDS = 0.02


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return one line: seconds of both, their ratio, and the peak memory of the import."""
    tell("writing the file")
    file = _written(folder / f"contacts-{rows}.csv", rows)
    with database.fresh("imported") as url, database.fresh("bulk") as floor_url:
        for each in (url, floor_url):
            _found(each, folder)
        tell("importing it")
        took, peak, said = _import(file, url, folder)
        tell("loading the same rows in bulk")
        floor = bulk.copy(url, floor_url)
        came, copied = _number_of_rows(url, folder), _number_of_rows(floor_url, folder)
    if not rows == came == copied:
        raise RuntimeError(f"{came:,} came in, {copied:,} were copied of {rows:,} rows: {said}")
    return (
        f"importing, {database.name}: {rows:,} rows in {took:.1f} s against {floor:.1f} s in bulk, "
        f"ratio {took / floor:.2f} (aim ≤ 3); peak memory {peak:.0f} MB (aim ≤ 200)"
    )


def _written(path: Path, rows: int) -> Path:
    """Write the file once; both databases read the same."""
    if path.exists():
        return path
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for some in centre.contacts(rows):
            for one in some:
                times = (one.happened_at, one.responded_at, one.given_at)
                reported, responded, surveyed = (f"{moment:%d/%m/%Y %H:%M}" for moment in times)
                writer.writerow(
                    (
                        one.reference,
                        one.channel,
                        one.reason,
                        one.remark,
                        reported,
                        responded,
                        surveyed,
                        one.handler,
                        one.csat,
                    )
                )
    return path


def _found(url: str, folder: Path) -> None:
    with create_app(settings_for(url, folder)).app_context():
        db.create_all()
        centre.found()
        _let_go()


def _number_of_rows(url: str, folder: Path) -> int:
    with create_app(settings_for(url, folder)).app_context():
        number = db.session.scalar(select(func.count()).select_from(Interaction)) or 0
        _let_go()
        return number


def _let_go() -> None:
    db.session.remove()
    db.engine.dispose()


def _import(file: Path, url: str, folder: Path) -> tuple[float, float, str]:
    """Run `flask customers import FILE`; return seconds, peak memory in MB, and what it said."""
    flask = [str(Path(sys.executable).parent / "flask"), "--app", "wsgi"]
    command = [*flask, "customers", "import", str(file), "--zone", "UTC"]
    env = os.environ | environment_for(url, folder)
    with (folder / "import.log").open("w+") as log:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _peak_of(process.pid))
            time.sleep(LOOK_SECONDS)
        took = time.perf_counter() - started
        log.seek(0)
        said = log.read()
    if process.returncode:
        raise RuntimeError(said)
    return took, peak, said


def _peak_of(pid: int) -> float:
    """Return the most memory a running process ever held, in MB; Linux keeps it as VmHWM."""
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0
