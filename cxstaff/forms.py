"""Forms: what every form shares, and fields for lines and zones."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Length

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused

LONGEST_LINE = 200
DONE = 303  # see other: the answer to a form that did what it was for


class Form(FlaskForm):
    """A form; its token is checked for the whole application at once (see `cxstaff.web`)."""

    class Meta(FlaskForm.Meta):
        """Leave the token to the central check and to the `form` macro."""

        csrf = False

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what was typed; a character of zero, which PostgreSQL cannot keep, is refused."""
        is_fine = bool(super().validate(extra_validators))
        for field in self:
            if isinstance(field.data, str) and "\0" in field.data:
                field.errors = [*field.errors, _l("Leave out control characters.")]
                is_fine = False
        return is_fine

    def attempt(self, act: Callable[[], object]) -> int:
        """Do `act` with what was posted; return the status of the answer.

        DONE where it was done and waits for the commit; 409 where it was refused, which the form
        then tells; 422 where something is wrong; 200 where nothing was posted.
        """
        if not self.is_submitted():
            return 200
        if not self.validate():
            return 422
        try:
            act()
        except Refused as refused:
            db.session.rollback()
            self.form_errors.append(refused.in_words())
            return 409
        return DONE

    def is_fine(self) -> bool:
        """Check what was typed; only a posted form can be fine."""
        return bool(self.validate_on_submit())


class Line(StringField):
    """One line of text, trimmed; control characters are refused."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Trim what was typed."""
        super().process_formdata([value.strip() for value in valuelist])

    def pre_validate(self, form: Any) -> None:
        """Refuse characters that nobody can see."""
        if any(unicodedata.category(letter) == "Cc" for letter in self.data or ""):
            raise ValidationError(_l("Leave out line breaks and control characters."))


def required(message: str | None = None) -> list[Any]:
    """Return the validators of a line that must hold more than blanks, up to 200 characters."""
    text = message or _l("Please fill this in.")
    return [
        DataRequired(text),
        Length(max=LONGEST_LINE, message=_l("Keep it under %(max)d characters.")),
    ]


def choice(value: str, label: Any, group: Any = None) -> Any:
    """Return one choice of a select or radio field, under the heading `group` if there is one."""
    return SelectChoice(value, label, optgroup=group)


class ZoneField(SelectField):
    """A choice among the IANA time zones."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(
            label, choices=[choice(name, name) for name in clock.zone_names()], **options
        )
