"""Erasure of a person from measures and targets: whoever wrote them down is nobody then."""

from __future__ import annotations

from cxstaff.identifiers import Identifiers
from cxstaff.measures.models import Measure, Target
from cxstaff.redaction import redact

SEARCHED = (Measure.name, Measure.unit, Target.good_behaviour)
"""Columns of text in which the person is looked for."""


def erase(identifiers: Identifiers) -> set[str]:
    """Take a person's name out of measures and targets; return the tables that changed."""
    return redact(SEARCHED, identifiers)
