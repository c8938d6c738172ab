"""Trying studies again and again, in blocks, in several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from benchmarks.linkage import kept
from benchmarks.linkage.studies import Row, Study, studies

BLOCK, EVERYWHERE = 10, 500

Task = tuple[str, range]


def tasks(folder: Path, wanted: Sequence[Study], replications: int) -> list[Task]:
    """Return what is still to be done, in blocks: a few everywhere first, then small companies."""
    found = list[tuple[tuple[int, int, int], Task]]()
    for study in wanted:
        wished = min(replications, study.most)
        missing = set(range(wished)) - set(kept.known(folder, study))
        for start in range(0, wished, BLOCK):
            block = range(start, min(start + BLOCK, wished))
            if missing.isdisjoint(block):
                continue
            late = start >= EVERYWHERE
            found.append(((late, study.teams if late else start, start), (study.key, block)))
    return [task for _, task in sorted(found, key=lambda each: each[0])]


def run(folder: Path, todo: Sequence[Task], processes: int, tell: Callable[[int], None]) -> None:
    """Do the tasks; each block is on disk before `tell` hears how many replications it was."""
    known = {study.key: study for study in studies()}
    for key, rows in _done(todo, processes):
        kept.keep(folder, known[key], rows)
        tell(len(rows))


def block(task: Task) -> tuple[str, dict[int, Row]]:
    """Try one study some times."""
    key, replications = task
    study = next(each for each in studies() if each.key == key)
    return key, {number: study.row(number) for number in replications}


def _done(todo: Sequence[Task], processes: int) -> Iterable[tuple[str, dict[int, Row]]]:
    if processes == 1:
        yield from map(block, todo)
        return
    with ProcessPoolExecutor(processes) as pool:
        try:
            for future in as_completed([pool.submit(block, task) for task in todo]):
                yield future.result()
        finally:
            pool.shutdown(cancel_futures=True)
