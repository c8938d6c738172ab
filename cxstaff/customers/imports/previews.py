"""What an import would do, for those who prepare one."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from sqlalchemy import func, select

from cxstaff import clock, tables
from cxstaff.customers.imports.answers import as_answers
from cxstaff.customers.imports.chunks import contact_of
from cxstaff.customers.models import ImportRun, QuarantinedRecord
from cxstaff.customers.reading import guesses
from cxstaff.customers.reading.contact import Contact, Found, Problem, Tally
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.reader import Reader
from cxstaff.customers.reading.seen import Seen
from cxstaff.customers.reading.seen import seen as seen_in
from cxstaff.customers.records.handlers import Roster
from cxstaff.db import db
from cxstaff.people import queries as people
from cxstaff.tables import Layout
from cxstaff.tables.headings import are_repeated

FIRST_SOURCE = "Service desk"
MOST_SAMPLES = 1000
PLACES = 20


def rows_of(path: Path, layout: Layout, most: int = MOST_SAMPLES) -> list[list[str]]:
    """Return rows from the beginning of a file and from places all over it.

    Files are often sorted by time, so that their first rows may all be of one day.
    """
    records = list(islice(tables.records(path, layout), most))
    step = (path.stat().st_size - layout.starts_at) // PLACES
    for place in range(1, PLACES if len(records) == most else 1):
        there = tables.records(path, layout, layout.starts_at + place * step // 2 * 2)
        records.extend(islice(there, 1, 1 + most // PLACES))  # the first is cut off
    told = (record.values for record in records if not record.problem)
    return [values for values in told if not are_repeated(layout.headings, values)]


def seen(path: Path, layout: Layout, mapping: Mapping) -> Seen:
    """Return what a file shows of itself when it is read this way, from rows all over it."""
    return seen_in(mapping, layout.headings, rows_of(path, layout))


def zone_of(layout: Layout) -> str:
    """Return the zone of the times in a file: its own, where it names one, else the company's."""
    is_known = layout.zone in clock.zone_names()
    return layout.zone if layout.zone and is_known else people.get_company().zone


def guessed(path: Path, layout: Layout, zone: str | None = None) -> Mapping:
    """Guess how a file is to be read, knowing the company's zone and whom its roster names."""
    source, home = usual_source(), zone or zone_of(layout)
    rows, people_called = rows_of(path, layout), Roster().people_called
    how = guesses.guess(layout.headings, rows, source, home, people_called)
    return as_answers(how, layout.headings, rows, people.get_company().zone)


def first_contacts(path: Path, layout: Layout, reader: Reader, most: int = 8) -> list[Found]:
    """Return the first records of a file as they would be read."""
    roster, shown = Roster(reader.mapping.several), list[Found]()
    for record in islice(tables.records(path, layout), most):
        found = contact_of(record, reader)
        if isinstance(found, Contact):
            known = roster.find(found.handler, found.day, found.team)
            found = known if isinstance(known, Problem) else found
        shown.append(found)
    return shown


def usual_source() -> str:
    """Return the source of the last import, so that the same system keeps its name."""
    query = select(ImportRun.mapping).where(ImportRun.records > 0).order_by(ImportRun.id.desc())
    last = db.session.scalar(query.limit(1))
    return last["source"] if last else FIRST_SOURCE


def problems_of(run_id: int) -> list[Tally]:
    """Return the kinds of problems that records of a run are held back for, the most first."""
    held = QuarantinedRecord
    kinds = (
        select(func.min(held.id).label("first"), func.count().label("records"))
        .where(held.run_id == run_id)
        .group_by(held.problem)
        .subquery()
    )
    query = select(held.problem, held.column, held.value, kinds.c.records)
    query = query.join(kinds, kinds.c.first == held.id).order_by(kinds.c.records.desc(), held.id)
    return [Tally(Problem(*row[:3]), row[3]) for row in db.session.execute(query)]
