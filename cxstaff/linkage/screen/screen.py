"""Slopes of every outcome on every score, read among all that can be asked (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.comparison.comparison import beside_changes, judged
from cxstaff.linkage.comparison.panels import Panels
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.slopes import Slope, within_teams
from cxstaff.linkage.estimates.verdict import Reading, Verdict, lead_of
from cxstaff.linkage.leads.family import Family, Status
from cxstaff.linkage.material.cells import places_of
from cxstaff.linkage.material.material import Material
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.material.variation import step_of
from cxstaff.linkage.verdicts.found import StudyVerdict


@dataclass(frozen=True, slots=True)
class ScreenedQuestion:
    """One question of a screen: its slope, what may be said of it, and why no more.

    `reading` is a lead, or the verdict of the standing question; `adjusted_p` allows for all that
    can be asked, and is NaN where there is no slope; `reason` is None where something may be said.
    `step` is how far a team's score usually moves, in points; `study_id` that of the study whose
    verdict it is, where the question was declared in one.
    """

    question: Question
    slope: Slope | Unusable
    adjusted_p: float
    reading: Reading
    reason: Reason | None
    step: float
    study_id: int | None = None

    @property
    def is_told(self) -> bool:
        """Say whether anything may be said of it."""
        return self.reading is not Verdict.CANNOT_TELL


@dataclass(frozen=True, slots=True)
class Screen:
    """Hold the cells by subject, each subject's in the order of the outcomes.

    `questions` counts all that can be asked; `scores` and `happened` count the places with any
    score and with any interaction.
    """

    span: Period
    lag: int
    questions: int
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
        """Return the questions of which something may be said."""
        return [cell for cell in self.cells if cell.is_told]


def screen(
    materials: Mapping[str, Material],
    span: Period,
    lag: int,
    family: Family,
) -> Screen:
    """Estimate each subject of `materials` against each outcome, `lag` periods later.

    Every question is read as the comparison reads it: the standing question gets its verdict, all
    others are leads among everything that can be asked.
    """
    rows = {
        subject: screened_score(Panels(material, lag), subject, (span, lag), family)
        for subject, material in materials.items()
    }
    scores = places_of(*(each.scores for each in materials.values()))
    happened = places_of(*(each.interactions for each in materials.values()))
    return Screen(span, lag, family.questions, rows, len(scores), len(happened))


def read_by_studies(
    cells: Iterable[ScreenedQuestion], found: Mapping[Question, StudyVerdict], standing: Question
) -> tuple[ScreenedQuestion, ...]:
    """Read questions that were declared in studies as these found them, as the comparison does.

    The standing question keeps its own verdict.
    """
    return tuple(
        _read_by(cell, None if cell.question == standing else found.get(cell.question))
        for cell in cells
    )


def _read_by(cell: ScreenedQuestion, study: StudyVerdict | None) -> ScreenedQuestion:
    if study is None:
        return cell
    is_told = study.verdict is not Verdict.CANNOT_TELL
    reason = None if is_told else next(iter(study.reasons), cell.reason)
    return replace(cell, reading=study.verdict, reason=reason, study_id=study.study_id)


def screened_score(
    panels: Panels, subject: str, time: tuple[Period, int], family: Family
) -> tuple[ScreenedQuestion, ...]:
    """Estimate one subject against every outcome: the group that p-values are adjusted in."""
    questions = [Question(subject, outcome, *time) for outcome in OUTCOMES]
    step = step_of(panels.material.scores, panels.material.above)
    slopes = [within_teams(panels.of(each.outcome)) for each in questions]
    p = np.array([slope.p if isinstance(slope, Slope) else np.nan for slope in slopes])
    cells = list[ScreenedQuestion]()
    for place, (question, slope) in enumerate(zip(questions, slopes, strict=True)):
        allowance = family.of(question)
        adjusted = allowance.adjusted(p, place)
        if allowance.status is Status.STANDING:
            beside = beside_changes(panels, question.outcome, (p, place), allowance)
            made = judged(panels, question.outcome, slope, adjusted, allowance.status, beside)
            slope, adjusted = made.slope, made.adjusted_p
            reading, reasons = made.verdict, [*made.reasons]
        else:
            reading, reasons = lead_of(slope, adjusted)
            if reading is not Verdict.CANNOT_TELL:  # what leads nowhere is not estimated twice
                beside = beside_changes(panels, question.outcome, (p, place), allowance)
                reading, reasons = lead_of(slope, adjusted, beside)
        reason = reasons[0] if reading is Verdict.CANNOT_TELL else None
        cells.append(ScreenedQuestion(question, slope, adjusted, reading, reason, step))
    return tuple(cells)
