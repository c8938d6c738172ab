"""What runs by itself for second factors: forgetting what is over."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from cxstaff import clock
from cxstaff.db import db
from cxstaff.factors import actions, letters
from cxstaff.people.letters import outbox
from cxstaff.work.schedule import job


def init_app(app: Flask) -> None:
    """Say how letters about second factors are written."""
    outbox.compose_with(actions.LETTER, letters.composed)


@job(every=timedelta(minutes=5))
def forget_what_is_over() -> None:
    """Remove sign-ins and challenges whose time is over, and the times at which codes were used."""
    actions.remove_ended(clock.now())
    actions.blur_steps(clock.now())
    db.session.commit()
