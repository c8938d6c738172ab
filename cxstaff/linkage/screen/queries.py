"""Every score against every outcome, estimated anew only when what it rests on has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cxstaff.linkage.leads.queries import family
from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.queries import materials_for, state_of, with_breaks
from cxstaff.linkage.screen.screen import Screen, read_by_studies, screen
from cxstaff.linkage.verdicts.queries import verdicts_at
from cxstaff.pulses import queries as pulses


def screened(span: Period, lag: int, today: date, zone: str) -> Screen:
    """Look at every engagement score and every outcome at once, with what studies found of them."""
    asked, found = family(today), verdicts_at(span, lag)
    stands = asked.standing

    def make() -> Screen:
        found = materials_for(pulses.subjects(), span, today, zone, stands.engagement)
        return screen(with_breaks(found, span), span, lag, asked)

    made: Screen = cache.get(("screen", lag, asked, *state_of(span, today, zone)), make)
    rows = {key: read_by_studies(row, found, stands) for key, row in made.rows.items()}
    return replace(made, rows=rows) if found else made
