"""A round ends before its planned end, once: at a full hour, or after a day's notice to all.

Whoever could end a round at a moment of their own could do so once those have answered whom they
want to hear of, or before somebody says that an answer is not theirs. So the moment follows from a
rule, everybody asked is told before it, and whoever was told late is given more time.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from cxstaff import clock, security_log
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries as people
from cxstaff.people.models import Person
from cxstaff.pulses.closing import actions as closing
from cxstaff.pulses.early_end import queries
from cxstaff.pulses.early_end.moments import NOTICE, end_after_notice, full_hour_after
from cxstaff.pulses.early_end.queries import RoundStanding
from cxstaff.pulses.models import Pulse, PulseRound
from cxstaff.security_log import Act


def end_early(round_id: int, actor: Person, *, now: datetime) -> PulseRound:
    """Let a round end at the next full hour where all have answered, else after a day's notice.

    No answer is on its way meanwhile. Raises `Refused` where it cannot be.
    """
    round_ = closing.hold(round_id)
    if round_ is None:
        raise Refused("There is no such round.")
    standing = queries.standing_of(round_)
    refuse_unfit(round_, standing, now)
    end, is_with_all = next_end(round_, standing, now)
    moved = {
        "planned_end": round_.closes_at,
        "earliest_end": now if is_with_all else now + NOTICE,
        "closes_at": end,
        "ends_with_all": is_with_all,
        "end_moved_at": now,
        "end_moved_by_id": actor.id,
    }
    for name, value in moved.items():
        setattr(round_, name, value)
    db.session.flush()
    security_log.record(Act.ROUND_ENDED_EARLY, by=actor, now=now, round_id=round_.id)
    return round_


def refuse_unfit(round_: PulseRound, standing: RoundStanding, now: datetime) -> None:
    """Refuse a round that is over, was moved before, ends soon, or asks people by code."""
    if not round_.is_open(now):
        raise Refused("This round is not open, so there is nothing to end.")
    if round_.planned_end is not None:
        raise Refused("The end of this round was moved already. That can be done once.")
    if standing.by_code:
        raise Refused(
            "%(count)s of those asked had no e-mail when the round opened, so no letter would tell "
            "them of an earlier end. The round ends as planned.",
            count=standing.by_code,
        )
    if next_end(round_, standing, now)[0] >= round_.closes_at:
        raise Refused("The round ends as planned before it could end early.")


def next_end(round_: PulseRound, standing: RoundStanding, now: datetime) -> tuple[datetime, bool]:
    """Return when a round would end if that was asked for now, and whether since all answered."""
    if standing.is_answered_by_all:
        return full_hour_after(now), True
    return _end_after_notice(round_, standing, now), False


def give_more_time(*, now: datetime) -> list[int]:
    """Move the end on where a day before it somebody was not told yet; return of which rounds.

    At the latest they end as planned.
    """
    found = list[int]()
    today = clock.local_day(now, people.get_company().zone)
    for each in queries.rounds_on_notice():
        if each.closes_at - now < NOTICE and queries.is_anybody_untold(each, today):
            round_ = closing.hold(each.id)
            if round_ is not None and round_.opened_box_at is None:
                _move_on(round_, now)
                found.append(round_.id)
    return found


def _move_on(round_: PulseRound, now: datetime) -> None:
    assert round_.planned_end is not None  # noqa: S101 – a round on notice has one
    end = _end_after_notice(round_, queries.standing_of(round_), now)
    round_.closes_at = min(end, round_.planned_end)
    round_.earliest_end = min(now + NOTICE, round_.closes_at)
    db.session.flush()


def _end_after_notice(round_: PulseRound, standing: RoundStanding, now: datetime) -> datetime:
    hour = db.session.scalar(select(Pulse.opens_hour).where(Pulse.id == round_.pulse_id))
    zone = people.get_company().zone
    return end_after_notice(now, standing.last_opening, hour or 0, zone)
