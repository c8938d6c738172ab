"""Everything the comparison page shows of one comparison, in words, pictures and rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import Page, page_in
from cxstaff.linkage.comparison import charts
from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.comparison.table import TeamTable, by_name, teams_of
from cxstaff.linkage.comparison.words import answer
from cxstaff.linkage.comparison.words.basis import basis
from cxstaff.linkage.comparison.words.missing import missing
from cxstaff.linkage.comparison.words.published import STUDIES
from cxstaff.linkage.comparison.words.scope import chosen
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.material import queries
from cxstaff.linkage.material.question import STEP
from cxstaff.linkage.words.terms import (
    PERIOD,
    PERIODS,
    UNITS,
    change,
    digits_for,
    name_of,
    score_of,
    size,
    written,
)
from cxstaff.pulses.results.queries import coverage
from cxstaff.pulses.words import mean
from cxstaff.web import number

MOST_NAMED = 5
TEAMS_A_PAGE = 12
"""With more, the lines of many weeks alone would be heavier than the rest of the page."""


def shown(
    comparison: Comparison, names: dict[int, str], labels: Mapping[str, str], zone: str, page: int
) -> dict[str, Any]:
    """Return what the template needs; `labels` are the names of engagement subjects."""
    question = comparison.question
    label = labels[question.engagement]
    score = score_of(question.engagement, label)
    return _words(comparison, label) | {
        "missing": missing(comparison, zone),
        "told": answer.tell(comparison, score),
        "between_sentence": answer.between(comparison),
        "slope": None if isinstance(comparison.slope, Unusable) else comparison.slope,
        "within": charts.within(comparison, names, score),
        "between": charts.between(comparison, names, score),
        "dots": len(comparison.dots),
        "rests": [
            (_("Pulses"), pulses_of(question.engagement)),
            (_("Teams and time"), chosen(question, names)),
            *basis(comparison),
        ],
        "teams": teams_page(comparison, names, zone, page),
        "studies": STUDIES,
    }


def path_shown(
    comparison: Comparison, names: dict[int, str], labels: Mapping[str, str], zone: str, team: int
) -> dict[str, Any] | None:
    """Return what the table of one team by period needs; None for a team that is not compared."""
    if team not in by_name(comparison, names):
        return None
    hidden = queries.hidden_places(comparison.question, zone, [team])
    (rows,) = teams_of(comparison, [team], names, hidden)
    return _words(comparison, labels[comparison.question.engagement]) | {"team": rows}


def dots_shown(
    comparison: Comparison, names: dict[int, str], labels: Mapping[str, str]
) -> dict[str, Any] | None:
    """Return what the numbers of the picture within teams need; None where nothing is drawn."""
    label = labels[comparison.question.engagement]
    within = charts.within(comparison, names, score_of(comparison.question.engagement, label))
    return None if within is None else _words(comparison, label) | {"within": within}


def _words(comparison: Comparison, label: str) -> dict[str, Any]:
    """Return how every page of a comparison names and writes what it shows."""
    question = comparison.question
    return {
        "question": question,
        "label": label,
        "outcome": OUTCOMES[question.outcome],
        "period": PERIOD[question.span],
        "periods": PERIODS[question.span],
        "unit": UNITS[question.outcome],
        "step": STEP,
        "change": change,
        "size": size,
        "digits_for": digits_for,
        "write": lambda value: written(question.outcome, value),
        "mean": mean,
        "period_name": lambda period: name_of(period, question.span),
    }


def pulses_of(engagement: str) -> str:
    """Name the pulses that the scores come from; of many the first few."""
    names = coverage.pulses_about(engagement)
    more = len(names) - MOST_NAMED
    if more > 0:
        few = ", ".join(names[:MOST_NAMED])
        return str(_("%(names)s and %(count)s more", names=few, count=number(more)))
    return ", ".join(names)


def teams_page(
    comparison: Comparison, names: dict[int, str], zone: str, page: int
) -> Page[TeamTable]:
    """Return page `page` of the teams, by name."""
    team_ids = by_name(comparison, names)
    here = page_in(team_ids, page, TEAMS_A_PAGE)
    hidden = queries.hidden_places(comparison.question, zone, here.items)
    return here.showing(list(teams_of(comparison, here.items, names, hidden)))
