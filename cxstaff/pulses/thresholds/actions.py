"""How many people a group needs: in rounds from now on, or more of them in one round."""

from __future__ import annotations

from datetime import datetime

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.pulses.models import SMALLEST_COMMENTS, SMALLEST_GROUP, PulseRound, Thresholds
from cxstaff.security_log import Act, record


def thresholds() -> Thresholds:
    """Return what holds for rounds that open from now on."""
    kept = db.session.get(Thresholds, 1)
    return kept or Thresholds(smallest_group=SMALLEST_GROUP, smallest_comments=SMALLEST_COMMENTS)


def set_thresholds(scores: int, comments: int, *, actor: Person, now: datetime) -> None:
    """Let rounds that open from now on need other numbers. Raises `Refused` under the floor."""
    if scores < SMALLEST_GROUP or comments < SMALLEST_COMMENTS:
        raise Refused(
            "Scores need %(scores)s people or more, comments %(comments)s. This cannot be lowered.",
            scores=SMALLEST_GROUP,
            comments=SMALLEST_COMMENTS,
        )
    if comments < scores:
        raise Refused("Comments need at least as many people as scores.")
    kept = thresholds()
    kept.smallest_group, kept.smallest_comments = scores, comments
    db.session.add(kept)
    record(Act.THRESHOLDS_CHANGED, by=actor, now=now, scores=scores, comments=comments)
    db.session.flush()


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
