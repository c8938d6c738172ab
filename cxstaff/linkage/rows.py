"""The numbers behind a comparison by team and period: shown, hidden or absent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cxstaff.customers.outcomes import Estimate
from cxstaff.linkage.cells import Cells, results_of, scores_of
from cxstaff.linkage.question import Place, Score
from cxstaff.linkage.sparks import Spark, Value, spark

if TYPE_CHECKING:
    from cxstaff.linkage.comparison import Comparison
    from cxstaff.linkage.picture import Path

MOST_ROWS = 24
"""Periods written out for a team: two years of months; lines show all, and the file holds them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One team in one period; a score that `is_hidden` is withheld to protect people."""

    team_id: int
    period: int
    score: Score | None
    is_hidden: bool
    result: Estimate | None
    interactions: int


@dataclass(frozen=True, slots=True)
class TeamRows:
    """One team: its newest `rows`, both numbers of all periods drawn small, and its own slope.

    `earlier` counts the periods before the rows; `path` is None where the slope cannot be had.
    """

    team_id: int
    name: str
    rows: tuple[Row, ...]
    earlier: int
    score_spark: Spark
    result_spark: Spark
    path: Path | None


def rows_of(comparison: Comparison, team_id: int, hidden: Collection[Place]) -> tuple[Row, ...]:
    """Return a team's row for every period, oldest first."""
    return tuple(
        Row(
            team_id,
            period,
            score := comparison.scores.get((team_id, period)),
            score is None and (team_id, period) in hidden,
            comparison.results.get((team_id, period)),
            comparison.happened.get((team_id, period), 0),
        )
        for period in range(comparison.first, comparison.last + 1)
    )


def teams_of(
    comparison: Comparison, team_ids: Sequence[int], names: dict[int, str], hidden: set[Place]
) -> Iterator[TeamRows]:
    """Return teams with their rows; all drawings share one scale, so that they compare."""
    scores = _ends(scores_of(comparison.scores))
    results = _ends(results_of(comparison.results))
    for team_id in team_ids:
        rows = rows_of(comparison, team_id, hidden)
        yield TeamRows(
            team_id,
            names[team_id],
            rows[-MOST_ROWS:],
            max(0, len(rows) - MOST_ROWS),
            spark([_of_score(row.score) for row in rows], *scores),
            spark([_of_result(row.result) for row in rows], *results),
            comparison.paths.get(team_id),
        )


def _of_score(score: Score | None) -> Value:
    if score is None:
        return None
    low = score.value if score.low is None else score.low
    return score.value, low, score.value if score.high is None else score.high


def _of_result(result: Estimate | None) -> Value:
    return None if result is None else (result.value, result.low, result.high)


def _ends(cells: Cells[Any]) -> tuple[float, float]:
    values = cells.columns["value"]
    return (float(values.min()), float(values.max())) if len(cells) else (0.0, 1.0)
