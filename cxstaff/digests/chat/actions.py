"""What happens to posts to chat: where they go is kept sealed; each is claimed once and noted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from cxstaff import clock, security_log
from cxstaff.db import db
from cxstaff.digests.actions import FIRST_PAUSE, GIVEN_UP, LEFT_ALONE, LONGEST_PAUSE
from cxstaff.digests.chat import queries
from cxstaff.digests.chat.formats import ChatKind
from cxstaff.digests.models import ChatChannel, ChatPost, PostState
from cxstaff.engine import insert_if_absent, lock
from cxstaff.errors import Refused
from cxstaff.factors.sealing import CannotOpen, Keyring
from cxstaff.outgoing.guard import NotAllowed, receiver_of
from cxstaff.people.models import Person, Team
from cxstaff.people.queries import get_company
from cxstaff.security_log import Act

UNSURE = (
    "The worker stopped while it was being posted. Look whether it is there; if it is not, post it "
    "again."
)


def set_channel(
    team: Team,
    kind: ChatKind,
    address: str,
    actor: Person,
    keyring: Keyring,
    *,
    may_be_private: bool,
    now: datetime,
) -> None:
    """Let a team's digest be posted to an address from now on. Raises `Refused`."""
    try:
        receiver = receiver_of(address, may_be_private=may_be_private)
    except NotAllowed as wrong:
        raise Refused(str(wrong)) from None
    values = {
        "kind": kind.value,
        "host": receiver.host,
        "sealed_address": keyring.seal(address.encode(), _owner(team.id)),
        "set_by_id": actor.id,
        "starts_on": clock.local_day(now, get_company().zone),
    }
    insert_if_absent(db.session(), ChatChannel, team_id=team.id, **values)
    theirs = update(ChatChannel).where(ChatChannel.team_id == team.id)
    db.session.execute(theirs.values(**values))
    _record(Act.CHAT_SET, kind.value, receiver.host, team.id, actor, now)


def remove_channel(channel: ChatChannel, actor: Person, *, now: datetime) -> None:
    """Post nothing of a team's any more; what was posted stays noted."""
    _record(Act.CHAT_REMOVED, channel.kind, channel.host, channel.team_id, actor, now)
    db.session.delete(channel)
    db.session.flush()


def address_of(channel: ChatChannel, keyring: Keyring) -> str:
    """Return where a channel is posted to. Raises `factors.sealing.CannotOpen`."""
    return keyring.open(channel.sealed_address, _owner(channel.team_id)).decode()


def seal_anew(keyring: Keyring) -> None:
    """Seal addresses with today's key that were sealed with a former one."""
    for channel in queries.channels():
        if keyring.is_outdated(channel.sealed_address):
            try:
                address = address_of(channel, keyring)
            except CannotOpen:
                continue  # its next post says so
            channel.sealed_address = keyring.seal(address.encode(), _owner(channel.team_id))


def claim(channel_id: int, *, now: datetime) -> ChatPost | None:
    """Claim the post that is due for a channel; None where none is or another worker has it."""
    lock(db.session(), "digests.chat.claim")
    channel, when = db.session.get(ChatChannel, channel_id), queries.rhythm()
    if channel is None or when is None:
        return None
    period = queries.period_of(channel, when, now)
    if period is None:
        return None
    was_first = insert_if_absent(
        db.session(),
        ChatPost,
        team_id=channel.team_id,
        kind=channel.kind,
        ends_on=period.ends_on,
        since=period.since,
        until=period.until,
        state=PostState.CLAIMED,
        attempts=1,
        claimed_at=now,
        retry_at=now + LEFT_ALONE,
    )
    return queries.latest_post(channel) if was_first else None


def take_up(post_id: int, *, now: datetime) -> ChatPost | None:
    """Take up a post that waits; None where another worker was first.

    One that a worker left while it was being posted may be there: that is for people to see.
    """
    query = (
        update(ChatPost)
        .where(ChatPost.id == post_id, ChatPost.retry_at <= now)
        .values(retry_at=now + LEFT_ALONE, attempts=ChatPost.attempts + 1)
        .returning(ChatPost.id)
    )
    if db.session.scalar(query) is None:
        return None
    post = db.session.get_one(ChatPost, post_id, populate_existing=True)
    if post.state == PostState.POSTING:
        give_up(post, UNSURE)
        return None
    post.state = PostState.CLAIMED
    return post


def begin(post: ChatPost) -> None:
    """Note that a post goes out now: whatever happens, it does not go again by itself."""
    post.state = PostState.POSTING


def finish(post: ChatPost, state: PostState, *, now: datetime) -> None:
    """Note what became of a post."""
    post.state, post.finished_at, post.retry_at, post.complaint = state, now, None, None


def fail(post: ChatPost, complaint: str, *, now: datetime) -> None:
    """Note why a post was not taken, and when to try again: within a day, or never."""
    pause = min(FIRST_PAUSE * 2 ** min(post.attempts - 1, 10), LONGEST_PAUSE)
    give_up(post, complaint)
    post.retry_at = now + pause if now + pause < post.claimed_at + GIVEN_UP else None


def give_up(post: ChatPost, complaint: str) -> None:
    """Note why a post did not go, or may not have; nobody tries again by themselves."""
    post.state, post.complaint, post.retry_at = PostState.FAILED, complaint[:1000], None


def try_again(post: ChatPost, *, now: datetime) -> None:
    """Have a failed post tried again. Raises `Refused` for any other."""
    if post.state != PostState.FAILED:
        raise Refused("This post has not failed, so it is not sent again.")
    post.retry_at, post.claimed_at = now, now


def _record(act: Act, kind: str, host: str, team_id: int, actor: Person, now: datetime) -> None:
    security_log.record(act, by=actor, team_id=team_id, now=now, chat=kind, host=host)


def _owner(team_id: int) -> str:
    return f"chat of team {team_id}"
