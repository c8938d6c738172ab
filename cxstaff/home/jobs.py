"""What runs by itself for homes: the first steps are over once all are done."""

from __future__ import annotations

from datetime import timedelta

from cxstaff import clock
from cxstaff.db import db
from cxstaff.home.first_steps.actions import end_if_done
from cxstaff.people.company import find_company
from cxstaff.work.schedule import job


@job(every=timedelta(hours=1))
def end_first_steps() -> None:
    """Take the first steps off every home once all are done."""
    now, company = clock.now(), find_company()
    if company is not None:
        end_if_done(company, clock.local_day(now, company.zone), now=now)
        db.session.commit()
