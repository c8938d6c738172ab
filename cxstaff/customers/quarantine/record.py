"""One record that is held back, column by column, with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cxstaff import tables
from cxstaff.customers.imports import actions as imports
from cxstaff.customers.models import ImportRun
from cxstaff.customers.quarantine.files import fields_of
from cxstaff.customers.reading.contact import Contact, Problem
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.reader import Reader
from cxstaff.customers.records.handlers import Roster
from cxstaff.tables import Layout


@dataclass(frozen=True, slots=True)
class RecordColumns:
    """A record in columns; `is_split` where it has one field for each heading as it is written.

    `problems` hold it back, each with its column; what is `unread` would be left empty.
    """

    layout: Layout
    meanings: dict[str, str]
    values: Sequence[str]
    is_split: bool
    problems: Sequence[Problem]
    unread: Sequence[Problem]


def columns_of(run: ImportRun, raw: str, *, now: datetime) -> RecordColumns:
    """Take a record apart, and find all that is wrong with it."""
    layout, mapping = imports.layout_of(run), Mapping.from_json(run.mapping or {})
    parsed = tables.parse(raw, layout)
    meanings = {heading: key for key, heading in mapping.columns.items()}
    if parsed.problem:
        whole = Problem(parsed.problem, None, parsed.value)
        return RecordColumns(layout, meanings, fields_of(raw, layout), False, [whole], ())
    reader, roster = imports.reader_of(run, now), imports.roster_of(run)
    wrong = _wrong(parsed.values, reader)
    problems = [found for key, found in wrong.items() if key in reader.needed]
    if "handler" in reader.needed - wrong.keys():
        problems += _wrong_handler(parsed.values, reader, roster, bool(problems))
    unread = [found for key, found in wrong.items() if key not in reader.needed]
    return RecordColumns(layout, meanings, parsed.values, True, problems, unread)


def _wrong(values: Sequence[str], reader: Reader) -> dict[str, Problem]:
    """Return what is wrong with each field that cannot be read, by field."""
    texts = reader.texts_of([values])
    read = {key: each[texts[reader.columns[key]][0]] for key, each in reader.readings.items()}
    return {key: found for key, found in read.items() if isinstance(found, Problem)}


def _wrong_handler(
    values: Sequence[str], reader: Reader, roster: Roster, is_wrong: bool
) -> list[Problem]:
    """Return why nobody can be found who handled it; whether they were there needs its day."""
    contact = reader.read(values)
    if isinstance(contact, Contact):
        found = roster.find(contact.handler, contact.day, contact.team)
    elif is_wrong:
        found = roster.anybody(reader.readings["handler"][values[reader.columns["handler"]]])
    else:
        found = None
    if not isinstance(found, Problem):
        return []
    return [found._replace(column=reader.mapping.columns.get(found.column or ""))]
