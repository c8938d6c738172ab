"""Slips with codes for people without mail: first parts by one person, second ones by another."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from cxstaff import clock, mail
from cxstaff.db import db, page_of
from cxstaff.errors import Refused
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.codes import queries
from cxstaff.pulses.codes.actions import Slip, make_code, make_codes, release_codes
from cxstaff.pulses.codes.page import ReleasePage, SlipsPage
from cxstaff.pulses.models import PulseRound
from cxstaff.web.signing import secret


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
    page = _printed(round_, slips, is_first=True)
    db.session.commit()
    return page


@bp.get("/pulses/rounds/<int:round_id>/codes/release")
@allow(Permission.RELEASE_CODES)
def release(round_id: int) -> ResponseReturnValue:
    """Say who made codes that wait for a second part, and offer to release them."""
    return _release_page(_round_or_404(round_id))


@bp.post("/pulses/rounds/<int:round_id>/codes/release")
@allow(Permission.RELEASE_CODES)
def release_all(round_id: int) -> ResponseReturnValue:
    """Let the codes work, and show their second parts for the only time."""
    round_ = _round_or_404(round_id)
    try:
        slips = release_codes(round_, signed_in(), secret(), now=clock.now())
    except Refused as refused:
        db.session.rollback()
        return _release_page(_round_or_404(round_id), refused.in_words()), 409
    page = _printed(round_, slips, is_first=False)
    db.session.commit()
    return page


def _slips(round_: PulseRound) -> list[Slip]:
    person, now = request.form.get("person", None, int), clock.now()
    if "person" not in request.form:
        return make_codes(round_, signed_in(), secret(), now=now)
    return [make_code(round_, person or 0, signed_in(), secret(), now=now)]


def _printed(round_: PulseRound, slips: list[Slip], *, is_first: bool) -> str:
    page = SlipsPage(round_, slips, mail.address_of("pulses.device"), is_first)
    return render_template("pulses/slips.html", page=page)


def _release_page(round_: PulseRound, problem: str | None = None) -> str:
    waiting = queries.people_with_unreleased_codes(round_, clock.now())
    page = ReleasePage(
        round=round_,
        wanted=page_of(waiting, request.args.get("page", 1, int)),
        teams=queries.teams_asked_for(round_),
        new=queries.new_among_asked(round_),
        makers=queries.makers_of_unreleased_codes(round_),
        reader=signed_in(),
        problem=problem,
    )
    return render_template("pulses/release.html", page=page)


def _page(round_: PulseRound, problem: str | None = None) -> str:
    now = clock.now()
    return render_template(
        "pulses/codes.html",
        round=round_,
        wanted=queries.page_of_people_without_mail(round_, request.args.get("page", 1, int), now),
        count=queries.count_of(queries.people_without_mail(round_, now)),
        waiting=queries.count_of(queries.people_with_unreleased_codes(round_, now)),
        teams=queries.teams_asked_for(round_),
        problem=problem,
    )


def _round_or_404(round_id: int) -> PulseRound:
    return queries.find_open_round(round_id, clock.now()) or abort(404)
