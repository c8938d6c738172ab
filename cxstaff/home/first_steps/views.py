"""Pages of the first day: all steps, putting them away, and taking two roles on at once."""

from __future__ import annotations

from datetime import datetime

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.forms import done
from cxstaff.home.blueprint import bp
from cxstaff.home.first_steps import actions, queries
from cxstaff.home.first_steps.page import FirstSteps, first_steps
from cxstaff.people.access import (
    Permission,
    allow,
    may,
    roles_of_visitor,
    signed_in,
    stay_signed_in,
)
from cxstaff.people.company import get_company


@bp.get("/first-steps")
@allow(Permission.KEEP_ROSTER)
def steps() -> ResponseReturnValue:
    """Show every first step, also once they are over."""
    return render_template("home/first_steps.html", page=_steps(clock.now()))


@bp.post("/first-steps/end")
@allow(Permission.KEEP_ROSTER)
def put_steps_away() -> ResponseReturnValue:
    """Show the steps on no home any more."""
    actions.put_away(get_company(), now=clock.now())
    told = _("Put away. You find the first steps again at the end of People.")
    return done(told, url_for("home.index"), "info")


@bp.post("/first-steps/roles")
@allow(Permission.OPERATE)
def take_on_roles() -> ResponseReturnValue:
    """Let the admin who asks look after HR and CX, too."""
    person = signed_in()
    actions.take_on_roles(person, now=clock.now())
    stay_signed_in(person)
    return done(_("You look after HR and CX now."), url_for("home.index"))


def steps_left(now: datetime) -> FirstSteps | None:
    """Return the steps for the home of who can take them, None once they are over."""
    if not may(Permission.KEEP_ROSTER) or get_company().first_steps_over_at is not None:
        return None
    found = _steps(now)
    return found if found.left else None


def _steps(now: datetime) -> FirstSteps:
    today = clock.local_day(now, get_company().zone)
    return first_steps(queries.facts(today), roles_of_visitor())
