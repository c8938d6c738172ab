"""Prove the linkage statistics: `python -m benchmarks.linkage [--replications N] [--only …]`."""

from __future__ import annotations

import os
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


@click.command()
@click.option("--replications", type=click.IntRange(0), default=2000, show_default=True)
@click.option("--only", multiple=True, help="Cells whose name holds this; may be given again.")
@click.option("--processes", type=click.IntRange(1), default=os.cpu_count() or 1)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("var/linkage-proof"),
    show_default=True,
    help="Where numbers are kept: a run that was stopped goes on. Empty it when code changed.",
)
def main(replications: int, only: tuple[str, ...], processes: int, folder: Path) -> None:
    """Try every estimator on invented companies whose truth is known; print the table.

    With --replications 0 only what is kept is printed.
    """
    for name in THREADS:
        os.environ.setdefault(name, "1")  # before numpy is loaded: the matrices are small
    from benchmarks.linkage import kept, running, table
    from benchmarks.linkage.studies import studies

    wanted = [each for each in studies() if not only or any(name in each.key for name in only)]
    if not wanted:
        raise click.ClickException("No cell is called so: " + ", ".join(s.key for s in studies()))
    console = Console(width=None if os.isatty(1) else 200)
    todo = running.tasks(folder, wanted, replications)
    bar = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*bar, TimeRemainingColumn(), console=console, transient=True) as progress:
        task = progress.add_task("Trying", total=sum(len(block) for _, block in todo))
        running.run(folder, todo, processes, lambda number: progress.advance(task, number))
    found = {study: kept.columns(list(kept.known(folder, study).values())) for study in wanted}
    for each in table.tables(found):
        console.print(each)
    failures = table.failures(found)
    console.print(f"{len(failures)} numbers miss their aim:", highlight=False)
    for line in failures:
        console.print(line, highlight=False)


if __name__ == "__main__":
    main()
