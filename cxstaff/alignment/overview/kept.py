"""Questions about the mixed messages that were kept when all levers were last looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from cxstaff.alignment.audit.acknowledgements.queries import newest_of, teams_with_any
from cxstaff.alignment.overview.models import MixedMessage
from cxstaff.db import db
from cxstaff.people.models import Team


@dataclass(frozen=True, slots=True)
class TeamMessages:
    """The mixed messages of a team that are open, the most telling first, and how many are not."""

    open: list[MixedMessage]
    acknowledged: int


NO_MESSAGES = TeamMessages([], 0)


def messages_of(team_ids: Collection[int], today: date) -> dict[int, TeamMessages]:
    """Return the mixed messages of teams, by team; those without any are left out."""
    query = select(MixedMessage).where(MixedMessage.team_id.in_(team_ids))
    return _parted(db.session.scalars(query.order_by(MixedMessage.place)), today)


def mixed_teams(since: date | None, today: date) -> set[int]:
    """Return the teams with an open mixed message, or with one that came on a day or later."""
    query = select(MixedMessage.team_id).distinct()
    if since is not None:
        query = query.where(MixedMessage.found_on >= since)
    found = set(db.session.scalars(query))
    doubtful = found & teams_with_any()
    known = messages_of(doubtful, today) if doubtful else {}
    closed = {
        team_id
        for team_id in doubtful
        if not any(since is None or each.found_on >= since for each in known[team_id].open)
    }
    return found - closed


def new_messages(since: date, today: date) -> list[MixedMessage]:
    """Return the open mixed messages that came on a day or later, the newest first."""
    query = select(MixedMessage).join(Team).where(MixedMessage.found_on >= since)
    query = query.options(contains_eager(MixedMessage.team))
    order = MixedMessage.found_on.desc(), MixedMessage.place, Team.name, MixedMessage.id
    every = list(db.session.scalars(query.order_by(*order)))
    parts = _parted(every, today)
    is_open = {each.id for part in parts.values() for each in part.open}
    return [each for each in every if each.id in is_open]


def _parted(every: Iterable[MixedMessage], today: date) -> dict[int, TeamMessages]:
    """Part messages by team into open and acknowledged ones, in their order."""
    listed = list(every)
    known = newest_of({each.team_id for each in listed}) if listed else {}
    found = dict[int, TeamMessages]()
    for each in listed:
        part = found.get(each.team_id, TeamMessages([], 0))
        acknowledged = known.get(each.team_id, {}).get(each.finding)
        if acknowledged is not None and acknowledged.holds(each.facts, today):
            found[each.team_id] = TeamMessages(part.open, part.acknowledged + 1)
        else:
            found[each.team_id] = TeamMessages([*part.open, each], part.acknowledged)
    return found
