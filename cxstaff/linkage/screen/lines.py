"""The file of a screen: a line for every question that was tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext as _

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.leads.words import reading_badge
from cxstaff.linkage.screen.screen import Screen, ScreenedQuestion
from cxstaff.linkage.screen.words import why
from cxstaff.linkage.words.terms import UNITS

DIGITS = 4


def lines_of(found: Screen, labels: Mapping[str, str]) -> Iterator[Sequence[object]]:
    """Give the headings, then a line for every question that was tried."""
    yield [
        _("Engagement"),
        _("Customer result"),
        _("Reading"),
        _("Points of a step"),
        _("Slope for a step"),
        _("Slope, from"),
        _("Slope, to"),
        _("Unit"),
        _("p-value"),
        _("p-value, adjusted for all"),
        _("Teams"),
        _("Periods"),
        _("Pulse answers"),
        _("Counted for the result"),
        _("Why it does not stand out"),
    ]
    for cell in found.cells:
        outcome = OUTCOMES[cell.question.outcome]
        reason = why(cell.reason, found) if cell.reason else None
        names = labels[cell.question.engagement], str(outcome.label)
        unit = str(UNITS[cell.question.outcome])
        yield [*names, reading_badge(cell.reading).text, *_numbers(cell, unit), reason]


def _numbers(cell: ScreenedQuestion, unit: str) -> list[object]:
    slope = cell.slope
    if isinstance(slope, Unusable):
        return [
            cell.step,
            None,
            None,
            None,
            unit,
            None,
            None,
            slope.teams,
            slope.periods,
            None,
            None,
        ]
    sizes = [round(cell.step * each, DIGITS) for each in (slope.value, slope.low, slope.high)]
    p_values = round(slope.p, DIGITS), round(cell.adjusted_p, DIGITS)
    counts = slope.teams, slope.periods, slope.answers, int(slope.interactions)
    return [cell.step, *sizes, unit, *p_values, *counts]
