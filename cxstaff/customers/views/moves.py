"""The page of moves told late: interactions that would count for another team."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from cxstaff import clock
from cxstaff.customers.records import moves
from cxstaff.customers.views import bp
from cxstaff.db import page_in
from cxstaff.forms import done
from cxstaff.people.access import Permission, allow, signed_in


@bp.get("/customers/moves")
@allow(Permission.IMPORT_CUSTOMERS)
def late_moves() -> ResponseReturnValue:
    """List moves told late, each with what it would change."""
    page = page_in(moves.late_moves(), request.args.get("page", 1, int))
    return render_template("customers/moves.html", page=page)


@bp.post("/customers/moves/<int:person_id>/<int:from_id>/<int:to_id>")
@allow(Permission.IMPORT_CUSTOMERS)
def follow_roster(person_id: int, from_id: int, to_id: int) -> ResponseReturnValue:
    """Let interactions of one person count for the team that the roster says."""
    number = moves.follow(person_id, from_id, to_id, signed_in(), now=clock.now())
    return done(
        ngettext("%(num)s interaction was moved.", "%(num)s interactions were moved.", number),
        url_for(".late_moves"),
        "good" if number else "info",
    )
