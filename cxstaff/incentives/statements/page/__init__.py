"""What the pages of plans, settlements and statements are handed."""

from cxstaff.incentives.statements.page.settlements import (
    PlanPage,
    SettlementsPage,
    conditions_of,
    period_in_words,
    settlement_row,
    waiting_row,
)
from cxstaff.incentives.statements.page.statements import (
    OwnStatementsPage,
    SettlementPage,
    StatementPage,
    facts_of,
    numbers_of,
    remarks_of,
    statement_row,
)

__all__ = [
    "OwnStatementsPage",
    "PlanPage",
    "SettlementPage",
    "SettlementsPage",
    "StatementPage",
    "conditions_of",
    "facts_of",
    "numbers_of",
    "period_in_words",
    "remarks_of",
    "settlement_row",
    "statement_row",
    "waiting_row",
]
