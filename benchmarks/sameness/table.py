"""The benchmark's numbers of a few invented studies: `… table FOLDER REPLICATIONS`."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.linkage import running
from benchmarks.linkage.studies import studies

EVERY = 5
"""One study in so many is tried: they differ by little, and all take minutes."""


def write(folder: Path, replications: int) -> None:
    """Try every fifth study a few times, on this processor, and keep the numbers."""
    wanted = list(studies())[::EVERY]
    for name, block in running.tasks(folder, wanted, replications):
        running.run(folder, [(name, block)], 1, lambda _number: None)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
