"""What HR chooses about the comparison of groups: over how many months."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from cxstaff.forms import Form, choice

MONTHS = (3, 6, 12)
USUAL_MONTHS = 6


class FairnessForm(Form):
    """Over how many months groups are compared; whatever is not understood is the usual."""

    months = SelectField(
        _l("Over the last"),
        choices=[choice(str(each), _l("%(count)s months", count=each)) for each in MONTHS],
        validate_choice=False,
        default=str(USUAL_MONTHS),
    )

    @property
    def chosen(self) -> int:
        """Return how many months were chosen."""
        typed = str(self.months.data)
        return next((each for each in MONTHS if typed == str(each)), USUAL_MONTHS)
