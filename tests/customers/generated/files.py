"""Tables written to files: encodings, delimiters, lines around the table, kinds of files."""

import csv
import io
import json
import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from tests.customers.generated import truth as truths
from tests.customers.generated.systems import SYSTEMS
from tests.customers.generated.writing import Table, write

ALPHABETS = {"en": "en en en pl ru", "de": "de", "fr": "fr", "es": "es", "it": "it"}
ENCODINGS = {
    "en": "utf-8 utf-8 utf-8-sig",
    "de": "utf-8 utf-8-sig cp1252 cp1252 utf-16",
    "fr": "utf-8 utf-8-sig cp1252 utf-16",
    "es": "utf-8 utf-8-sig cp1252",
    "it": "utf-8 utf-8-sig cp1252",
    "pl": "utf-8 cp1250",
    "ru": "utf-8 cp1251 utf-8-sig",
}
DELIMITERS = {"en": ",,,\t|", "de": ";;;\t,", "fr": ";;,", "es": ";;,", "it": ";;\t"}
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)
TITLES = ("Report: tickets", "Generated: 17.03.2026 08:00", "Filter: all")
FOOTERS = ("Total: {n}", "Confidential", "Copyright (c) 2026")


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made, and the table that is in it."""

    path: Path
    table: Table
    encoding: str
    how: str


def make(seed: int, folder: Path) -> Made:
    """Make the file of a seed; the same seed makes the same file."""
    dice = random.Random(seed)
    system = SYSTEMS[seed % len(SYSTEMS)]
    kind = dice.choice(system.files.split())
    remarks = dice.choice(ALPHABETS[system.language].split())
    number = dice.choice([12, 15, 20, 24, 32, 40])
    told = truths.interactions(dice, number, system.language, remarks)
    table = write(dice, system, told, kind)
    encoding = dice.choice(ENCODINGS[remarks].split()) if kind == "csv" else "utf-8"
    path = folder / f"{seed}.{kind}"
    how = _WRITERS[kind](path, dice, table, encoding)
    return Made(path, table, encoding, f"{system.name}: {kind} {how} {table.ways}")


def _csv(path: Path, dice: random.Random, table: Table, encoding: str) -> str:
    delimiter = dice.choice(DELIMITERS[table.system.language])
    quoting = dice.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    ends = dice.choice(["\n", "\r\n"])
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=ends)
    around = dice.random()
    if around < 0.1:
        text.write(f"sep={delimiter}{ends}")
    elif around < 0.2:
        writer.writerows([[title] for title in TITLES[: dice.randrange(1, 4)]])
        text.write(ends)
    writer.writerow(table.headings)
    writer.writerows(table.rows)
    if dice.random() < 0.1:
        text.write(ends)
        writer.writerows([[line.format(n=len(table.expected))] for line in FOOTERS])
    if table.is_in_signs:
        encoding = "utf-8-sig"
    path.write_bytes(text.getvalue().encode(encoding))
    return f"{encoding} {delimiter!r} {around:.1f}"


def _xlsx(path: Path, dice: random.Random, table: Table, _encoding: str) -> str:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Export")
        form = book.add_format({"num_format": dice.choice(["dd.mm.yyyy hh:mm", "m/d/yy h:mm"])})
        titles = dice.choice([0, 0, 0, 2])
        for place, title in enumerate(TITLES[:titles]):
            sheet.write_string(place, 0, title)
        above = titles + (1 if titles else 0)
        sheet.write_row(above, 0, table.headings)
        for line, row in enumerate(table.rows, above + 1):
            for place, value in enumerate(row):
                _cell(sheet, line, place, value, form, " cell" in f" {table.ways}")
    return f"{titles} titles"


def _cell(sheet: Any, line: int, place: int, value: Any, form: Any, is_cell: bool) -> None:
    try:
        moment = datetime.fromisoformat(value) if is_cell and len(value) == 19 else None
    except (ValueError, TypeError):
        moment = None
    if moment is not None:
        sheet.write_datetime(line, place, moment, form)
    elif (isinstance(value, str) and not value.isdecimal()) or (
        isinstance(value, str) and value.startswith("0")
    ):
        sheet.write_string(line, place, value)
    else:
        sheet.write_number(line, place, float(value))


def _ods(path: Path, _dice: random.Random, table: Table, _encoding: str) -> str:
    cells = [
        "".join(
            '<table:table-cell office:value-type="string"><text:p>'
            f"{escape(str(value))}</text:p></table:table-cell>"
            for value in row
        )
        for row in (table.headings, *table.rows)
    ]
    rows = "".join(f"<table:table-row>{each}</table:table-row>" for each in cells)
    uri = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{uri}:'
        f'office:1.0" xmlns:table="{uri}:table:1.0" xmlns:text="{uri}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Export">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", MANIFEST)
        packed.writestr("content.xml", content)
    return "ods"


def _objects(table: Table) -> list[dict[str, Any]]:
    found = list[dict[str, Any]]()
    for row in table.rows:
        one = dict[str, Any]()
        for name, value in zip(table.headings, row, strict=True):
            above, _, below = name.partition(".")
            plain = int(value) if isinstance(value, str) and value.isdecimal() else value
            plain = plain if plain != "" else None
            if below:
                one.setdefault(above, {})[below] = plain
            else:
                one[name] = plain
        found.append(one)
    return found


def _json(path: Path, dice: random.Random, table: Table, _encoding: str) -> str:
    objects = _objects(table)
    whole = {"tickets": objects, "next_page": None} if dice.random() < 0.5 else objects
    path.write_text(json.dumps(whole, indent=dice.choice([None, 2])), encoding="utf-8")
    return "json"


def _ndjson(path: Path, _dice: random.Random, table: Table, _encoding: str) -> str:
    lines: Sequence[str] = [json.dumps(each, ensure_ascii=False) for each in _objects(table)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "ndjson"


_WRITERS: dict[str, Callable[[Path, random.Random, Table, str], str]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "ods": _ods,
    "json": _json,
    "ndjson": _ndjson,
}
