"""Pages on which HR sets what people may give to others each month."""

from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cxstaff import clock
from cxstaff.forms import DONE, done
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.people.queries import today
from cxstaff.points import actions, allowing, queries
from cxstaff.points.forms import AllowanceForm
from cxstaff.points.models import Audience
from cxstaff.points.page.allowances import AllowancesPage, RuleRow
from cxstaff.points.page.budgets import FormPage
from cxstaff.points.units import POINTS
from cxstaff.points.views import bp
from cxstaff.points.views.places import tabs
from cxstaff.web.marks import Way


@bp.get("/allowances")
@allow(Permission.SWITCH_POINTS)
def allowances() -> ResponseReturnValue:
    """Show what people may give each month, how far that is, and what held before."""
    rows = [RuleRow(each, allowing.standing_of(each, today())) for each in allowing.rules()]
    ended = allowing.ended_page(request.args.get("page", 1, int))
    past = ended.showing([RuleRow(each) for each in ended.items])
    page = AllowancesPage(rows, past, queries.is_on(), tabs())
    return render_template("points/allowances.html", page=page)


@bp.route("/allowances/new", methods=["GET", "POST"])
@allow(Permission.SWITCH_POINTS)
def new_allowance() -> ResponseReturnValue:
    """Set what an audience may give each month, instead of what held."""
    form = AllowanceForm()
    form.offer(queries.open_budgets())

    def act() -> None:
        actions.set_rule(
            Audience(str(form.audience.data)),
            form.unit,
            form.parts,
            signed_in(),
            day=form.day.data or 1,
            lapses=bool(form.lapses.data),
            source=form.budget,
            now=clock.now(),
        )

    status = form.attempt(act)
    if status == DONE:
        return done(_("It is set. Who is due is given it within the hour."), _here())
    lead = _("It takes the place of what held for them. What was given this month stays.")
    back = Way(_("Allowances"), "points.allowances")
    title, button = _("Set an allowance"), _("Set the allowance")
    page = FormPage(title, lead, button, form, POINTS, begins_at=back)
    return render_template("points/form.html", page=page), status


@bp.post("/allowances/<int:rule_id>/end")
@allow(Permission.SWITCH_POINTS)
def end_allowance(rule_id: int) -> Response:
    """End what an audience may give each month."""
    rule = allowing.find_rule(rule_id) or abort(404)
    actions.end_rule(rule, signed_in(), now=clock.now())
    told = _("It is ended. What was given this month can still be used.")
    return done(told, _here())


def _here() -> str:
    return url_for("points.allowances")
