"""Pages about one's passkeys."""

from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.factors import actions, queries
from cxstaff.factors.access import is_required_of_visitor
from cxstaff.factors.actions.enrolling import owner_of
from cxstaff.factors.actions.showing import Purpose
from cxstaff.factors.forms import NewPasskeyForm
from cxstaff.factors.models import Passkey
from cxstaff.factors.page import PasskeyPage
from cxstaff.factors.site import NotShown
from cxstaff.factors.views import bp, takes_passkeys
from cxstaff.factors.views.asking import (
    answered,
    ask_browser,
    ceremonies,
    ceremony_begun,
    held,
    keyring,
    layout,
    today_of,
    with_proof,
)
from cxstaff.factors.views.own import after_adding
from cxstaff.forms import DONE, done
from cxstaff.people import access
from cxstaff.people.access import Permission, allow
from cxstaff.people.models import Person


@bp.get("/profile/second-factor/passkeys/new")
@allow(Permission.ENROL)
@with_proof
def new_passkey() -> ResponseReturnValue:
    """Ask what a new passkey is to be called."""
    return _page(NewPasskeyForm(formdata=None))


@bp.post("/profile/second-factor/passkeys/options")
@allow(Permission.ENROL)
@with_proof
def begin_passkey() -> ResponseReturnValue:
    """Tell the browser what passkey to make."""
    person, known = access.visitor(), queries.passkeys_of(access.visitor())
    # The same each time: a device keeps one passkey for it, also where an earlier try was left.
    handle = known[0].user_handle if known else keyring().alias_of(owner_of(person))
    challenge = ask_browser(Purpose.MAKE, person, handle)
    account = person.email or person.name
    return ceremony_begun(ceremonies().making(challenge, handle, account, person.name, held(known)))


@bp.post("/profile/second-factor/passkeys")
@allow(Permission.ENROL)
@with_proof
def add_passkey() -> ResponseReturnValue:
    """Take a passkey that the browser made."""
    person, form = access.visitor(), NewPasskeyForm()
    if form.attempt(lambda: _add(person, form)) != DONE:
        return _page(form), 422
    return after_adding(person, _("Your passkey is set up."))


@bp.post("/profile/second-factor/passkeys/<int:passkey_id>/removal")
@allow(Permission.ENROL)
@with_proof
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Take away one of one's passkeys."""
    person = access.visitor()
    passkey = db.session.get(Passkey, passkey_id)
    if passkey is None or passkey.person_id != person.id:
        abort(404)
    is_required = is_required_of_visitor()
    actions.remove_passkey(passkey, person, is_required=is_required, now=clock.now())
    return done(
        _("The passkey is removed. Delete it on your device as well."), url_for("factors.index")
    )


def _add(person: Person, form: NewPasskeyForm) -> None:
    """Add what the browser made. Raises `Refused` where it is not what was asked for."""
    found = answered(form.answer.data, Purpose.MAKE, person)
    if found is None:
        raise Refused("This took too long, or was sent twice. Please try again.")
    answer, challenge = found
    try:
        made = ceremonies().made(answer, challenge.value)
    except NotShown as error:
        raise Refused("Your browser sent something that is no passkey for this site.") from error
    handle, name = challenge.user_handle or b"", str(form.name.data)
    actions.add_passkey(person, made, handle, name, today=today_of(person), now=clock.now())


def _page(form: NewPasskeyForm) -> str:
    page = PasskeyPage(layout(), form, takes_passkeys())
    return render_template("factors/passkey.html", page=page)
