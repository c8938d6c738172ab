"""Pages on which two people of HR or the admins remove somebody's second factors."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db
from cxstaff.factors import actions, policy, queries
from cxstaff.factors.models import FactorReset
from cxstaff.factors.page import ResetPage, ResetRow
from cxstaff.factors.views import bp
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.jobs import send_letters_to
from cxstaff.people.models import Person
from cxstaff.people.views.roster import person_or_404


@bp.get("/people/<int:person_id>/second-factor")
@allow(Permission.KEEP_ROSTER)
def show(person_id: int) -> ResponseReturnValue:
    """Show whether somebody has second factors, and what is under way about them."""
    person, me, roles, now = person_or_404(person_id), signed_in(), roles_of_visitor(), clock.now()
    reset = queries.find_open_reset(person, now)
    factors = queries.factors_of(person)
    page = ResetPage(
        person=person,
        factors=factors,
        reset=reset,
        resets=[
            ResetRow(each, not each.confirmed_by and reset is not None and each.id == reset.id)
            for each in queries.resets_of(person)
        ],
        may_ask=policy.may_ask_reset(me, roles, person),
        may_confirm=reset is not None and policy.may_confirm_reset(me, roles, reset),
        is_own_wish=reset is not None and reset.asked_by_id == me.id,
    )
    return render_template("factors/show.html", page=page)


@bp.post("/people/<int:person_id>/second-factor/resets")
@allow(Permission.KEEP_ROSTER)
def ask_reset(person_id: int) -> ResponseReturnValue:
    """Ask, as the first of two, that somebody's second factors are removed."""
    person = person_or_404(person_id)
    actions.ask_reset(person, signed_in(), now=clock.now())
    return _told(person, _("A second person of HR or the admins has to confirm it."))


@bp.post("/people/<int:person_id>/second-factor/resets/<int:reset_id>/confirmation")
@allow(Permission.KEEP_ROSTER)
def confirm_reset(person_id: int, reset_id: int) -> ResponseReturnValue:
    """Remove somebody's second factors, as the second of two."""
    person, reset = person_or_404(person_id), _reset_or_404(person_id, reset_id)
    actions.confirm_reset(reset, signed_in(), now=clock.now())
    return _told(person, _("The second factors are removed, and all sessions ended."))


@bp.post("/people/<int:person_id>/second-factor/resets/<int:reset_id>/withdrawal")
@allow(Permission.KEEP_ROSTER)
def withdraw_reset(person_id: int, reset_id: int) -> ResponseReturnValue:
    """Stop a reset that was not confirmed yet."""
    person, reset = person_or_404(person_id), _reset_or_404(person_id, reset_id)
    actions.withdraw_reset(reset, signed_in(), now=clock.now())
    return _told(person, _("It is stopped. The second factors stay as they are."))


def _reset_or_404(person_id: int, reset_id: int) -> FactorReset:
    reset = db.session.get(FactorReset, reset_id)
    return reset if reset is not None and reset.person_id == person_id else abort(404)


def _told(person: Person, said: str) -> ResponseReturnValue:
    """Keep what was done, and tell its person by letter at once."""
    person_id = person.id
    flash(said)
    if not send_letters_to(person):
        flash(
            _("The mail server does not answer: the letter about it goes as soon as it does."),
            "warn",
        )
    return redirect(url_for("factors.show", person_id=person_id), code=303)
