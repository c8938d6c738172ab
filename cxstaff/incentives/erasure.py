"""Erasure of a person from incentive plans: whoever wrote them down is nobody then."""

from __future__ import annotations

from cxstaff.identifiers import Identifiers
from cxstaff.incentives.models import IncentivePlan
from cxstaff.redaction import redact

SEARCHED = (IncentivePlan.name, IncentivePlan.pays)
"""Columns of text in which the person is looked for."""


def erase(identifiers: Identifiers) -> set[str]:
    """Take a person's name out of incentive plans; return the tables that changed."""
    return redact(SEARCHED, identifiers)
