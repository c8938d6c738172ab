"""Pages for a forgotten password, and for choosing a new one by a link from a letter."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock, mail, security_log
from cxstaff.db import db
from cxstaff.people import actions, queries
from cxstaff.people.access import Permission, allow
from cxstaff.people.accounts import device_cookie, throttle, tokens
from cxstaff.people.accounts import password_letters as letters
from cxstaff.people.forms import ForgottenForm, NewPasswordForm
from cxstaff.people.models import Person
from cxstaff.people.views import bp
from cxstaff.people.views.sessions import let_in
from cxstaff.people.views.tries import too_often, try_again_in
from cxstaff.security_log import Act
from cxstaff.web.signing import secret


@bp.get("/forgotten-password")
@allow(Permission.PUBLIC)
def forgot() -> ResponseReturnValue:
    """Ask where to send the link."""
    return render_template("people/forgotten.html", form=ForgottenForm(), is_sent=False)


@bp.post("/forgotten-password")
@allow(Permission.PUBLIC)
def send_link() -> ResponseReturnValue:
    """Send a letter, whoever it is: the answer and the time it takes tell nothing."""
    form = ForgottenForm()
    if not form.is_fine():
        return render_template("people/forgotten.html", form=form, is_sent=False), 422
    email = str(form.email.data)
    limits = throttle.limits_of(
        email,
        request.remote_addr or "",
        secret(),
        "forgot",
        device=device_cookie.number_for(email),
        account_steps=throttle.LETTERS,
    )
    wait = try_again_in(limits)
    if wait:
        return too_often(wait)
    letter = letters.for_forgotten_password(email, secret(), clock.now())
    owner = queries.find_by_email(email)
    security_log.record(Act.PASSWORD_ASKED, by=None, on=owner, now=clock.now())
    db.session.commit()
    try:
        mail.send(letter)
    except mail.MailDown:
        form.form_errors.append(
            _("The mail server does not answer at the moment. Please try again in a few minutes.")
        )
        return render_template("people/forgotten.html", form=form, is_sent=False), 503
    return render_template("people/forgotten.html", form=form, is_sent=True)


@bp.get("/passwords/<token>")
@allow(Permission.PUBLIC)
def reset(token: str) -> ResponseReturnValue:
    """Ask for a new password, if the link still opens."""
    person = _person_of(token)
    if person is None:
        return render_template("people/link_ended.html"), 410
    return render_template("people/reset.html", form=NewPasswordForm(), person=person)


@bp.post("/passwords/<token>")
@allow(Permission.PUBLIC)
def set_password(token: str) -> ResponseReturnValue:
    """Take a new password and let the person in."""
    person, form = _person_of(token), NewPasswordForm()
    if person is None:
        return render_template("people/link_ended.html"), 410
    secret_hash = form.chosen(queries.known_of(person)) if form.is_fine() else None
    if secret_hash is None:
        return render_template("people/reset.html", form=form, person=person), 422
    actions.set_password_by_link(person, secret_hash, now=clock.now())
    security_log.record(Act.PASSWORD_SET, by=person, on=person, now=clock.now(), by_link=1)
    answer = let_in(person, url_for("home.index"))
    flash(_("Your new password is set."))
    return answer


def _person_of(token: str) -> Person | None:
    """Return the person a link is for, held until the request ends, or None."""
    link = tokens.read(token, secret())
    if link is None:
        return None
    person = db.session.get(Person, link.person_id, with_for_update=True)
    if person is None:
        return None
    works = person.works_here(clock.local_day(clock.now(), queries.zone_of(person)))
    return person if works and link.opens(person, secret(), clock.now()) else None
