"""Answers to surveys about interactions that are known, told from interactions that come anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from cxstaff.customers.models import Interaction
from cxstaff.customers.reading.fields import may_be_said
from cxstaff.customers.reading.headings.known import OF_ANSWERS, SAID
from cxstaff.customers.reading.mapping import FileKind, Mapping
from cxstaff.customers.reading.values import LONGEST_NAME, reference
from cxstaff.db import db
from cxstaff.tables.nothing import is_nothing
from cxstaff.tables.times.dates import DateOrder
from cxstaff.tables.times.moments import Moments

MOST_ASKED = 500
KNOWN, LATER = 0.8, 0.9
"""Which part of the records has to be known, and of these to have happened before the answer."""

SOON = timedelta(minutes=1)
BEGUN = frozenset({"happened_at", "resolved"})
"""What a survey may tell beside answers: when somebody began, and how far the answer has come."""


def as_answers(
    mapping: Mapping, headings: Sequence[str], rows: Sequence[Sequence[str]], home: str
) -> Mapping:
    """Take a file for answers where its moments are later than the known ones of its references.

    Read as interactions, these would move to the day on which the customer answered. `home` is the
    company's zone.
    """
    columns = mapping.columns
    if columns.keys() - OF_ANSWERS - BEGUN or columns.keys().isdisjoint({*SAID, "resolved"}):
        return mapping
    if mapping.kind is FileKind.FEEDBACK or not columns.keys() >= {"reference", "happened_at"}:
        return mapping
    told = _told(mapping, headings, rows[:MOST_ASKED], home)
    known = _known(mapping.source, list(told))
    later = sum(told[name] >= known[name] + SOON for name in known)
    if len(known) < KNOWN * len(told) or not known or later < LATER * len(known):
        return mapping
    given = {"feedback_at": columns["happened_at"]} | dict(columns)
    words = dict(mapping.words)
    if "solved" not in given and _is_said(columns.get("resolved"), headings, rows):
        given["solved"] = columns["resolved"]
        words["solved"] = words.pop("resolved", {})
    kept = {key: name for key, name in given.items() if key not in BEGUN}
    if kept.keys().isdisjoint(SAID):
        return mapping
    return replace(mapping, columns=kept, words=words, kind=FileKind.FEEDBACK)


def _is_said(heading: str | None, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Say whether a column tells whether it was solved as the customer says it."""
    if heading is None:
        return False
    return may_be_said(heading, [row[headings.index(heading)] for row in rows])


def _told(
    mapping: Mapping, headings: Sequence[str], rows: Sequence[Sequence[str]], home: str
) -> dict[str, datetime]:
    """Return the moments that rows tell, by reference."""
    order = mapping.order or DateOrder.YEAR_FIRST
    moments = Moments(order, mapping.zone or home, home)
    names, begun = (headings.index(mapping.columns[key]) for key in ("reference", "happened_at"))
    read = moments.read_all([row[begun].strip() for row in rows])
    return {
        reference(name): moment[0]
        for row, moment in zip(rows, read, strict=True)
        if moment and 0 < len(name := row[names].strip()) <= LONGEST_NAME and not is_nothing(name)
    }


def _known(source: str, references: Sequence[str]) -> dict[str, datetime]:
    query = select(Interaction.reference, Interaction.happened_at)
    query = query.where(Interaction.source == source, Interaction.reference.in_(references))
    return {row.reference: row.happened_at for row in db.session.execute(query)}
