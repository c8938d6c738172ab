"""Importing a file of interactions, against the database's own bulk load of the same rows."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from benchmarks import bulk, centre, watched
from benchmarks.databases import Database, environment_for, settings_for
from benchmarks.earlier import unpacked
from cxstaff import create_app
from cxstaff.customers.models import Interaction
from cxstaff.db import db

ROWS = 1_000_000
EARLIER = "6a2d7fe"
"""The commit that is measured beside this one: it read and summed up one record after the other."""

AIMS = {"SQLite": (1.25, 0.45), "PostgreSQL": (1.5, 0.6)}
"""The most times a bulk load, and the most of the earlier commit's time."""

FOUND = "import sys, pathlib; from benchmarks.importing import _found; "
FOUND += "_found(sys.argv[1], pathlib.Path(sys.argv[2]))"
"""How the earlier commit makes the same company up."""

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


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return one line: seconds and ratios to the floor and the earlier commit, and peak memory."""
    tell("writing the file")
    file = written(folder / f"contacts-{rows}.csv", rows)
    words = ["customers", "import", str(file), "--zone", "UTC"]
    tell(f"importing it as {EARLIER} did")
    then = _as_then(database, folder, words)
    with database.fresh("imported") as url, database.fresh("bulk") as floor_url:
        for each in (url, floor_url):
            found(each, folder)
        tell("importing it")
        seen = watched.run(words, environment_for(url, folder), folder / "import.log")
        tell("loading the same rows in bulk")
        floor = bulk.copy(url, floor_url)
        came, copied = number_of_rows(url, folder), number_of_rows(floor_url, folder)
        tell("importing it again with other scores")
        words[2] = str(changed(file))
        again = watched.run(words, environment_for(url, folder), folder / "again.log")
    if not rows == came == copied:
        raise RuntimeError(
            f"{came:,} came in, {copied:,} were copied of {rows:,} rows: {seen.said}"
        )
    return (
        f"importing, {database.name}: {rows:,} rows in {seen.took:.1f} s against {floor:.1f} s "
        f"in bulk, ratio {seen.took / floor:.2f} (aim ≤ {AIMS[database.name][0]}); "
        f"{_beside(seen, then, AIMS[database.name][1])}peak memory {seen.peak:.0f} MB (aim ≤ 200); "
        f"all of them updated in {again.processor / seen.processor:.2f} of that processor time "
        "(aim ≤ 2)"
    )


def _as_then(database: Database, folder: Path, words: list[str]) -> watched.Watched | None:
    """Import with the earlier commit; None where it is not to be had."""
    code = unpacked(EARLIER, folder / "importing-then")
    if code is None:
        return None
    with database.fresh("earlier") as url:
        env = environment_for(url, folder)
        command = [sys.executable, "-c", FOUND, url, str(folder)]
        subprocess.run(command, cwd=code, env=os.environ | env, check=True)
        return watched.run(words, env, folder / "then.log", code)


def _beside(now: watched.Watched, then: watched.Watched | None, aim: float) -> str:
    if then is None:
        return ""
    return (
        f"{now.took / then.took:.2f} of the time and {now.processor / then.processor:.2f} of the "
        f"processor time of {EARLIER} ({then.took:.1f} s; aim ≤ {aim}); "
    )


def written(path: Path, rows: int) -> Path:
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


def changed(file: Path) -> Path:
    """Write the same records as a later export would: another score, or a remark where none is."""
    path = file.with_stem(f"{file.stem}-again")
    score, remark = HEADINGS.index("CSAT score"), HEADINGS.index("Customer remarks")
    with file.open(newline="") as before, path.open("w", newline="") as after:
        rows, writer = csv.reader(before), csv.writer(after)
        writer.writerow(next(rows))
        for row in rows:
            if row[score]:
                row[score] = str(int(row[score]) % 5 + 1)
            else:
                row[remark] = "Answered later"
            writer.writerow(row)
    return path


def found(url: str, folder: Path) -> None:
    """Found the company of the file in an empty database."""
    with create_app(settings_for(url, folder)).app_context():
        db.create_all()
        centre.found()
        _let_go()


def number_of_rows(url: str, folder: Path) -> int:
    """Return how many interactions there are."""
    with create_app(settings_for(url, folder)).app_context():
        number = db.session.scalar(select(func.count()).select_from(Interaction)) or 0
        _let_go()
        return number


def _let_go() -> None:
    db.session.remove()
    db.engine.dispose()
