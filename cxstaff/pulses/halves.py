"""Two fixed halves of the people asked, for telling real change from the luck of few answers.

How much of a team's change is real can only be known by measuring it twice. So everyone belongs for
good to one of two halves, by a keyed draw: the key is outside the database, nothing of the draw is
stored, and only a group's two means are kept, where both halves are large enough to be shown.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import current_app

from cxstaff.pulses import scoring
from cxstaff.pulses.models import Driver
from cxstaff.pulses.results import Group, Item, Numbers

Halved = Mapping[bool, Sequence[Numbers]]


@dataclass(frozen=True, slots=True)
class HalfMeans:
    """A group's engagement index (0–100) in its two halves, over as many as the fewest answered."""

    team_id: int
    first_n: int
    first_mean: float
    second_n: int
    second_mean: float


def key() -> bytes:
    """Return the key of the draw; it changes with CXSTAFF_SECRET_KEY."""
    secret = str(current_app.config["SETTINGS"].secret_key)
    return hmac.digest(secret.encode(), b"cxstaff: halves of people", hashlib.sha256)


def is_second(person_id: int, drawn_with: bytes) -> bool:
    """Say whether a person belongs to the second half; always the same under one key."""
    return bool(hmac.digest(drawn_with, str(person_id).encode(), hashlib.sha256)[0] & 1)


def means(
    groups: Mapping[Group, Halved], items: Sequence[Item], published: set[int], smallest: int
) -> list[HalfMeans]:
    """Return the halves' means of every group in `published` that may be told apart so.

    `published` names teams whose index is published and in which no other group is counted: then a
    half is all that is solved for beyond what is published, and each half holds `smallest`
    answers to every question of the index.
    """
    asked = [item for item in items if item.driver == Driver.ENGAGEMENT]
    found = []
    for group in sorted(published & {group for group in groups if group is not None}):
        first = _mean(groups[group].get(False, ()), asked, smallest)
        second = _mean(groups[group].get(True, ()), asked, smallest)
        if first and second:
            found.append(HalfMeans(group, *first, *second))
    return found


def _mean(
    people: Sequence[Numbers], items: Sequence[Item], smallest: int
) -> tuple[int, float] | None:
    """Return the mean of the questions' means, or None where one has under `smallest` answers."""
    counts, averages = list[int](), list[float]()
    for item in items:
        values = [
            scoring.points(item.scale, given[item.key]) for given in people if item.key in given
        ]
        if len(values) < smallest:
            return None
        counts.append(len(values))
        averages.append(sum(values) / len(values))
    return (min(counts), sum(averages) / len(averages)) if counts else None
