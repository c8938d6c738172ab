"""What may be asked of a comparison, read from the address of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import DateField, SelectField, ValidationError
from wtforms.validators import Optional

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.forms import Form
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import USUAL_OUTCOME, Mix, Question
from cxstaff.linkage.words.terms import LAGS, MIXES, SPANS

DEFAULTS = {"engagement": "index", "outcome": USUAL_OUTCOME, "period": "month", "lag": "1"}
NARROWING = {"mix": Mix.OWN.value, "team": "", "first_on": "", "last_on": ""}
UNKNOWN = _l("This is not one of the choices. Choose one from the list.")


class ChoiceField(SelectField):
    """A choice from a list, with a sentence for those who typed an address."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not in the list."""
        if not any(choice.checked for choice in self):
            raise ValidationError(UNKNOWN)


class AboutLink(Form):
    """Which engagement score, which customer result, over what time, of which teams."""

    engagement = ChoiceField(_l("Engagement"))
    outcome = ChoiceField(_l("Customer result"))
    period = ChoiceField(_l("Compared by"))
    lag = ChoiceField(_l("Customer result from"))
    mix = ChoiceField(_l("Mix of channels and segments"))
    team = ChoiceField(_l("Teams"))
    first_on = DateField(_l("From"), [Optional()])
    last_on = DateField(_l("Until"), [Optional()])

    def offer(self, subjects: Mapping[str, str], above: Mapping[int, str]) -> None:
        """Fill the choices: engagement subjects by key, and teams with some below by id."""
        self.engagement.choices = list(subjects.items())
        self.outcome.choices = [(key, outcome.label) for key, outcome in OUTCOMES.items()]
        self.period.choices = [(span.value, SPANS[span]) for span in Period]
        self.lag.choices = [(str(lag), label) for lag, label in enumerate(LAGS)]
        self.mix.choices = [(mix.value, MIXES[mix]) for mix in Mix]
        teams = [(str(key), _l("%(team)s and below", team=name)) for key, name in above.items()]
        self.team.choices = [("", _l("All teams")), *teams]

    def validate_last_on(self, field: DateField) -> None:
        """Refuse a time that ends before it begins."""
        if field.data and self.first_on.data and field.data < self.first_on.data:
            raise ValidationError(_l("The last day lies before the first."))

    def question(self) -> Question:
        """Return the question, once the form is valid."""
        return Question(
            self.engagement.data,
            self.outcome.data,
            Period(self.period.data),
            int(self.lag.data),
            Mix(self.mix.data),
            int(self.team.data) if self.team.data else None,
            self.first_on.data,
            self.last_on.data,
        )


class ComparisonForm(AboutLink):
    """A question in the address of a page."""

    @classmethod
    def of(
        cls,
        typed: Mapping[str, str],
        subjects: Mapping[str, str],
        above: Mapping[int, str] | None = None,
    ) -> ComparisonForm:
        """Read what was asked; what is missing is as usual; `above` names teams with some below."""
        known = {key: typed.get(key) or usual for key, usual in (DEFAULTS | NARROWING).items()}
        form = cls(formdata=MultiDict(known))
        form.offer(subjects, above or {})
        return form

    @property
    def is_narrowed(self) -> bool:
        """Say whether a choice was made among those that are not shown at once."""
        return any(self[key].raw_data != [usual] for key, usual in NARROWING.items())


def arguments_of(question: Question) -> dict[str, str]:
    """Return what `ComparisonForm.of` reads the question back from, without what is as usual."""
    given = {
        "engagement": question.engagement,
        "outcome": question.outcome,
        "period": question.span.value,
        "lag": str(question.lag),
        "mix": question.mix.value,
        "team": str(question.team_id or ""),
        "first_on": question.first_on.isoformat() if question.first_on else "",
        "last_on": question.last_on.isoformat() if question.last_on else "",
    }
    return {key: value for key, value in given.items() if value != NARROWING.get(key)}
