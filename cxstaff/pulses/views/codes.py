"""Slips with codes, printed by HR for people without mail."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from cxstaff import clock, mail
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.access import Permission, allow
from cxstaff.people.views import secret
from cxstaff.pulses.actions.codes import Slip, make_code, make_codes
from cxstaff.pulses.models import PulseRound
from cxstaff.pulses.queries import codes as queries
from cxstaff.pulses.views import bp


@bp.get("/pulses/rounds/<int:round_id>/codes")
@allow(Permission.RUN_PULSES)
def codes(round_id: int) -> ResponseReturnValue:
    """Say who needs a code, and offer to make them."""
    return _page(_round_or_404(round_id))


@bp.post("/pulses/rounds/<int:round_id>/codes")
@allow(Permission.RUN_PULSES)
def make(round_id: int) -> ResponseReturnValue:
    """Make codes for all, or for one, and show them for the only time."""
    round_ = _round_or_404(round_id)
    try:
        slips = _slips(round_)
    except Refused as refused:
        db.session.rollback()
        return _page(_round_or_404(round_id), refused.in_words()), 409
    address = mail.address_of("pulses.device")
    page = render_template("pulses/slips.html", round=round_, slips=slips, address=address)
    db.session.commit()
    return page


def _slips(round_: PulseRound) -> list[Slip]:
    person, now = request.form.get("person", None, int), clock.now()
    if "person" not in request.form:
        return make_codes(round_, secret(), now=now)
    return [make_code(round_, person or 0, secret(), now=now)]


def _page(round_: PulseRound, problem: str | None = None) -> str:
    now = clock.now()
    return render_template(
        "pulses/codes.html",
        round=round_,
        wanted=queries.page_of_people_without_mail(round_, request.args.get("page", 1, int), now),
        count=queries.count_without_mail(round_, now),
        teams=queries.teams_asked_for(round_),
        problem=problem,
    )


def _round_or_404(round_id: int) -> PulseRound:
    return queries.find_open_round(round_id, clock.now()) or abort(404)
