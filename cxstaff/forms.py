"""Forms: what every form shares, how one is answered, and fields for lines, zones, numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from flask import flash, redirect
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from markupsafe import escape
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import (
    Field,
    FloatField,
    IntegerField,
    PasswordField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import Select, TextInput

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.text import one_line, several_lines

LONGEST_LINE = 200
LONGEST_NUMBER = 40
NO_NUMBER = _l("Write a number, such as 0.1.")
NOT_WHOLE = _l("Write a whole number.")
DONE = 303  # see other: the answer to a form that did what it was for


class Options(Select):
    """A select whose options are written in one piece each: there are 600 of a choice of zones."""

    @classmethod
    def render_option(cls, choice: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        """Return an option as WTForms writes it, twenty times as quickly where it is plain."""
        if kwargs or choice.render_kw or not isinstance(choice.value, str):
            return super().render_option(choice, **kwargs)
        selected = "selected " if choice.selected else ""
        label = escape(choice.label or choice.value)
        return f'<option {selected}value="{escape(choice.value)}">{label}</option>'


class Form(FlaskForm):
    """A form; its token is checked for the whole application at once (see `cxstaff.web`).

    No field sees what nobody can see: whatever is posted is read by the rules of `cxstaff.text`
    before it reaches one, except for passwords.
    """

    class Meta(FlaskForm.Meta):
        """Read what is posted; leave the token to the central check and to the `form` macro."""

        csrf = False

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Return what was posted as people read it."""
            posted = super().wrap_formdata(form, formdata)
            return posted if posted is None else MultiDict(_as_read(form, posted))

        def render_field(self, field: Any, render_kw: dict[str, Any]) -> Any:
            """Return a field as HTML."""
            if type(field.widget) is Select:
                field.widget = Options(field.widget.multiple)
            return super().render_field(field, render_kw)

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


def done(sentence: str, address: str, kind: str = "message") -> Response:
    """Commit what a form or a button asked for, say so, and go on to another page.

    The one end of everything that was done; what was refused ends in `Form.attempt`, or on a page
    of its own. Nothing is said before it is true.
    """
    answer = go_on(address)
    flash(sentence, kind)
    return answer


def go_on(address: str) -> Response:
    """Commit what a form or a button asked for, and go on to the page that shows it."""
    db.session.commit()
    return redirect(address, code=DONE)


class Line(StringField):
    """One line of text."""


def rule_of(field: Field) -> Callable[[str], str]:
    """Return by which rule a field reads text: its own, or the one for its kind."""
    if isinstance(field, PasswordField):
        return str  # as it is: what nobody sees makes a password no worse
    usual = several_lines if isinstance(field, TextAreaField) else one_line
    rule: Callable[[str], str] = getattr(field, "rule", usual)
    return rule


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


def _as_read(form: Any, posted: Any) -> Iterator[tuple[str, Any]]:
    rules = {field.name: rule_of(field) for field in form}
    for name, value in posted.items(multi=True):
        yield name, rules.get(name, one_line)(value) if isinstance(value, str) else value


class Amount(FloatField):
    """A number from `least` to `most`, typed as text; a comma may stand for the point."""

    widget = TextInput()

    def __init__(self, label: Any, least: float, most: float, **options: Any) -> None:
        super().__init__(label, [InputRequired(NO_NUMBER)], **options)
        self.least, self.most = least, most

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; raises ValueError for what is not a number."""
        typed = [str(value).strip().replace(",", ".") for value in valuelist]
        try:
            super().process_formdata(typed)
        except ValueError:
            raise ValueError(NO_NUMBER) from None

    def pre_validate(self, form: Any) -> None:
        """Refuse what lies outside, and what computers alone count as numbers."""
        if not isinstance(self.data, float):  # nothing was sent, and a usual text stands in
            return
        if not (math.isfinite(self.data) and self.least <= self.data <= self.most):
            ends = {"least": f"{self.least:g}", "most": f"{self.most:,g}"}
            raise ValidationError(_l("Write a number from %(least)s to %(most)s.", **ends))


class Count(IntegerField):
    """A whole number from `least` to `most`, typed as text."""

    widget = TextInput()

    def __init__(self, label: Any, least: int, most: int, **options: Any) -> None:
        super().__init__(label, [InputRequired(NOT_WHOLE)], **options)
        self.least, self.most = least, most

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; raises ValueError for what is not a whole number."""
        try:
            super().process_formdata([str(value).strip()[:LONGEST_NUMBER] for value in valuelist])
        except ValueError:
            raise ValueError(NOT_WHOLE) from None

    def pre_validate(self, form: Any) -> None:
        """Refuse what lies outside."""
        if isinstance(self.data, int) and not self.least <= self.data <= self.most:
            ends = {"least": f"{self.least:,}", "most": f"{self.most:,}"}
            raise ValidationError(_l("Write a whole number from %(least)s to %(most)s.", **ends))
