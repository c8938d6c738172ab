"""What rounds told lately of people who are counted again: the data for `differencing_attacks`.

Answers within three weeks are believed to be alike, so that a change tells of those who changed
(docs/decisions/0013-two-rounds.md). A round is compared with every round told before it that opened
less than three weeks earlier or later, or was open at the same time, question by question. What a
company worded itself may ask the same as any other question, so it is compared with all of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from math import prod

from sqlalchemy import and_, or_, select

from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.pulses.closing import split_halves
from cxstaff.pulses.closing.publishing import items_of
from cxstaff.pulses.disclosure.anonymity import Assurance, anonymity_set, cover_of
from cxstaff.pulses.disclosure.differencing_attacks import NOWHERE, Before, Group
from cxstaff.pulses.disclosure.queries import assurance_of_asked
from cxstaff.pulses.models import (
    Answer,
    Invitation,
    Pulse,
    PulseRound,
    RoundHalf,
    RoundQuestion,
)
from cxstaff.pulses.questions.equivalence import may_ask_the_same

ALIKE_FOR = timedelta(weeks=3)
MOST_WAYS = 16
"""In how many ways questions of earlier rounds are held beside one, before all are at once."""
OPEN_LONG = timedelta(days=10)
"""Of a round that is open for longer, three weeks are counted from so long before its end."""


@dataclass(frozen=True, slots=True)
class PriorRelease:
    """One question as earlier rounds told it: where each person counted, and how assured."""

    places: Mapping[int, tuple[Hashable, ...]]
    assurances: dict[int, Assurance]
    smallest: int


@dataclass(frozen=True, slots=True)
class RespondentOverlap:
    """Counts, while a box is opened, who of those told before answers again.

    `together` says which of what is `told` of a question is to be believed at once.
    """

    told: Mapping[str, Sequence[PriorRelease]]
    together: Mapping[str, Collection[Collection[int]]] = field(default_factory=dict)
    _seen: dict[str, Counter[tuple[tuple[Hashable, ...], Group | str]]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    _met: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def note(self, person_id: int, group: Group, assurance: Assurance, keys: Iterable[str]) -> None:
        """Count one person, of the group made at this round's opening, who answered `keys`."""
        for key in keys:
            if key in self.told:
                self._met[key].add(person_id)
                self._count(key, person_id, group, assurance)

    def before(self) -> dict[str, Before]:
        """Return for each question what it is compared with, once everybody was noted."""
        for key, layers in self.told.items():
            # Who answered then and not now tells as much as somebody new: the difference is theirs.
            known = set[int]().union(*(told.places for told in layers))
            for person in known - self._met[key]:
                self._count(key, person, NOWHERE, Assurance.SETTLED)
            self._met[key] |= known
        return {
            key: Before(
                self._seen[key],
                tuple(cover_of(told.smallest) for told in layers),
                self.together.get(key),
            )
            for key, layers in self.told.items()
        }

    def _count(self, key: str, person: int, group: Group | str, assurance: Assurance) -> None:
        """Count somebody for no more than the least that they were sure to be, then or now."""
        layers = self.told[key]
        assurances = [
            assurance,
            *(told.assurances[person] for told in layers if person in told.places),
        ]
        cover = min(anonymity_set([each]).cover for each in assurances)
        cells = tuple(told.places.get(person, NOWHERE) for told in layers)
        self._seen[key][cells, group] += cover


def overlap_with(round_: PulseRound) -> RespondentOverlap:
    """Begin to count who answers again what earlier rounds told.

    Of each earlier round one question at a time is believed to ask the same.
    """
    found: dict[str, list[PriorRelease]] = defaultdict(list)
    choices: dict[str, list[list[frozenset[int]]]] = defaultdict(list)
    for earlier in _told_lately(round_):
        told_of = _layers(earlier)
        for question in round_.questions:
            of_round = _told_alike(question, earlier, told_of)
            layers = found[question.key]
            if of_round:
                placed = [frozenset(_add(layers, told) for told in each) for each in of_round]
                choices[question.key].append(placed)
    told = {key: layers for key, layers in found.items() if layers}
    return RespondentOverlap(told, {key: _at_once(choices[key]) for key in told})


def _layers(earlier: PulseRound) -> dict[int, list[PriorRelease]]:
    """Return how each question of a round, by id, was told: of groups, and of their halves."""
    answered, found = _answered(earlier), dict[int, list[PriorRelease]]()
    for question in earlier.questions:
        told = _told(question, answered, earlier.smallest_group)
        if told is not None:
            found[question.id] = [told, *_halves(earlier, question, told)]
    return found


def _told_alike(
    question: RoundQuestion, earlier: PulseRound, told_of: Mapping[int, list[PriorRelease]]
) -> list[list[PriorRelease]]:
    """Return how each question was told that may ask the same, but for those told alike."""
    found: list[list[PriorRelease]] = []
    for same in may_ask_the_same(question, earlier.questions):
        layers = told_of.get(same.id, [])
        known = (each for each in found if len(each) == len(layers))
        if layers and not any(all(map(_is_told_alike, layers, each)) for each in known):
            found.append(layers)
    return found


