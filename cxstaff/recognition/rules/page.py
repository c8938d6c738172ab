"""What the page is handed on which the company chooses how thanks work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cxstaff.recognition.rules.forms import ThanksRulesForm


@dataclass(frozen=True, slots=True)
class ThanksRulesPage:
    """How thanks work."""

    form: ThanksRulesForm

    @property
    def fields(self) -> list[Any]:
        """Return the fields that are asked for."""
        points = [self.form.customers_points, self.form.budget] if self.form.has_points else []
        return [self.form.customers_thanks, *points, self.form.lately_weeks]
