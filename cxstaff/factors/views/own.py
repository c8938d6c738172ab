"""Pages about one's own second factors: what there is, recovery codes, stopping a reset."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.factors import actions, queries
from cxstaff.factors.page import CodesPage, FactorsPage
from cxstaff.factors.views import bp, takes_passkeys
from cxstaff.factors.views.asking import layout, with_proof
from cxstaff.factors.words import Tidings
from cxstaff.forms import done
from cxstaff.people import access
from cxstaff.people.access import Permission, allow
from cxstaff.people.accounts import gate
from cxstaff.people.models import Person


@bp.get("/profile/second-factor")
@allow(Permission.ENROL)
def index() -> ResponseReturnValue:
    """Show what one can sign in with beside the password."""
    person = access.visitor()
    page = FactorsPage(
        layout=layout(),
        is_held=access.is_held(),
        takes_passkeys=takes_passkeys(),
        factors=queries.factors_of(person),
        reset=queries.find_open_reset(person, clock.now()),
    )
    return render_template("factors/index.html", page=page)


@bp.post("/profile/second-factor/recovery-codes")
@allow(Permission.ENROL)
@with_proof
def renew_codes() -> ResponseReturnValue:
    """Make new recovery codes and show them once."""
    person = access.visitor()
    if not queries.has_factor(person):
        raise Refused("Recovery codes come with a second factor. Set one up first.")
    codes = actions.draw_codes(person, now=clock.now())
    actions.tell(person, Tidings.CODES_DRAWN, now=clock.now())
    db.session.commit()
    return codes_page(codes)


@bp.post("/profile/second-factor/reset/withdrawal")
@allow(Permission.ENROL)
def stop_reset() -> ResponseReturnValue:
    """Stop, as the person themselves, that one's second factors are removed."""
    person = access.visitor()
    reset = queries.find_open_reset(person, clock.now()) or abort(404)
    actions.withdraw_reset(reset, person, now=clock.now())
    return done(_("Your second factors stay as they are."), url_for("factors.index"))


def after_adding(person: Person, said: str) -> ResponseReturnValue:
    """Keep a factor that was just added: with recovery codes, shown once, where there are none.

    Other sessions have ended with the first one; this browser's begins anew.
    """
    codes = [] if queries.codes_left(person) else actions.draw_codes(person, now=clock.now())
    wanted = access.local_path(gate.take_wanted())
    access.stay_signed_in(person)
    db.session.commit()
    gate.note_proof(person)
    if codes:
        return codes_page(codes, wanted)
    flash(said)
    return redirect(wanted or url_for("factors.index"), code=303)


def codes_page(codes: list[str], wanted: str | None = None) -> ResponseReturnValue:
    """Show recovery codes, the only time they are seen."""
    page = CodesPage(codes, wanted or url_for("factors.index"))
    return render_template("factors/codes.html", page=page)
