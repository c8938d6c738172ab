"""What is typed into the planner: how large a study is, and how far things stray."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from cxstaff.forms import Amount, Count, Form
from cxstaff.linkage.estimates.power import Design, Size, Spreads
from cxstaff.linkage.planner.planner import StartingNumbers

LARGEST = 100_000.0
SMALLEST = 0.0001
CORRELATION = "0.33"
"""What was published of units compared with each other (Harter, Schmidt & Hayes 2002)."""


class StudyPlanForm(Form):
    """How large a study is, what one hopes to find, and how far things stray."""

    teams = Count(_l("Teams"), 4, 10_000)
    periods = Count(_l("Periods"), 3, 520, description=_l("Those with both numbers, as compared."))
    answers = Count(_l("Pulse answers of each team and period"), 5, 1_000)
    interactions = Count(
        _l("Customer answers of each team and period"),
        1,
        1_000_000,
        description=_l("Interactions that count for the customer result."),
    )
    effect = Amount(
        _l("Link you would want to find"),
        SMALLEST,
        LARGEST,
        description=_l(
            "How far the customer result moves where a team’s score moves as far as it usually "
            "does."
        ),
    )
    change = Amount(_l("A team’s true engagement, in points"), SMALLEST, LARGEST)
    answer = Amount(_l("One person’s answer about it, in points"), SMALLEST, LARGEST)
    result = Amount(_l("A team’s customer result, were every customer asked"), 0, LARGEST)
    customer = Amount(_l("One customer’s answer or one interaction"), SMALLEST, LARGEST)
    correlation = Amount(_l("Correlation between teams’ averages"), 0.05, 0.95)

    @classmethod
    def of(cls, typed: Mapping[str, str], numbers: StartingNumbers, effect: float) -> StudyPlanForm:
        """Read what was typed; what is missing is read off the company's own numbers."""
        size, spreads = numbers.size, numbers.spreads
        known = {
            "teams": str(size.teams),
            "periods": str(size.periods),
            "answers": str(round(size.answers)),
            "interactions": str(round(size.customers)),
            "effect": f"{effect:g}",
            "change": f"{spreads.change:.3g}",
            "answer": f"{spreads.answer:.3g}",
            "result": f"{spreads.result:.3g}",
            "customer": f"{spreads.customer:.3g}",
            "correlation": CORRELATION,
        }
        chosen = {name: (typed.get(name) or usual)[:40] for name, usual in known.items()}
        return cls(formdata=MultiDict(chosen))

    def size(self, design: Design) -> Size:
        """Return how large the study is, and of what design, once the form is valid."""
        return Size(
            int(self.teams.data or 0),
            int(self.periods.data or 0),
            float(self.answers.data or 0),
            float(self.interactions.data or 0),
            design,
        )

    def spreads(self) -> Spreads:
        """Return how far things stray, once the form is valid."""
        fields = self.change, self.answer, self.result, self.customer
        return Spreads(*(float(field.data or 0) for field in fields))
