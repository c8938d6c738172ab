"""Which teams' standing is asked for: of which score and result, over how many months."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.forms import Form
from cxstaff.linkage.comparison.forms import DEFAULTS, ChoiceField
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Question

EVERYTHING = "all"
MONTHS = (
    ("3", _l("The last 3 months")),
    ("6", _l("The last 6 months")),
    ("12", _l("The last 12 months")),
    (EVERYTHING, _l("All months")),
)
USUAL = {"engagement": DEFAULTS["engagement"], "outcome": DEFAULTS["outcome"], "months": "12"}


class TeamsForm(Form):
    """Which engagement score, which customer result, over which months."""

    engagement = ChoiceField(_l("Engagement"))
    outcome = ChoiceField(_l("Customer result"))
    months = ChoiceField(_l("Over"))

    @classmethod
    def of(cls, typed: Mapping[str, str], subjects: Mapping[str, str]) -> TeamsForm:
        """Read what was asked; what is missing is as usual."""
        form = cls(
            formdata=MultiDict({key: typed.get(key) or usual for key, usual in USUAL.items()})
        )
        form.engagement.choices = list(subjects.items())
        form.outcome.choices = [(key, outcome.label) for key, outcome in OUTCOMES.items()]
        form.months.choices = list(MONTHS)
        return form

    def periods(self) -> int | None:
        """Return how many months are asked for; None is all of them."""
        return None if self.months.data == EVERYTHING else int(self.months.data)

    def question(self) -> Question:
        """Return the question, of the same months, once the form is valid."""
        return Question(self.engagement.data, self.outcome.data, Period.MONTH, 0)
