"""Two fixed halves of the people asked, for telling real change from the luck of few answers.

How much of a team's change is real can only be known by measuring it twice. So everyone belongs for
good to one of two halves, by a keyed draw: the key is outside the database, nothing of the draw is
stored, and only a group's two means are kept, where both halves are large enough to be shown.

Two means of the same few people would tell how their answers lie together. Every subject is
therefore drawn for by itself, and a mean of several questions is kept in whole points: so fine that
what few answers leave to chance is far larger, too coarse to take it apart into its questions.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from flask import current_app

from cxstaff.pulses.closing.tabulation import Answered, Group, Item, Numbers, composites
from cxstaff.pulses.disclosure.anonymity import Assurance, anonymity_set
from cxstaff.pulses.disclosure.differencing_attacks import NOTHING_BEFORE, NOWHERE
from cxstaff.pulses.models import Driver
from cxstaff.pulses.questions.instruments import ENPS, TEEI
from cxstaff.pulses.scoring import scoring

SIDES = (False, True)
MeanOf = Callable[[Item, Sequence[int]], float]
Sides = frozenset[str]  # the subjects in whose second half somebody is
HalvedAnswers = tuple[
    Group, Sides, Numbers
]  # the group made at opening, which halves, what was answered
SUBJECTS = (
    "index",
    TEEI,
    ENPS,
    *(f"driver:{driver}" for driver in Driver if driver is not Driver.ENGAGEMENT),
)


@dataclass(frozen=True, slots=True)
class HalfMeans:
    """A subject's mean in a group's two halves, over as many as the fewest answered."""

    team_id: int
    subject: str
    first_n: int
    first_mean: float
    second_n: int
    second_mean: float


def key() -> bytes:
    """Return the key of the draw; it changes with CXSTAFF_SECRET_KEY."""
    secret = str(current_app.config["SETTINGS"].secret_key)
    return hmac.digest(secret.encode(), b"cxstaff: halves of people", hashlib.sha256)


def sides(person_id: int, drawn_with: bytes) -> Sides:
    """Return the subjects in whose second half a person is; always the same under one key."""
    return frozenset(each for each in SUBJECTS if is_second(person_id, each, drawn_with))


def is_second(person_id: int, subject: str, drawn_with: bytes) -> bool:
    """Say whether a person is of the second half of a subject, drawn for that subject alone."""
    own = f"{subject} {person_id}".encode()
    return bool(hmac.digest(drawn_with, own, hashlib.sha256)[0] & 1)


def means(
    people: Sequence[HalvedAnswers], answered: Answered, told: Set[tuple[Group, str]]
) -> list[HalfMeans]:
    """Return the halves of each (team, subject) in `told` that may be told apart so.

    `told` is what is published. Halves are kept where, for each question of the subject, no other
    group is counted in the team's view and each half holds enough answers. So all that halves add
    is that one stored group of answers to a question falls into two that are large enough.
    None are kept of what some of the same people were told to have answered lately: the change of a
    half could be that of a few people, although that of the group is not.
    """
    alone = {item.key: _alone(answered, item) for item in answered.items}
    heard_ = [item for item in answered.items if None in answered.cells[item.key].chosen]
    found = []
    for subject, items, drawn_for in draws(heard_):
        if any(_is_answered_again(answered, item) for item in items):
            continue
        halved = {item.key: _halved(people, answered, item, drawn_for) for item in items}
        mean_of = _promoters if subject == ENPS else _points
        for team in sorted(team for team, named in told if named == subject and team is not None):
            parts = [[halved[item.key].get((team, side), []) for item in items] for side in SIDES]
            fewest = min(len(values) for side in parts for values in side)
            if fewest >= answered.smallest and all(team in alone[item.key] for item in items):
                first, second = (_mean(side, items, mean_of) for side in parts)
                found.append(HalfMeans(team, subject, *first, *second))
    return found


def draws(items: Sequence[Item]) -> list[tuple[str, list[Item], str]]:
    """Return the subjects that rated items make up, with theirs and the subject they are drawn for.

    `items` are those heard in the whole company. Subjects that rest on the very same questions
    share their halves: one draw less one other would be a few people.
    """
    rated = [item for item in items if item.scale.is_rated]
    listed = composites(rated) + [("enps", [item]) for item in rated if item.instrument == ENPS]
    return [
        (subject, parts, next(name for name, others in listed if set(others) == set(parts)))
        for subject, parts in listed
    ]


def _is_answered_again(answered: Answered, item: Item) -> bool:
    before = answered.before.get(item.key, NOTHING_BEFORE)
    return any(
        group != NOWHERE and any(cell != NOWHERE for cell in cells)
        for cells, group in before.people
    )


def _alone(answered: Answered, item: Item) -> set[Group]:
    """Return the teams whose view of a question holds their own group and no other."""
    return {name for name, groups in answered.cells[item.key].views if groups == {name}}


def _halved(
    people: Sequence[HalvedAnswers], answered: Answered, item: Item, drawn_for: str
) -> dict[tuple[Group, bool], list[int]]:
    """Return what was answered to a question, by group and half of a subject, of enough people.

    Answers ascend, so that no rounding tells in which order people were taken.
    """
    places = answered.cells[item.key].places
    found: dict[tuple[Group, bool], list[int]] = defaultdict(list)
    assurances: dict[tuple[Group, bool], list[Assurance]] = defaultdict(list)
    if not places or not item.scale.is_rated:
        return found
    for (group, second, numbers), assurance in zip(
        people, answered.assurances_of_people, strict=True
    ):
        if item.key in numbers:
            found[places[group], drawn_for in second].append(numbers[item.key])
            assurances[places[group], drawn_for in second].append(assurance)
    enough = {
        key for key, each in assurances.items() if anonymity_set(each).is_enough(answered.smallest)
    }
    return {key: sorted(values) for key, values in found.items() if key in enough}


def _mean(
    parts: Sequence[Sequence[int]], items: Sequence[Item], mean_of: MeanOf
) -> tuple[int, float]:
    """Return the fewest answers to a question, and the mean of the questions' means."""
    means = [mean_of(item, values) for item, values in zip(items, parts, strict=True)]
    mean = sum(means) / len(means)
    return min(len(values) for values in parts), mean if len(items) == 1 else float(round(mean))


def _points(item: Item, values: Sequence[int]) -> float:
    return sum(scoring.points(item.scale, value) for value in values) / len(values)


def _promoters(_: Item, values: Sequence[int]) -> float:
    """Return an eNPS held as that of a small group, however large the half is.

    So no half is told to be all of one mind, and growing past 40 answers changes nothing.
    """
    for_us, against = map(scoring.held_share, scoring.promoter_shares(values))
    return (for_us - against) * 100
