"""What is not there at all, of which nothing can be compared, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.linkage.material import queries
from cxstaff.linkage.material.question import Mix, Question


class HasCounts(Protocol):
    """What was asked, and whether there are scores, interactions and results: empty or 0 if not."""

    @property
    def question(self) -> Question:
        """Return what was asked."""

    @property
    def scores(self) -> object:
        """Return the engagement scores, or how many there are."""

    @property
    def happened(self) -> object:
        """Return the interactions, or how many there are."""

    @property
    def results(self) -> object:
        """Return the values of the outcome, or how many there are."""


@dataclass(frozen=True, slots=True)
class QuestionCounts:
    """The same as numbers, where a page holds many questions at once."""

    question: Question
    scores: int
    happened: int
    results: int


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not there: its `kind` (rounds, interactions, …), a title, and what to do about it."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class EmptyState:
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
ICONS = {"hidden": "shield-lock"}
USUAL_ICON = "chart-dots"


def empty_state(found: Missing, may: Callable[[str], bool]) -> EmptyState:
    """Show what is missing, with the first step for those who may take it."""
    if found.kind in FIRST_STEPS:
        icon_name, permission, label, endpoint = FIRST_STEPS[found.kind]
        if may(permission):
            return EmptyState(icon_name, found.title, found.text, str(label), endpoint)
    return EmptyState(ICONS.get(found.kind, USUAL_ICON), found.title, found.text)


def missing(comparison: HasCounts, zone: str) -> Missing | None:
    """Say what is not there at all, None where there is something to compare."""
    if comparison.question.is_narrowed and not (comparison.scores and comparison.happened):
        return Missing(
            "chosen",
            _("Nothing is known of these teams in this time"),
            _("Choose all teams or a longer time above."),
        )
    if not comparison.scores:
        if queries.hidden_places(comparison.question, zone):
            return Missing(
                "hidden",
                _("All scores are hidden to protect people"),
                _(
                    "Scores are shown where 5 people or more answered. Ask more people to take "
                    "part, or ask larger teams."
                ),
            )
        return Missing(
            "rounds",
            _("No pulse results yet"),
            _("The comparison begins with the first round that closes. Plan a pulse for all."),
        )
    if not comparison.happened:
        return Missing(
            "interactions",
            _("No customer results yet"),
            _("Import interactions with what customers said, and they stand here too."),
        )
    if not comparison.results and comparison.question.mix is Mix.OWN:
        return Missing(
            "outcome",
            _("Nothing is known of this customer result"),
            _("None of the imported interactions holds it. Choose another customer result above."),
        )
    return None
