"""Where teams stand, worked out anew only when what it rests on has changed."""

from __future__ import annotations

from datetime import date

from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.queries import materials_for, state_of
from cxstaff.linkage.standings.standings import Standings, standings


def standing(
    engagement: str, outcome: str, months: int | None, today: date, zone: str
) -> Standings:
    """Place teams on engagement and an outcome over the last complete months (None: all)."""

    def make() -> Standings:
        materials = materials_for([engagement], Period.MONTH, today, zone)
        return standings(materials[engagement], outcome, months)

    key = "teams", engagement, outcome, months, *state_of(Period.MONTH, today, zone)
    made: Standings = cache.get(key, make)
    return made
