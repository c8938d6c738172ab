"""What is chosen to declare the standing question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.forms import Form
from cxstaff.linkage.comparison.forms import ChoiceField
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.words.terms import LAGS, SPANS


class StandingForm(Form):
    """A score, a customer result, and how long after it is expected."""

    engagement = ChoiceField(_l("Engagement"))
    outcome = ChoiceField(_l("Main customer result"))
    period = ChoiceField(_l("Compared by"))
    lag = ChoiceField(_l("Customer result from"))

    def __init__(self, stands: Question, subjects: Mapping[str, str], **typed: Any) -> None:
        """Offer every score and result, beginning with the question that `stands`."""
        chosen = {"engagement": stands.engagement, "outcome": stands.outcome}
        super().__init__(**chosen, period=stands.span.value, lag=str(stands.lag), **typed)
        self.engagement.choices = list(subjects.items())
        self.outcome.choices = [(key, outcome.label) for key, outcome in OUTCOMES.items()]
        self.period.choices = [(span.value, SPANS[span]) for span in Period]
        self.lag.choices = [(str(lag), label) for lag, label in enumerate(LAGS)]

    def question(self) -> Question:
        """Return the question, once the form is valid."""
        return Question(
            self.engagement.data, self.outcome.data, Period(self.period.data), int(self.lag.data)
        )
