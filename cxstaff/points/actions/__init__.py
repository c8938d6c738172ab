"""What happens in the ledger."""

from cxstaff.points.actions.accounts import (
    account_of,
    account_of_team,
    allowance_account,
    issuing_account,
    paid_out_account,
)
from cxstaff.points.actions.allowances import allow, allow_by, expire
from cxstaff.points.actions.budget_changes import close, rename, return_rest
from cxstaff.points.actions.budgets import (
    give,
    make_budget,
    pay_out,
    release,
    set_aside,
    take_back,
    top_up,
    withdraw,
)
from cxstaff.points.actions.chaining import link_some
from cxstaff.points.actions.giving import give_to_each
from cxstaff.points.actions.holds import hold, post, void, void_if_over
from cxstaff.points.actions.orders import TransferOrder
from cxstaff.points.actions.rules import end_rule, set_rule
from cxstaff.points.actions.settings import switch
from cxstaff.points.actions.transfers import reverse, transfer, transfer_together

__all__ = [
    "TransferOrder",
    "account_of",
    "account_of_team",
    "allow",
    "allow_by",
    "allowance_account",
    "close",
    "end_rule",
    "expire",
    "give",
    "give_to_each",
    "hold",
    "issuing_account",
    "link_some",
    "make_budget",
    "paid_out_account",
    "pay_out",
    "post",
    "release",
    "rename",
    "return_rest",
    "reverse",
    "set_aside",
    "set_rule",
    "switch",
    "take_back",
    "top_up",
    "transfer",
    "transfer_together",
    "void",
    "void_if_over",
    "withdraw",
]
