"""What may be asked of a comparison, read from the address of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import SelectField, ValidationError

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.forms import Form
from cxstaff.linkage.periods import Span
from cxstaff.linkage.question import Question
from cxstaff.linkage.words import LAGS, SPANS

DEFAULTS = {"engagement": "index", "outcome": "csat", "period": "month", "lag": "1"}
UNKNOWN = _l("This is not one of the choices. Choose one from the list.")


class Choice(SelectField):
    """A choice from a list, with a sentence for those who typed an address."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not in the list."""
        if not any(choice.checked for choice in self):
            raise ValidationError(UNKNOWN)


class QuestionForm(Form):
    """Which engagement score, which customer result, over what time."""

    engagement = Choice(_l("Engagement"))
    outcome = Choice(_l("Customer result"))
    period = Choice(_l("Compared by"))
    lag = Choice(_l("Customer result from"))

    @classmethod
    def of(cls, typed: Mapping[str, str], subjects: Mapping[str, str]) -> QuestionForm:
        """Read what was asked; what is missing is as usual."""
        known = {key: typed.get(key) or usual for key, usual in DEFAULTS.items()}
        form = cls(formdata=MultiDict(known))
        form.engagement.choices = list(subjects.items())
        form.outcome.choices = [(key, outcome.label) for key, outcome in OUTCOMES.items()]
        form.period.choices = [(span.value, SPANS[span]) for span in Span]
        form.lag.choices = [(str(lag), label) for lag, label in enumerate(LAGS)]
        return form

    def question(self) -> Question:
        """Return the question, once the form is valid."""
        return Question(
            self.engagement.data, self.outcome.data, Span(self.period.data), int(self.lag.data)
        )
