"""Records that were held back, as rows of a file to be corrected in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator

from sqlalchemy import select

from cxstaff.customers.models import QuarantinedRecord
from cxstaff.customers.reading.readings import HELD_LINE, HELD_PROBLEM
from cxstaff.db import db
from cxstaff.tables import Layout

BATCH = 500


def rows_of(
    run_id: int, layout: Layout, in_words: Callable[[QuarantinedRecord], str]
) -> Iterator[list[str]]:
    """Give the headings, then each record with its line and why it was held back.

    A file that holds these two more columns may be imported again as it is. Fields beyond the
    headings stay in the last column, so that nothing is lost.
    """
    width, last = len(layout.headings), 0
    extra = () if HELD_LINE in layout.headings else (HELD_LINE, HELD_PROBLEM)
    yield [*layout.headings, *extra]
    while True:
        query = select(QuarantinedRecord).where(
            QuarantinedRecord.run_id == run_id, QuarantinedRecord.line > last
        )
        batch = list(db.session.scalars(query.order_by(QuarantinedRecord.line).limit(BATCH)))
        for record in batch:
            fields = _fields_of(record.raw, layout.delimiter, width)
            yield [*fields, str(record.line), in_words(record)] if extra else fields
        if len(batch) < BATCH:
            return
        last = batch[-1].line


def _fields_of(raw: str, delimiter: str, width: int) -> list[str]:
    rows = list(csv.reader([raw], delimiter=delimiter))
    fields = rows[0] if rows else []
    fields += [""] * (width - len(fields))
    return [*fields[: width - 1], delimiter.join(fields[width - 1 :])]
