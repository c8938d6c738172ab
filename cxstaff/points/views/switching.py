"""The page on which points are switched on or off for the whole company."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.forms import DONE, done
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.points import actions, queries
from cxstaff.points.forms import SwitchForm
from cxstaff.points.page.budgets import SwitchPage
from cxstaff.points.views import bp
from cxstaff.points.views.places import tabs


@bp.route("/switch", methods=["GET", "POST"])
@allow(Permission.SWITCH_POINTS)
def switch() -> ResponseReturnValue:
    """Ask whether everybody sees an account of points."""
    form = SwitchForm(is_on=queries.is_on())

    def act() -> None:
        actions.switch(signed_in(), is_on=bool(form.is_on.data), now=clock.now())

    status = form.attempt(act)
    if status != DONE:
        return render_template("points/switch.html", page=SwitchPage(form, tabs())), status
    told = _("Points are on.") if form.is_on.data else _("Points are off.")
    return done(told, url_for("points.switch"))
