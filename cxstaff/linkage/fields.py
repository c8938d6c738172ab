"""Numbers that people type about a study: amounts and counts within limits."""

from __future__ import annotations

import math
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FloatField, IntegerField, ValidationError
from wtforms.validators import InputRequired
from wtforms.widgets import TextInput

LONGEST = 40
NO_NUMBER = _l("Write a number, such as 0.1.")
NOT_WHOLE = _l("Write a whole number.")


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
        if self.data is None:
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
            super().process_formdata([str(value).strip()[:LONGEST] for value in valuelist])
        except ValueError:
            raise ValueError(NOT_WHOLE) from None

    def pre_validate(self, form: Any) -> None:
        """Refuse what lies outside."""
        if self.data is not None and not self.least <= self.data <= self.most:
            ends = {"least": f"{self.least:,}", "most": f"{self.most:,}"}
            raise ValidationError(_l("Write a whole number from %(least)s to %(most)s.", **ends))
