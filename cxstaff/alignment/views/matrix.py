"""The page of the matrix: teams, measures and levers over the last year."""

from __future__ import annotations

from datetime import timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cxstaff.alignment.blueprint import bp
from cxstaff.alignment.overview.matrix import lever_matrix
from cxstaff.alignment.page.matrix import matrix_page
from cxstaff.alignment.page.team import no_teams
from cxstaff.alignment.views.overview import SIZE, asked_teams
from cxstaff.date_range import DAY
from cxstaff.db import page_in
from cxstaff.people.access import Permission, allow, may

YEAR = timedelta(days=365)


@bp.get("/teams/matrix")
@allow(Permission.USE)
def matrix() -> ResponseReturnValue:
    """Show when which kind of lever held for which team on which measure, over the last year."""
    asked = asked_teams()
    page = page_in(asked.teams, request.args.get("page", 1, int), SIZE)
    until = asked.day + DAY
    found = lever_matrix(page.items, asked.tree, until - YEAR, until)
    is_asked = bool(asked.form.asked)
    nothing = no_teams(is_asked=is_asked, may_import=may(Permission.KEEP_ROSTER))
    shown = matrix_page(found, page, asked.form, nothing)
    return render_template("alignment/matrix.html", page=shown)
