"""Who was asked what in rounds that are out, by team: hidden is told from not asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select

from cxstaff.db import db
from cxstaff.pulses.disclosure.grouping import upwards
from cxstaff.pulses.models import Invitation, PulseRound, RoundQuestion


def asked_in(round_ids: Iterable[int], team_id: int | None) -> set[int]:
    """Return those of several rounds in which people of a team were asked."""
    query = select(Invitation.round_id).where(
        Invitation.round_id.in_(list(round_ids)), Invitation.team_id == team_id
    )
    return set(db.session.scalars(query.distinct()))


def is_team_asked(round_: PulseRound, team_ids: Iterable[int]) -> bool:
    """Say whether somebody in one of the teams was asked in a round."""
    query = select(Invitation.person_id).where(
        Invitation.round_id == round_.id, Invitation.team_id.in_(list(team_ids))
    )
    return db.session.execute(query.limit(1)).first() is not None


def turns_in(
    round_ids: Collection[int], team_ids: Collection[int] | None
) -> Mapping[int, set[int]]:
    """Return the turns that people of some teams (None: of all) had, by round."""
    query = select(Invitation.round_id, Invitation.turn).distinct()
    query = query.where(Invitation.round_id.in_(list(round_ids)))
    if team_ids is not None:
        query = query.where(Invitation.team_id.in_(list(team_ids)))
    found: dict[int, set[int]] = defaultdict(set)
    for round_id, turn in db.session.execute(query):
        found[round_id].add(turn)
    return found


def turns_by_team(
    round_ids: Collection[int], parents: Mapping[int, int | None]
) -> Mapping[int, Mapping[int, set[int]]]:
    """Return the turns that people of each team, or of one below it, had, by round and team."""
    query = select(Invitation.round_id, Invitation.team_id, Invitation.turn)
    query = query.where(Invitation.round_id.in_(list(round_ids)))
    found: dict[int, dict[int, set[int]]] = {each: defaultdict(set) for each in round_ids}
    for round_id, start, turn in db.session.execute(query.distinct()):
        for team in upwards(start, parents):
            found[round_id][team].add(turn)
    return found


def asked_of(round_: PulseRound, turns: Collection[int]) -> list[RoundQuestion]:
    """Return the questions that somebody with one of these turns saw."""
    return [each for each in round_.questions if any(each.is_for(turn) for turn in turns)]
