"""A customer's remark about Ben of team Blue, and about Cleo of team Red."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from cxstaff.customers.models import Channel, Feedback, Interaction, Reason, Segment
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from tests.cast import NOW, TODAY


@pytest.fixture
def remark_about(app: Flask) -> Callable[..., Interaction]:
    """Let a customer say something about a person."""

    def say(person: Person, team: Team, words: str | None, csat: int = 5) -> Interaction:
        number = db.session.query(Interaction).count()
        channel = db.session.query(Channel).first() or Channel(name="Phone")
        segment = db.session.query(Segment).first() or Segment(name="")
        reason = db.session.query(Reason).first() or Reason(name="Delivery")
        db.session.add_all([channel, segment, reason])
        db.session.flush()
        interaction = Interaction(
            id=number + 1,
            source="test",
            reference=str(number),
            team=team,
            handler=person,
            channel=channel,
            segment_id=segment.id,
            reason=reason,
            happened_at=NOW - timedelta(days=1),
            day=TODAY - timedelta(days=1),
            feedback=Feedback(csat=csat, remark=words),
        )
        db.session.add(interaction)
        db.session.flush()
        return interaction

    return say
