"""What no comparison can rule out, and how strong it would have to be, in words."""

from __future__ import annotations

from math import isnan

from flask_babel import gettext as _

from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.web import percent


def unknown_causes(slope: Slope | Unusable) -> list[tuple[str, str]]:
    """Return the term and what is said of it; nothing without an estimate."""
    if isinstance(slope, Unusable) or isnan(slope.partial):
        return []
    text = _(
        "Something unknown that came and went with engagement: another lead, other people, a busy "
        "season. If it went along with %(share)s of what is left of both numbers once teams and "
        "periods are taken out, it could account for all of this slope; with less of both it could "
        "not.",
        share=percent(slope.robustness),
    )
    return [(_("What cannot be ruled out"), str(text))]
