"""Which customer result measures are held against."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from cxstaff.forms import Form
from cxstaff.linkage.comparison.forms import ChoiceField


class MeasuresForm(Form):
    """Which customer result measures are held against."""

    outcome = ChoiceField(_l("Customer result"))
