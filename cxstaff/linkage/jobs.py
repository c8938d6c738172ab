"""Studies that run by themselves once a period is over and its results are in."""

from __future__ import annotations

from datetime import timedelta

from cxstaff import clock
from cxstaff.db import db, reading
from cxstaff.linkage.comparison.queries import answer
from cxstaff.linkage.studies import actions, queries
from cxstaff.people.queries import find_company, today
from cxstaff.work.schedule import job, one_by_one


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
