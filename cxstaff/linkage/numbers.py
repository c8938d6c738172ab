"""The numbers of a comparison as rows of a file, the very ones the page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.periods import first_day, last_day
from cxstaff.linkage.question import Mix, Place
from cxstaff.linkage.rows import Row, rows_of

if TYPE_CHECKING:
    from cxstaff.linkage.comparison import Comparison
    from cxstaff.linkage.picture import Dots

DIGITS = 4


def lines_of(
    comparison: Comparison, names: Mapping[int, str], hidden: set[Place], engagement: str
) -> Iterator[Sequence[object]]:
    """Give the headings, then a line for every team and period, by the team's name."""
    question, used = comparison.question, _used(comparison.dots)
    outcome = str(OUTCOMES[question.outcome].label)
    if question.mix is Mix.SAME:
        outcome = _("%(name)s, same mix", name=outcome)
    yield _headings(engagement, outcome)
    for team_id in by_name(comparison, names):
        for row in rows_of(comparison, team_id, hidden):
            days = first_day(row.period, question.span), last_day(row.period, question.span)
            is_used = _("yes") if (team_id, row.period) in used else _("no")
            yield [names[team_id], *days, *_of_score(row), *_of_result(row), is_used]


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


def _of_score(row: Row) -> list[object]:
    score = row.score
    if score is None:
        return [_("hidden to protect people") if row.is_hidden else _("no data"), *[None] * 4]
    ends = [None if end is None else round(end, DIGITS) for end in (score.low, score.high)]
    return [_("yes"), round(score.value, DIGITS), *ends, score.n]


def _of_result(row: Row) -> list[object]:
    result = row.result
    if result is None:
        return [None, None, None, 0, row.interactions]
    values = [round(value, DIGITS) for value in (result.value, result.low, result.high)]
    return [*values, result.n, row.interactions]
