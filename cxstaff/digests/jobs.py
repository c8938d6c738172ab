"""Send the recognition digests that are due."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from cxstaff import clock
from cxstaff.db import db
from cxstaff.digests import actions
from cxstaff.digests.models import EditionState
from cxstaff.digests.outbox import Digests
from cxstaff.people import queries as people
from cxstaff.work import dispatch
from cxstaff.work.schedule import job


@job(every=timedelta(minutes=1))
def send_due() -> None:
    """Send the recognition digests that are due, each person's on its own."""
    send_some(Digests())


def send_some(digests: Digests) -> Counter[EditionState]:
    """Send digests until none is due; return how many ended in which state.

    Commits. Raises `dispatch.LettersWait` when the mail server takes nothing.
    """
    actions.ensure_plan(clock.local_day(clock.now(), people.get_company().zone))
    db.session.commit()
    tally = dispatch.send_all(digests)
    if not tally.is_over:  # else some of a zone may not have been looked at
        for (zone, every), day in digests.served.items():
            actions.note_zone(zone, every, day, now=clock.now())
        db.session.commit()
    return digests.ended
