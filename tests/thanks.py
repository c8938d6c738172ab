"""Thanks of the cast, in a word each."""

from datetime import datetime
from typing import Any

from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.recognition import actions, queries
from cxstaff.recognition.actions import ThanksWords
from cxstaff.recognition.models import Thanks, ThanksAudience, ThanksReceiver
from cxstaff.recognition.queries import Colleague
from tests.cast import NOW, TODAY


def to(receiver: Person, team: Team) -> list[ThanksReceiver]:
    """Return whom a thanks is to: one person, of that team."""
    return [ThanksReceiver(person=receiver, team_id=team.id)]


def thank(
    receiver: Person,
    giver: Person,
    message: str = "You stayed on the line.",
    *,
    is_private: bool = False,
    now: datetime = NOW,
    request_key: str | None = None,
    **words: Any,
) -> Thanks:
    """Let one person thank another as the pages do; `words` name what it celebrates."""
    return thank_all(
        [receiver], giver, message, is_private=is_private, now=now, request_key=request_key, **words
    )


def thank_all(
    receivers: list[Person],
    giver: Person,
    message: str = "You stayed on the line.",
    *,
    is_private: bool = False,
    now: datetime = NOW,
    to_team: Team | None = None,
    request_key: str | None = None,
    **words: Any,
) -> Thanks:
    """Let one person thank several others."""
    if is_private:
        words["audience"] = ThanksAudience.PRIVATE
    said, told = ThanksWords(message, **words), {"request_key": request_key, "now": now}
    given = actions.thank(colleagues(*receivers), giver, said, to_team=to_team, **told)
    return db.session.get_one(Thanks, given)


def colleagues(*people: Person) -> list[Colleague]:
    """Return people as they are thanked."""
    db.session.flush()
    return queries.colleagues([each.id for each in people], TODAY)
