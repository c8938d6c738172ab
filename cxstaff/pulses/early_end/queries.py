"""What decides how a round can end early: who was asked how, who has answered, who knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select

from cxstaff.db import db
from cxstaff.people.letters.unreachable import is_noted
from cxstaff.people.models import Person
from cxstaff.people.queries import is_here
from cxstaff.pulses.letters.queue import ENDS_EARLY
from cxstaff.pulses.models import Invitation, PulseLetter, PulseRound
from cxstaff.pulses.rounds.queries import has_answered, is_disputed


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """How many were asked, how many of them without an address, and by when everybody is asked."""

    asked: int
    by_code: int
    settled: int  # answered, and nobody says that the answer is not theirs
    last_opening: datetime

    @property
    def is_answered_by_all(self) -> bool:
        """Say whether nobody is left who could still give a first answer."""
        return self.settled >= self.asked


def standing_of(round_: PulseRound) -> RoundStanding:
    """Count who was asked in a round, and who has answered."""
    query = select(
        func.count(),
        func.coalesce(func.sum(case((Invitation.needs_code, 1), else_=0)), 0),
        func.coalesce(func.sum(case((has_answered() & ~is_disputed(), 1), else_=0)), 0),
        func.max(Invitation.opens_at),
    ).where(Invitation.round_id == round_.id)
    asked, by_code, settled, last_opening = db.session.execute(query).one()
    return RoundStanding(asked, by_code, settled, last_opening or round_.opens_at)


def rounds_on_notice() -> list[PulseRound]:
    """Return the rounds whose earlier end is told by letters, as long as none was opened."""
    query = select(PulseRound).where(
        PulseRound.planned_end.is_not(None),
        PulseRound.ends_with_all.is_(False),
        PulseRound.closes_at < PulseRound.planned_end,
        PulseRound.opened_box_at.is_(None),
        PulseRound.given_up_at.is_(None),
    )
    return list(db.session.scalars(query.order_by(PulseRound.id)))


def is_anybody_untold(round_: PulseRound, today: date) -> bool:
    """Say whether somebody asked who can be written to has no letter about the earlier end yet."""
    told = select(PulseLetter.round_id).where(
        PulseLetter.round_id == Invitation.round_id,
        PulseLetter.person_id == Invitation.person_id,
        PulseLetter.occasion == ENDS_EARLY,
        PulseLetter.sent_at.is_not(None),
    )
    query = (
        select(Invitation.person_id)
        .join(Person, Person.id == Invitation.person_id)
        .where(
            Invitation.round_id == round_.id,
            Person.email.is_not(None),
            is_here(today),
            ~is_noted(),
            ~told.exists(),
        )
    )
    return db.session.scalar(query.limit(1)) is not None
