"""Measure what is claimed: `python -m benchmarks [answering|closing|…] [--rows N]`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from benchmarks import (
    answering,
    closing,
    comparing,
    feed,
    first_visit,
    importing,
    letters,
    overview,
    results,
    statements,
    taking_back,
    transfers,
    wide,
)
from benchmarks.databases import Database, Postgres, Sqlite

MEASURED = {
    "answering": answering,
    "closing": closing,
    "letters": letters,
    "results": results,
    "overview": overview,
    "importing": importing,
    "taking-back": taking_back,
    "comparing": comparing,
    "feed": feed,
    "transfers": transfers,
    "statements": statements,
    "wide": wide,
    "first-visit": first_visit,
}
DATABASES: dict[str, Callable[[Path], Database]] = {"sqlite": Sqlite, "postgresql": Postgres}


@click.command()
@click.argument("what", nargs=-1, type=click.Choice(list(MEASURED)))
@click.option("--rows", type=click.IntRange(1), help="How much of it; as claimed by default.")
@click.option("--database", type=click.Choice(list(DATABASES)), help="Only on this database.")
def main(what: tuple[str, ...], rows: int | None, database: str | None) -> None:
    """Measure each claim as a ratio to a floor in the same run; one line a result."""
    console = Console(width=None if os.isatty(1) else 200)
    console.print(_machine(), highlight=False)
    for each in [database] if database else DATABASES:
        with TemporaryDirectory(prefix="cxstaff-", ignore_cleanup_errors=True) as folder:
            place = DATABASES[each](Path(folder))
            try:
                for name in what or MEASURED:
                    _measure(name, place, Path(folder), rows, console)
            finally:
                place.stop()


def _measure(
    name: str, database: Database, folder: Path, rows: int | None, console: Console
) -> None:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(name, total=None)

        def tell(doing: str) -> None:
            progress.update(task, description=f"{name}, {database.name}: {doing}")

        line = MEASURED[name].measure(database, folder, rows or MEASURED[name].ROWS, tell)
    console.print(line, highlight=False, soft_wrap=True)


def _machine() -> str:
    """Say how busy the machine is: what else runs on it makes every number worse."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before it began"


if __name__ == "__main__":
    main()
