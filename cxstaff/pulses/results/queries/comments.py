"""What people wrote in a round: shuffled, undated, searchable by words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, select

from cxstaff.db import Page, page_of
from cxstaff.engine import holding
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
    `words`, only comments that hold every one of them, whatever the case and
    accents.
    """
    query = all_comments(round_, team_ids).where(*holding(words, Comment.text))
    return page_of(query, number, size=size)


def all_comments(round_: PulseRound, team_ids: Iterable[int] | None) -> Select[Any]:
    """Ask for the comments on a round by all, or by the groups in `team_ids`."""
    query = select(Comment).where(Comment.round_id == round_.id).order_by(Comment.id)
    if team_ids is not None:
        query = query.where(Comment.group_id.in_(list(team_ids)))
    return query
