"""The page that asks once more who somebody is, before what opens their account changes."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db
from cxstaff.factors import actions, queries
from cxstaff.factors.actions.showing import Purpose
from cxstaff.factors.forms import AnswerForm, ProofForm
from cxstaff.factors.page import ProofPage
from cxstaff.factors.views import bp, takes_passkeys
from cxstaff.factors.views.asking import (
    Tries,
    ask_browser,
    ceremonies,
    ceremony_begun,
    held,
    held_off,
    keyring,
    layout,
    shows_passkey,
    today_of,
)
from cxstaff.people import access
from cxstaff.people.access import Permission, allow, local_path
from cxstaff.people.accounts import gate, passwords
from cxstaff.people.models import Person


@bp.get("/profile/second-factor/proof")
@allow(Permission.ENROL)
def prove() -> ResponseReturnValue:
    """Ask for the password, a code or a passkey."""
    return _page(ProofForm(formdata=None))


@bp.post("/profile/second-factor/proof")
@allow(Permission.ENROL)
def take_proof() -> ResponseReturnValue:
    """Take a password or a code."""
    person, form = access.visitor(), ProofForm()
    if not form.is_fine():
        return _page(form), 422
    tries = Tries(person)
    wait = tries.wait()
    if wait:
        return held_off(wait)
    if not _is_right(person, form):
        tries.failed("proof")
        form.form_errors.append(_("This is not right. Please try again."))
        return _page(form), 422
    return _proven(tries)


@bp.post("/profile/second-factor/proof/options")
@allow(Permission.ENROL)
def begin_proof() -> ResponseReturnValue:
    """Tell the browser which passkeys may show who this is."""
    person = access.visitor()
    challenge = ask_browser(Purpose.PROOF, person)
    known = held(queries.passkeys_of(person))
    return ceremony_begun(ceremonies().showing(challenge, known, must_check_holder=False))


@bp.post("/profile/second-factor/proof/passkey")
@allow(Permission.ENROL)
def take_passkey_proof() -> ResponseReturnValue:
    """Take what a passkey signed."""
    person, form = access.visitor(), AnswerForm()
    if not form.is_fine():
        return _page(ProofForm(formdata=None)), 422
    tries = Tries(person)
    wait = tries.wait()
    if wait:
        return held_off(wait)
    if not shows_passkey(form.answer.data, Purpose.PROOF, person):
        tries.failed("passkey")
        again = ProofForm(formdata=None)
        again.form_errors.append(_("The passkey was not taken. Please try again."))
        return _page(again), 422
    return _proven(tries)


def _is_right(person: Person, form: ProofForm) -> bool:
    """Say whether the password is right, or the code where no password was typed."""
    stored, password, code = person.password_hash, form.password.data, form.code.data
    if password:
        db.session.commit()  # checking a password takes its time
        return passwords.matches(stored, password)
    today, now = today_of(person), clock.now()
    return bool(code) and actions.show_code(person, str(code), keyring(), today=today, now=now)


def _proven(tries: Tries) -> ResponseReturnValue:
    tries.went_well()
    db.session.commit()
    gate.note_proof(tries.person)
    return redirect(_next() or url_for("factors.index"), code=303)


def _page(form: ProofForm) -> str:
    factors = queries.factors_of(access.visitor())
    page = ProofPage(
        layout=layout(),
        form=form,
        has_app=factors.app is not None,
        shows_passkey=bool(factors.passkeys) and takes_passkeys(),
        wanted=_next(),
    )
    return render_template("factors/proof.html", page=page)


def _next() -> str | None:
    return local_path(request.args.get("next"))
