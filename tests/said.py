"""What customers say in tests."""

from datetime import timedelta

from cxstaff.customers.models import (
    Channel,
    Circumstance,
    ContactReason,
    Feedback,
    Interaction,
    Segment,
)
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from tests.cast import NOW, TODAY


def say(person: Person, team: Team, words: str | None, csat: int = 5) -> Interaction:
    """Let a customer say something about a person, a day ago."""
    number = db.session.scalar(db.select(db.func.count()).select_from(Interaction))
    channel = db.session.scalar(db.select(Channel).limit(1)) or Channel(name="Phone")
    segment = db.session.scalar(db.select(Segment).limit(1)) or Segment(name="")
    reason = db.session.scalar(db.select(ContactReason).limit(1)) or ContactReason(name="Delivery")
    circumstance = db.session.scalar(db.select(Circumstance).limit(1)) or Circumstance(name="")
    db.session.add_all([channel, segment, reason, circumstance])
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
        circumstance=circumstance,
        happened_at=NOW - timedelta(days=1),
        day=TODAY - timedelta(days=1),
        feedback=Feedback(csat=csat, remark=words),
    )
    db.session.add(interaction)
    db.session.flush()
    return interaction
