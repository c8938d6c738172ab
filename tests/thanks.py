"""Thanks of the cast, in a word each."""

from datetime import datetime
from typing import Any

from cxstaff.people.models import Person, Team
from cxstaff.recognition import actions
from cxstaff.recognition.actions import ThanksWords
from cxstaff.recognition.models import Thanks, ThanksAudience, ThanksReceiver
from tests.cast import NOW


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
    if is_private:
        words["audience"] = ThanksAudience.PRIVATE
    said = ThanksWords(message, **words)
    return actions.thank([receiver], giver, said, request_key=request_key, now=now)
