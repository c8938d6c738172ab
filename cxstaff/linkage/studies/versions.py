"""What a study found on an earlier day, as the sentences of a comparison want it."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.estimates.verdict import Verdict
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.studies.models import Study, StudyVersion

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class KeptVerdict:
    """A verdict kept from an earlier day, and the terms it was given by."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    terms: Terms


@dataclass(frozen=True, slots=True)
class KeptComparison:
    """One version of a study, in the shape of a comparison."""

    question: Question
    judgement: KeptVerdict
    slope: Slope | Unusable
    questions: int
    step: float


def comparison_of(study: Study, version: StudyVersion) -> KeptComparison:
    """Read a version back."""
    reasons = tuple(map(Reason, version.reasons))
    found = KeptVerdict(Verdict(version.verdict), reasons, study.terms)
    return KeptComparison(
        study.question, found, _slope(version, reasons), version.questions, study.step
    )


def _slope(version: StudyVersion, reasons: tuple[Reason, ...]) -> Slope | Unusable:
    if version.slope is None:
        return Unusable(reasons[0], version.teams, version.periods, version.cells)

    def known(value: float | None) -> float:
        return nan if value is None else value

    return Slope(
        value=version.slope,
        se=known(version.se),
        df=known(version.df),
        low=known(version.low),
        high=known(version.high),
        p=known(version.p),
        confidence=CONFIDENCE,
        visible=known(version.visible),
        teams=version.teams,
        periods=version.periods,
        cells=version.cells,
        interactions=float(version.counted),
        answers=version.answers,
    )
