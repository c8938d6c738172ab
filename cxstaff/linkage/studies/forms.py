"""What is typed to declare a study."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from cxstaff.forms import Amount, Count, Line, choice, required
from cxstaff.linkage.comparison.forms import AboutLink
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.studies.actions import Declaration
from cxstaff.linkage.studies.words import DIRECTIONS
from cxstaff.linkage.verdicts.models import ExpectedDirection

LONGEST_WHY = 1000
SMALLEST_EFFECT, LARGEST_EFFECT = 0.0001, 100_000
FEWEST, MOST_TEAMS, MOST_PERIODS = 2, 100_000, 1_000


class StudyForm(AboutLink):
    """A question with all that is declared before looking."""

    name = Line(_l("Name"), required(_l("Give the study a name.")))
    why = TextAreaField(
        _l("Why do we ask?"),
        [
            DataRequired(_l("Say in a sentence why you ask.")),
            Length(max=LONGEST_WHY, message=_l("Keep it under %(max)d characters.")),
        ],
        description=_l("What is to be decided by it, and what makes you expect a link."),
    )
    direction = SelectField(
        _l("When engagement rises, what do you expect of the customer result?"),
        [InputRequired(_l("Say which way you expect it to go."))],
        description=_l("For times, such as handling time, a fall may be the good news."),
    )
    smallest = Amount(
        _l("Smallest effect worth knowing"),
        SMALLEST_EFFECT,
        LARGEST_EFFECT,
        description=_l(
            "How far the customer result moves where a team’s score moves as far as it usually "
            "does, in its own unit: points, percentage points or minutes.",
        ),
    )
    teams = Count(_l("Fewest teams"), FEWEST, MOST_TEAMS)
    periods = Count(
        _l("Fewest periods"),
        FEWEST,
        MOST_PERIODS,
        description=_l("With fewer teams or periods than these, the study says “cannot tell”."),
    )

    def __init__(self, **typed: Any) -> None:
        super().__init__(**typed)
        self.direction.choices = [
            choice("", _l("Choose one")),
            *(choice(each.value, label) for each, label in DIRECTIONS.items()),
        ]

    def validate_teams(self, field: Count) -> None:
        """Refuse fewer teams than any comparison needs."""
        _refuse_below(Terms().teams, field)

    def validate_periods(self, field: Count) -> None:
        """Refuse fewer periods than any comparison needs."""
        _refuse_below(Terms().periods, field)

    def declaration(self, step: float) -> Declaration:
        """Return what was declared, once the form is valid; effects are typed for a `step`."""
        return Declaration(
            name=str(self.name.data),
            why=str(self.why.data),
            question=self.question(),
            direction=ExpectedDirection(self.direction.data),
            smallest=float(self.smallest.data or 0) / step,
            step=step,
            fewest_teams=int(self.teams.data or 0),
            fewest_periods=int(self.periods.data or 0),
        )


def _refuse_below(least: int, field: Count) -> None:
    if field.data is not None and field.data < least:
        raise ValidationError(_l("Write %(least)s or more, as every comparison asks.", least=least))