def _at_once(choices: Sequence[Sequence[frozenset[int]]]) -> set[frozenset[int]]:
    """Return what is believed at once: of each round one question, or all where these are many."""
    # All at once is the stricter: it joins more groups, and never tells more.
    if prod(len(each) for each in choices) > MOST_WAYS:
        return {frozenset().union(*(told for each in choices for told in each))}
    return {frozenset().union(*chosen) for chosen in product(*choices)}


def is_asked_again_soon(pulse: Pulse) -> bool:
    """Say whether a pulse asks again within three weeks, so that its halves would tell a change."""
    return 0 < pulse.every_weeks < ALIKE_FOR // timedelta(weeks=1)


def _told_lately(round_: PulseRound) -> list[PulseRound]:
    """Return the rounds that were told already and are near in time, the newest first.

    Who answers a long round late answers the next one soon after.
    """
    since, late = round_.opens_at - ALIKE_FOR, round_.closes_at - OPEN_LONG
    near = and_(
        or_(PulseRound.opens_at > since, PulseRound.closes_at > since + OPEN_LONG),
        PulseRound.opens_at < max(round_.opens_at, late) + ALIKE_FOR,
    )
    at_once = and_(PulseRound.opens_at < round_.closes_at, PulseRound.closes_at > round_.opens_at)
    query = select(PulseRound).where(
        PulseRound.id != round_.id, PulseRound.opened_box_at.is_not(None), or_(near, at_once)
    )
    return list(db.session.scalars(query.order_by(PulseRound.opens_at.desc(), PulseRound.id)))


def _is_told_alike(one: PriorRelease, other: PriorRelease) -> bool:
    """Say whether two questions of one round were told of the very same groups of people."""
    if one.places.keys() != other.places.keys():
        return False
    pairs = {(one.places[person], other.places[person]) for person in one.places}
    # As many pairs as groups on either side: each group then is one group of the other.
    return len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


def _answered(earlier: PulseRound) -> list[tuple[int, Group, int, Assurance]]:
    """Return (person, group made at opening, turn, assurance) of everybody who answered a round."""
    assurance = assurance_of_asked(earlier, disputed=Invitation.is_disputed)
    query = select(Invitation.person_id, Invitation.group_id, Invitation.turn, assurance)
    query = query.join(Person, Person.id == Invitation.person_id)
    query = query.where(Invitation.round_id == earlier.id, Invitation.has_answered)
    return [(row[0], row[1], row[2], Assurance(row[3])) for row in db.session.execute(query)]


def _told(
    question: RoundQuestion, answered: Sequence[tuple[int, Group, int, Assurance]], smallest: int
) -> PriorRelease | None:
    """Return where people were counted; who left the question out cannot be told from others."""
    if not question.counted:
        return None
    counted = dict[Group, Group]((pair[0], pair[1]) for pair in question.counted)
    rows = select(Answer.group_id).where(Answer.question_id == question.id).distinct()
    told = set(db.session.scalars(rows))
    places: dict[int, tuple[Hashable, ...]] = {}
    assurances: dict[int, Assurance] = {}
    for person, group, turn, assurance in answered:
        if question.is_for(turn) and group in counted and counted[group] in told:
            places[person], assurances[person] = (question.id, counted[group]), assurance
    return PriorRelease(places, assurances, smallest) if places else None


def _halves(earlier: PulseRound, question: RoundQuestion, told: PriorRelease) -> list[PriorRelease]:
    """Return the halves that were kept of a question's groups, as who was told of in which."""
    kept = select(RoundHalf.team_id, RoundHalf.subject).where(RoundHalf.round_id == earlier.id)
    teams: dict[str, set[int]] = defaultdict(set)
    for team, subject in db.session.execute(kept):
        teams[subject].add(team)
    if not teams:
        return []
    heard = {each.key for each in earlier.questions if each.counted}
    items = [item for item in items_of(earlier) if item.key in heard]
    drawn_with, found = split_halves.key(), list[PriorRelease]()
    for subject, parts, drawn_for in split_halves.draws(items):
        if subject in teams and question.key in {item.key for item in parts}:
            places = {
                person: (*cell, drawn_for, split_halves.is_second(person, drawn_for, drawn_with))
                for person, cell in told.places.items()
                if cell[1] in teams[subject]
            }
            found.append(PriorRelease(places, told.assurances, told.smallest))
    return found


def _add(layers: list[PriorRelease], told: PriorRelease) -> int:
    """Lay a round beside others that counted nobody of it, or on its own; return where.

    Rounds of different people tell together what one of all of them would.
    """
    for number, layer in enumerate(layers):
        if layer.places.keys().isdisjoint(told.places):
            layers[number] = PriorRelease(
                {**layer.places, **told.places},
                layer.assurances | told.assurances,
                min(layer.smallest, told.smallest),
            )
            return number
    layers.append(told)
    return len(layers) - 1
