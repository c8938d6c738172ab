"""Incentive plans with their terms and proposals, and what they owe: settlements, statements."""

from cxstaff.incentives.models.closings import ClosedPeriod
from cxstaff.incentives.models.plans import (
    Decision,
    Every,
    IncentivePlan,
    Pays,
    PlanProposal,
    PlanTerms,
)
from cxstaff.incentives.models.statements import (
    RemarkKind,
    Settlement,
    State,
    Statement,
    StatementRemark,
)

__all__ = [
    "ClosedPeriod",
    "Decision",
    "Every",
    "IncentivePlan",
    "Pays",
    "PlanProposal",
    "PlanTerms",
    "RemarkKind",
    "Settlement",
    "State",
    "Statement",
    "StatementRemark",
]
