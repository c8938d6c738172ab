"""What could have been seen and what cannot be ruled out: in three plain lines, and in numbers.

The lines are for readers who know nothing of statistics; numbers stand further down.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.words import terms as words
from cxstaff.linkage.words.terms import UNITS
from cxstaff.web import percent

TURNED = {
    Reason.DIRECTION_UNDETERMINED: _l(
        "That it is the other way round, and customers’ results came first."
    ),
    Reason.DIRECTION_UNTESTED: _l(
        "That it is the other way round, and customers’ results came first."
    ),
    Reason.ANSWERING_MOVES: _l("That it was who answered the pulse that changed."),
    Reason.LOST_BESIDE_CHANGES: _l("That it was what is known to have changed in the teams."),
    Reason.CHANGES_LEAVE_TOO_LITTLE: _l("That it was what is known to have changed in the teams."),
}
"""What the reasons of a verdict leave open."""

Lines = Sequence[tuple[str, str]]


def plain_lines(
    question: Question,
    slope: Slope | Unusable,
    step: float,
    reasons: Sequence[Reason],
    sure: Sequence[str],
) -> Lines:
    """Return the three lines, each a term and its sentences; `sure` are those of the first."""
    return [
        (str(_("How sure")), " ".join(sure)),
        (str(_("What could have been seen")), _visible(question, slope, step)),
        (str(_("What cannot be ruled out")), " ".join(_open(slope, reasons))),
    ]


def unknown_causes(slope: Slope | Unusable) -> list[tuple[str, str]]:
    """Say how strong something unknown would have to be; nothing without an estimate."""
    if isinstance(slope, Unusable) or isnan(slope.partial):
        return []
    text = _(
        "Something unknown that came and went with engagement: another lead, other people, a busy "
        "season. If it went along with %(share)s of what is left of both numbers once teams and "
        "periods are taken out, it could account for all of this slope; with less of both it could "
        "not.",
        share=percent(slope.robustness),
    )
    return [(_("What cannot be ruled out"), str(text))]


def _visible(question: Question, slope: Slope | Unusable, step: float) -> str:
    if isinstance(slope, Unusable):
        return str(_("Nothing yet: there are too few numbers for any estimate."))
    if isnan(slope.visible):
        return str(_("Not known."))
    return str(
        _(
            "A link of %(size)s %(unit)s or more for %(step)s points of engagement: of five such "
            "links, four would have been found. A smaller one would most likely go unseen.",
            size=words.size(slope.visible, words.digits_for(step, slope.visible), step),
            unit=UNITS[question.outcome],
            step=words.points(step),
        )
    )


def _open(slope: Slope | Unusable, reasons: Sequence[Reason]) -> list[Any]:
    """Say what else the same numbers may come from."""
    if isinstance(slope, Unusable):
        return [_("Nothing is ruled out yet.")]
    turned = list(dict.fromkeys(str(TURNED[each]) for each in reasons if each in TURNED))
    if slope.low <= 0 <= slope.high:
        return [_("That there is no link at all."), *turned]
    return [_unknown(slope), *turned]


def _unknown(slope: Slope) -> str:
    cause = _(
        "That something else moves both: another lead, other people, a busy season. These numbers "
        "cannot show it."
    )
    if isnan(slope.partial):
        return str(cause)
    share = percent(slope.robustness)
    strength = _(
        "To account for all of this it would have to go along with %(share)s of the ups and downs "
        "of both.",
        share=share,
    )
    return f"{cause} {strength}"
