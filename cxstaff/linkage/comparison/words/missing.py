"""What is not there at all, of which nothing can be compared, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.linkage.material import queries
from cxstaff.linkage.material.cells import CellCounts
from cxstaff.linkage.material.periods import Calendar, first_day, number_of
from cxstaff.linkage.material.question import Mix, Question
from cxstaff.linkage.words.terms import PERIOD, name_of
from cxstaff.web import day


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not there: its `kind` (rounds, interactions, …), a title, and what to do about it."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class EmptyComparison:
    """What stands in place of a comparison; `endpoint` is None where the reader can do nothing."""

    icon_name: str
    title: str
    text: str
    link_label: str = ""
    endpoint: str | None = None


FIRST_STEPS: dict[str, tuple[str, str, Any, str]] = {
    "rounds": ("heartbeat", "run pulses", _l("Plan a pulse"), "pulses.new"),
    "interactions": (
        "message-2",
        "import customers",
        _l("Import interactions"),
        "customers.imports",
    ),
}
"""What would fill the page: an icon, the permission it takes, what it is called, and where."""
ICONS = {"hidden": "shield-lock", "waiting": "hourglass"}
USUAL_ICON = "chart-dots"


def empty_state(found: Missing, may: Callable[[str], bool]) -> EmptyComparison:
    """Show what is missing, with the first step for those who may take it."""
    if found.kind in FIRST_STEPS:
        icon_name, permission, label, endpoint = FIRST_STEPS[found.kind]
        if may(permission):
            return EmptyComparison(icon_name, found.title, found.text, str(label), endpoint)
    return EmptyComparison(ICONS.get(found.kind, USUAL_ICON), found.title, found.text)


def missing(question: Question, known: CellCounts, calendar: Calendar) -> Missing | None:
    """Say what is not there at all, None where there is something to compare.

    What is only not over yet, or not closed, is never called hidden or unknown: the day is told on
    which it will be there.
    """
    if known.scores and known.happened:
        if known.results or question.mix is not Mix.OWN:
            return None
        return _running_results(question, calendar) or Missing(
            "outcome",
            _("Nothing is known of this customer result"),
            _("None of the imported interactions holds it. Choose another customer result above."),
        )
    if question.is_narrowed:
        return _chosen(question, calendar)
    if not known.scores:
        return _no_scores(question, calendar)
    return _running_results(question, calendar) or Missing(
        "interactions",
        _("No customer results yet"),
        _("Import interactions with what customers said, and they stand here too."),
    )


def _chosen(question: Question, calendar: Calendar) -> Missing:
    running = calendar.running(question.span)
    first = running if question.first_on is None else number_of(question.first_on, question.span)
    if first > running:
        return Missing(
            "chosen",
            _("The chosen time has not begun"),
            _("Choose an earlier first day above."),
        )
    if question.first_on and first == running:
        return _wait(question, running)
    return Missing(
        "chosen",
        _("Nothing is known of these teams in this time"),
        _("Choose all teams or a longer time above."),
    )


def _no_scores(question: Question, calendar: Calendar) -> Missing:
    running = calendar.running(question.span)
    asked = {period for _team, period in queries.hidden_places(question, calendar.zone)}
    if asked and min(asked) >= running:
        return _wait(question, max(asked))
    if asked:
        return Missing(
            "hidden",
            _("All scores are hidden to protect people"),
            _(
                "Scores are shown where 5 people or more answered. Ask more people to take "
                "part, or ask larger teams."
            ),
        )
    closes = queries.first_closing(calendar)
    if closes is None:
        return Missing(
            "rounds",
            _("No pulse results yet"),
            _("The comparison begins with the first round that closes. Plan a pulse for all."),
        )
    over = first_day(max(running, number_of(closes, question.span)) + 1, question.span)
    return Missing(
        "waiting",
        _("Wait until %(day)s", day=day(over)),
        _(
            "A pulse is open until %(closes)s. What it finds is compared once the %(period)s is "
            "over.",
            closes=day(closes),
            period=PERIOD[question.span],
        ),
    )


def _running_results(question: Question, calendar: Calendar) -> Missing | None:
    """Say when customer results will be there, where only the running period holds any."""
    running = calendar.running(question.span)
    if queries.is_known(question.outcome, question.span, running):
        return _wait(question, running)
    return None


def _wait(question: Question, period: int) -> Missing:
    return Missing(
        "waiting",
        _("Wait until %(day)s", day=day(first_day(period + 1, question.span))),
        _(
            "%(name)s is still running. A %(period)s is compared once it is over, with all that "
            "came in.",
            name=name_of(period, question.span),
            period=PERIOD[question.span],
        ),
    )
