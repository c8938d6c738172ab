"""What ends what was set aside, and what takes a transfer back."""

from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cxstaff import clock
from cxstaff.forms import DONE, done
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.points import actions, policy, queries, units
from cxstaff.points.forms import PostingForm
from cxstaff.points.models import Transfer
from cxstaff.points.page.budgets import FormPage
from cxstaff.points.views import bp
from cxstaff.points.views.accounts import new_key


@bp.route("/holds/<int:transfer_id>/posting", methods=["GET", "POST"])
@allow(Permission.KEEP_BUDGETS)
def pay_out(transfer_id: int) -> ResponseReturnValue:
    """Pay out what is set aside, or a part of it."""
    held = _hold_or_404(transfer_id)
    account_id, budget = held.debit_id, held.debit
    whole = units.plain(held.amount, held.unit)
    form = PostingForm(held.unit, request_key=new_key(), amount=whole)

    def act() -> None:
        key, now = f"posting of {transfer_id}", clock.now()
        actions.pay_out(held, signed_in(), amount=form.parts, key=key, now=now)

    status = form.attempt(act)
    if status == DONE:
        return done(_("Paid out."), url_for("points.show", account_id=account_id))
    lead = _("What you leave of it is free again.")
    page = FormPage(_("Pay out"), lead, _("Pay out"), form, held.unit, budget)
    return render_template("points/form.html", page=page), status


@bp.post("/holds/<int:transfer_id>/voiding")
@allow(Permission.KEEP_BUDGETS)
def release(transfer_id: int) -> Response:
    """Release what is set aside."""
    held = _hold_or_404(transfer_id)
    account_id = held.debit_id
    actions.release(held, signed_in(), key=f"voiding of {transfer_id}", now=clock.now())
    return done(_("The amount is free again."), url_for("points.show", account_id=account_id))


@bp.post("/transfers/<int:transfer_id>/reversal")
@allow(Permission.KEEP_BUDGETS)
def take_back(transfer_id: int) -> Response:
    """Take a transfer back by one the other way."""
    original = queries.find_transfer(transfer_id) or abort(404)
    sides = (original.debit, original.credit)
    account_id = next(each.id for each in sides if policy.is_companys(each))
    actions.take_back(original, signed_in(), key=f"reversal of {transfer_id}", now=clock.now())
    told = _("Taken back. Both transfers stay in the statement.")
    return done(told, url_for("points.show", account_id=account_id))


def _hold_or_404(transfer_id: int) -> Transfer:
    return queries.find_open_hold(transfer_id) or abort(404)
