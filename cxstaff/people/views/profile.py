"""Pages about oneself: name, address, zone, language, password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh

from cxstaff import clock, security_log
from cxstaff.errors import Refused
from cxstaff.forms import DONE, done, go_on
from cxstaff.people import access, actions, queries, reader
from cxstaff.people.access import Permission, allow
from cxstaff.people.accounts import devices, sessions
from cxstaff.people.forms import ChangePasswordForm, ProfileForm
from cxstaff.people.models import Person
from cxstaff.people.views import bp
from cxstaff.people.views.proof import prove
from cxstaff.security_log import Act


@dataclass(frozen=True, slots=True)
class SignedInOn:
    """A device that a person is signed in on, as the profile shows it."""

    session_id: int
    device: str
    begun_on: date
    seen_on: date
    ends_at: datetime
    is_this: bool


@bp.get("/profile")
@allow(Permission.USE)
def profile() -> ResponseReturnValue:
    """Show what one decides about oneself."""
    return _page(_profile_form(access.signed_in()), ChangePasswordForm(formdata=None))


@bp.post("/profile")
@allow(Permission.USE)
def update_profile() -> ResponseReturnValue:
    """Take a new name, e-mail, zone or language."""
    person, form = access.signed_in(), _profile_form(access.signed_in())
    status = _checked(person, form)
    if status != DONE:
        return _page(form, ChangePasswordForm(formdata=None)), status
    try:
        actions.set_email(person, str(form.email.data), actor=person, now=clock.now())
    except Refused as refused:
        form.form_errors.append(refused.in_words())
        return _page(form, ChangePasswordForm(formdata=None)), 422
    access.stay_signed_in(person)
    person.name = str(form.name.data)
    person.zone, person.locale = form.zone.data or None, form.locale.data or None
    answer = go_on(url_for("people.profile"))
    refresh()
    flash(_("Your profile is saved."))  # in the language that they chose just now
    return answer


@bp.post("/profile/password")
@allow(Permission.USE)
def change_password() -> ResponseReturnValue:
    """Take a new password from somebody who knows the old one; other sessions end."""
    person, form = access.signed_in(), ChangePasswordForm()
    status = prove(str(form.current.data), form) if form.is_fine() else 422
    secret_hash = form.chosen(queries.known_of(person)) if status == DONE else None
    if secret_hash is None:
        answer = _page(_profile_form(person, typed=False), form)
        return answer, 422 if status == DONE else status
    now = clock.now()
    actions.set_password(person, secret_hash)
    security_log.record(Act.PASSWORD_SET, by=person, on=person, now=now)
    access.stay_signed_in(person)
    return done(
        _("Your password is changed. You are signed out everywhere else."),
        url_for("people.profile"),
    )


def _page(form: ProfileForm, password_form: ChangePasswordForm) -> str:
    devices = _signed_in_on(access.signed_in())
    return render_template(
        "people/profile.html",
        form=form,
        password_form=password_form,
        person=access.signed_in(),
        signed_in_on=devices,
        has_others=len(devices) > 1,
    )


def _signed_in_on(person: Person) -> list[SignedInOn]:
    """Return the devices a person is signed in on, this one first."""
    began = access.this_session()
    found = [
        SignedInOn(
            each.id,
            devices.in_words(each.device),
            each.begun_on,
            each.seen_on,
            each.ends_at,
            is_this=began is not None and each.id == began.id,
        )
        for each in sessions.open_sessions_of(person, access.lifetimes(), clock.now())
    ]
    return sorted(found, key=lambda each: not each.is_this)


def _profile_form(person: Person, *, typed: bool = True) -> ProfileForm:
    options = {} if typed else {"formdata": None}
    form = ProfileForm(obj=person, **options)
    form.offer(queries.get_company().zone, reader.languages(person.locale))
    return form


def _checked(person: Person, form: ProfileForm) -> int:
    """Check what was typed, and the password before an address changes: its reader can sign in."""
    if not form.is_fine():
        return 422
    if form.email.data == person.email:
        return DONE
    if not form.proof.data:
        form.form_errors.append(_("To change your e-mail, type your current password as well."))
        return 422
    return prove(str(form.proof.data), form)
