"""Forms: what every form shares, and fields for lines and zones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from markupsafe import escape
from werkzeug.datastructures import MultiDict
from wtforms import Field, PasswordField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Length
from wtforms.widgets import Select

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.text import one_line, several_lines

LONGEST_LINE = 200
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
