"""The page of moves told late: what would count for another team, and moving it."""

from __future__ import annotations

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.customers.models import LateMovePass
from cxstaff.customers.moves import actions, jobs, queries
from cxstaff.customers.moves.actions import Which
from cxstaff.customers.page.moves import LateMovesPage, MoveProgress
from cxstaff.customers.views import bp
from cxstaff.db import db, page_in
from cxstaff.forms import done, go_on
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.work import schedule


@bp.get("/customers/moves")
@allow(Permission.IMPORT_CUSTOMERS)
def late_moves() -> ResponseReturnValue:
    """List moves told late, each with what it would change."""
    found = queries.late_moves()
    last, moves = _last_pass(), page_in(found, request.args.get("page", 1, int))
    page = LateMovesPage(*last, moves, sum(each.interactions for each in found))
    return render_template("customers/moves/index.html", page=page)


@bp.get("/customers/moves/progress")
@allow(Permission.IMPORT_CUSTOMERS)
def moves_progress() -> ResponseReturnValue:
    """Give the part of the page that changes while interactions are moved; then all of it anew."""
    page = MoveProgress(*_last_pass())
    answer = Response(render_template("customers/moves/_progress.html", page=page))
    if not page.is_under_way:
        answer.headers["HX-Refresh"] = "true"
    return answer


@bp.post("/customers/moves")
@allow(Permission.IMPORT_CUSTOMERS)
def follow_whole_roster() -> ResponseReturnValue:
    """Let all interactions count for the team that the roster says."""
    return _begun(actions.begin(signed_in(), now=clock.now()))


@bp.post("/customers/moves/<int:person_id>/<int:from_id>/<int:to_id>")
@allow(Permission.IMPORT_CUSTOMERS)
def follow_roster(person_id: int, from_id: int, to_id: int) -> ResponseReturnValue:
    """Let interactions of one person count for the team that the roster says."""
    which = Which(person_id, from_id, to_id)
    return _begun(actions.begin(signed_in(), which=which, now=clock.now()))


@bp.post("/customers/moves/passes/<int:pass_id>/stop")
@allow(Permission.IMPORT_CUSTOMERS)
def stop_moving(pass_id: int) -> ResponseReturnValue:
    """Stop moving interactions; those that were moved stay so."""
    actions.stop(_pass_or_404(pass_id))
    told = _("It is stopped. What was moved stays so; you can go on at any time.")
    return done(told, url_for(".late_moves"), "info")


@bp.post("/customers/moves/passes/<int:pass_id>/resumption")
@allow(Permission.IMPORT_CUSTOMERS)
def resume_moving(pass_id: int) -> ResponseReturnValue:
    """Go on where it was stopped."""
    one = _pass_or_404(pass_id)
    actions.resume(one)
    return _begun(one)


def _begun(one: LateMovePass) -> ResponseReturnValue:
    """Commit what was begun, do it at once where it is small, and show the page again."""
    answer = go_on(url_for(".late_moves"))
    jobs.do_at_once(one)
    return answer


def _last_pass() -> tuple[LateMovePass | None, bool]:
    """Return the last pass, and whether it waits for a worker that is not there."""
    last = queries.last_pass()
    is_moving = last is not None and last.is_moving
    return last, schedule.is_left_alone(is_moving, clock.now())


def _pass_or_404(pass_id: int) -> LateMovePass:
    return db.session.get(LateMovePass, pass_id) or abort(404)
