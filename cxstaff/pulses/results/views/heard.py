"""The page on which HR tells everybody who was asked what it heard."""

from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.forms import DONE, done
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.results import queries as published
from cxstaff.pulses.results.actions import tell_what_was_heard
from cxstaff.pulses.results.forms import HeardForm


@bp.route("/pulses/rounds/<int:round_id>/heard", methods=["GET", "POST"])
@allow(Permission.RUN_PULSES)
def heard(round_id: int) -> ResponseReturnValue:
    """Tell what was heard in a closed round."""
    round_ = published.find_round(round_id) or abort(404)
    form = HeardForm(heard=round_.heard)
    status = form.attempt(
        lambda: tell_what_was_heard(
            round_, str(form.heard.data or ""), signed_in(), now=clock.now()
        )
    )
    if status != DONE:
        return render_template("pulses/heard.html", round=round_, form=form), status
    return done(
        _("Saved. Everybody who was asked reads it.") if round_.heard else _("It is taken back."),
        url_for("pulses.results", round_id=round_.id),
    )
