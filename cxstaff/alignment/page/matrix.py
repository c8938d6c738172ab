"""The matrix of teams, measures and levers over time: a picture, and its numbers as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.alignment.forms import OverviewForm
from cxstaff.alignment.overview.matrix import LeverMatrix
from cxstaff.date_range import DateRange
from cxstaff.db import Page
from cxstaff.measures.models import LeverKind, Measure
from cxstaff.web import day
from cxstaff.web.empty import EmptyState

KINDS = {
    LeverKind.MEASURED: _l("Measured"),
    LeverKind.INCENTED: _l("Incented"),
    LeverKind.CELEBRATED: _l("Celebrated"),
}
"""The kinds of lever, from the upper line of a cell to the lower."""
LANE = 8
"""How far apart the lines of a cell are, in units of the picture; a day is one across."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One team and measure: a path of SVG for each kind of lever ("" where it never held)."""

    measure: str
    paths: Sequence[tuple[str, str]]
    width: int
    height: int = LANE * len(KINDS)

    @property
    def is_empty(self) -> bool:
        """Say whether no lever held."""
        return not any(path for _, path in self.paths)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One team with a cell for each measure."""

    team_id: int
    name: str
    cells: Sequence[MatrixCell]


@dataclass(frozen=True, slots=True)
class LeverDaysRow:
    """When one kind of lever held for a team on a measure, and on how many days of the window."""

    team: str
    measure: str
    kind: Any
    when: str
    days: int


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The matrix of a page of teams, from the `first` day to the `last`."""

    teams: Page[MatrixRow]
    measures: Sequence[Measure]
    numbers: Sequence[LeverDaysRow]
    form: OverviewForm
    nothing: EmptyState
    first: str
    last: str

    @property
    def legend(self) -> list[tuple[str, Any]]:
        """Return the kinds of lever, from the upper line to the lower."""
        return [(kind.value, label) for kind, label in KINDS.items()]

    @property
    def headings(self) -> list[Any]:
        """Return the headings of the picture."""
        return [_("Team"), *(each.name for each in self.measures)]

    @property
    def summary(self) -> str:
        """Say how the picture is to be read."""
        told = _(
            "Each cell goes from %(first)s to %(last)s. Its upper line is there on days with a "
            "target, the middle one with a plan that pays, the lower one with a celebration. "
            "Targets from above are included.",
            first=self.first,
            last=self.last,
        )
        return str(told)


def matrix_page(
    found: LeverMatrix, page: Page[Any], form: OverviewForm, nothing: EmptyState
) -> MatrixPage:
    """Return a matrix as its page shows it."""
    rows = [
        MatrixRow(team.id, team.name, [_cell(found, team.id, each) for each in found.measures])
        for team in found.teams
    ]
    return MatrixPage(
        teams=page.showing(rows),
        measures=found.measures,
        numbers=list(_numbers(found)),
        form=form,
        nothing=nothing,
        first=day(found.window.since),
        last=day(_last(found.window)),
    )


def _cell(found: LeverMatrix, team_id: int, measure: Measure) -> MatrixCell:
    paths = []
    for lane, kind in enumerate(KINDS):
        spans = found.days.get((team_id, measure, kind), ())
        path = "".join(_stroke(each, lane, found.window.since) for each in spans)
        paths.append((kind.value, path))
    return MatrixCell(measure.name, paths, _length(found.window))


def _stroke(span: DateRange, lane: int, first: date) -> str:
    start = (span.since - first).days
    return f"M{start},{LANE // 2 + LANE * lane}h{_length(span)}"


def _numbers(found: LeverMatrix) -> Iterator[LeverDaysRow]:
    for team in found.teams:
        for measure in found.measures:
            for kind, label in KINDS.items():
                spans = found.days.get((team.id, measure, kind), ())
                if spans:
                    when = "; ".join(_when(each, found.window) for each in spans)
                    days = sum(_length(each) for each in spans)
                    yield LeverDaysRow(team.name, measure.name, label, when, days)


def _when(span: DateRange, window: DateRange) -> str:
    told = {"since": day(span.since), "until": day(_last(span))}
    if span == window:
        return str(_("All the time"))
    if span.until == window.until:
        return str(_("since %(since)s", **told))
    if span.since == window.since:
        return str(_("until %(until)s", **told))
    return str(_("%(since)s to %(until)s", **told))


def _length(span: DateRange) -> int:
    return ((span.until or span.since) - span.since).days


def _last(span: DateRange) -> date:
    return (span.until or span.since) - timedelta(days=1)
