"""Teams by drivers, one result over time, and comments, as their pages show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.people.models import Team
from cxstaff.pulses.models import Comment, PulseRound
from cxstaff.pulses.results import words
from cxstaff.pulses.results.queries import Heatmap, HeatmapCell, HeatmapRow, TrendPoint
from cxstaff.pulses.results.words import ScoreCell, ShareText
from cxstaff.pulses.scoring.significance import Direction, Judged
from cxstaff.pulses.threads.queries import Summary, threads_about
from cxstaff.web import number
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import NOTHING

SIGNS = {Direction.HIGHER: "+", Direction.LOWER: "−"}


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A cell of the heatmap: its sign, the same for those who hear it, and how many answered.

    Without `n` nothing is told, because it is hidden or because there is nothing to tell.
    """

    label: str
    kind: str
    sign: str
    said: str
    n: str | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A team (None: everybody asked) and its cells."""

    team: Team | None
    cells: Sequence[HeatCell]


@dataclass(frozen=True, slots=True)
class HeatmapPage:
    """Teams by drivers: scores, or how they differ from the company's."""

    names: Sequence[str]
    rows: Sequence[HeatRow]
    teams: Page[HeatmapRow]
    is_beside_company: bool

    @property
    def is_empty(self) -> bool:
        """Say whether there are no teams or no scores to show."""
        return not (self.teams.total and self.names)

    @property
    def headings(self) -> list[str]:
        """Return the headings of the table."""
        return [_("Team"), *self.names]

    @property
    def meaning_of_none(self) -> str:
        """Say what a cell without a number means."""
        if self.is_beside_company:
            return str(_("not asked, or nothing to compare with"))
        return str(_("not asked"))


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
    said: Summary | None

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


def heatmap_page(found: Heatmap, *, is_beside_company: bool) -> HeatmapPage:
    """Return teams by drivers; beside the company's scores its own row is left out."""
    write = _beside if is_beside_company else _score
    shown = found.page.items if is_beside_company else [found.company, *found.page.items]
    rows = [HeatRow(row.team, [write(cell) for cell in row.cells]) for row in shown]
    return HeatmapPage(list(found.names.values()), rows, found.page, is_beside_company)


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


def _score(cell: HeatmapCell) -> HeatCell:
    told = cell.score.result
    if told is None:
        return _without(cell)
    text = words.mean(told)
    return HeatCell(cell.score.label, str(cell.shade), text, text, number(told.n))


def _beside(cell: HeatmapCell) -> HeatCell:
    told = cell.score.result
    if told is None:
        return _without(cell)
    label, n = cell.score.label, number(told.n)
    if cell.difference is None:
        return HeatCell(label, "none", NOTHING, _("Nothing to compare with"))
    if cell.difference.direction is Direction.UNCLEAR:
        return HeatCell(label, "unclear", "≈", _("No clear difference"), n)
    return HeatCell(
        label,
        cell.difference.direction,
        _signed(cell.difference),
        words.from_company(cell.difference),
        n,
    )


def _without(cell: HeatmapCell) -> HeatCell:
    if cell.score.is_asked:
        said = _("Hidden to protect people")
        return HeatCell(cell.score.label, "hidden", "", said, is_hidden=True)
    return HeatCell(cell.score.label, "none", NOTHING, _("Not asked"))


def _signed(found: Judged) -> str:
    return f"{SIGNS[found.direction]}{number(words.points_of(found))}"
