"""Where teams stand, worked out anew only when what it rests on has changed."""

from __future__ import annotations

from datetime import date

from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.periods import Span
from cxstaff.linkage.material.queries import materials_for, state_of
from cxstaff.linkage.standings.standings import Quadrant, quadrant


def standing(engagement: str, outcome: str, months: int | None, today: date, zone: str) -> Quadrant:
    """Place teams on engagement and an outcome over the last complete months (None: all)."""

    def make() -> Quadrant:
        materials = materials_for([engagement], Span.MONTH, today, zone)
        return quadrant(materials[engagement], outcome, months)

    key = "teams", engagement, outcome, months, *state_of(Span.MONTH, today, zone)
    made: Quadrant = cache.get(key, make)
    return made
