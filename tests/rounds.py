"""Rounds built by hand, for tests of what stands on them: no key, no box, nobody closes them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import Invitation, Pulse, PulseRound, RoundQuestion


def built_round(opens_at: datetime, days: int = 5, **given: Any) -> PulseRound:
    """Return a round of a pulse of its own that asks one question about engagement."""
    pulse = given.pop("pulse", None) or Pulse(
        name=given.pop("name", "Weekly pulse"), every_weeks=1, open_days=days, opens_hour=8
    )
    window = {"opens_at": opens_at, "closes_at": opens_at + timedelta(days=days)}
    question = RoundQuestion(
        position=1,
        key="teei-mission",
        wording="I understand the mission.",
        scale="agree-7",
        driver="engagement",
        instrument="teei",
        source="Temkin",
    )
    return PulseRound(
        **{"pulse": pulse, "number": 0, "public_key": b"k", "questions": [question]}
        | window
        | given
    )


def invite(round_: PulseRound, people: Sequence[Person], team: Team, **given: Any) -> None:
    """Put people of a team on a round's roster."""
    db.session.add(round_)
    db.session.flush()
    for person in people:
        place = {"round_id": round_.id, "person_id": person.id, "team_id": team.id}
        db.session.add(Invitation(**place, opens_at=round_.opens_at, **given))
