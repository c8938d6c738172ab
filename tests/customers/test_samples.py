"""Guessing looks at a sample: however long a file is, as much of it is read, and no more."""

import io
from pathlib import Path, PosixPath
from typing import Any

import pytest

from cxstaff import tables
from cxstaff.customers.imports import previews

LINE = "{n},2026-02-{day:02} 09:00,Ben Berg," + ",".join(["some words of a column"] * 20) + "\n"
MOST_BYTES = 7_000_000


class Counted(io.FileIO):
    """A file that counts what is read of it."""

    bytes_read = 0

    def readinto(self, buffer: Any, /) -> Any:
        size = super().readinto(buffer)
        Counted.bytes_read += size or 0
        return size


class Watched(PosixPath):
    """A path whose file counts what is read of it."""

    def open(self, *_how: Any, **_more: Any) -> Any:
        return io.BufferedReader(Counted(self))


@pytest.mark.only("sqlite")
def test_a_longer_file_makes_no_more_work_of_guessing(app: Any, tmp_path: Path) -> None:
    work = list[tuple[int, int]]()
    for rows in (12_000, 24_000):
        path = tmp_path / f"{rows}.csv"
        heads = "ticket,created,agent," + ",".join(f"c{n}" for n in range(20))
        told = (LINE.format(n=n, day=1 + n * 28 // rows) for n in range(rows))
        path.write_text(heads + "\n" + "".join(told))
        layout, Counted.bytes_read = tables.examine(path), 0
        sample = previews.rows_of(Watched(path), layout)
        assert sample[-1][1] > "2026-02-26", "the sample is from all over the file"
        assert previews.guessed(path, layout).columns["handler"] == "agent"
        work.append((len(sample), Counted.bytes_read))
    (small, some), (large, more) = work
    assert small == large <= 2 * previews.MOST_SAMPLES
    assert more <= 1.1 * some <= MOST_BYTES
