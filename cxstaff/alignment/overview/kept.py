"""Questions about the mixed messages that were kept when all levers were last looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import select

from cxstaff.alignment.overview.models import MixedMessage
from cxstaff.db import db
from cxstaff.people.models import Team


def messages_of(team_ids: Collection[int], today: date) -> dict[int, list[MixedMessage]]:
    """Return the open mixed messages of teams, by team, the most telling first."""
    query = select(MixedMessage).where(MixedMessage.team_id.in_(team_ids))
    return _by_team(db.session.scalars(query.order_by(MixedMessage.place)), today)


def mixed_teams(since: date | None, today: date) -> set[int]:
    """Return the teams with an open mixed message, or with one that came on a day or later."""
    query = select(MixedMessage)
    if since is not None:
        query = query.where(MixedMessage.found_on >= since)
    return set(_by_team(db.session.scalars(query), today))


def new_messages(since: date, today: date) -> list[MixedMessage]:
    """Return the open mixed messages that came on a day or later, the newest first."""
    query = select(MixedMessage).join(Team).where(MixedMessage.found_on >= since)
    order = MixedMessage.found_on.desc(), MixedMessage.place, Team.name, MixedMessage.id
    every = _by_team(db.session.scalars(query.order_by(*order)), today)
    found = [each for own in every.values() for each in own]
    return sorted(found, key=lambda each: each.found_on, reverse=True)


def _by_team(every: Iterable[MixedMessage], today: date) -> dict[int, list[MixedMessage]]:
    found = defaultdict[int, list[MixedMessage]](list)
    for each in every:
        found[each.team_id].append(each)
    return dict(found)
