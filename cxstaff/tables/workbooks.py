"""Workbooks of spreadsheet programs, read as rows of text (XLSX, XLSB, XLS, ODS)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from cxstaff.errors import Refused

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_BYTES = 256_000_000
"""How large a workbook may be when it is unpacked: its reader keeps a whole sheet in memory."""

MOST_EXACT = 2**53
"""Up to which whole numbers a cell holds each: numbers of tickets have up to 16 digits."""

_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_DURATIONS_END = datetime(1900, 3, 1)  # noqa: DTZ001 – cells have no zone
_DURATIONS_BEGIN = datetime(1899, 12, 31)  # noqa: DTZ001

Cell = int | float | str | bool | time | date | datetime | timedelta


def is_workbook(head: bytes) -> bool:
    """Say whether a file begins like a workbook."""
    return head.startswith((ZIP, OLE))


def rows(path: Path) -> Iterator[list[str]]:
    """Give the rows of the first sheet that says something, and name the others at the end.

    Rows come in the places they have in the sheet, empty ones too. Raises `Refused` where the
    file is no workbook, is protected, or is too large to be unpacked.
    """
    _check_size(path)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            yield from _rows(workbook)
    except CalamineError as error:
        raise Refused(
            "This workbook cannot be read. If a password protects it, save it without one, or "
            "save the sheet as CSV."
        ) from error


def _check_size(path: Path) -> None:
    """Refuse what is no workbook, and what unpacks to more than memory should hold."""
    with path.open("rb") as file:
        if file.read(4) == OLE:
            return
    try:
        with zipfile.ZipFile(path) as packed:
            if not any(part in packed.namelist() for part in _PARTS):
                raise Refused("The file is compressed. Unpack it first.")
            size = sum(part.file_size for part in packed.infolist())
            if size > MOST_BYTES:
                raise Refused("This workbook is too large to be read. Save the sheet as CSV.")
            is_broken = packed.testzip() is not None  # sizes that are not true show here
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise Refused("This workbook is damaged. Save it again, or save it as CSV.") from error
    if is_broken:
        raise Refused("This workbook is damaged. Save it again, or save it as CSV.")


def _rows(workbook: CalamineWorkbook) -> Iterator[list[str]]:
    visible = [
        workbook.get_sheet_by_name(each.name)
        for each in workbook.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
    ]
    filled = [sheet for sheet in visible if sheet.height > 0]
    if not filled:
        raise Refused("The file is empty.")
    yield from _rows_of(filled[0])
    if filled[1:]:
        yield []
        yield [f"Other sheets: {', '.join(sheet.name for sheet in filled[1:])}"]


def _rows_of(sheet: CalamineSheet) -> Iterator[list[str]]:
    for row in sheet.iter_rows():
        yield [_text(cell) for cell in row]


def _text(cell: Cell) -> str:
    """Write a cell as a file of text would: moments as ISO 8601, durations as h:mm:ss."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        is_whole = cell.is_integer() and abs(cell) < MOST_EXACT
        return str(int(cell)) if is_whole else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return _moment(cell)
    if isinstance(cell, timedelta):
        return _duration(cell)
    return str(cell)


def _moment(cell: datetime) -> str:
    """Write a moment to the second; a spreadsheet's count of days hits none exactly.

    A duration of a day or more in a cell of the form h:mm:ss comes as a moment of January 1900.
    """
    if cell < _DURATIONS_END:
        return _duration(cell - _DURATIONS_BEGIN)
    whole = (cell + timedelta(milliseconds=500)).replace(microsecond=0)
    return whole.date().isoformat() if whole.time() == time() else whole.isoformat(" ")


def _duration(length: timedelta) -> str:
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
