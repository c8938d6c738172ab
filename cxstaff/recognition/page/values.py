"""What the pages of company values are handed."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.recognition.models import CompanyValue
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Way


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """One page of what the company holds dear."""

    values: Page[CompanyValue]
    may_define: bool

    @property
    def ways(self) -> list[Way]:
        """Return what adds a value, for those who may."""
        if not self.may_define:
            return []
        add = Way(_("Add a value"), "recognition.new_value", tone="primary", icon="plus")
        begin = Way(_("Add five to begin with"), "recognition.add_starter_values", posts=True)
        return [add] if self.values.total else [add, begin]

    @property
    def nothing(self) -> EmptyState:
        """Say why no value is listed."""
        return no_values(may_define=self.may_define)


def no_values(*, may_define: bool) -> EmptyState:
    """Say why no company value is listed."""
    title = _("No values yet")
    if not may_define:
        text = _("HR adds them. Until then, a thanks can name a measure.")
        return EmptyState("award", title, text)
    text = _("Three to five are enough. Say for each what people do who live it.")
    return EmptyState("award", title, text, _("Add a value"), "recognition.new_value")
