"""What runs by itself for people: forgetting sign-in failures that count no more."""

from __future__ import annotations

from datetime import timedelta

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people import throttle
from cxstaff.schedule import job


@job(every=timedelta(hours=1))
def forget_sign_in_failures() -> None:
    """Remove failed sign-ins that are too old to count."""
    throttle.remove_old(clock.now())
    db.session.commit()
