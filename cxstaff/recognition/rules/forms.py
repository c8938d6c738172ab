"""What is typed about how thanks work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from cxstaff.forms import Count, Form, choice
from cxstaff.points.models import LedgerAccount
from cxstaff.points.units import POINTS
from cxstaff.recognition.rules.models import (
    FEWEST_WEEKS,
    MOST_POINTS,
    MOST_WEEKS,
    CustomersThanks,
)
from cxstaff.recognition.rules.queries import Chosen


class ThanksRulesForm(Form):
    """What the company chooses about thanks."""

    customers_thanks = RadioField(
        _l("When a happy customer praises somebody in words, who is shown it as a thanks?"),
        [InputRequired(_l("Choose who is shown it."))],
        choices=[
            choice(CustomersThanks.HANDLER, _l("Who handled the contact, nobody else")),
            choice(CustomersThanks.TEAM, _l("Who handled it, and everybody who sees the team")),
            choice(CustomersThanks.OFF, _l("Nobody")),
        ],
        description=_l(
            "Only answers from the top of the scale count. When a remark is corrected, moved to "
            "somebody else or taken back, so is the thanks."
        ),
    )
    lately_weeks = Count(
        _l("Weeks after which a lead is told that somebody was not thanked"),
        FEWEST_WEEKS,
        MOST_WEEKS,
        description=_l("Newcomers and people on leave are listed apart."),
    )
    customers_points = Count(
        _l("Points with each thanks from a customer, 0 for none"),
        0,
        MOST_POINTS,
        description=_l("They come out of the budget below, for what customers say from now on."),
    )
    budget = SelectField(_l("Out of the budget"), [Optional()])

    def offer(self, budgets: Iterable[LedgerAccount]) -> None:
        """Fill the choice of budgets, of those in points."""
        in_points = [each for each in budgets if each.unit == POINTS]
        named = [choice(str(each.id), f"{each.name} ({each.free})") for each in in_points]
        self.budget.choices = [choice("", _l("None")), *named]

    def without_points(self) -> None:
        """Ask for no points, where there are none."""
        del self.customers_points, self.budget

    @property
    def has_points(self) -> bool:
        """Say whether points are asked for."""
        return "budget" in self

    def chosen(self, before: Chosen) -> Chosen:
        """Return what was chosen; what is not asked for stays."""
        weeks, shown = int(self.lately_weeks.data or 0), self.customers_thanks.data
        wanted = replace(before, customers_thanks=CustomersThanks(shown), lately_weeks=weeks)
        if not self.has_points:
            return wanted
        points, budget = int(self.customers_points.data or 0), self.budget.data
        return replace(wanted, customers_points=points, budget_id=int(budget) if budget else None)
