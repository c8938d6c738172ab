"""Studies that run by themselves once a period is over and its results are in."""

from __future__ import annotations

from datetime import timedelta

from cxstaff import clock, packed
from cxstaff.db import db, reading
from cxstaff.linkage.comparison.queries import answer
from cxstaff.linkage.leads.queries import asked_since
from cxstaff.linkage.material import packing
from cxstaff.linkage.studies import actions, queries
from cxstaff.people.queries import find_company, today
from cxstaff.work.schedule import job, one_by_one

ASKED_WITHIN = timedelta(days=31)


@job(every=timedelta(minutes=1))
def pack_parts() -> None:
    """Pack weeks that are over and rounds that have closed, so that comparisons read them at once.

    Of what was compared in the last weeks; whatever is not packed is read row by row.
    """
    with reading():
        if find_company() is None:
            return
        day = today()
        waiting = packing.waiting(asked_since(day - ASKED_WITHIN), day)
    one_by_one(waiting, _pack, "%s could not be packed")


def _pack(batch: packing.Batch) -> None:
    """Pack some parts, which keeps nobody from writing while they are read."""
    with reading():
        anew = packed.packed_anew(batch.data, batch.parts)
    packed.keep(anew)
    db.session.commit()


@job(every=timedelta(hours=1))
def run_studies() -> None:
    """Run studies again when a new period is over."""
    with reading():
        company = find_company()
        if company is None:
            return
        zone, due = company.zone, queries.due_studies(today())
    one_by_one(due, lambda study_id: _run(study_id, zone), "The study %s could not be run")


def _run(study_id: int, zone: str) -> None:
    """Run one study, unless no period has come in since it last ran."""
    with reading():
        study = queries.find_study(study_id)
        if study is None or not study.is_open:
            return
        comparison = answer(study.question, today(), zone)
    study, newest = queries.find_study(study_id), queries.newest_version(study_id)
    last = actions.last_period(comparison)
    is_new = newest is None or (last and (newest.until is None or last > newest.until))
    if study is not None and study.is_open and is_new:
        actions.run(study, comparison, now=clock.now())
    db.session.commit()
