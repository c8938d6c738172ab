"""One result over time, and comments, as their pages show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.pulses.models import Comment, PulseRound
from cxstaff.pulses.results import words
from cxstaff.pulses.results.queries import TrendPoint
from cxstaff.pulses.results.words import ScoreCell, ShareText
from cxstaff.pulses.threads.queries import ThreadSummary, threads_about
from cxstaff.web.empty import EmptyState


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One round of a trend."""

    round: PulseRound
    score: ScoreCell
    share: ShareText | None
    is_other: bool


@dataclass(frozen=True, slots=True)
class TrendPage:
    """How one result went over the rounds of a pulse, the newest first."""

    label: str
    rows: Sequence[TrendRow]
    chart: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment, and how far the conversation about it has come."""

    comment: Comment
    said: ThreadSummary | None

    @property
    def has_thread(self) -> bool:
        """Say whether something was said about it, or can be."""
        return bool(self.said or self.comment.thread_digest)


@dataclass(frozen=True, slots=True)
class CommentsPage:
    """What people wrote in a round; `nothing` is said where no comment is listed."""

    comments: Page[CommentLine]
    words: str
    nothing: EmptyState


def trend_page(
    label: str, moments: Sequence[TrendPoint], chart: Mapping[str, Any] | None
) -> TrendPage:
    """Return a trend as its table shows it."""
    rows = [
        TrendRow(each.round, words.cell(each.score), words.share(each.score.share), each.is_other)
        for each in reversed(moments)
    ]
    return TrendPage(label, rows, chart)


def comments_page(found: Page[Comment], sought: str, least: int) -> CommentsPage:
    """Return comments with the conversations about them."""
    threads = threads_about(each.id for each in found.items) if found.items else {}
    lines = [CommentLine(each, threads.get(each.id)) for each in found.items]
    return CommentsPage(found.showing(lines), sought, _no_comments(sought, least))


def _no_comments(sought: str, least: int) -> EmptyState:
    if sought:
        return EmptyState(
            "search",
            _("No comment holds these words"),
            _("Every word must stand in a comment. Try fewer or shorter ones, or another team."),
        )
    return EmptyState(
        "shield-lock",
        _("No comments to show here"),
        _(
            "Comments are shown where %(least)s or more people answered. Those of smaller teams "
            "are found with the team above, or with everybody asked.",
            least=least,
        ),
    )
