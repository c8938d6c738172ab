"""What is typed to choose how long records are kept, and to erase somebody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional

from cxstaff.forms import Form, Line, required
from cxstaff.keeping.words import KINDS
from cxstaff.retention.models import RecordKind
from cxstaff.retention.times import LIMITS

_REACH = _l("Choose %(min)s to %(max)s days.")


def field_of(kind: RecordKind) -> str:
    """Return what the field for the days of a kind of record is called."""
    return "days_" + kind.value.replace(" ", "_")


class TimesForm(Form):
    """For how many days each kind of record is kept; one field a kind (see `field_of`).

    `seen` holds the shorter times whose losses were shown, `is_confirmed` that they are meant.
    """

    seen = HiddenField(validators=[Optional()])
    is_confirmed = BooleanField(_l("Yes, remove these records for good"))

    def days(self) -> dict[RecordKind, int]:
        """Return the days that were typed."""
        return {kind: int(self[field_of(kind)].data) for kind in RecordKind}

    def is_sure_of(self, shorter: Mapping[RecordKind, int]) -> bool:
        """Say whether the losses of just these shorter times were shown and confirmed."""
        return bool(self.is_confirmed.data) and self.seen.data == _listed(shorter)

    def show_losses_of(self, shorter: Mapping[RecordKind, int]) -> None:
        """Ask for a confirmation of what these shorter times remove."""
        self.seen.data, self.is_confirmed.data = _listed(shorter), False
        self.form_errors.append(_l("Look at what goes, then confirm it below."))


def _listed(shorter: Mapping[RecordKind, int]) -> str:
    return ";".join(f"{kind}={days}" for kind, days in sorted(shorter.items()))


def _field(kind: RecordKind) -> Any:
    limits = LIMITS[kind]
    within = NumberRange(limits.fewest, limits.most, _REACH)
    return IntegerField(KINDS[kind].name, [InputRequired(_l("Please type a number.")), within])


for _kind in RecordKind:
    setattr(TimesForm, field_of(_kind), _field(_kind))


class ErasureForm(Form):
    """The name of whoever is to be erased, typed once more."""

    name = Line(_l("Type the name to confirm"), required())

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(**options)
        self._wanted = name

    def validate_name(self, field: Line) -> None:
        """Accept the very name alone, in any case."""
        if " ".join((field.data or "").split()).casefold() != self._wanted.casefold():
            raise ValidationError(_l("This is not the name of the person on this page."))
