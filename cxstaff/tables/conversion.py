"""Tables that come as workbooks or JSON, written as text, so that all else reads one kind."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from cxstaff.tables import documents, workbooks
from cxstaff.tables.encodings import transcode
from cxstaff.text import visible

HEAD_BYTES = 4096
ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xlsm,.xlsb,.xls,.ods,.json,.ndjson,.jsonl"
"""Endings of the files that can be read, as a field for files names them."""


def convert(path: Path, target: Path, encoding: str | None = None) -> bool:
    """Write the table of a workbook or of a JSON file to `target` as CSV in UTF-8.

    Returns False, and writes nothing, where the file is neither: text is read as it is, unless
    somebody said that it is in another encoding. Raises `Refused` where it cannot be read; then
    nothing is left at `target`.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if workbooks.is_workbook(head):
        rows = workbooks.rows(path)
    elif documents.is_document(head):
        rows = documents.rows(path)
    elif encoding is not None:
        transcode(path, encoding, target)
        return True
    else:
        return False
    try:
        _write(rows, target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return True


def unpack(path: Path, encoding: str | None = None) -> None:
    """Replace an uploaded workbook or JSON file, or text in an encoding, by its table."""
    written = path.with_name(f"{path.name}.table")
    if convert(path, written, encoding):
        written.replace(path)


@contextmanager
def as_text(path: Path, encoding: str | None = None) -> Iterator[Path]:
    """Give the file itself where it can be read, else its table in a file that lives as long."""
    with TemporaryDirectory() as folder:
        table = Path(folder) / "table.csv"
        yield table if convert(path, table, encoding) else path


def _write(rows: Iterator[list[str]], target: Path) -> None:
    """Write rows so that the number of a row is that of its line, as long as no text is broken."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for row in rows:
            if any(row):
                writer.writerow([visible(value) for value in row])
            else:
                file.write("\n")
