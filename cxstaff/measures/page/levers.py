"""What the pages are handed on which a lever begins, changes and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.measures.forms.levers import NumberField, RoleSentences, Sentence
from cxstaff.measures.models import Lever
from cxstaff.web import day
from cxstaff.web.empty import EmptyState

SENTENCE_ROWS, ROLE_ROWS = 3, 4


@dataclass(frozen=True, slots=True)
class LeverPage:
    """A lever of a team to begin (then it is None), to change or to end.

    `whose` names the team, or the company; `back` is the page about it. `nothing` is said where
    there is no measure that it could point to.
    """

    title: Any
    lead: Any
    whose: str
    back: str
    form: Any
    fields: Sequence[Any]
    lever: Lever | None
    nothing: EmptyState | None

    @property
    def typed(self) -> list[tuple[Any, dict[str, Any]]]:
        """Return the fields, each with how it is typed."""
        return [(each, self._how(each)) for each in self.fields]

    @property
    def until(self) -> str:
        """Say until when the lever holds."""
        return day(self.lever.last_day if self.lever else None, _("no end planned"))

    def _how(self, field: Any) -> dict[str, Any]:
        if isinstance(field, NumberField):
            unit = self.lever.measure.unit if self.lever else None
            return {"inputmode": "decimal", "suffix": unit}
        if isinstance(field, RoleSentences):
            return {"rows": ROLE_ROWS}
        return {"rows": SENTENCE_ROWS} if isinstance(field, Sentence) else {}


def no_measures(*, may_define: bool) -> EmptyState:
    """Say what has to be there before a lever can begin."""
    title = _("There are no measures yet")
    if not may_define:
        text = _("Ask HR or CX to define the first one; then come back.")
        return EmptyState("target-arrow", title, text)
    text = _("Define one first: a customer result, or a number of your own.")
    return EmptyState("target-arrow", title, text, _("Define a measure"), "measures.new")
