"""What has to be known of any comparison, to say what is not there at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from cxstaff.linkage.question import Question


class Known(Protocol):
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
