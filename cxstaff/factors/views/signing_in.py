"""Pages for signing in with a second factor, or with a passkey alone."""

from __future__ import annotations

from flask import flash, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff import clock
from cxstaff.db import db
from cxstaff.factors import actions, queries
from cxstaff.factors.access import PENDING
from cxstaff.factors.actions.showing import Purpose
from cxstaff.factors.forms import AnswerForm, CodeForm
from cxstaff.factors.models import Passkey, PendingSignIn
from cxstaff.factors.page import SecondStepPage
from cxstaff.factors.views import bp, takes_passkeys
from cxstaff.factors.views.asking import (
    Tries,
    answered,
    ask_browser,
    ceremonies,
    ceremony_begun,
    held,
    held_off,
    keyring,
    shows_passkey,
    today_of,
)
from cxstaff.forms import done
from cxstaff.people import access
from cxstaff.people.access import Permission, allow, local_path
from cxstaff.people.accounts import gate, throttle
from cxstaff.people.models import Person
from cxstaff.people.views.tries import limits_here, try_again_in

FEW_CODES = 3


@bp.get("/sign-in/second-factor")
@allow(Permission.PUBLIC)
def second_step() -> ResponseReturnValue:
    """Ask for the second factor, after a right password."""
    pending = _pending()
    return _page(pending.person, CodeForm(formdata=None)) if pending else _begin_again()


@bp.post("/sign-in/second-factor")
@allow(Permission.PUBLIC)
def take_code() -> ResponseReturnValue:
    """Take a code of an app, or a recovery code."""
    pending, form = _pending(), CodeForm()
    if pending is None:
        return _begin_again()
    person, target = pending.person, pending.target
    if not form.is_fine():
        return _page(person, form), 422
    tries = Tries(person)
    wait = tries.wait()
    if wait:
        return held_off(wait)
    today, now = today_of(person), clock.now()
    if not actions.show_code(person, str(form.code.data), keyring(), today=today, now=now):
        tries.failed("code")
        form.form_errors.append(_("This code is not right, or was used already."))
        return _page(person, form), 422
    return _let_in(tries, target)


@bp.post("/sign-in/second-factor/options")
@allow(Permission.PUBLIC)
def begin_second_step() -> ResponseReturnValue:
    """Tell the browser which passkeys may be the second factor."""
    pending = _pending()
    if pending is None:
        return jsonify({}), 409
    challenge = ask_browser(Purpose.SECOND_STEP, pending.person)
    known = held(queries.passkeys_of(pending.person))
    return ceremony_begun(ceremonies().showing(challenge, known, must_check_holder=False))


@bp.post("/sign-in/second-factor/passkey")
@allow(Permission.PUBLIC)
def take_passkey() -> ResponseReturnValue:
    """Take what a passkey signed, as the second factor."""
    pending, form = _pending(), AnswerForm()
    if pending is None:
        return _begin_again()
    if not form.is_fine():
        return _page(pending.person, CodeForm(formdata=None)), 422
    person, target = pending.person, pending.target
    tries = Tries(person)
    wait = tries.wait()
    if wait:
        return held_off(wait)
    if not shows_passkey(form.answer.data, Purpose.SECOND_STEP, person):
        tries.failed("passkey")
        again = CodeForm(formdata=None)
        again.form_errors.append(_("The passkey was not taken. Please try again."))
        return _page(person, again), 422
    return _let_in(tries, target)


@bp.post("/sign-in/passkey/options")
@allow(Permission.PUBLIC)
def begin_sign_in() -> ResponseReturnValue:
    """Tell the browser that any passkey of this site will do, if it checks who holds it."""
    wait = try_again_in(limits_here("passkey"))
    if wait:
        return jsonify({}), 429
    challenge = ask_browser(Purpose.SIGN_IN, None)
    return ceremony_begun(ceremonies().showing(challenge, [], must_check_holder=True))


@bp.post("/sign-in/passkey")
@allow(Permission.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Let in who shows a passkey that has checked who holds it: that is both factors at once."""
    form, target = AnswerForm(), local_path(request.args.get("next"))
    passkey = _shown(form.answer.data) if form.is_fine() else None
    if passkey is None:
        return done(
            _("This passkey does not open an account here. Sign in with your password."),
            url_for("people.sign_in", next=target),
            "warn",
        )
    throttle.forgive(limits_here("passkey"))
    return _open_session(passkey.person, target or url_for("home.index"))


def _shown(text: str | None) -> Passkey | None:
    """Return the passkey that a browser has shown, if its owner works here.

    Failures are noted once for each challenge that was given, which are few for an address.
    """
    found = answered(text, Purpose.SIGN_IN, None)
    if found is None:
        return None
    answer, challenge = found
    passkey, now = queries.find_passkey(answer.credential_id), clock.now()
    if passkey is not None and passkey.user_handle == answer.user_handle:
        today = today_of(passkey.person)
        is_right = actions.show_passkey(
            passkey, answer, challenge, ceremonies(), must_check_holder=True, today=today, now=now
        )
        if is_right and passkey.person.works_here(today):
            return passkey
    owner = passkey.person if passkey else None
    actions.note_failure(owner, "passkey", is_last=False, now=now)
    return None


def _pending() -> PendingSignIn | None:
    """Return the sign-in that waits in this browser, unless its person has left meanwhile."""
    pending = queries.find_pending(str(session.get(PENDING, "")), clock.now())
    if pending is None or not pending.person.works_here(today_of(pending.person)):
        return None
    return pending


def _let_in(tries: Tries, target: str) -> ResponseReturnValue:
    """Turn a pending sign-in into a session, once."""
    if not actions.finish_sign_in(str(session.get(PENDING, ""))):
        db.session.rollback()
        return _begin_again()
    tries.went_well()
    return _open_session(tries.person, target)


def _open_session(person: Person, target: str) -> ResponseReturnValue:
    access.sign_in(person)
    gate.note_proof(person)
    db.session.commit()
    left = queries.codes_left(person)
    if left <= FEW_CODES:
        said = ngettext(
            "You have %(num)s recovery code left. Make new ones on your profile.",
            "You have %(num)s recovery codes left. Make new ones on your profile.",
            left,
        )
        flash(said, "warn")
    return redirect(target, code=303)


def _begin_again() -> ResponseReturnValue:
    session.pop(PENDING, None)
    flash(_("That took too long. Please sign in again."), "warn")
    return redirect(url_for("people.sign_in"), code=303)


def _page(person: Person, form: CodeForm) -> str:
    factors = queries.factors_of(person)
    shows_passkey = bool(factors.passkeys) and takes_passkeys()
    page = SecondStepPage(form, factors, shows_passkey)
    return render_template("factors/second_step.html", page=page)
