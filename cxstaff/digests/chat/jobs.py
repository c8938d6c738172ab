"""Post what is due to chat: claimed, begun and noted in commits of their own.

Chat gives posts no name by which a second one could be told from the first. So what was begun and
not noted is never posted again by itself: it is at most once there, and people are told to look.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

from flask import current_app
from flask_babel import force_locale

from cxstaff import clock
from cxstaff.db import db, reading
from cxstaff.digests.chat import actions, queries
from cxstaff.digests.chat.formats import ChatKind, content_for
from cxstaff.digests.chat.post import text_of
from cxstaff.digests.models import ChatChannel, ChatPost, PostState
from cxstaff.digests.parts.material import EditionMaterial
from cxstaff.factors.sealing import CannotOpen, Keyring
from cxstaff.outgoing.guard import NotAllowed
from cxstaff.outgoing.posting import NotTaken, post_json
from cxstaff.people.queries import find_company
from cxstaff.work import schedule
from cxstaff.work.schedule import job

log = logging.getLogger(__name__)


@job(every=timedelta(hours=1))
def seal_addresses_anew() -> None:
    """Seal addresses of chat with the secret key of today, once it was changed."""
    actions.seal_anew(_keyring())
    db.session.commit()


@job(every=timedelta(minutes=1))
def post_due() -> None:
    """Post the digests of teams that are due to chat, one at a time."""
    material = EditionMaterial()
    for post_id in _claimed():
        try:
            _post(post_id, material)
        except Exception as error:  # one team's post holds up no other
            log.exception("A post to chat could not be made")
            db.session.rollback()
            actions.give_up(_get(post_id), type(error).__name__)
            db.session.commit()
        if schedule.is_stopping():
            return


def _claimed() -> Iterator[int]:
    """Give the posts that this worker has, each claimed just before it goes."""
    with reading():
        if find_company() is None:
            return
        now = clock.now()
        waiting, due = queries.posts_waiting(now), queries.channels_due(now)
    for post_id in waiting:
        taken = actions.take_up(post_id, now=clock.now())
        mine = taken.id if taken is not None else None
        db.session.commit()
        if mine is not None:
            yield mine
    for channel_id in due:
        claimed = actions.claim(channel_id, now=clock.now())
        mine = claimed.id if claimed is not None else None
        db.session.commit()
        if mine is not None:
            yield mine


def _post(post_id: int, material: EditionMaterial) -> None:
    """Write a post and send it, with no transaction open meanwhile."""
    with reading():
        post = _get(post_id)
        channel, company = queries.channel_of(post), find_company()
        with force_locale(company.locale if company else "en"):
            text = text_of(post, material)
        kind = ChatKind(post.kind)
        address = _address(channel) if channel is not None else None
    if text is None or channel is None:
        actions.finish(_get(post_id), PostState.EMPTY, now=clock.now())
        db.session.commit()
        return
    if address is None:
        actions.give_up(_get(post_id), "The address cannot be read any more. Set it again.")
        db.session.commit()
        return
    actions.begin(_get(post_id))
    db.session.commit()
    _send(post_id, address, content_for(kind, text))


def _send(post_id: int, address: str, content: dict[str, object]) -> None:
    may_be_private = current_app.config["SETTINGS"].private_receivers
    try:
        post_json(address, content, may_be_private=may_be_private)
    except (NotTaken, NotAllowed) as why:
        if isinstance(why, NotTaken) and why.was_sent:
            sentence = " ".join([str(why), "Look whether it is there; if not, post it again."])
            actions.give_up(_get(post_id), sentence)
        else:
            actions.fail(_get(post_id), str(why), now=clock.now())
    else:
        actions.finish(_get(post_id), PostState.POSTED, now=clock.now())
    db.session.commit()


def _address(channel: ChatChannel) -> str | None:
    try:
        return actions.address_of(channel, _keyring())
    except CannotOpen:
        return None


def _keyring() -> Keyring:
    settings = current_app.config["SETTINGS"]
    return Keyring(settings.secret_key, settings.former_secret_keys)


def _get(post_id: int) -> ChatPost:
    return db.session.get_one(ChatPost, post_id)
