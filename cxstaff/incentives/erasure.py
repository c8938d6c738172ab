"""Erasure of a person from incentive plans: whoever wrote them down is nobody then."""

from __future__ import annotations

from cxstaff.identifiers import Identifiers
from cxstaff.incentives.models import ClosedPeriod, IncentivePlan, PlanProposal, StatementRemark
from cxstaff.redaction import redact

SEARCHED = (
    ClosedPeriod.reason,
    IncentivePlan.name,
    IncentivePlan.pays,
    PlanProposal.name,
    PlanProposal.pays,
    PlanProposal.reason,
    StatementRemark.words,
)
"""Columns of text in which the person is looked for."""


def erase(identifiers: Identifiers) -> set[str]:
    """Take a person's name out of plans and what was said of them; return the changed tables.

    What they were paid stays, as the ledger's transfers do: for somebody without a name.
    """
    return redact(SEARCHED, identifiers)
