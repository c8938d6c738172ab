"""What milestones do by themselves: they are told at eight, each where its person lives."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from cxstaff import clock
from cxstaff.db import db, reading
from cxstaff.milestones import actions, letters, queries
from cxstaff.milestones.queries import Occasion
from cxstaff.people.letters import outbox
from cxstaff.people.queries import find_company
from cxstaff.work.schedule import job, one_by_one


def init_app(app: Flask) -> None:
    """Say how letters about milestones are written, and when they are still wanted."""
    for kind, composer in letters.KINDS.items():
        outbox.compose_with(kind, composer, letters.is_wanted)


@job(every=timedelta(minutes=1))
def tell_milestones() -> None:
    """Tell milestones from eight in the morning on where each person lives, one a commit."""
    with reading():
        if find_company() is None:
            return
        now = clock.now()
        due = [each for zone in queries.zones() for each in queries.occasions_due(zone, now)]
    one_by_one(due, _tell, "The milestone %s could not be told")


@job(every=timedelta(hours=12))
def forget_old_milestones() -> None:
    """Remove milestones that were told in the years before the last one."""
    actions.forget_old(clock.now())
    db.session.commit()


def _tell(occasion: Occasion) -> None:
    actions.tell(occasion, now=clock.now())
    db.session.commit()
