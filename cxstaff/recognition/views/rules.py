"""The page on which the company chooses how thanks work."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.forms import DONE, done
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.points import queries as points
from cxstaff.recognition.rules.actions import choose
from cxstaff.recognition.rules.forms import ThanksRulesForm
from cxstaff.recognition.rules.page import ThanksRulesPage
from cxstaff.recognition.rules.queries import chosen
from cxstaff.recognition.views import bp


@bp.route("/thanks/rules", methods=["GET", "POST"])
@allow(Permission.SET_THANKS)
def rules() -> ResponseReturnValue:
    """Choose who hears of happy customers, and after how long somebody waits for a thanks."""
    before = chosen()
    form = ThanksRulesForm(
        customers_thanks=before.customers_thanks,
        lately_weeks=before.lately_weeks,
        customers_points=before.customers_points,
        budget=str(before.budget_id or ""),
    )
    if points.is_on():
        form.offer(points.open_budgets())
    else:
        form.without_points()

    def act() -> None:
        choose(form.chosen(before), signed_in(), now=clock.now())

    status = form.attempt(act)
    if status != DONE:
        return render_template("recognition/rules.html", page=ThanksRulesPage(form)), status
    return done(_("Saved."), url_for("recognition.rules"))
