"""Pages on which the smallest groups are chosen: for rounds from now on, or higher for one."""

from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db
from cxstaff.forms import DONE, done
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.models import PulseRound
from cxstaff.pulses.thresholds import actions
from cxstaff.pulses.thresholds.actions import raise_thresholds
from cxstaff.pulses.thresholds.forms import ThresholdsForm


@bp.route("/pulses/thresholds", methods=["GET", "POST"])
@allow(Permission.RUN_PULSES)
def thresholds() -> ResponseReturnValue:
    """Choose how large groups have to be in rounds that open from now on."""
    held = actions.thresholds()
    form = ThresholdsForm(scores=held.smallest_group, comments=held.smallest_comments)
    status = form.attempt(
        lambda: actions.set_thresholds(
            form.scores.data or 0, form.comments.data or 0, actor=signed_in(), now=clock.now()
        )
    )
    if status != DONE:
        return render_template("pulses/thresholds.html", form=form), status
    return done(_("Saved. It holds for rounds that open from now on."), url_for("pulses.plans"))


@bp.route("/pulses/rounds/<int:round_id>/thresholds", methods=["GET", "POST"])
@allow(Permission.RUN_PULSES)
def raise_round(round_id: int) -> ResponseReturnValue:
    """Raise how large groups have to be in one round, open or closed."""
    round_ = db.session.get(PulseRound, round_id) or abort(404)
    form = ThresholdsForm(scores=round_.smallest_group, comments=round_.smallest_comments)
    status = form.attempt(
        lambda: raise_thresholds(
            round_,
            form.scores.data or 0,
            form.comments.data or 0,
            actor=signed_in(),
            now=clock.now(),
        )
    )
    if status != DONE:
        return render_template("pulses/raise.html", form=form, round=round_), status
    return done(
        _("Raised. What falls under the new numbers is hidden for good."),
        url_for("pulses.pulse", pulse_id=round_.pulse_id),
    )
