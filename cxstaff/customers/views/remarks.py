"""The page of remarks: what customers said in their own words."""

from __future__ import annotations

from datetime import timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cxstaff.customers import queries
from cxstaff.customers.forms import RemarkForm
from cxstaff.customers.page.remarks import RemarkRow, RemarksPage, whom_about
from cxstaff.customers.queries import Wanted
from cxstaff.customers.views import bp, sees_all, visible_teams
from cxstaff.people.access import Permission, allow

SCORES = {"unhappy": (1, 2), "neutral": (3,), "happy": (4, 5)}


@bp.get("/customers/remarks")
@allow(Permission.READ_CUSTOMERS)
def remarks() -> ResponseReturnValue:
    """List what customers said, newest first."""
    teams = visible_teams()
    chosen = None if sees_all() else list(teams)
    form = RemarkForm(request.args)
    form.offer(teams)
    fine = form.validate()
    if fine and form.team.data:
        chosen = [int(form.team.data)]
    found = queries.remarks_for(
        chosen, request.args.get("page", 1, int), _wanted(form) if fine else None
    )
    is_filtered = any(request.args.get(name) for name in form.data)
    rows = found.showing([RemarkRow(each, whom_about(each)) for each in found.items])
    page = RemarksPage(form, rows, is_filtered)
    return render_template("customers/remarks.html", page=page), (200 if fine else 422)


def _wanted(form: RemarkForm) -> Wanted:
    until = form.until.data + timedelta(days=1) if form.until.data else None
    return Wanted(
        words=form.words.data or "",
        csat=SCORES.get(form.csat.data or "", ()),
        since=form.since.data,
        until=until,
    )
