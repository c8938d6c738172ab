"""Tables as we hand them out: CSV files that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from flask import Response

BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> str:
    """Write a value so that no spreadsheet takes it for a formula (OWASP, CSV injection)."""
    if isinstance(value, int | float):
        return str(value)
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def plain_cell(text: str) -> str:
    """Undo what `safe_cell` did to a text."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def as_csv(rows: Iterator[Sequence[object]]) -> Iterator[str]:
    """Write rows as lines of a CSV file, one string each, safe to open in a spreadsheet."""
    line = _Line()
    writer = csv.writer(line)
    for row in rows:
        writer.writerow([safe_cell(value) for value in row])
        yield line.text


def download(lines: Iterable[str], name: str) -> Response:
    """Hand out lines of a CSV file under a name; the mark tells spreadsheets that it is UTF-8."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(chain([BYTE_ORDER_MARK], lines), mimetype="text/csv", headers=headers)


class _Line:
    """The last line that a csv.writer wrote."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text
