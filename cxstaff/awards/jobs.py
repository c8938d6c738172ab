"""What awards do by themselves: nominations end, then the time for votes."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from cxstaff import clock
from cxstaff.awards import actions, letters, queries
from cxstaff.awards.models import AwardStage
from cxstaff.db import db, reading
from cxstaff.people.letters import outbox
from cxstaff.people.queries import find_company
from cxstaff.work.schedule import job, one_by_one


def init_app(app: Flask) -> None:
    """Say how letters about awards are written, and when they are still wanted."""
    outbox.compose_with(actions.LETTER, letters.composed, letters.is_wanted)


@job(every=timedelta(minutes=1))
def move_on() -> None:
    """Let juries begin and votes be counted once their day has come, one award a commit."""
    with reading():
        if find_company() is None:
            return
        due = queries.awards_due(clock.now())
    one_by_one(due, _move_on, "The award %s could not go on")


def _move_on(award_id: int) -> None:
    award = queries.find_award(award_id)
    if award is not None and award.stage == AwardStage.NOMINATING:
        actions.begin_voting(award, now=clock.now())
    elif award is not None:
        actions.end_voting(award, now=clock.now())
    db.session.commit()
