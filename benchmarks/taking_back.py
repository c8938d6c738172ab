"""Taking an import back, against importing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks import importing, watched
from benchmarks.databases import Database, environment_for

ROWS = 200_000


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return one line: seconds of both, their ratio, and the peak memory of taking it back."""
    tell("writing the file")
    file = importing.written(folder / f"contacts-{rows}.csv", rows)
    with database.fresh("taken_back") as url:
        importing.found(url, folder)
        tell("importing it")
        words, environment = ["customers", "import", str(file)], environment_for(url, folder)
        came = watched.run([*words, "--zone", "UTC"], environment, folder / "log")
        number = importing.number_of_rows(url, folder)
        tell("taking it back")
        words = ["customers", "take-back", "1", "--yes"]
        went = watched.run(words, environment, folder / "log")
        left = importing.number_of_rows(url, folder)
    if (number, left) != (rows, 0):
        raise RuntimeError(f"{number:,} of {rows:,} rows came in, {left:,} are left: {went.said}")
    return (
        f"taking back, {database.name}: {rows:,} rows in {went.took:.1f} s against {came.took:.1f} "
        f"s to import them, ratio {went.took / came.took:.2f} (aim ≤ 2); "
        f"peak memory {went.peak:.0f} MB (aim ≤ 200)"
    )
