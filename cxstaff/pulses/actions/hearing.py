"""Telling everybody who was asked what was heard in a round."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.pulses.models import PulseRound

LONGEST = 2000
TURNS_WRITING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def tell_what_was_heard(round_: PulseRound, text: str, actor: Person, *, now: datetime) -> None:
    """Tell everybody asked in a closed round what was heard, or other words than before.

    No words take it back. Raises `Refused` while the round is open or for too many words.
    """
    if round_.opened_box_at is None:
        raise Refused("Wait until the round has closed.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    heard = "\n".join("".join(filter(_is_seen, line)).rstrip() for line in lines).strip()
    if len(heard) > LONGEST:
        raise Refused("Shorten it to %(most)s characters.", most=LONGEST)
    round_.heard = heard or None
    round_.heard_at = now if heard else None
    round_.heard_by_id = actor.id if heard else None


def _is_seen(sign: str) -> bool:
    return sign not in TURNS_WRITING and unicodedata.category(sign) not in {"Cc", "Cs"}
