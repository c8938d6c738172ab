"""Erasure of a person from measures and targets: whoever wrote them down is nobody then."""

from __future__ import annotations

from cxstaff.identifiers import Identifiers
from cxstaff.measures.models import EarlierReading, Measure, Target
from cxstaff.redaction import redact

SEARCHED = (
    Measure.name,
    Measure.unit,
    Measure.definition,
    Measure.formula,
    Measure.pitfall,
    Target.good_behaviour,
    Target.by_role,
    EarlierReading.why,
)
"""Columns of text in which the person is looked for."""


def erase(identifiers: Identifiers) -> set[str]:
    """Take a person's name out of measures and targets; return the tables that changed."""
    return redact(SEARCHED, identifiers)
