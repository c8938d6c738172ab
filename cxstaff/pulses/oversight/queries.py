"""What those asked in a round can read of it: who is counted how, what was changed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from cxstaff.db import db
from cxstaff.pulses.models import Invitation, PulseRound
from cxstaff.pulses.planning.invitees import NEW_FOR
from cxstaff.security_log import Act
from cxstaff.security_log.queries import count_between

ACTS_ON_PEOPLE = (
    Act.EMAIL_CHANGED,
    Act.INVITED,
    Act.PERSON_ADDED,
    Act.PERSON_CHANGED,
    Act.PERSON_MOVED,
    Act.PERSON_LEFT,
    Act.PERSON_CAME_BACK,
    Act.LEAVE_NOTED,
    Act.ROSTER_IMPORTED,
    Act.TEAM_ADDED,
    Act.TEAM_CHANGED,
    Act.TEAM_MERGED,
    Act.TEAM_CLOSED,
    Act.TEAM_OPENED,
    Act.LEAD_CHANGED,
    Act.ROLES_CHANGED,
    Act.THRESHOLDS_CHANGED,
)
ACTS_ON_THE_ROUND = (
    Act.CODES_MADE,
    Act.CODES_RELEASED,
    Act.THRESHOLD_RAISED,
    Act.ROUND_ENDED_EARLY,
)


@dataclass(frozen=True, slots=True)
class ActCount:
    """A kind of act, how often it was done while a round was open, and in the weeks before."""

    act: Act
    before: int
    meanwhile: int


@dataclass(frozen=True, slots=True)
class Oversight:
    """How a round's people were asked, and what was done about them; acts nobody did are absent."""

    asked: int
    by_code: int
    new: int
    disputes: int
    acts: list[ActCount]


def oversight_of(round_: PulseRound, now: datetime) -> Oversight:
    """Return what everybody asked in a round may know of how it was run."""
    query = select(
        func.count(),
        func.coalesce(func.sum(case((Invitation.needs_code, 1), else_=0)), 0),
        func.coalesce(func.sum(case((Invitation.is_new, 1), else_=0)), 0),
    ).where(Invitation.round_id == round_.id)
    asked, by_code, new = db.session.execute(query).one()
    return Oversight(asked, by_code, new, round_.disputes, _acts(round_, now))


def _acts(round_: PulseRound, now: datetime) -> list[ActCount]:
    begins, ends = round_.opens_at, min(now, round_.closes_at)
    before = count_between(ACTS_ON_PEOPLE, begins - NEW_FOR, begins)
    meanwhile = count_between(ACTS_ON_PEOPLE, begins, ends)
    meanwhile |= count_between(ACTS_ON_THE_ROUND, begins, ends, round_.id)
    return [
        ActCount(act, before.get(act, 0), meanwhile.get(act, 0))
        for act in (*ACTS_ON_THE_ROUND, *ACTS_ON_PEOPLE)
        if act in before or act in meanwhile
    ]
