"""Importing a file of interactions, against the database's own bulk load of the same rows."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from benchmarks import bulk, centre, watched
from benchmarks.databases import Database, environment_for, settings_for
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


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return one line: seconds of both, their ratio, and the peak memory of the import."""
    tell("writing the file")
    file = written(folder / f"contacts-{rows}.csv", rows)
    with database.fresh("imported") as url, database.fresh("bulk") as floor_url:
        for each in (url, floor_url):
            found(each, folder)
        tell("importing it")
        words = ["customers", "import", str(file), "--zone", "UTC"]
        seen = watched.run(words, environment_for(url, folder), folder / "import.log")
        tell("loading the same rows in bulk")
        floor = bulk.copy(url, floor_url)
        came, copied = number_of_rows(url, folder), number_of_rows(floor_url, folder)
    if not rows == came == copied:
        raise RuntimeError(
            f"{came:,} came in, {copied:,} were copied of {rows:,} rows: {seen.said}"
        )
    return (
        f"importing, {database.name}: {rows:,} rows in {seen.took:.1f} s against {floor:.1f} s "
        f"in bulk, ratio {seen.took / floor:.2f} (aim ≤ 3); "
        f"peak memory {seen.peak:.0f} MB (aim ≤ 200)"
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
