"""What others say of thanks: reactions, who thanks along, replies."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload

from cxstaff.db import Page, db, page_of
from cxstaff.people.models import Person
from cxstaff.recognition.models import ReactionKind, ThanksReaction, ThanksReply


@dataclass(frozen=True, slots=True)
class Responses:
    """What was said of a thanks: reactions by kind, who thanks along, and how many replies.

    A reaction is given as how many there are, and whether one's own is among them.
    """

    reactions: Mapping[str, tuple[int, bool]]
    along: Sequence[str]
    replies: int


def responses_to(ids: Collection[int], person_id: int) -> dict[int, Responses]:
    """Return what was said of each of some thanks, as one person sees it; all in three statements.

    Reactions are given by kind: how many there are, and whether the person's own is among them.
    """
    mine = func.max(case((ThanksReaction.person_id == person_id, 1), else_=0))
    counted = (
        select(ThanksReaction.thanks_id, ThanksReaction.kind, func.count(), mine)
        .where(ThanksReaction.thanks_id.in_(ids))
        .group_by(ThanksReaction.thanks_id, ThanksReaction.kind)
    )
    reactions: dict[int, dict[str, tuple[int, bool]]] = {}
    for thanks_id, kind, count, is_mine in db.session.execute(counted):
        reactions.setdefault(thanks_id, {})[kind] = count, bool(is_mine)
    along: dict[int, list[str]] = {}
    for thanks_id, name in db.session.execute(_along(ids)):
        along.setdefault(thanks_id, []).append(name)
    written = (
        select(ThanksReply.thanks_id, func.count())
        .where(ThanksReply.thanks_id.in_(ids))
        .group_by(ThanksReply.thanks_id)
    )
    replies = {row[0]: row[1] for row in db.session.execute(written)}
    return {
        each: Responses(reactions.get(each, {}), along.get(each, []), replies.get(each, 0))
        for each in ids
    }


def replies_page(thanks_id: int, number: int) -> Page[ThanksReply]:
    """Return page `number` of what is written under a thanks, oldest first."""
    query = (
        select(ThanksReply)
        .options(joinedload(ThanksReply.person))
        .where(ThanksReply.thanks_id == thanks_id)
    )
    return page_of(query.order_by(ThanksReply.written_at, ThanksReply.id), number)


def find_reply(reply_id: int) -> ThanksReply | None:
    """Return a reply, or None where there is none."""
    return db.session.get(ThanksReply, reply_id)


def _along(ids: Collection[int]) -> Select[int, str]:
    """Select who thanks along for which thanks, by name."""
    return (
        select(ThanksReaction.thanks_id, Person.name)
        .join(Person, Person.id == ThanksReaction.person_id)
        .where(ThanksReaction.thanks_id.in_(ids), ThanksReaction.kind == ReactionKind.ALSO)
        .order_by(Person.name, Person.id)
    )
