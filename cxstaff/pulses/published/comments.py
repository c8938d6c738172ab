"""What people wrote in a round: shuffled, undated, searchable by words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, select

from cxstaff.db import Page, db, page_in, page_of
from cxstaff.pulses.models import Comment, PulseRound

A_PAGE = 10


def comments(
    round_: PulseRound,
    team_ids: Iterable[int] | None,
    number: int,
    words: str = "",
    size: int = A_PAGE,
) -> Page[Comment]:
    """Return page `number` of the comments on a round by all, or by the groups in `team_ids`.

    Random ids are their only order; every group holds `smallest_comments` answers or more. With
    `words`, only comments that hold every one of them, whatever the case.
    """
    query = all_comments(round_, team_ids)
    wanted = _folded(words).split()
    if not wanted:
        return page_of(query, number, size=size)
    page = page_in(_found(query, wanted), number, size=size)
    listed: Sequence[Comment] = db.session.scalars(
        query.where(Comment.id.in_(list(page.items)))
    ).all()
    return page.showing(listed)


def all_comments(round_: PulseRound, team_ids: Iterable[int] | None) -> Select[Any]:
    """Ask for the comments on a round by all, or by the groups in `team_ids`."""
    query = select(Comment).where(Comment.round_id == round_.id).order_by(Comment.id)
    if team_ids is not None:
        query = query.where(Comment.group_id.in_(list(team_ids)))
    return query


def _found(query: Select[Any], wanted: Sequence[str]) -> list[int]:
    """Return the ids of the comments that hold all words.

    They are looked through here, since the databases fold only some alphabets, each its own way.
    """
    rows = db.session.execute(
        query.with_only_columns(Comment.id, Comment.text), execution_options={"yield_per": 2000}
    )
    return [id_ for id_, text in rows if _holds(_folded(text), wanted)]


def _holds(text: str, wanted: Sequence[str]) -> bool:
    return all(word in text for word in wanted)


def _folded(text: str) -> str:
    """Return a text without what does not matter: case, and how letters are put together."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
