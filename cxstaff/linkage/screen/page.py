"""Everything the screen page and its file show of one screen, in words and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.comparison.words.answer import estimate
from cxstaff.linkage.comparison.words.missing import Counts, missing
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.material.question import STEP, Question
from cxstaff.linkage.screen.screen import Screen, ScreenedQuestion
from cxstaff.linkage.words.reasons import WHY
from cxstaff.linkage.words.terms import PERIOD, PERIODS, UNITS, change, digits_for, score_of
from cxstaff.web import number

READINGS: dict[str, Any] = {
    "together": _l("Together"),
    "opposite": _l("Opposite"),
    "cannot_tell": _l("Cannot tell"),
}
ALONE = 0.05
"""The level at which a question asked alone would have looked like a finding."""
DIGITS = 4

OF_MANY: dict[Reason, Any] = {
    Reason.TOO_FEW_TEAMS: _l("Fewer than %(fewest_teams)s teams can be compared."),
    Reason.TOO_FEW_PERIODS: _l("Fewer than %(fewest)s %(periods)s can be compared."),
    Reason.MAY_BE_ONE_OF_MANY: _l(
        "Among %(questions)s estimates, one as clear as this can turn up by luck."
    ),
}


def shown(found: Screen, labels: Mapping[str, str], zone: str) -> dict[str, Any]:
    """Return what the template needs; `labels` are the names of engagement subjects."""
    asked = Question(span=found.span, lag=found.lag)
    return {
        "missing": missing(Counts(asked, found.scores, found.happened, found.happened), zone),
        "screen": found,
        "labels": labels,
        "outcomes": OUTCOMES,
        "readings": READINGS,
        "counts": (len(found.cells), len(found.estimated), len(found.leads)),
        "alone": alone(found),
        "leads": [(cell, sentence(cell, labels)) for cell in found.leads],
        "reasons": reasons(found),
        "unit": UNITS,
        "step": STEP,
        "change": change,
        "digits_for": digits_for,
        "periods": PERIODS[found.span],
    }


def sentence(cell: ScreenedQuestion, labels: Mapping[str, str]) -> str:
    """Say what was seen of one question; only of one that has a slope."""
    if isinstance(cell.slope, Unusable):
        raise TypeError("There is nothing to say of a question without a slope.")
    subject = cell.question.engagement
    return estimate(cell.question, cell.slope, score_of(subject, labels[subject]))


def alone(found: Screen) -> int:
    """Count the slopes that would have looked like findings, had each been the only question."""
    slopes = [cell.slope for cell in found.estimated]
    return sum(not isinstance(slope, Unusable) and slope.p <= ALONE for slope in slopes)


def reasons(found: Screen) -> list[tuple[int, str]]:
    """Return why questions do not stand out, and for how many each holds; the commonest first."""
    counted = Counter(cell.reason for cell in found.cells if cell.reason)
    return [(count, why(reason, found)) for reason, count in counted.most_common()]


def why(reason: Reason, found: Screen) -> str:
    """Put a reason in words that hold for every question it counts for."""
    terms = Terms()
    return str((WHY | OF_MANY)[reason]) % {
        "fewest_teams": number(terms.teams),
        "fewest": number(terms.periods),
        "period": PERIOD[found.span],
        "periods": PERIODS[found.span],
        "questions": number(len(found.estimated)),
    }


def lines_of(found: Screen, labels: Mapping[str, str]) -> Iterator[Sequence[object]]:
    """Give the headings, then a line for every question that was tried."""
    yield [
        _("Engagement"),
        _("Customer result"),
        _("Reading"),
        _("Slope for %(step)s points", step=STEP),
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
        yield [*names, str(READINGS[cell.reading]), *_numbers(cell, unit), reason]


def _numbers(cell: ScreenedQuestion, unit: str) -> list[object]:
    slope = cell.slope
    if isinstance(slope, Unusable):
        return [None, None, None, unit, None, None, slope.teams, slope.periods, None, None]
    sizes = [round(STEP * value, DIGITS) for value in (slope.value, slope.low, slope.high)]
    p_values = round(slope.p, DIGITS), round(cell.adjusted_p, DIGITS)
    counts = slope.teams, slope.periods, slope.answers, int(slope.interactions)
    return [*sizes, unit, *p_values, *counts]
