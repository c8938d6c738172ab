"""Studies that run by themselves once a period is over and its results are in."""

from __future__ import annotations

import logging
from datetime import timedelta

from cxstaff import clock
from cxstaff.db import db
from cxstaff.linkage import actions, studied
from cxstaff.people.queries import find_company, today
from cxstaff.schedule import job

log = logging.getLogger(__name__)


@job(every=timedelta(hours=1))
def run_studies() -> None:
    """Run studies again when a new period is over."""
    company = find_company()
    if company is None:
        return
    due = studied.due_studies(today())
    db.session.commit()
    for study_id in due:
        try:
            _run(study_id, company.zone)
        except Exception:
            db.session.rollback()
            log.exception("The study %s could not be run", study_id)


def _run(study_id: int, zone: str) -> None:
    """Run one study, unless no period has come in since it last ran."""
    from cxstaff.linkage.answers import answer

    study, newest = studied.find_study(study_id), studied.newest_version(study_id)
    if study is None or not study.is_open:
        return
    comparison = answer(study.question, today(), zone)
    last = actions.last_period(comparison)
    if newest is None or (last is not None and (newest.until is None or last > newest.until)):
        actions.run(study, comparison, now=clock.now())
    db.session.commit()
