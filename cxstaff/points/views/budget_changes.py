"""Pages on which a budget is renamed or closed."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.forms import DONE, done
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.points import actions, units
from cxstaff.points.forms import ClosingForm, NameForm
from cxstaff.points.models import LedgerAccount
from cxstaff.points.page.budgets import FormPage
from cxstaff.points.views import bp
from cxstaff.points.views.accounts import budget_or_404


@bp.route("/accounts/<int:account_id>/name/edit", methods=["GET", "POST"])
@allow(Permission.KEEP_BUDGETS)
def rename(account_id: int) -> ResponseReturnValue:
    """Give a budget another name."""
    budget = budget_or_404(account_id)
    form = NameForm(name=budget.name)

    def act() -> None:
        actions.rename(budget, str(form.name.data), signed_in(), now=clock.now())

    status = form.attempt(act)
    if status == DONE:
        return done(_("The budget has another name."), _page_of(account_id))
    lead = _("Everything in it stays as it is.")
    page = FormPage(_("Rename"), lead, _("Save the name"), form, budget.unit, budget)
    return render_template("points/form.html", page=page), status


@bp.route("/accounts/<int:account_id>/closing", methods=["GET", "POST"])
@allow(Permission.KEEP_BUDGETS)
def close(account_id: int) -> ResponseReturnValue:
    """Close a budget once somebody has read what becomes of what is in it."""
    budget = budget_or_404(account_id)
    form = ClosingForm()
    status = form.attempt(lambda: actions.close(budget, signed_in(), now=clock.now()))
    if status == DONE:
        return done(_("The budget is closed."), _page_of(account_id))
    lead = _(
        "Nothing can be put into it or given from it any more, and allowances and plans get "
        "nothing from it. It cannot be opened again; its statement stays."
    )
    page = FormPage(
        _("Close the budget"),
        lead,
        _("Close it"),
        form,
        budget.unit,
        budget,
        facts=_what_becomes_of(budget),
    )
    return render_template("points/form.html", page=page), status


def _what_becomes_of(budget: LedgerAccount) -> list[tuple[str, str]]:
    free, held = units.written(budget.free, budget.unit), units.written(budget.held, budget.unit)
    told = [(_("Goes back to the company now"), free), (_("Stays set aside"), held)]
    if budget.held:
        until = _("Until it is paid out, released, or its last day is over")
        told.append((_("How long"), until))
    return told


def _page_of(account_id: int) -> str:
    return url_for("points.show", account_id=account_id)
