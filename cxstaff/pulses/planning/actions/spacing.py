"""Keeping rounds apart that ask the same people the same: two in a row tell who changed between.

Nearly everybody answers on one day as on the day before, so that the difference of two such rounds
is that of the one who joined, left or moved (docs/decisions/0013-two-rounds.md). Rounds are kept
a week apart. Those of one pulse are by their plan; after a standstill one of them may open late.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries as people
from cxstaff.people.models import Team
from cxstaff.pulses.models import Invitation, Pulse, PulseRound, RoundQuestion
from cxstaff.pulses.planning.queries import audience_on
from cxstaff.pulses.questions import catalogue
from cxstaff.pulses.questions.catalogue import CatalogueQuestion
from cxstaff.pulses.questions.equivalence import same_question

A_WEEK = timedelta(days=7)
APART = A_WEEK - timedelta(hours=12)  # clocks change, and days begin earlier in other zones


def refuse_too_soon(
    pulse: Pulse,
    person_ids: Iterable[int],
    questions: Sequence[RoundQuestion],
    opens_at: datetime,
) -> None:
    """Refuse a round that asks somebody again within a week what another round asked them."""
    asked = set(person_ids)
    for other in _rounds_near(opens_at, pulse.id):
        if not _have_one_in_common(questions, other.questions):
            continue
        theirs = select(Invitation.person_id).where(Invitation.round_id == other.id)
        if not asked.isdisjoint(db.session.scalars(theirs)):
            raise _too_soon(other.pulse.name, other.opens_at)


def refuse_planned_too_soon(
    audience: Sequence[Team],
    questions: Sequence[CatalogueQuestion],
    opens_at: datetime,
    pulse_id: int | None = None,
) -> None:
    """Refuse a plan whose next round would open within a week of one that asks the same teams.

    Rounds count that have opened, and the next ones that pulses other than `pulse_id` have planned.
    """
    day = clock.local_day(opens_at, people.get_company().zone)
    teams, planned = audience_on(audience, day), _as_rounds_ask(questions)
    for round_ in _rounds_near(opens_at, pulse_id):
        theirs = select(Invitation.team_id).where(Invitation.round_id == round_.id).distinct()
        alike = _have_one_in_common(planned, round_.questions)
        if alike and not teams.isdisjoint(db.session.scalars(theirs)):
            raise _too_soon(round_.pulse.name, round_.opens_at)
    for other in _planned_near(opens_at):
        asked = _as_rounds_ask(catalogue.questions(each.key for each in other.questions))
        alike = other.id != pulse_id and _have_one_in_common(planned, asked)
        if alike and not teams.isdisjoint(audience_on(other.audience, day)):
            raise _too_soon(other.name, other.next_opens_at or opens_at)


def _rounds_near(opens_at: datetime, pulse_id: int | None) -> list[PulseRound]:
    """Return the rounds within a week, and those of one's own pulse within half of it."""
    near = PulseRound.opens_at > opens_at - APART, PulseRound.opens_at < opens_at + APART
    found = db.session.scalars(select(PulseRound).where(*near).order_by(PulseRound.id))
    return [
        each
        for each in found
        if each.pulse_id != pulse_id or abs(each.opens_at - opens_at) < APART / 2
    ]


def _planned_near(opens_at: datetime) -> list[Pulse]:
    near = Pulse.next_opens_at > opens_at - APART, Pulse.next_opens_at < opens_at + APART
    query = select(Pulse).where(*near, Pulse.is_paused.is_(False))
    return list(db.session.scalars(query.order_by(Pulse.id)))


def _as_rounds_ask(questions: Iterable[CatalogueQuestion]) -> list[RoundQuestion]:
    return [RoundQuestion(key=q.key, wording=q.wording, scale=q.scale.value) for q in questions]


def _have_one_in_common(
    questions: Sequence[RoundQuestion], others: Collection[RoundQuestion]
) -> bool:
    return any(same_question(question, others) is not None for question in questions)


def _too_soon(name: str, opens_at: datetime) -> Refused:
    zone = people.get_company().zone
    return Refused(
        "“%(name)s” asks some of the same people the same on %(day)s. What changes within a few "
        "days would tell who joined or left. Choose a day at least %(days)s days apart, other "
        "questions or other people.",
        name=name,
        day=clock.local_day(opens_at, zone).isoformat(),
        days=A_WEEK.days,
    )
