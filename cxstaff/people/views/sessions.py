"""Pages that start and end a session."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock, security_log
from cxstaff.db import db
from cxstaff.forms import done
from cxstaff.people import access, actions, queries
from cxstaff.people.access import Permission, allow
from cxstaff.people.accounts import device_cookie, passwords, sessions, throttle
from cxstaff.people.accounts.gate import gate, note_proof
from cxstaff.people.accounts.throttle import Limits
from cxstaff.people.forms import SignInForm
from cxstaff.people.models import Person
from cxstaff.people.views import bp
from cxstaff.people.views.tries import account_paused, note_full, try_again_in
from cxstaff.security_log import Act
from cxstaff.web.signing import secret

LARGEST_ID = 2**sessions.ID_BITS - 1

FORGET = '"cache", "storage"'  # not the cookies: they hold the words on the next page


@bp.get("/sign-in")
@allow(Permission.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Ask who is there."""
    if access.signed_in_or_none():
        return redirect(_after_sign_in(), code=303)
    return render_template("people/sign_in.html", form=SignInForm(), **_place())


@bp.post("/sign-in")
@allow(Permission.PUBLIC)
def start_session() -> ResponseReturnValue:
    """Let somebody in who knows the password."""
    form = SignInForm()
    if not form.is_fine():
        return render_template("people/sign_in.html", form=form, **_place()), 422
    email, password = str(form.email.data), str(form.password.data)
    limits = _limits_of(email)
    wait = try_again_in(limits)
    if wait:
        return account_paused(wait)
    person = _person_behind(email, password)
    if person is None:
        _note_failure(email, limits)
        form.form_errors.append(_("This e-mail and password do not belong together."))
        return render_template("people/sign_in.html", form=form, **_place()), 422
    throttle.forgive(limits)
    return let_in(person, _after_sign_in())


@bp.post("/sign-out")
@allow(Permission.PUBLIC)
def sign_out() -> ResponseReturnValue:
    """End the session in this browser."""
    access.sign_out()
    answer = done(_("You are signed out."), url_for("people.sign_in"))
    answer.headers["Clear-Site-Data"] = FORGET
    return answer


@bp.post("/sessions/end")
@allow(Permission.USE)
def end_sessions() -> ResponseReturnValue:
    """End every session of a person but the one in this browser."""
    person = access.signed_in()
    actions.end_sessions(person)
    security_log.record(Act.SESSIONS_ENDED, by=person, on=person, now=clock.now())
    access.stay_signed_in(person)
    return done(_("You are signed out everywhere else."), url_for("people.profile"))


@bp.post(f"/sessions/<int(max={LARGEST_ID}):session_id>/ending")
@allow(Permission.USE)
def end_session(session_id: int) -> ResponseReturnValue:
    """End one of a person's sessions."""
    began = sessions.find_for(access.signed_in(), session_id) or abort(404)
    if began is access.this_session():
        return sign_out()
    sessions.end(began)
    person = access.signed_in()
    security_log.record(Act.SESSIONS_ENDED, by=person, on=person, now=clock.now())
    return done(_("That device is signed out."), url_for("people.profile"))


def let_in(person: Person, target: str) -> ResponseReturnValue:
    """Start the session of somebody whose password was right, and lead them to `target`.

    What is asked of a person between their password and their session is asked here.
    """
    asked = gate().next_step(person, target)
    if asked is None:
        access.sign_in(person)
        note_proof(person)
    db.session.commit()
    return asked or redirect(target, code=303)


def _limits_of(email: str) -> Limits:
    address, device = request.remote_addr or "", device_cookie.number_for(email)
    return throttle.limits_of(email, address, secret(), "sign in", device=device)


def _note_failure(email: str, limits: Limits) -> None:
    """Leave a line in the security log; what was typed may be a password, so it is not in it."""
    person = queries.find_by_email(email)
    security_log.record(Act.SIGN_IN_FAILED, by=None, on=person, now=clock.now())
    note_full(limits, person)
    db.session.commit()


def _person_behind(email: str, password: str) -> Person | None:
    """Return who has this e-mail and password and works here, held until the request ends.

    The password is checked with no transaction open, because that takes its time. So it is looked
    up again whether it is still theirs: nobody gets in with one that was changed meanwhile.
    """
    person = queries.find_by_email(email)
    stored = person.password_hash if person else None
    db.session.commit()
    if not passwords.matches(stored, password) or person is None or stored is None:
        return None
    db.session.refresh(person, with_for_update=True)
    if person.password_hash != stored or not _works_here(person):
        return None
    if passwords.is_outdated(stored):
        person.password_hash = passwords.hashed(password)
    return person


def _works_here(person: Person) -> bool:
    return person.works_here(clock.local_day(clock.now(), queries.zone_of(person)))


def _after_sign_in() -> str:
    return access.local_path(request.args.get("next")) or url_for("home.index")


def _place() -> dict[str, str | None]:
    """Return where the person wanted to go, to be kept in the form's address."""
    return {"next": access.local_path(request.args.get("next"))}
