"""What people type about themselves: signing in, passwords, their own profile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, SelectField
from wtforms.validators import Email, EqualTo, InputRequired, Length, Optional

from cxstaff.clock import zone_names
from cxstaff.errors import Refused
from cxstaff.forms import LONGEST_LINE, Form, Line, choice, required
from cxstaff.people.accounts import passwords
from cxstaff.people.accounts.guessing import LONGEST, SHORTEST


class EmailLine(EmailField):
    """An e-mail address, kept in lower case."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; case makes no difference."""
        super().process_formdata([value.lower() for value in valuelist])


def an_email() -> list[Any]:
    """Return the validators of an e-mail address."""
    wrong = _l("This does not look like an e-mail address, such as ana@example.com.")
    return [Length(max=LONGEST_LINE), Email(wrong)]


class SignInForm(Form):
    """Who somebody says they are."""

    email = EmailLine(_l("E-mail"), required(_l("Please type your e-mail address.")))
    password = PasswordField(
        _l("Password"),
        [InputRequired(_l("Please type your password.")), Length(max=LONGEST)],
    )


class ForgottenForm(Form):
    """Where to send a link for a new password."""

    email = EmailLine(
        _l("E-mail"), [*required(_l("Please type your e-mail address.")), *an_email()]
    )


class NewPasswordForm(Form):
    """A new password, typed twice."""

    password = PasswordField(
        _l("New password"),
        [
            InputRequired(_l("Please choose a password.")),
            Length(SHORTEST, LONGEST, _l("Use at least %(min)d characters.")),
        ],
    )
    again = PasswordField(
        _l("New password again"),
        [
            InputRequired(_l("Please type the password again.")),
            EqualTo("password", _l("The two passwords differ.")),
        ],
    )

    def chosen(self, about: Iterable[str | None]) -> str | None:
        """Return what is stored of the new password; None where it is refused, which is told.

        `about` is what is known of its owner. Ask only when the form is fine.
        """
        try:
            return passwords.chosen(str(self.password.data), about)
        except Refused as refused:
            self.password.errors = [*self.password.errors, refused.in_words()]
            return None


class ChangePasswordForm(NewPasswordForm):
    """A new password, with the one until now."""

    current = PasswordField(
        _l("Current password"),
        [InputRequired(_l("Please type your current password.")), Length(max=LONGEST)],
    )


class ProfileForm(Form):
    """What a person decides about themselves."""

    name = Line(_l("Name"), required(_l("Please type your name.")))
    email = EmailLine(_l("E-mail"), [*required(_l("Please type your e-mail.")), *an_email()])
    zone = SelectField(_l("Time zone"), [Optional()])
    locale = SelectField(_l("Language"), [Optional()])
    proof = PasswordField(_l("Current password"), [Length(max=LONGEST)])

    def offer(self, company_zone: str, languages: list[tuple[str, str]]) -> None:
        """Fill the choices, the company's own first."""
        self.zone.choices = [
            choice("", _l("As the company: %(zone)s", zone=company_zone)),
            *(choice(name, name) for name in zone_names()),
        ]
        self.locale.choices = [
            choice("", _l("As the company")),
            *(choice(code, name) for code, name in languages),
        ]


class CompanyForm(Form):
    """What is decided for the whole company."""

    name = Line(_l("Name of the company"), required(_l("Please type the company’s name.")))
    locale = SelectField(_l("Language"))

    def offer(self, languages: list[tuple[str, str]]) -> None:
        """Fill the choices."""
        self.locale.choices = [choice(code, name) for code, name in languages]
