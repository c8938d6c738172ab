"""Questions about posts to chat: who posts where, what is due, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cxstaff.db import db
from cxstaff.digests import queries as digests
from cxstaff.digests.models import ChatChannel, ChatPost
from cxstaff.digests.periods import Cadence, EditionPeriod, Recipient, Rhythm, period_due
from cxstaff.people import queries as people


def rhythm() -> Rhythm | None:
    """Return when posts go out: as digests do unless somebody chooses; None while they pause."""
    plan = digests.find_plan()
    if plan is None or plan.is_paused:
        return None
    return digests.rhythm_of(plan, Cadence(plan.every))


def channels(team_ids: Collection[int] | None = None) -> Sequence[ChatChannel]:
    """Return the channels of some teams (None: of all), by name of the team."""
    query = select(ChatChannel).join(ChatChannel.team).options(joinedload(ChatChannel.team))
    if team_ids is not None:
        query = query.where(ChatChannel.team_id.in_(team_ids))
    found = db.session.scalars(query).all()
    return sorted(found, key=lambda each: (each.team.name.casefold(), each.id))


def find_channel(channel_id: int, team_ids: Collection[int] | None) -> ChatChannel | None:
    """Return a channel of one of some teams (None: of any), or None."""
    channel = db.session.get(ChatChannel, channel_id)
    is_theirs = channel is not None and (team_ids is None or channel.team_id in team_ids)
    return channel if is_theirs else None


def channels_due(now: datetime) -> list[int]:
    """Return the ids of the channels whose post is due, not claimed by anybody yet."""
    when = rhythm()
    if when is None:
        return []
    return [each.id for each in channels() if period_of(each, when, now) is not None]


def period_of(channel: ChatChannel, when: Rhythm, now: datetime) -> EditionPeriod | None:
    """Return what the post that is due covers; None where none is."""
    last = latest_post(channel)
    previous = EditionPeriod(last.ends_on, last.since, last.until) if last else None
    zone = people.get_company().zone
    return period_due(when, Recipient(zone, channel.starts_on, previous), now)


def latest_post(channel: ChatChannel) -> ChatPost | None:
    """Return the last post of a team to chat of this kind, or None before the first."""
    query = select(ChatPost).where(
        ChatPost.team_id == channel.team_id, ChatPost.kind == channel.kind
    )
    return db.session.scalar(query.order_by(ChatPost.ends_on.desc()).limit(1))


def posts_waiting(now: datetime) -> Sequence[int]:
    """Return the posts that a worker left, or that are to be tried again."""
    query = select(ChatPost.id).where(ChatPost.retry_at <= now)
    return db.session.scalars(query.order_by(ChatPost.retry_at, ChatPost.id)).all()


def channel_of(post: ChatPost) -> ChatChannel | None:
    """Return where a post goes; None where its team posts there no more."""
    query = select(ChatChannel).where(
        ChatChannel.team_id == post.team_id, ChatChannel.kind == post.kind
    )
    return db.session.scalar(query)
