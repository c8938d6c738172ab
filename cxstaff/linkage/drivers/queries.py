"""An outcome decomposed over drivers, anew only when what it rests on has changed."""

from __future__ import annotations

from datetime import date

from cxstaff.linkage.drivers.decomposition import DriverShares, driver_shares
from cxstaff.linkage.estimates.verdict import Reading
from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.queries import materials_for, state_of
from cxstaff.linkage.screen.queries import screened
from cxstaff.pulses import queries as pulses

DRIVER = "driver:"


def shares(outcome: str, span: Period, lag: int, today: date, zone: str) -> DriverShares:
    """Decompose an outcome over the drivers that results are published about."""

    def make() -> DriverShares:
        subjects = [each for each in pulses.subjects() if each.startswith(DRIVER)]
        return driver_shares(materials_for(subjects, span, today, zone), outcome, lag)

    made: DriverShares = cache.get(("drivers", outcome, lag, *state_of(span, today, zone)), make)
    return made


def readings(outcome: str, span: Period, lag: int, today: date, zone: str) -> dict[str, Reading]:
    """Return what may be said of each subject and an outcome: what the screen says of it."""
    rows = screened(span, lag, today, zone).rows
    return {
        subject: cell.reading
        for subject, row in rows.items()
        for cell in row
        if cell.question.outcome == outcome
    }
