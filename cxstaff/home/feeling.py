"""How everybody felt when last asked, for HR: the whole company's index and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cxstaff.db import db
from cxstaff.pulses.models import PulseRound, RoundResult
from cxstaff.pulses.results import words
from cxstaff.pulses.results.queries.comparison import INDEX, indexes_since
from cxstaff.pulses.results.queries.scores import interval_of
from cxstaff.web import day


@dataclass(frozen=True, slots=True)
class FeelingCard:
    """The newest index of all asked, in words, with the round that it is of."""

    round_id: int
    subtitle: str
    value: str
    sure: str
    change: str | None


def feeling_card() -> FeelingCard | None:
    """Return the newest index of all asked with its change; None before there is one."""
    query = (
        select(RoundResult, PulseRound)
        .join(PulseRound, PulseRound.id == RoundResult.round_id)
        .where(RoundResult.team_id.is_(None), RoundResult.subject == INDEX)
        .where(PulseRound.opened_box_at.is_not(None))
        .options(selectinload(PulseRound.questions))
        .order_by(PulseRound.closes_at.desc())
        .limit(1)
    )
    row = db.session.execute(query).first()
    if row is None:
        return None
    told, round_ = row
    found = indexes_since(round_, [None]).get(None)
    change = words.since_last_time(found.last_time, found.last_at) if found else None
    name, closed = round_.pulse.name, day(round_.closes_at.date())
    return FeelingCard(
        round_.id,
        str(_("Engagement index of “%(name)s”, closed on %(day)s", name=name, day=closed)),
        words.mean(told),
        words.how_sure(told, interval_of(told)),
        change.text if change else None,
    )
