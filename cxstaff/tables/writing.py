"""Tables as we hand them out: CSV files and workbooks that hold no formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import IO

from flask import Response

BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: what it is called, its headings, and its rows as they come."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[object]]


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


def write_xlsx(sheets: Iterable[Sheet], file: IO[bytes]) -> None:
    """Write a workbook in memory that does not grow; no text is ever taken for a formula."""
    from xlsxwriter import Workbook  # here, so that other pages start fast

    with Workbook(file, {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for sheet in sheets:
            page = book.add_worksheet(sheet.title[:31])
            page.set_column(0, 0, 40)
            for column, heading in enumerate(sheet.headings):
                page.write_string(0, column, heading, bold)
            for row, cells in enumerate(sheet.rows, 1):
                for column, cell in enumerate(cells):
                    if isinstance(cell, int | float):
                        page.write_number(row, column, cell)
                    elif cell is not None:
                        page.write_string(row, column, str(cell))


class _Line:
    """The last line that a csv.writer wrote."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text
