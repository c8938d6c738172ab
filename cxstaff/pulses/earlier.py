"""What rounds told lately of people who are counted again: the data for `differencing`.

Answers within three weeks are believed to be alike, so that a change tells of those who changed
(docs/decisions/0013-two-rounds.md). A round is compared with every round told before it that opened
less than three weeks earlier or later, or was open at the same time, question by question.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import and_, func, or_, select

from cxstaff.db import db
from cxstaff.pulses.differencing import Before, Group
from cxstaff.pulses.models import Answer, Invitation, PulseRound, RoundQuestion, Scale

ALIKE_FOR = timedelta(weeks=3)


@dataclass(frozen=True, slots=True)
class Told:
    """One question as earlier rounds told it: where each person was counted, and how many there."""

    places: dict[int, Hashable]
    sizes: dict[Hashable, int]
    smallest: int


@dataclass(frozen=True, slots=True)
class Again:
    """Counts, while a box is opened, who of those told before answers again."""

    told: Mapping[str, Sequence[Told]]
    _seen: dict[tuple[str, int], Counter[tuple[Hashable, Group]]] = field(
        default_factory=lambda: defaultdict(Counter)
    )

    def note(self, person_id: int, group: Group, keys: Iterable[str]) -> None:
        """Count one person, of the group made at this round's opening, who answered `keys`."""
        for key in keys:
            for number, told in enumerate(self.told.get(key, ())):
                if person_id in told.places:
                    self._seen[key, number][told.places[person_id], group] += 1

    def before(self) -> dict[str, list[Before]]:
        """Return for each question what it is compared with."""
        return {
            key: [
                Before(told.sizes, self._seen[key, number], told.smallest)
                for number, told in enumerate(layers)
            ]
            for key, layers in self.told.items()
        }


def again(round_: PulseRound) -> Again:
    """Begin to count who answers again what earlier rounds told."""
    found: dict[str, list[Told]] = defaultdict(list)
    for earlier in _told_lately(round_):
        answered = _answered(earlier)
        for question in round_.questions:
            same = same_question(question, earlier.questions)
            told = _told(same, answered, earlier.smallest_group) if same else None
            if told is not None:
                _add(found[question.key], told)
    return Again(found)


def same_question(question: RoundQuestion, others: Iterable[RoundQuestion]) -> RoundQuestion | None:
    """Return which of `others` asks the same on the same scale: by its key, or in its words."""
    if question.scale == Scale.TEXT:
        return None
    asked = [each for each in others if each.scale == question.scale]
    by_key = [each for each in asked if each.key == question.key]
    alike = [each for each in asked if _words(each) == _words(question)]
    return next(iter([*by_key, *alike]), None)


def _told_lately(round_: PulseRound) -> list[PulseRound]:
    """Return the rounds that were told already and are near in time, the newest first."""
    near = and_(
        PulseRound.opens_at > round_.opens_at - ALIKE_FOR,
        PulseRound.opens_at < round_.opens_at + ALIKE_FOR,
    )
    at_once = and_(PulseRound.opens_at < round_.closes_at, PulseRound.closes_at > round_.opens_at)
    query = select(PulseRound).where(
        PulseRound.id != round_.id, PulseRound.opened_box_at.is_not(None), or_(near, at_once)
    )
    return list(db.session.scalars(query.order_by(PulseRound.opens_at.desc(), PulseRound.id)))


def _answered(earlier: PulseRound) -> list[tuple[int, Group, int]]:
    """Return (person, group made at opening, turn) of everybody who answered a round."""
    query = select(Invitation.person_id, Invitation.group_id, Invitation.turn)
    query = query.where(Invitation.round_id == earlier.id, Invitation.has_answered)
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def _told(
    question: RoundQuestion, answered: Sequence[tuple[int, Group, int]], smallest: int
) -> Told | None:
    """Return where people were counted; who left the question out cannot be told from others."""
    if not question.counted:
        return None
    counted = dict[Group, Group]((pair[0], pair[1]) for pair in question.counted)
    places: dict[int, Hashable] = {
        person: (question.id, counted[group])
        for person, group, turn in answered
        if question.is_for(turn) and group in counted
    }
    rows = select(Answer.group_id, func.count()).where(Answer.question_id == question.id)
    stored = db.session.execute(rows.group_by(Answer.group_id)).all()
    sizes = Counter(places.values())
    told = {(question.id, group): count for group, count in stored}
    return Told(places, {cell: max(told[cell], sizes[cell]) for cell in told}, smallest)


def _add(layers: list[Told], told: Told) -> None:
    """Lay a round beside others that counted nobody of it, or on its own.

    Rounds of different people tell together what one of all of them would.
    """
    for number, layer in enumerate(layers):
        if layer.places.keys().isdisjoint(told.places):
            layers[number] = Told(
                layer.places | told.places,
                layer.sizes | told.sizes,
                min(layer.smallest, told.smallest),
            )
            return
    layers.append(told)


def _words(question: RoundQuestion) -> str:
    return "".join(sign for sign in question.wording.casefold() if sign.isalnum())
