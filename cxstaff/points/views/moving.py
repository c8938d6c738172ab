"""Pages on which something is put into a budget, taken or given from it, or set aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.errors import Refused
from cxstaff.forms import DONE, done
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.people.models import Person
from cxstaff.people.queries import today
from cxstaff.points import actions
from cxstaff.points.forms import AmountForm, GiftForm, HoldForm
from cxstaff.points.models import LedgerAccount
from cxstaff.points.page.budgets import FormPage
from cxstaff.points.units import POINTS
from cxstaff.points.views import bp
from cxstaff.points.views.accounts import budget_or_404, key_of, new_key

A_MONTH = timedelta(days=30)


@bp.route("/accounts/<int:account_id>/top-ups/new", methods=["GET", "POST"])
@allow(Permission.KEEP_BUDGETS)
def top_up(account_id: int) -> ResponseReturnValue:
    """Issue more into a budget."""
    budget = budget_or_404(account_id)
    form = AmountForm(budget.unit, request_key=new_key())
    lead = _("The company issues it. Every top-up stands in the statement.")
    page = FormPage(_("Top up"), lead, _("Top up"), form, budget.unit, budget)
    told = _("The budget is topped up.")
    return _answer(page, budget, told, lambda: _move(actions.top_up, budget, form))


@bp.route("/accounts/<int:account_id>/withdrawals/new", methods=["GET", "POST"])
@allow(Permission.KEEP_BUDGETS)
def withdraw(account_id: int) -> ResponseReturnValue:
    """Take a part of a budget back."""
    budget = budget_or_404(account_id)
    form = AmountForm(budget.unit, request_key=new_key())
    lead = _("It goes back to where budgets come from. What is set aside stays.")
    page = FormPage(_("Withdraw"), lead, _("Withdraw"), form, budget.unit, budget)
    told = _("The amount is withdrawn.")
    return _answer(page, budget, told, lambda: _move(actions.withdraw, budget, form))


@bp.route("/accounts/<int:account_id>/gifts/new", methods=["GET", "POST"])
@allow(Permission.KEEP_BUDGETS)
def give(account_id: int) -> ResponseReturnValue:
    """Give somebody points from a budget."""
    budget = budget_or_404(account_id)
    if budget.unit != POINTS:
        abort(404)  # money is paid by statements, which somebody else approves
    form = GiftForm(budget.unit, request_key=new_key())

    def act() -> None:
        actions.give(
            budget,
            _receiver(str(form.receiver.data)),
            signed_in(),
            amount=form.parts,
            key=key_of(form.request_key.data),
            words=form.words.data or "",
            now=clock.now(),
        )

    lead = _("It goes to the person’s own account, which they alone can read.")
    page = FormPage(_("Give points"), lead, _("Give points"), form, budget.unit, budget)
    return _answer(page, budget, _("The points are given."), act)


@bp.route("/accounts/<int:account_id>/holds/new", methods=["GET", "POST"])
@allow(Permission.KEEP_BUDGETS)
def set_aside(account_id: int) -> ResponseReturnValue:
    """Set a part of a budget aside."""
    budget = budget_or_404(account_id)
    form = HoldForm(budget.unit, request_key=new_key(), last_day=today() + A_MONTH)

    def act() -> None:
        end = clock.start_of(form.day + timedelta(days=1), people.get_company().zone)
        _move(actions.set_aside, budget, form, expires_at=end)

    lead = _("It stays in the balance and cannot be spent otherwise until you pay or release it.")
    page = FormPage(_("Set aside"), lead, _("Set aside"), form, budget.unit, budget)
    return _answer(page, budget, _("The amount is set aside."), act)


def _move(act: Callable[..., int], budget: LedgerAccount, form: AmountForm, **more: object) -> None:
    key, words = key_of(form.request_key.data), form.words.data or ""
    told = {"amount": form.parts, "key": key, "words": words, "now": clock.now()}
    act(budget, signed_in(), **told, **more)


def _receiver(typed: str) -> Person:
    found = people.find_by_email(typed) or people.find_by_number(typed)
    if found is None or found.erased_on is not None:
        raise Refused("Nobody has this e-mail or employee number.")
    return found


def _answer(
    page: FormPage, budget: LedgerAccount, told: str, act: Callable[[], None]
) -> ResponseReturnValue:
    account_id = budget.id
    status = page.form.attempt(act)
    if status == DONE:
        return done(told, url_for("points.show", account_id=account_id))
    return render_template("points/form.html", page=page), status
