"""Records that were held back, as rows of a file: handed out, and corrected by it again."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path

from sqlalchemy import select, update

from cxstaff import engine, tables
from cxstaff.customers.imports import actions as imports
from cxstaff.customers.models import ImportRun, QuarantinedRecord
from cxstaff.customers.quarantine import actions
from cxstaff.customers.reading.readings import HELD_LINE, HELD_PROBLEM
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.tables import Layout, Record
from cxstaff.tables.writing import plain_cell, safe_cell
from cxstaff.text import N_

BATCH = 500
HELD_RUN = "Import in cxstaff"
OWN = (HELD_RUN, HELD_LINE, HELD_PROBLEM)
NOT_OURS = N_(
    "This is not a file of records that were held back: it has no column '%(column)s'. "
    "Download them here, correct them, and leave that column as it is."
)
NO_COLUMN = N_("The file has no column '%(heading)s' any more.")


@dataclass(slots=True)
class Corrected:
    """What a file brought: how many records it changes, and lines that are not held back."""

    records: int = 0
    changed: int = 0
    unknown: int = 0


def rows_of(
    run_id: int, layout: Layout, in_words: Callable[[QuarantinedRecord], str]
) -> Iterator[list[str]]:
    """Give the headings, then each record with its import, line and why it was held back.

    A file that holds these columns more may be handed in again as it is. Fields beyond the
    headings stay in the last column, so that nothing is lost.
    """
    headings, last = list(layout.headings), 0
    yield headings + [name for name in OWN if name not in headings]
    while True:
        query = select(QuarantinedRecord).where(
            QuarantinedRecord.run_id == run_id, QuarantinedRecord.line > last
        )
        batch = list(db.session.scalars(query.order_by(QuarantinedRecord.line).limit(BATCH)))
        for record in batch:
            told = dict(zip(OWN, (str(run_id), str(record.line), in_words(record)), strict=True))
            fields = fields_of(record.raw, layout)
            known = [told.pop(name, field) for name, field in zip(headings, fields, strict=True)]
            yield known + list(told.values())
        if len(batch) < BATCH:
            return
        last = batch[-1].line


def fields_of(raw: str, layout: Layout) -> list[str]:
    """Return the fields of a record, one for each heading, whatever is wrong with it."""
    width, delimiter = len(layout.headings), layout.delimiter
    rows = list(csv.reader([raw], delimiter=delimiter))
    fields = rows[0] if rows else []
    fields += [""] * (width - len(fields))
    return [*fields[: width - 1], delimiter.join(fields[width - 1 :])]


def line_of(values: Sequence[str], delimiter: str) -> str:
    """Write the fields of a record as a line of its file."""
    written = StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="").writerow(values)
    return written.getvalue()


def correct_by(run: ImportRun, path: Path) -> Corrected:
    """Write the records of a run anew as a file of them says; feeding them again is left to do.

    Records are told by import and line; one of which nothing was changed stays as it was written.
    """
    layout = tables.examine(path)
    own = imports.layout_of(run)
    for name in (HELD_RUN, HELD_LINE):
        if name not in layout.headings:
            raise Refused(NOT_OURS, column=name)
    for heading in own.headings:
        if heading not in layout.headings:
            raise Refused(NO_COLUMN, heading=heading)
    run, corrected = actions.hold(run.id), Corrected()
    places = [layout.headings.index(name) for name in own.headings]
    records = tables.records(path, layout)
    while rows := list(islice(records, BATCH)):
        _correct(run, _by_line(run, layout, rows, corrected), own, places, corrected)
    return corrected


def _by_line(
    run: ImportRun, layout: Layout, rows: Sequence[Record], corrected: Corrected
) -> dict[int, Sequence[str]]:
    """Return the rows that name a line of this run, the last of each line."""
    its_run, its_line = layout.headings.index(HELD_RUN), layout.headings.index(HELD_LINE)
    found = dict[int, Sequence[str]]()
    for row in rows:
        named = [_number(row.values[place]) for place in (its_run, its_line)] if row.values else []
        if named[:1] != [run.id] or not named[1]:
            corrected.unknown += 1
        else:
            corrected.unknown += named[1] in found
            found[named[1]] = row.values
    return found


def _correct(
    run: ImportRun,
    rows: dict[int, Sequence[str]],
    own: Layout,
    places: Sequence[int],
    corrected: Corrected,
) -> None:
    held = select(QuarantinedRecord.id, QuarantinedRecord.line, QuarantinedRecord.raw).where(
        QuarantinedRecord.run_id == run.id,
        engine.among(db.session(), QuarantinedRecord.line, list(rows)),
    )
    known = db.session.execute(held).all()
    corrected.records += len(known)
    corrected.unknown += len(rows) - len(known)
    for record_id, line, raw in known:
        before, row = fields_of(raw, own), rows[line]
        after = [
            old if heading in OWN else _unsafe(row[place], old)
            for heading, place, old in zip(own.headings, places, before, strict=True)
        ]
        if after != before:
            corrected.changed += 1
            changed = update(QuarantinedRecord).where(QuarantinedRecord.id == record_id)
            db.session.execute(changed.values(raw=line_of(after, own.delimiter)))


def _unsafe(cell: str, before: str) -> str:
    """Return what a cell of our own file says, without what kept it from being a formula."""
    is_same = cell.strip() == safe_cell(before).strip()
    return before if is_same else plain_cell(cell)


def _number(text: str) -> int | None:
    whole = text.strip().removesuffix(".0")
    return int(whole) if whole.isascii() and whole.isdigit() and len(whole) < 10 else None
