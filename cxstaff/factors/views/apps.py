"""Pages about one's authenticator app."""

from __future__ import annotations

from datetime import timedelta

from flask import render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.factors import actions, totp
from cxstaff.factors.access import is_required_of_visitor
from cxstaff.factors.actions.enrolling import owner_of
from cxstaff.factors.forms import CodeForm
from cxstaff.factors.page import AppPage
from cxstaff.factors.sealing import CannotOpen
from cxstaff.factors.views import bp
from cxstaff.factors.views.asking import Tries, held_off, keyring, layout, today_of, with_proof
from cxstaff.factors.views.own import after_adding
from cxstaff.forms import done
from cxstaff.people import access, queries
from cxstaff.people.access import Permission, allow
from cxstaff.people.models import Person

OFFER_LIFE = timedelta(minutes=30)
_OFFERED = "new app"


@bp.get("/profile/second-factor/app")
@allow(Permission.ENROL)
@with_proof
def new_app() -> ResponseReturnValue:
    """Show the picture that an app reads, and ask for its first code."""
    return _page(CodeForm(formdata=None), _offered(access.visitor()))


@bp.post("/profile/second-factor/app")
@allow(Permission.ENROL)
@with_proof
def add_app() -> ResponseReturnValue:
    """Take the first code of an app."""
    person, form = access.visitor(), CodeForm()
    secret = _offered(person)
    if not form.is_fine():
        return _page(form, secret), 422
    tries = Tries(person)
    wait = tries.wait()
    if wait:
        return held_off(wait)
    today, now = today_of(person), clock.now()
    try:
        actions.add_app(person, secret, str(form.code.data), keyring(), today=today, now=now)
    except Refused as refused:
        db.session.rollback()
        form.form_errors.append(refused.in_words())
        return _page(form, secret), 422
    tries.went_well()
    session.pop(_OFFERED, None)
    return after_adding(person, _("Your authenticator app is set up."))


@bp.post("/profile/second-factor/app/removal")
@allow(Permission.ENROL)
@with_proof
def remove_app() -> ResponseReturnValue:
    """Take away one's app."""
    person = access.visitor()
    actions.remove_app(person, is_required=is_required_of_visitor(), now=clock.now())
    return done(_("The authenticator app is removed."), url_for("factors.index"))


def _page(form: CodeForm, secret: bytes) -> str:
    person, company = access.visitor(), queries.get_company()
    address = totp.address_for_apps(secret, person.email or person.name, company.name)
    page = AppPage(layout(), form, totp.picture_of(address), address, totp.in_groups(secret))
    return render_template("factors/app.html", page=page)


def _offered(person: Person) -> bytes:
    """Return the secret that this browser was offered, or a new one.

    It travels sealed in the session until its first code is right: nothing is kept of apps that
    were never set up, and looking at the page changes nothing.
    """
    sealed, moment = session.get(_OFFERED, ("", 0))
    if clock.now().timestamp() < moment + OFFER_LIFE.total_seconds():
        try:
            return keyring().open(bytes.fromhex(sealed), owner_of(person))
        except CannotOpen:
            pass  # of an earlier key: a new one is offered
    secret = totp.new_secret()
    sealed_now = keyring().seal(secret, owner_of(person)).hex()
    session[_OFFERED] = [sealed_now, int(clock.now().timestamp())]
    return secret
