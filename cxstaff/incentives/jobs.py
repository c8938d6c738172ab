"""What incentives do by themselves: statements are drafted once a period is over."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from cxstaff import clock
from cxstaff.date_range import DateRange
from cxstaff.db import db, reading
from cxstaff.incentives.models import IncentivePlan
from cxstaff.incentives.statements import actions, letters, queries
from cxstaff.people.letters import outbox
from cxstaff.people.queries import find_company, today
from cxstaff.work.schedule import job, one_by_one


def init_app(app: Flask) -> None:
    """Say how letters about statements are written, and when they are still wanted."""
    for kind, composer in letters.KINDS.items():
        outbox.compose_with(kind, composer, letters.is_wanted)


@job(every=timedelta(minutes=10))
def draft_statements() -> None:
    """Draft what plans owe for periods that are over, each in a commit of its own.

    A period whose measure has no number yet waits for it.
    """
    with reading():
        if find_company() is None:
            return
        waiting = queries.unsettled(today(), actions.READINGS_MAY_COME.days)
    one_by_one(waiting, _draft, "What plan %s owes could not be drafted")


def _draft(due: tuple[int, DateRange]) -> None:
    plan_id, period = due
    plan = db.session.get(IncentivePlan, plan_id)
    if plan is not None:
        actions.draft(plan, period, now=clock.now())
    db.session.commit()
