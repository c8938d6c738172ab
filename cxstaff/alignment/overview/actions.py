"""Keeping what was found: what is new is dated, what is there no more goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from cxstaff.alignment.audit.facts import Finding
from cxstaff.alignment.overview.models import LeverLook, MixedMessage
from cxstaff.db import db
from cxstaff.engine import lock


@dataclass(frozen=True, slots=True)
class FoundMessage:
    """A finding: the fingerprint of what proves it, and what its sentence is filled in with."""

    finding: Finding
    facts: str
    names: dict[str, str]


def keep_found(
    found: Mapping[int, Sequence[FoundMessage]], state: str, today: date, *, now: datetime
) -> None:
    """Keep what was found of every team (by id, the most telling first), and of what state.

    What was there before keeps its day. Two that look at once keep the same.
    """
    lock(db.session(), "mixed messages")
    every = db.session.scalars(select(MixedMessage))
    known = {(each.team_id, each.finding): each for each in every}
    for team_id, several in found.items():
        for place, each in enumerate(several):
            _put(known.pop((team_id, each.finding), None), team_id, place, each, today)
    for gone in known.values():
        db.session.delete(gone)
    _note(state, now)
    db.session.flush()


def _put(
    kept: MixedMessage | None, team_id: int, place: int, each: FoundMessage, today: date
) -> None:
    if kept is not None:
        kept.place, kept.facts, kept.names = place, each.facts, each.names
        return
    finding = each.finding
    made = MixedMessage(
        team_id=team_id,
        kind=finding.kind.value,
        measure_id=finding.measure_id,
        place=place,
        found_on=today,
        facts=each.facts,
        names=each.names,
    )
    db.session.add(made)


def _note(state: str, now: datetime) -> None:
    look = db.session.get(LeverLook, 1)
    if look is None:
        db.session.add(LeverLook(id=1, state=state, looked_at=now))
    else:
        look.state, look.looked_at = state, now
