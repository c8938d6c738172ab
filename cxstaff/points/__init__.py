"""The ledger of what may be given and spent: accounts, transfers, holds, budgets, allowances.

What features above use (`from cxstaff.points import actions, queries`). Amounts are whole numbers
of the smallest part of a unit: points, or a currency by its ISO 4217 code (`units`). Every action
takes `now`, writes in the caller's transaction, and raises `cxstaff.errors.Refused` with a sentence
before it has written anything. `key` is the caller's, up to 200 characters without a name: again
with the same content it returns what was done then, with other content it is refused. So whatever
was interrupted is simply done again. Begin a key with what it is of: "statement 12", "thanks 7".

Accounts are opened when first needed, one for each owner and unit:
    actions.account_of(person, unit, now=)       what somebody earned and keeps
    actions.account_of_team(team, unit, now=)    a team's as a whole
    actions.allowance_account(person, day, now=) what they may give in that day's month
    actions.issuing_account(unit, now=)          where everything comes from; may overdraw
    actions.paid_out_account(unit, now=)         where what payroll or a shop pays goes
    queries.find_budget_called(name), queries.budgets_page(number)

A statement that is paid (incentives), from a budget that may be used up meanwhile:
    order = actions.TransferOrder("statement 12 held", budget.id, account.id, amount, words)
    held = actions.hold(order, approver, expires_at=, now=)   refused where the budget is used up
    actions.post(hold, payer, key="statement 12 paid", amount=less_or_none, now=)
    actions.void(hold, payer, key="statement 12 dropped", now=)
    actions.reverse(transfer, actor, key="statement 12 corrected", words=, now=)  a correction
    actions.transfer(order, actor, now=)                      at once, without a hold
    actions.transfer_together([order, …], actor, now=)        a shared pool: all or none

Thanks with points (recognition), once the company has them (`queries.is_on()`):
    allowance = actions.allow(person, today, 100, None, source=budget_or_none, now=)   once a month
    target = actions.account_of(receiver, now=)
    order = actions.TransferOrder("thanks 7", allowance.id, target.id, 10, words)
    actions.transfer(order, giver, now=)
    queries.find_allowance(person.id, today)     what is left to give (`.free`), None without one

`words` stand in a note outside the chain, and go when somebody is erased; nothing else of a
transfer ever changes. `verification.report` says whether the ledger is as it was written.
"""
