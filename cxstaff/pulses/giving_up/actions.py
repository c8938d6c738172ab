"""Giving a round up: nothing opens its envelopes any more, so it has no result and they go."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from cxstaff import security_log
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.pulses.closing import actions as closing
from cxstaff.pulses.models import PulseRound
from cxstaff.pulses.sealing.queries import can_be_opened
from cxstaff.security_log import Act


def give_up(round_id: int, actor: Person | None, kept_in: Path, *, now: datetime) -> PulseRound:
    """Let a round end without a result; closing then destroys its envelopes unread.

    `kept_in` is the key folder. Raises `Refused` while the round's key is in it and opens anything,
    or while nobody can tell: answers that somebody could open are never thrown away.
    """
    round_ = closing.hold(round_id)
    if round_ is None:
        raise Refused("There is no such round.")
    if round_.given_up_at is not None:
        raise Refused("This round was given up already.")
    if round_.opened_box_at is not None:
        raise Refused("The answers of this round were opened already. There is nothing to give up.")
    if not kept_in.is_dir() or not os.access(kept_in, os.R_OK | os.X_OK):
        raise Refused("The key folder cannot be read, so nobody can tell whether the key is gone.")
    if can_be_opened(round_, kept_in, now):
        raise Refused("The key of this round is there, so its answers open when it closes.")
    closing.note_answered(round_id)
    round_.given_up_at, round_.given_up_by_id = now, actor.id if actor else None
    round_.complaint = None
    security_log.record(Act.ROUND_GIVEN_UP, by=actor, now=now, round_id=round_id)
    return round_
