"""The page on which a round that nothing opens any more is given up."""

from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db
from cxstaff.forms import DONE, done
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.giving_up.actions import give_up as act
from cxstaff.pulses.giving_up.forms import GiveUpForm
from cxstaff.pulses.models import PulseRound
from cxstaff.pulses.sealing import keys
from cxstaff.pulses.sealing.queries import can_be_opened, has_key


@bp.route("/pulses/rounds/<int:round_id>/giving-up", methods=["GET", "POST"])
@allow(Permission.GIVE_UP_ROUNDS)
def give_up(round_id: int) -> ResponseReturnValue:
    """Give up a round whose key is gone for good, or opens nothing."""
    round_, kept_in = db.session.get(PulseRound, round_id) or abort(404), keys.folder()
    form, now = GiveUpForm(), clock.now()
    is_damaged = has_key(round_, kept_in)
    if is_damaged:
        form.key_is_gone.label.text = _("No backup of the database has these answers undamaged")
    status = form.attempt(lambda: act(round_id, signed_in(), kept_in, now=now))
    if status != DONE:
        page = render_template(
            "pulses/give_up.html",
            round=round_,
            form=form,
            is_there=can_be_opened(round_, kept_in, now),
            is_damaged=is_damaged,
            folder=kept_in,
        )
        return page, status
    return done(
        _("Given up. The envelopes are destroyed within minutes; everybody asked is told then."),
        url_for("pulses.index"),
    )
