"""How a field of a form looks, which the macro `field` asks, and attributes that macros write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class FieldLook:
    """One field: what kind it is, what is said beside it, and how its control is written.

    `help` and `label` are what the page says of it, else its own are taken.
    """

    field: Any
    help: Any
    label: Any
    hides_label: bool

    @property
    def is_hidden(self) -> bool:
        """Say whether nobody sees it."""
        return self._input == "hidden"

    @property
    def is_group(self) -> bool:
        """Say whether it is a list of boxes or circles to tick."""
        is_list = self.field.type == "SelectMultipleField" and self._is_multiple is None
        return self.field.type == "RadioField" or is_list

    @property
    def is_box(self) -> bool:
        """Say whether it is one box to tick."""
        return self._input == "checkbox"

    @property
    def is_select(self) -> bool:
        """Say whether it is a list that opens."""
        return self._is_multiple is not None and self._input is None

    @property
    def name(self) -> Any:
        """Return its label."""
        return self.label or self.field.label.text

    @property
    def is_counted(self) -> bool:
        """Say whether it tells how many letters are left."""
        is_area = type(self.field.widget).__name__ == "TextArea"
        return is_area and bool(self.field.flags.maxlength)

    @property
    def says_optional(self) -> bool:
        """Say whether it may stay empty and says so: of choices only those that are told to."""
        is_typed = not (self.is_group or self.is_select)
        return bool(self.field.flags.optional or (is_typed and not self.field.flags.required))

    @property
    def hint(self) -> Any:
        """Return what is said about it."""
        return self.help or self.field.description

    @property
    def error(self) -> Any:
        """Return the first thing that is wrong with it, None where nothing is."""
        return first_error(self.field.errors) if self.field.errors else None

    @property
    def described_by(self) -> str:
        """Return the ids of what is said about it and of what is wrong."""
        told = (("help", self.hint), ("error", self.field.errors))
        return " ".join(f"{self.field.id}-{name}" for name, there in told if there)

    def control(self, css: str, autofocus: bool, more: Mapping[str, Any]) -> Markup:
        """Write what is filled in, tied to what is said about it."""
        attributes: dict[str, Any] = {}
        if self.described_by:
            attributes["aria_describedby"] = self.described_by
        if self.field.errors:
            attributes["aria_invalid"] = "true"
        if autofocus:
            attributes["autofocus"] = True
        if self.is_counted:
            attributes["data_counter"] = f"{self.field.id}-count"
        written: Markup = self.field(class_=css, **{**attributes, **more})
        return written

    @property
    def _input(self) -> str | None:
        return getattr(self.field.widget, "input_type", None)

    @property
    def _is_multiple(self) -> bool | None:
        return getattr(self.field.widget, "multiple", None)


def look_of(field: Any, said: Any, label: Any, hides_label: bool) -> FieldLook:
    """Return how a field looks of which a page says something, or calls it otherwise."""
    return FieldLook(field, said, label, hides_label)


def where_true(names: Mapping[str, object], otherwise: str | None = "") -> str | None:
    """Write the names that hold, parted by spaces: classes, or attributes without a value.

    Where none does that is `otherwise`: None where the whole attribute is to be left out.
    """
    return " ".join(name for name, holds in names.items() if holds) or otherwise


def aria_current(is_current: object, kind: str = "page") -> Markup:
    """Return the attribute of what is current among others of its kind; nothing of the others."""
    return Markup('aria-current="{}"').format(kind) if is_current else Markup("")


def first_error(errors: Any) -> Any:
    """Return the first of a field's errors; those of lines within it are told beside these."""
    first = None if isinstance(errors, Mapping) else next(iter(errors), None)
    is_text = isinstance(first, str) or type(first).__name__ == "LazyString"
    return first if is_text else _("some lines need attention")


def wrong_fields(form: Iterable[Any]) -> list[tuple[str, str, Any]]:
    """Return every field with an error: the id to go to, its label, what is wrong."""
    return [
        (f"{each.id}{'-0' * (each.type == 'RadioField')}", _headed(each), first_error(each.errors))
        for each in form
        if each.errors
    ]


def _headed(field: Any) -> str:
    text = str(field.label.text)
    return text if text.endswith("?") else f"{text}:"
