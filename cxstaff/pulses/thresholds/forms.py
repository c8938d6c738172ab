"""How many people a group needs to be shown, as it is typed."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, ValidationError
from wtforms.validators import InputRequired, NumberRange

from cxstaff.forms import Form
from cxstaff.pulses.models import SMALLEST_COMMENTS, SMALLEST_GROUP

MOST = 1000
A_NUMBER = InputRequired(_l("Please type a number."))


class ThresholdsForm(Form):
    """The smallest groups whose scores and comments are shown."""

    scores = IntegerField(
        _l("Scores are shown from"),
        [A_NUMBER, NumberRange(SMALLEST_GROUP, MOST, _l("Choose %(min)s to %(max)s people."))],
    )
    comments = IntegerField(
        _l("Comments are shown from"),
        [A_NUMBER, NumberRange(SMALLEST_COMMENTS, MOST, _l("Choose %(min)s to %(max)s people."))],
    )

    def validate_comments(self, field: IntegerField) -> None:
        """Protect words at least as well as numbers."""
        if field.data is not None and self.scores.data and field.data < self.scores.data:
            raise ValidationError(_l("Comments need at least as many people as scores."))
