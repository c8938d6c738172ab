"""What all teams' readings of a period add up to: kept beside them, and counted anew."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import astuple, fields
from datetime import date
from math import isclose
from typing import Any

from sqlalchemy import delete, insert

from cxstaff.db import db
from cxstaff.engine import lock
from cxstaff.measures import queries
from cxstaff.measures.models import Reading, ReadingTotal
from cxstaff.measures.queries import ReadingSums

NAMES = ("measure_id", "starts_on", *(each.name for each in fields(ReadingSums)))


def readings_lock(measure_id: int) -> str:
    """Return the lock that whoever writes readings of a measure holds until the end."""
    return f"readings {measure_id}"


def recount(measure_id: int, days: Collection[date]) -> None:
    """Count the sums of periods that start on some days anew, of readings that are written.

    The caller holds the lock of the measure, so that nobody else's readings come in meanwhile.
    """
    mine: list[Any] = [ReadingTotal.measure_id == measure_id, ReadingTotal.starts_on.in_(days)]
    query = queries.summed_by(Reading.measure_id, Reading.starts_on)
    query = query.where(Reading.measure_id == measure_id, Reading.starts_on.in_(days))
    db.session.execute(delete(ReadingTotal).where(*mine))
    db.session.execute(insert(ReadingTotal).from_select(NAMES, query))


def recount_all() -> int:
    """Count all sums anew, each measure under its lock; return how many periods there are."""
    for each in queries.all_measures():
        lock(db.session(), readings_lock(each.id))
    query = queries.summed_by(Reading.measure_id, Reading.starts_on)
    db.session.execute(delete(ReadingTotal))
    db.session.execute(insert(ReadingTotal).from_select(NAMES, query))
    return len(queries.company_sums()[0])


def differences() -> int:
    """Return of how many periods the sums that are kept are not what the readings add up to."""
    kept, anew = queries.company_sums()
    known = kept.keys() & anew.keys()
    return len(kept.keys() ^ anew.keys()) + sum(not _alike(kept[k], anew[k]) for k in known)


def _alike(kept: ReadingSums, anew: ReadingSums) -> bool:
    """Compare sums; those of values are added up in any order."""
    return all(
        isclose(*each, rel_tol=1e-9) for each in zip(astuple(kept), astuple(anew), strict=True)
    )
