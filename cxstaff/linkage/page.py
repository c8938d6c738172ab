"""Everything the comparison page shows of one comparison, in words, pictures and rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import Page, page_in
from cxstaff.linkage import charts, queries, sentences
from cxstaff.linkage.chosen import chosen
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.evidence import STUDIES
from cxstaff.linkage.known import Known
from cxstaff.linkage.numbers import by_name
from cxstaff.linkage.question import Mix
from cxstaff.linkage.rests import rests
from cxstaff.linkage.rows import TeamRows, teams_of
from cxstaff.linkage.words import (
    PERIOD,
    PERIODS,
    STEP,
    UNITS,
    change,
    digits_for,
    name_of,
    score_of,
    size,
    written,
)
from cxstaff.pulses import asked
from cxstaff.pulses.words import mean
from cxstaff.web import number

if TYPE_CHECKING:
    from cxstaff.linkage.comparison import Comparison

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
        "told": sentences.tell(comparison, score),
        "between_sentence": sentences.between(comparison),
        "slope": None if isinstance(comparison.slope, Unusable) else comparison.slope,
        "within": charts.within(comparison, names, score),
        "between": charts.between(comparison, names, score),
        "dots": len(comparison.dots),
        "rests": [
            (_("Pulses"), pulses_of(question.engagement)),
            (_("Teams and time"), chosen(question, names)),
            *rests(comparison),
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
    names = asked.pulses_about(engagement)
    more = len(names) - MOST_NAMED
    if more > 0:
        few = ", ".join(names[:MOST_NAMED])
        return str(_("%(names)s and %(count)s more", names=few, count=number(more)))
    return ", ".join(names)


def teams_page(
    comparison: Comparison, names: dict[int, str], zone: str, page: int
) -> Page[TeamRows]:
    """Return page `page` of the teams, by name."""
    team_ids = by_name(comparison, names)
    here = page_in(team_ids, page, TEAMS_A_PAGE)
    hidden = queries.hidden_places(comparison.question, zone, here.items)
    return here.showing(list(teams_of(comparison, here.items, names, hidden)))


def missing(comparison: Known, zone: str) -> tuple[str, str, str] | None:
    """Say what is not there at all: which (rounds, interactions, …), a title and what to do."""
    if comparison.question.is_narrowed and not (comparison.scores and comparison.happened):
        return (
            "chosen",
            _("Nothing is known of these teams in this time"),
            _("Choose all teams or a longer time above."),
        )
    if not comparison.scores:
        if queries.hidden_places(comparison.question, zone):
            return (
                "hidden",
                _("All scores are hidden to protect people"),
                _(
                    "Scores are shown where 5 people or more answered. Ask more people to take "
                    "part, or ask larger teams."
                ),
            )
        return (
            "rounds",
            _("No pulse results yet"),
            _("The comparison begins with the first round that closes. Plan a pulse for all."),
        )
    if not comparison.happened:
        return (
            "interactions",
            _("No customer results yet"),
            _("Import interactions with what customers said, and they stand here too."),
        )
    if not comparison.results and comparison.question.mix is Mix.OWN:
        return (
            "outcome",
            _("Nothing is known of this customer result"),
            _("None of the imported interactions holds it. Choose another customer result above."),
        )
    return None
