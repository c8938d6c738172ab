"""The page of signs that a number is being served instead of the customer."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cxstaff.linkage.blueprint import bp
from cxstaff.linkage.signs.page import signs_page
from cxstaff.linkage.signs.queries import watched
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow


@bp.get("/signs")
@allow(Permission.COMPARE)
def signs() -> ResponseReturnValue:
    """Show what stands out, what is watched and how often that errs, and what is not watched."""
    number = request.args.get("page", 1, type=int)
    page = signs_page(watched(people.today()), people.team_names(), number)
    return render_template("linkage/signs.html", page=page)
