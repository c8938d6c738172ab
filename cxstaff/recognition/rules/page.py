"""What the page is handed on which the company chooses how thanks work."""

from __future__ import annotations

from dataclasses import dataclass

from cxstaff.recognition.rules.forms import ThanksRulesForm


@dataclass(frozen=True, slots=True)
class ThanksRulesPage:
    """How thanks work."""

    form: ThanksRulesForm
