"""Send the recognition digests that are due."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from flask import Flask

from cxstaff import clock
from cxstaff.db import db
from cxstaff.digests import actions, queries
from cxstaff.digests.chat import jobs as chat  # noqa: F401 – its job is one of digests
from cxstaff.digests.models import EditionState
from cxstaff.digests.outbox import Digests, letter_now
from cxstaff.people import queries as people
from cxstaff.people.letters import outbox as account_letters
from cxstaff.work import dispatch
from cxstaff.work.schedule import job


def init_app(app: Flask) -> None:
    """Say how the letter is written that somebody asks for at once."""
    account_letters.compose_with(queries.NOW_KIND, letter_now)


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
