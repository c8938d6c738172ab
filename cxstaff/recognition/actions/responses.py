"""What happens when somebody says something of a thanks that they see."""

from __future__ import annotations

from datetime import datetime

from cxstaff.db import db
from cxstaff.engine import insert_if_absent
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.recognition import policy
from cxstaff.recognition.models import ReactionKind, Thanks, ThanksReaction, ThanksReply
from cxstaff.text import several_lines


def react(thanks: Thanks, actor: Person, kind: ReactionKind) -> None:
    """Note a reaction, of each kind one a person. Raises `Refused` for thanking along oneself."""
    if kind is ReactionKind.ALSO and not policy.may_also_thank(actor.id, thanks):
        raise Refused("This thanks is yours already.")
    place = {"thanks_id": thanks.id, "person_id": actor.id, "kind": kind.value}
    insert_if_absent(db.session(), ThanksReaction, **place)


def take_reaction_back(thanks: Thanks, actor: Person, kind: ReactionKind) -> None:
    """Remove a reaction, whether it is still there or not."""
    found = db.session.get(ThanksReaction, (thanks.id, actor.id, kind.value))
    if found is not None:
        db.session.delete(found)
        db.session.flush()


def reply(
    thanks: Thanks, actor: Person, words: str, *, request_key: str | None = None, now: datetime
) -> None:
    """Write something under a thanks; the same form writes once. Raises `Refused`."""
    words = several_lines(words)
    if not 1 <= len(words) <= policy.LONGEST_REPLY:
        raise Refused("Write between 1 and %(most)d characters.", most=policy.LONGEST_REPLY)
    values = {
        "thanks_id": thanks.id,
        "person_id": actor.id,
        "words": words,
        "written_at": now,
        "request_key": f"{actor.id}.{request_key[: policy.LONGEST_KEY]}" if request_key else None,
    }
    insert_if_absent(db.session(), ThanksReply, **values)


def remove_reply(reply_: ThanksReply, actor: Person) -> None:
    """Remove what somebody wrote. Raises `Refused` for anybody else's."""
    if not policy.may_remove_reply(actor.id, reply_):
        raise Refused("Who wrote a reply can remove it.")
    db.session.delete(reply_)
    db.session.flush()
