"""Telling everybody who was asked what was heard in a round."""

from __future__ import annotations

from datetime import datetime

from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.pulses.models import PulseRound
from cxstaff.text import several_lines

LONGEST = 2000


def tell_what_was_heard(round_: PulseRound, text: str, actor: Person, *, now: datetime) -> None:
    """Tell everybody asked in a closed round what was heard, or other words than before.

    No words take it back. Raises `Refused` while the round is open or for too many words.
    """
    if round_.opened_box_at is None:
        raise Refused("Wait until the round has closed.")
    heard = several_lines(text)
    if len(heard) > LONGEST:
        raise Refused("Shorten it to %(most)s characters.", most=LONGEST)
    round_.heard = heard or None
    round_.heard_at = now if heard else None
    round_.heard_by_id = actor.id if heard else None
