"""How private one round is: who is counted how, and what was changed about people meanwhile."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.access import Permission, allow, may, signed_in
from cxstaff.pulses.answering import links
from cxstaff.pulses.answering.queries.mine import counted_with
from cxstaff.pulses.answering.queries.respondents import Respondent, find_respondent
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.disclosure.anonymity import enough_by_code, settled_of
from cxstaff.pulses.models import PulseRound
from cxstaff.pulses.oversight.queries import oversight_of
from cxstaff.web.signing import secret


@bp.get("/pulses/rounds/<int:round_id>/privacy")
@allow(Permission.USE)
def round_privacy(round_id: int) -> ResponseReturnValue:
    """Tell whoever is asked, and who runs the round, what was done while it was open."""
    mine = find_respondent(round_id, signed_in().id)
    if mine is None and not may(Permission.RUN_PULSES):
        abort(404)
    round_ = db.session.get(PulseRound, round_id) or abort(404)
    return _page(round_, mine, "base.html")


@bp.get("/answers/privacy/<token>")
@allow(Permission.PUBLIC)
def round_privacy_by_link(token: str) -> ResponseReturnValue:
    """Tell the same to somebody who came by a letter or by a code."""
    link = links.read(token, secret())
    mine = find_respondent(link.round_id, link.person_id) if link else None
    if mine is None:
        abort(404)
    return _page(db.session.get_one(PulseRound, mine.round.id), mine, "plain.html")


def _page(round_: PulseRound, mine: Respondent | None, layout: str) -> str:
    return render_template(
        "pulses/round_privacy.html",
        round=round_,
        counted=counted_with(mine) if mine else None,
        seen=oversight_of(round_, clock.now()),
        settled=settled_of(round_.smallest_group),
        enough_by_code=enough_by_code(round_.smallest_group),
        layout=layout,
    )
