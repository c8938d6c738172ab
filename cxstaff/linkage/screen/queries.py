"""Every score against every outcome, estimated anew only when what it rests on has changed."""

from __future__ import annotations

from datetime import date

from cxstaff.linkage.leads.queries import family
from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.queries import materials_for, state_of, with_breaks
from cxstaff.linkage.screen.screen import Screen, screen
from cxstaff.pulses import queries as pulses


def screened(span: Period, lag: int, today: date, zone: str) -> Screen:
    """Look at every engagement score and every outcome at once."""
    asked = family(today)
    stands = asked.standing

    def make() -> Screen:
        found = materials_for(pulses.subjects(), span, today, zone, stands.engagement)
        return screen(with_breaks(found, span), span, lag, asked)

    made: Screen = cache.get(("screen", lag, asked, *state_of(span, today, zone)), make)
    return made
