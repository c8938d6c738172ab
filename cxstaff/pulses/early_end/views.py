"""The page on which HR lets a round end before its planned end."""

from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.forms import DONE, done
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.early_end import actions
from cxstaff.pulses.early_end.forms import EarlyEndForm
from cxstaff.pulses.early_end.page import EarlyEndPage
from cxstaff.pulses.early_end.queries import standing_of
from cxstaff.pulses.models import PulseRound
from cxstaff.web import when


@bp.route("/pulses/rounds/<int:round_id>/early-end", methods=["GET", "POST"])
@allow(Permission.RUN_PULSES)
def end_early(round_id: int) -> ResponseReturnValue:
    """Let a round end early, once: at a full hour, or after a day's notice to everybody asked."""
    round_, form = db.session.get(PulseRound, round_id) or abort(404), EarlyEndForm()
    status = form.attempt(lambda: actions.end_early(round_id, signed_in(), now=clock.now()))
    if status != DONE:
        return render_template("pulses/early_end.html", page=_page(round_, form)), status
    told = _("The round ends on %(end)s.", end=when(round_.closes_at))
    if not round_.ends_with_all:
        told += " " + _("Everybody asked gets a letter.")
    return done(told, url_for("pulses.pulse", pulse_id=round_.pulse_id))


def _page(round_: PulseRound, form: EarlyEndForm) -> EarlyEndPage:
    standing, now = standing_of(round_), clock.now()
    try:
        actions.refuse_unfit(round_, standing, now)
    except Refused as refused:
        return EarlyEndPage(round_, form, refused.in_words(), None, False)
    end, is_with_all = actions.next_end(round_, standing, now)
    return EarlyEndPage(round_, form, None, end, is_with_all)
