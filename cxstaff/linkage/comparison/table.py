"""The numbers behind a comparison by team and period, for the page and as lines of a file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.linkage.comparison.comparison import Comparison, WholeComparison
from cxstaff.linkage.comparison.points import Dots, Spark, Value, spark
from cxstaff.linkage.material.material import TeamCells
from cxstaff.linkage.material.periods import first_day, last_day
from cxstaff.linkage.material.question import MeanScore, Mix, Place

DIGITS = 4
MOST_ROWS = 24
"""Periods written out for a team: two years of months; lines show all, and the file holds them."""


@dataclass(frozen=True, slots=True)
class TeamPeriod:
    """One team in one period; a score that `is_hidden` is withheld to protect people."""

    team_id: int
    period: int
    score: MeanScore | None
    is_hidden: bool
    result: Estimate | None
    interactions: int


@dataclass(frozen=True, slots=True)
class TeamTable:
    """One team: its newest `rows`, and both numbers of all periods drawn small.

    `earlier` counts the periods before the rows. It has no slope of its own: over so few periods
    one team or another seems to have a link in most companies that have none.
    """

    team_id: int
    name: str
    rows: tuple[TeamPeriod, ...]
    earlier: int
    score_spark: Spark
    result_spark: Spark


def rows_of(
    comparison: Comparison, cells: TeamCells, team_id: int, hidden: Collection[Place]
) -> tuple[TeamPeriod, ...]:
    """Return a team's row for every period, oldest first."""
    scores, results = cells.scores.of_team(team_id), cells.results.of_team(team_id)
    happened = cells.happened.of_team(team_id)
    return tuple(
        TeamPeriod(
            team_id,
            period,
            score := scores.get(period),
            score is None and (team_id, period) in hidden,
            results.get(period),
            happened.get(period, 0),
        )
        for period in range(comparison.first, comparison.last + 1)
    )


def teams_of(
    comparison: Comparison, cells: TeamCells, names: Mapping[int, str], hidden: set[Place]
) -> Iterator[TeamTable]:
    """Return named teams with their rows; drawings share one scale, so that they compare."""
    for team_id, name in names.items():
        rows = rows_of(comparison, cells, team_id, hidden)
        yield TeamTable(
            team_id,
            name,
            rows[-MOST_ROWS:],
            max(0, len(rows) - MOST_ROWS),
            spark([_of_score(row.score) for row in rows], *comparison.score_ends),
            spark([_of_result(row.result) for row in rows], *comparison.result_ends),
        )


def _of_score(score: MeanScore | None) -> Value:
    if score is None:
        return None
    low = score.value if score.low is None else score.low
    return score.value, low, score.value if score.high is None else score.high


def _of_result(result: Estimate | None) -> Value:
    return None if result is None else (result.value, result.low, result.high)


def lines_of(
    comparison: WholeComparison, names: Mapping[int, str], hidden: set[Place], engagement: str
) -> Iterator[Sequence[object]]:
    """Give the headings, then a line for every team and period, by the team's name."""
    question, used = comparison.question, _used(comparison.dots)
    outcome = str(OUTCOMES[question.outcome].label)
    if question.mix is Mix.SAME:
        outcome = _("%(name)s, same mix", name=outcome)
    yield _headings(engagement, outcome)
    for team_id in by_name(comparison, names):
        for row in rows_of(comparison, comparison.of_teams, team_id, hidden):
            days = first_day(row.period, question.span), last_day(row.period, question.span)
            is_used = _("yes") if (team_id, row.period) in used else _("no")
            yield [names[team_id], *days, *_score_cells(row), *_result_cells(row), is_used]


def by_name(comparison: Comparison, names: Mapping[int, str]) -> list[int]:
    """Return the teams of a comparison in the order of their names, never of their numbers."""
    return sorted(comparison.team_ids, key=lambda each: (names[each].casefold(), each))


def _used(dots: Dots) -> set[Place]:
    return set(zip(dots.teams.tolist(), dots.periods.tolist(), strict=True))


def _headings(engagement: str, outcome: str) -> list[str]:
    return [
        _("Team"),
        _("First day"),
        _("Last day"),
        _("Score shown"),
        engagement,
        _("%(name)s, from", name=engagement),
        _("%(name)s, to", name=engagement),
        _("Pulse answers"),
        outcome,
        _("%(name)s, from", name=outcome),
        _("%(name)s, to", name=outcome),
        _("Counted for it"),
        _("Interactions"),
        _("In the estimate"),
    ]


def _score_cells(row: TeamPeriod) -> list[object]:
    score = row.score
    if score is None:
        return [_("hidden to protect people") if row.is_hidden else _("no data"), *[None] * 4]
    ends = [None if end is None else round(end, DIGITS) for end in (score.low, score.high)]
    return [_("yes"), round(score.value, DIGITS), *ends, score.n]


def _result_cells(row: TeamPeriod) -> list[object]:
    result = row.result
    if result is None:
        return [None, None, None, 0, row.interactions]
    values = [round(value, DIGITS) for value in (result.value, result.low, result.high)]
    return [*values, result.n, row.interactions]
