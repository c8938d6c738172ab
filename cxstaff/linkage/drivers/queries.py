"""An outcome decomposed over drivers, anew only when what it rests on has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cxstaff.linkage.comparison.panels import Panels
from cxstaff.linkage.drivers.decomposition import Decomposition, DriverShares, driver_shares
from cxstaff.linkage.estimates.verdict import Reading
from cxstaff.linkage.leads.family import Family
from cxstaff.linkage.leads.queries import family
from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.material import Material
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.queries import materials_for, state_of
from cxstaff.linkage.screen.screen import ScreenedQuestion, read_by_studies, screened_score
from cxstaff.linkage.verdicts.queries import verdicts_at
from cxstaff.pulses import queries as pulses

DRIVER = "driver:"


@dataclass(frozen=True, slots=True)
class ReadShares:
    """What each driver carries, and the questions about those that have a share."""

    shares: DriverShares
    cells: Sequence[ScreenedQuestion]

    @property
    def readings(self) -> dict[str, Reading]:
        """Return what may be said of each driver that has a share, by its subject."""
        return {cell.question.engagement: cell.reading for cell in self.cells}


def read_shares(outcome: str, span: Period, lag: int, today: date, zone: str) -> ReadShares:
    """Decompose an outcome over the drivers that results are published about, and read each.

    A driver is read as the screen and the comparison read it.
    """
    asked, found = family(today), verdicts_at(span, lag)

    def make() -> ReadShares:
        subjects = [each for each in pulses.subjects() if each.startswith(DRIVER)]
        materials = materials_for(subjects, span, today, zone, asked.standing.engagement)
        shares = driver_shares(materials, outcome, lag)
        return ReadShares(shares, _read(shares, materials, (span, lag), outcome, asked))

    key = "drivers", outcome, lag, asked, *state_of(span, today, zone)
    made: ReadShares = cache.get(key, make)
    cells = read_by_studies(made.cells, found, asked.standing)
    return replace(made, cells=cells) if found else made


def _read(
    shares: DriverShares,
    materials: Mapping[str, Material],
    time: tuple[Period, int],
    outcome: str,
    asked: Family,
) -> tuple[ScreenedQuestion, ...]:
    """Read the drivers that have a share, each against all outcomes: the group it is judged in."""
    if not isinstance(shares.found, Decomposition):
        return ()
    return tuple(
        cell
        for share in shares.found.shares
        for cell in screened_score(
            Panels(materials[share.driver], time[1]), share.driver, time, asked
        )
        if cell.question.outcome == outcome
    )
