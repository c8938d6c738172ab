"""Pages on which periods are closed whose number never came, and opened again."""

from __future__ import annotations

from datetime import date

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db
from cxstaff.forms import DONE, done
from cxstaff.incentives.blueprint import bp
from cxstaff.incentives.models import ClosedPeriod, IncentivePlan
from cxstaff.incentives.statements import closing as actions
from cxstaff.incentives.statements.forms import ClosedPeriodForm
from cxstaff.incentives.statements.page.closings import ClosePeriodPage
from cxstaff.incentives.statements.waiting import WaitingPeriod, find_waiting
from cxstaff.incentives.statements.words import days_in_words
from cxstaff.measures.queries import find_lever
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.people.queries import today


@bp.route("/teams/<int:team_id>/plans/<int:lever_id>/closed-periods/new", methods=["GET", "POST"])
@allow(Permission.PAY)
def new_closed_period(team_id: int, lever_id: int) -> ResponseReturnValue:
    """Close a period whose number never came, and say why."""
    waiting, form = _waiting_or_404(team_id, lever_id), ClosedPeriodForm()
    plan, since, period = waiting.plan, waiting.period.since, days_in_words(waiting)
    reason = str(form.reason.data)
    status = form.attempt(
        lambda: actions.close_period(plan, since, reason, signed_in(), now=clock.now())
    )
    if status == DONE:
        told = _("Closed. Nothing is paid for %(period)s.", period=period)
        return done(told, _address(plan))
    page = ClosePeriodPage(plan, period, form)
    return render_template("incentives/close_period.html", page=page), status


@bp.post("/closed-periods/<int:closed_id>/opening")
@allow(Permission.PAY)
def open_period(closed_id: int) -> ResponseReturnValue:
    """Let a closed period wait for its number again."""
    found = db.session.get(ClosedPeriod, closed_id) or abort(404)
    address = _address(found.plan)
    actions.open_again(found, signed_in(), now=clock.now())
    return done(_("Opened again. It is drafted once its number is in."), address)


def _waiting_or_404(team_id: int, lever_id: int) -> WaitingPeriod:
    plan = find_lever(IncentivePlan, team_id, lever_id) or abort(404)
    since = request.args.get("since", type=date.fromisoformat)
    found = find_waiting(plan, since, today()) if since and plan.terms_id else None
    return found or abort(404)


def _address(plan: IncentivePlan) -> str:
    return url_for("incentives.plan", team_id=plan.team_id, lever_id=plan.id)
