"""Why a question of a screen does not stand out, in words that hold for all it counts for."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from cxstaff.linkage.estimates.reasons import Reason
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.leads.words import among
from cxstaff.linkage.screen.screen import Screen
from cxstaff.linkage.words.reasons import WHY
from cxstaff.linkage.words.terms import PERIOD, PERIODS
from cxstaff.web import number

OF_MANY: dict[Reason, Any] = {
    Reason.TOO_FEW_TEAMS: _l("Fewer than %(fewest_teams)s teams can be compared."),
    Reason.TOO_FEW_PERIODS: _l("Fewer than %(fewest)s %(periods)s can be compared."),
}


def why(reason: Reason, found: Screen) -> str:
    """Put a reason in words that hold for every question it counts for."""
    terms = Terms()
    if reason is Reason.MAY_BE_ONE_OF_MANY:
        return among(found.questions)
    return str((WHY | OF_MANY)[reason]) % {
        "fewest_teams": number(terms.teams),
        "fewest": number(terms.periods),
        "period": PERIOD[found.span],
        "periods": PERIODS[found.span],
    }
