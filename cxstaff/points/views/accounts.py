"""Pages of the company's accounts: the budgets, one of them with its statement, a new one."""

from __future__ import annotations

import secrets

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.forms import DONE, done
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.points import actions, queries
from cxstaff.points.forms import BudgetForm
from cxstaff.points.models import AccountKind, LedgerAccount
from cxstaff.points.page.budgets import AccountPage, AccountsPage, FormPage
from cxstaff.points.page.rows import AccountRow, HoldRow, LineRow, change_rows
from cxstaff.points.units import POINTS
from cxstaff.points.views import bp
from cxstaff.points.views.places import tabs


@bp.get("/accounts")
@allow(Permission.KEEP_BUDGETS)
def index() -> ResponseReturnValue:
    """List the budgets with what they hold, and the company's accounts."""
    found = queries.budgets_page(request.args.get("page", 1, int))
    rows = found.showing([AccountRow(each) for each in found.items])
    others = [AccountRow(each) for each in queries.companys_accounts()]
    return render_template("points/index.html", page=AccountsPage(rows, others, tabs()))


@bp.get("/accounts/<int:account_id>")
@allow(Permission.KEEP_BUDGETS)
def show(account_id: int) -> ResponseReturnValue:
    """Show one of the company's accounts with its statement."""
    account = account_or_404(account_id)
    found = queries.statement_page(account, request.args.get("page", 1, int))
    lines = found.showing([LineRow(each, may_take_back=True) for each in found.items])
    holds = [HoldRow(each, may_end=True) for each in queries.open_holds(account_id)]
    changes = change_rows(account, queries.changes_of(account_id))
    page = AccountPage(account, lines, holds, changes, tabs())
    return render_template("points/show.html", page=page)


@bp.route("/accounts/new", methods=["GET", "POST"])
@allow(Permission.KEEP_BUDGETS)
def new() -> ResponseReturnValue:
    """Make a budget."""
    form = BudgetForm(request_key=new_key())

    def make() -> None:
        actions.make_budget(
            str(form.name.data),
            form.unit,
            signed_in(),
            amount=form.parts,
            key=key_of(form.request_key.data),
            words=form.words.data or "",
            now=clock.now(),
        )

    status = form.attempt(make)
    if status == DONE:
        return done(_("The budget is made."), url_for("points.index"))
    lead = _("It begins with what you issue into it, and nothing goes out beyond that.")
    page = FormPage(_("Make a budget"), lead, _("Make the budget"), form, POINTS)
    return render_template("points/form.html", page=page), status


def account_or_404(account_id: int) -> LedgerAccount:
    """Return one of the company's accounts."""
    return queries.find_account(account_id) or abort(404)


def budget_or_404(account_id: int) -> LedgerAccount:
    """Return a budget."""
    account = account_or_404(account_id)
    return account if account.kind == AccountKind.BUDGET else abort(404)


def new_key() -> str:
    """Return a key for one form, which counts once however often it is sent."""
    return secrets.token_urlsafe(16)


def key_of(typed: str | None) -> str:
    """Return the ledger's key of a form that was sent by whoever is signed in."""
    return f"form {signed_in().id} {typed or new_key()}"
