"""What a study found last, as plain values for those who only read it (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from cxstaff.linkage.estimates.reasons import Reason
from cxstaff.linkage.estimates.verdict import Verdict


@dataclass(frozen=True, slots=True)
class StudyVerdict:
    """What a study found last of its question, and why."""

    study_id: int
    verdict: Verdict
    reasons: tuple[Reason, ...]
