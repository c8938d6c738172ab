"""Rows of numbers in one file a study, so that a run can be stopped and taken up again."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.linkage.companies import Floats
from benchmarks.linkage.studies import Row, Study

Columns = dict[str, Floats]


def known(folder: Path, study: Study) -> dict[int, Row]:
    """Return the rows there are by replication; a line that was cut off is none."""
    path = _path(folder, study)
    if not path.exists():
        return {}
    whole = path.read_text().rpartition("\n")[0]
    found = dict[int, Row]()
    for line in csv.DictReader(io.StringIO(whole)):
        number = int(line.pop("replication"))
        found[number] = {name: float(value) for name, value in line.items()}
    return found


def keep(folder: Path, study: Study, rows: dict[int, Row]) -> None:
    """Add rows to those there are: the file is replaced whole, or stays as it is."""
    rows = dict(sorted((known(folder, study) | rows).items()))
    folder.mkdir(parents=True, exist_ok=True)
    path = _path(folder, study)
    beside = path.with_suffix(".new")
    with beside.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["replication", *next(iter(rows.values()))])
        writer.writerows([number, *row.values()] for number, row in rows.items())
    os.replace(beside, path)


def columns(rows: Sequence[Row]) -> Columns:
    """Turn rows into one array (R,) a name."""
    return {name: np.array([row[name] for row in rows]) for name in rows[0]} if rows else {}


def _path(folder: Path, study: Study) -> Path:
    return folder / f"{study.key}.csv"
