"""Raising how large groups have to be in one round; it is never lowered."""

from __future__ import annotations

from datetime import datetime

from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.pulses.models import PulseRound
from cxstaff.security_log import Act, record


def raise_thresholds(
    round_: PulseRound, scores: int, comments: int, *, actor: Person, now: datetime
) -> None:
    """Let scores and comments of a round need more people. Raises `Refused` when fewer."""
    if scores < round_.smallest_group or comments < round_.smallest_comments:
        raise Refused(
            "This round was opened with %(scores)s people for scores and %(comments)s for "
            "comments. That can be raised, never lowered.",
            scores=round_.smallest_group,
            comments=round_.smallest_comments,
        )
    if comments < scores:
        raise Refused("Comments need at least as many people as scores.")
    if round_.opened_box_at is not None:
        raise Refused("What this round showed is published already. It cannot be raised any more.")
    round_.smallest_group, round_.smallest_comments = scores, comments
    record(
        Act.THRESHOLD_RAISED,
        by=actor,
        now=now,
        round_id=round_.id,
        scores=scores,
        comments=comments,
    )
