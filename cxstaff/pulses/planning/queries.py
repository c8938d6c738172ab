"""What the next round of a plan asks whom and when, and what those with one of its turns see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, func, or_, select

from cxstaff.db import db
from cxstaff.people import queries as people
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import Pulse, PulseRound, Scale
from cxstaff.pulses.questions import rotation
from cxstaff.pulses.questions.catalogue import CatalogueQuestion

FARTHEST_APART = timedelta(hours=26)  # the clocks of Kiritimati and of Baker Island


@dataclass(frozen=True, slots=True)
class Preview:
    """A round as one `turn` of `turns` (from 1) sees it; `by_turn` is what each turn adds."""

    turn: int
    turns: int
    questions: list[CatalogueQuestion]
    stay: list[CatalogueQuestion]
    by_turn: list[list[CatalogueQuestion]]


def preview(
    questions: Sequence[CatalogueQuestion], per_round: int, number: int, turn: int
) -> Preview:
    """Return round `number` (from 0) as people who have `turn` (from 1) see it.

    Where engagement leaves no room, nothing takes turns.
    """
    try:
        arranged = rotation.arrange(topics(questions), per_round, number)
    except rotation.NoRoom:
        return Preview(1, 1, list(questions), list(questions), [])
    turn = min(max(turn, 1), arranged.turns)
    whose = {question.key: arranged.turn_of.get(question.key, -1) for question in questions}
    whose |= {question.key: None for question in questions if question.scale is Scale.TEXT}
    by_turn = [[q for q in questions if whose[q.key] == each] for each in range(arranged.turns)]
    return Preview(
        turn=turn,
        turns=arranged.turns,
        questions=[q for q in questions if whose[q.key] in {None, turn - 1}],
        stay=[q for q in questions if whose[q.key] is None],
        by_turn=by_turn if arranged.turns > 1 else [],
    )


def topics(questions: Sequence[CatalogueQuestion]) -> list[rotation.Topic]:
    """Return what takes turns: every question but the one answered in words."""
    return [rotation.Topic(q.key, q.driver) for q in questions if q.scale is not Scale.TEXT]


def count_of_rounds(pulse: Pulse) -> int:
    """Return how many rounds of a pulse have opened."""
    query = select(func.count()).select_from(PulseRound).where(PulseRound.pulse_id == pulse.id)
    return db.session.scalar(query) or 0


def due_pulse_ids(now: datetime) -> list[int]:
    """Return the pulses whose next round is due somewhere, or may be, within a day's turn."""
    soon = now + FARTHEST_APART
    query = select(Pulse.id).where(Pulse.next_opens_at <= soon, Pulse.is_paused.is_(False))
    return list(db.session.scalars(query.order_by(Pulse.id)))


def pulses_not_opened(since: datetime) -> list[Pulse]:
    """Return the pulses whose last planned round could not open, or is due longer than `since`."""
    late = and_(Pulse.next_opens_at < since, Pulse.is_paused.is_(False))
    query = select(Pulse).where(or_(Pulse.complaint.is_not(None), late))
    return list(db.session.scalars(query.order_by(Pulse.id)))


def next_planned() -> Pulse | None:
    """Return the pulse whose next round is planned first, or None where none is."""
    planned = Pulse.next_opens_at.is_not(None), Pulse.is_paused.is_(False)
    query = select(Pulse).where(*planned).order_by(Pulse.next_opens_at, Pulse.id)
    return db.session.scalar(query.limit(1))


def audience_on(audience: Sequence[Team], day: date) -> set[int]:
    """Return the teams that an audience means on a day, with all below; everybody's for none.

    A team that was merged by then stands for the one that it was merged into.
    """
    if not audience:
        return {team.id for team in people.all_teams()}
    return people.team_ids_below([_standing(team, day).id for team in audience])


def zones_of(pulse: Pulse, day: date) -> set[str]:
    """Return the zones of their own that people in the audience live in on a day."""
    teams = list(audience_on(pulse.audience, day))
    query = people.members_of(teams, day).with_only_columns(Person.zone).order_by(None)
    return {zone for zone in db.session.scalars(query.distinct()) if zone}


def _standing(team: Team, day: date) -> Team:
    seen = {team.id}
    while team.merged_into is not None and team.closed_on is not None and team.closed_on <= day:
        if team.merged_into.id in seen:
            return team
        team = team.merged_into
        seen.add(team.id)
    return team
