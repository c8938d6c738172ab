"""Parts of a comparison that are sent when they are opened: a team by period, dots as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.customers.outcomes import Estimate
from cxstaff.linkage.comparison.charts import within
from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.comparison.page import Directory, QuestionWords, mean_of, words_of
from cxstaff.linkage.comparison.queries import cells_of
from cxstaff.linkage.comparison.table import TeamPeriod, TeamTable, by_name, teams_of
from cxstaff.linkage.material import queries
from cxstaff.linkage.material.question import MeanScore, Question
from cxstaff.linkage.words.elements import NumberCells
from cxstaff.linkage.words.terms import PERIODS, bare, heading, name_of, score_of
from cxstaff.web import number, signed
from cxstaff.web.marks import NOTHING


@dataclass(frozen=True, slots=True)
class TeamPeriodRow:
    """One team in one period, written out."""

    period: str
    score: NumberCells
    result: NumberCells
    interactions: str


@dataclass(frozen=True, slots=True)
class PathPage:
    """One team of a comparison by period, the newest first."""

    words: QuestionWords
    heading: str
    team: str
    rows: Sequence[TeamPeriodRow]
    earlier: str | None


@dataclass(frozen=True, slots=True)
class DotRow:
    """A team in one period: both numbers beyond what is usual, written out."""

    name: str
    score: str
    result: str


@dataclass(frozen=True, slots=True)
class DotsPage:
    """What the picture within teams draws, as numbers."""

    words: QuestionWords
    rows: Sequence[DotRow]


def path_page(comparison: Comparison, called: Directory, team_id: int) -> PathPage | None:
    """Show one team by period; None for a team that is not compared."""
    if team_id not in by_name(comparison, called.teams):
        return None
    question = comparison.question
    hidden = queries.hidden_places(question, called.zone, [team_id])
    cells, shown = cells_of(comparison, [team_id], called.zone), {team_id: called.teams[team_id]}
    (team,) = teams_of(comparison, cells, shown, hidden)
    return PathPage(
        words_of(question, called.subjects),
        heading(question.outcome),
        team.name,
        [_row(row, question) for row in reversed(team.rows)],
        _earlier(team, question) if team.earlier else None,
    )


def dots_page(comparison: Comparison, called: Directory) -> DotsPage | None:
    """Show the numbers of the picture within teams; None where nothing is drawn."""
    words = words_of(comparison.question, called.subjects)
    picture = within(
        comparison, called.teams, score_of(comparison.question.engagement, words.label)
    )
    if picture is None:
        return None
    rows: list[list[Any]] = picture["series"][0]["values"]
    return DotsPage(words, [DotRow(name, signed(x, 1), signed(y, 2)) for x, y, name in rows])


def _row(row: TeamPeriod, question: Question) -> TeamPeriodRow:
    score = row.score
    return TeamPeriodRow(
        name_of(row.period, question.span),
        NumberCells.absent(is_hidden=row.is_hidden) if score is None else _score(score),
        _result(row.result, question.outcome),
        number(row.interactions),
    )


def _score(score: MeanScore) -> NumberCells:
    low, high = (NOTHING if end is None else number(end, 0) for end in (score.low, score.high))
    return NumberCells(mean_of(score), low, high, number(score.people))


def _result(result: Estimate | None, outcome: str) -> NumberCells:
    if result is None:
        return NumberCells.absent(is_hidden=False)
    return NumberCells.of(result, lambda value: bare(outcome, value), result.n)


def _earlier(team: TeamTable, question: Question) -> str:
    """Say how many periods are not written out."""
    return str(
        _(
            "The newest %(shown)s %(periods)s; %(earlier)s before them are in the file of the "
            "comparison.",
            shown=len(team.rows),
            earlier=number(team.earlier),
            periods=PERIODS[question.span],
        )
    )
