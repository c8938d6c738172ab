"""Slopes of every outcome on every score, their p-values adjusted by Benjamini–Hochberg (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.comparison.comparison import Panels
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.slopes import Slope, within_teams
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.material.cells import places_of
from cxstaff.linkage.material.material import Material
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Question
from cxstaff.statistics import benjamini_hochberg


class Movement(StrEnum):
    """Which way two numbers went, where that stands out among everything looked at."""

    TOGETHER = "together"
    OPPOSITE = "opposite"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class ScreenedQuestion:
    """One question of a screen: its slope, and its p-value adjusted for all that were asked.

    `reason` says why it does not stand out, and is None where it does; `adjusted_p` is NaN where
    there is no slope. A cell that stands out is a lead: nothing is known of which came first.
    """

    question: Question
    slope: Slope | Unusable
    adjusted_p: float
    reason: Reason | None

    @property
    def reading(self) -> Movement:
        """Say which way it went, or that it cannot be told."""
        if self.reason or isinstance(self.slope, Unusable):
            return Movement.CANNOT_TELL
        return Movement.TOGETHER if self.slope.value > 0 else Movement.OPPOSITE


@dataclass(frozen=True, slots=True)
class Screen:
    """Hold the cells by subject, each subject's in the order of the outcomes.

    `scores` and `happened` count the places with any score and with any interaction.
    """

    span: Period
    lag: int
    rows: Mapping[str, tuple[ScreenedQuestion, ...]]
    scores: int
    happened: int

    @property
    def cells(self) -> list[ScreenedQuestion]:
        """Return every question that was tried."""
        return [cell for row in self.rows.values() for cell in row]

    @property
    def estimated(self) -> list[ScreenedQuestion]:
        """Return the questions for which there is a slope."""
        return [cell for cell in self.cells if isinstance(cell.slope, Slope)]

    @property
    def leads(self) -> list[ScreenedQuestion]:
        """Return the questions that stand out."""
        return [cell for cell in self.cells if cell.reason is None]


def screen(materials: Mapping[str, Material], span: Period, lag: int) -> Screen:
    """Estimate each subject of `materials` against each outcome, `lag` periods later.

    False discoveries are controlled over all slopes there are, whether or not they could be called
    (Benjamini & Hochberg 1995); a call also needs the teams, periods and degrees of freedom that a
    single comparison needs.
    """
    questions = [
        Question(subject, outcome, span, lag) for subject in materials for outcome in OUTCOMES
    ]
    panels = {subject: Panels(material, lag) for subject, material in materials.items()}
    slopes = [within_teams(panels[q.engagement].of(q.outcome)) for q in questions]
    p = [slope.p if isinstance(slope, Slope) else np.nan for slope in slopes]
    adjusted = benjamini_hochberg(np.array(p))
    cells = [
        ScreenedQuestion(question, slope, float(q), obstacle(slope, float(q)))
        for question, slope, q in zip(questions, slopes, adjusted, strict=True)
    ]
    width = len(OUTCOMES)
    rows = {
        subject: tuple(cells[at * width : (at + 1) * width]) for at, subject in enumerate(materials)
    }
    scores = places_of(*(each.scores for each in materials.values()))
    happened = places_of(*(each.interactions for each in materials.values()))
    return Screen(span, lag, rows, len(scores), len(happened))


def obstacle(slope: Slope | Unusable, adjusted_p: float) -> Reason | None:
    """Return the first thing that keeps a slope from standing out among all that were asked."""
    if isinstance(slope, Unusable):
        return slope.reason
    terms = Terms()
    obstacles = {
        Reason.TOO_FEW_TEAMS: slope.teams < terms.teams,
        Reason.TOO_FEW_PERIODS: slope.periods < terms.periods,
        Reason.TOO_FEW_DEGREES: not slope.df >= terms.df,
        Reason.INTERVAL_HOLDS_ZERO: not (slope.low > 0 or slope.high < 0),
        Reason.MAY_BE_ONE_OF_MANY: not adjusted_p <= terms.level,
    }
    return next((reason for reason, holds in obstacles.items() if holds), None)
