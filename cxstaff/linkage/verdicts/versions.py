"""What a study found on an earlier day, as the sentences of a comparison want it."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.estimates.verdict import Verdict
from cxstaff.linkage.material.breaks import Break, ChangesFound, TeamChange
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.verdicts.models import Study, StudyVersion
from cxstaff.statistics import CONFIDENCE

KEPT = ("value", "se", "df", "low", "high", "p", "visible")
COUNTED = ("teams", "periods", "cells")
"""The numbers, and what they rest on, that are kept of the estimate beside a version's own."""


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


def packed_changes(found: ChangesFound) -> dict[str, Any]:
    """Write what changed, and the estimate with it, as a version keeps it."""
    beside = found.beside
    numbers: dict[str, Any] | None = None
    if isinstance(beside, Slope):
        numbers = {name: _if_finite(getattr(beside, name)) for name in KEPT}
    elif beside is not None:
        numbers = {"reason": beside.reason.value}
    if beside is not None and numbers is not None:
        numbers |= {name: getattr(beside, name) for name in COUNTED}
    return {
        "counts": {change.value: count for change, count in sorted(found.counts.items())},
        "teams": found.teams,
        "newest": [
            [each.team_id, each.period, each.change.value, each.share] for each in found.newest
        ],
        "beside": numbers,
        "rests_on_parted": found.rests_on_parted,
    }


def changes_of(version: StudyVersion) -> ChangesFound | None:
    """Read back what changed; None from a version of before it was looked for."""
    kept = version.known_changes
    if kept is None:
        return None
    newest = [
        Break(team_id, period, TeamChange(change), share)
        for team_id, period, change, share in kept["newest"]
    ]
    counts = {TeamChange(change): count for change, count in kept["counts"].items()}
    rests = kept.get("rests_on_parted", False)  # versions of before it was kept never did
    return ChangesFound(counts, kept["teams"], newest, _beside(kept["beside"]), rests)


def _beside(kept: dict[str, Any] | None) -> Slope | Unusable | None:
    if kept is None:
        return None
    if "reason" in kept:
        return Unusable(Reason(kept["reason"]), *(kept[name] for name in COUNTED))
    numbers: dict[str, Any] = {
        name: nan if kept[name] is None else kept[name] for name in (*KEPT, *COUNTED)
    }
    return Slope(**numbers, confidence=CONFIDENCE, interactions=nan, answers=None)


def _if_finite(value: float) -> float | None:
    return value if isfinite(value) else None


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
