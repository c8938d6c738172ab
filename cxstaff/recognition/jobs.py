"""What runs by itself for thanks: patterns among them are looked for."""

from __future__ import annotations

from datetime import timedelta

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.company import find_company
from cxstaff.recognition.patterns.actions import notice
from cxstaff.work.schedule import job


@job(every=timedelta(hours=6))
def notice_patterns() -> None:
    """Look for patterns in who thanks whom, as HR set it."""
    now, company = clock.now(), find_company()
    if company is not None:
        notice(now, clock.local_day(now, company.zone))
        db.session.commit()
