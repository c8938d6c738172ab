"""What is not there at all, of which nothing can be compared, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from flask_babel import gettext as _

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
class Counts:
    """The same as numbers, where a page holds many questions at once."""

    question: Question
    scores: int
    happened: int
    results: int


def missing(comparison: HasCounts, zone: str) -> tuple[str, str, str] | None:
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
