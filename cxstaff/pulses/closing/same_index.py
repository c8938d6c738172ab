"""Marking the rounds whose engagement index is the company's, whenever results come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, select, update

from cxstaff import versions
from cxstaff.db import db
from cxstaff.pulses.models import Driver, Pulse, PulseRound, RoundQuestion, RoundResult, Scale
from cxstaff.pulses.scoring.index_basis import AskedIndex, others

RESULTS = "pulses.results"
"""The version that whatever is computed from results is kept with (see `series.version`)."""


def mark() -> None:
    """Mark every round that is told by whether its index rests on the company's questions."""
    told = _told()
    found = others(told)
    marked = dict[bool, Sequence[int]]()
    for is_of_index in (True, False):
        chosen = [each.round_id for each in told if (each.round_id not in found) is is_of_index]
        changed = PulseRound.id.in_(chosen), PulseRound.is_of_index != is_of_index
        query = update(PulseRound).where(*changed).values(is_of_index=is_of_index)
        marked[is_of_index] = db.session.scalars(query.returning(PulseRound.id)).all()
    if any(marked.values()):
        versions.count_change(db.session(), RESULTS)


def _told() -> list[AskedIndex]:
    """Return what every round whose results are out asked about engagement."""
    everybody = RoundResult.round_id == RoundQuestion.round_id, RoundResult.team_id.is_(None)
    heard = and_(*everybody, RoundResult.subject == "question:" + RoundQuestion.key)
    query = (
        select(
            PulseRound.id,
            PulseRound.pulse_id,
            PulseRound.opens_at,
            Pulse.every_weeks,
            RoundQuestion.key,
            RoundResult.invited,
        )
        .select_from(RoundQuestion)
        .join(PulseRound, PulseRound.id == RoundQuestion.round_id)
        .join(Pulse, Pulse.id == PulseRound.pulse_id)
        .outerjoin(RoundResult, heard)
        .where(
            RoundQuestion.driver == Driver.ENGAGEMENT.value,
            RoundQuestion.scale.in_([each.value for each in Scale if each.is_rated]),
            PulseRound.opened_box_at.is_not(None),
        )
    )
    rounds = defaultdict[tuple[int, int, datetime, int], dict[str, int | None]](dict)
    for id_, pulse_id, opens_at, weeks, key, invited in db.session.execute(query):
        rounds[id_, pulse_id, opens_at, weeks][key] = invited
    return [
        AskedIndex(
            *of_round,
            invited=max(invited or 0 for invited in asked.values()),
            asked=frozenset(asked),
            heard=frozenset(key for key, invited in asked.items() if invited is not None),
        )
        for of_round, asked in rounds.items()
    ]
