"""Teams by drivers, as the page shows them: one sign a cell, all else in its title or a view."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.people.models import Team
from cxstaff.pulses import words as said
from cxstaff.pulses.results import words
from cxstaff.pulses.results.queries import Heatmap, HeatmapCell, HeatmapRow, Order, View
from cxstaff.pulses.scoring.folding import FoldedScore
from cxstaff.pulses.scoring.significance import Judged, ScoreMove
from cxstaff.web import day, number, signed
from cxstaff.web.marks import NOTHING, SortHeading

ENDPOINT = "pulses.heatmap"


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A cell of the map: its sign, what is said of it in full, and a note below the sign.

    `kind` is the class it is coloured by; a cell that is hidden has a lock in place of a sign.
    """

    label: str
    kind: str
    sign: str
    said: str
    note: str = ""
    icon: str | None = None


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A team (None: everybody asked) and its cells."""

    team: Team | None
    cells: Sequence[HeatCell]


@dataclass(frozen=True, slots=True)
class HeatmapPage:
    """Teams by drivers: how they differ from the company, their scores, or who answered when."""

    view: View
    headings: Sequence[SortHeading]
    rows: Sequence[HeatRow]
    teams: Page[HeatmapRow]
    notes: Sequence[str]

    @property
    def is_empty(self) -> bool:
        """Say whether there are no teams or no scores to show."""
        return not self.teams.total or len(self.headings) == 1

    @property
    def shows_scores(self) -> bool:
        """Say whether colours stand for scores."""
        return self.view is View.SCORES

    @property
    def is_beside_company(self) -> bool:
        """Say whether colours stand for differences."""
        return self.view is View.COMPANY

    @property
    def meaning_of_none(self) -> str:
        """Say what a cell without a number means."""
        if self.is_beside_company:
            return str(_("not asked, or nothing to compare with"))
        return str(_("not asked"))


def heatmap_page(found: Heatmap, place: Mapping[str, object]) -> HeatmapPage:
    """Return the page of a map; `place` are the arguments of its address without the order.

    Beside the company's scores its own row is left out.
    """
    order = found.order
    write = WRITTEN[order.view]
    rows = list(found.page.items)
    if order.view is not View.COMPANY:
        rows.insert(0, found.company)
    return HeatmapPage(
        order.view,
        _headings(found, order, place),
        [HeatRow(row.team, [_cell(cell, write) for cell in row.cells]) for row in rows],
        found.page,
        _notes(found, order),
    )


def _headings(found: Heatmap, order: Order, place: Mapping[str, object]) -> list[SortHeading]:
    named: list[tuple[str | None, str]] = [(None, _("Team")), *found.names.items()]
    return [_heading(subject, label, order, place) for subject, label in named]


def _heading(
    subject: str | None, label: str, order: Order, place: Mapping[str, object]
) -> SortHeading:
    """Lead to the order by a column; by the column of the order now, the other way round."""
    is_current = order.subject == subject
    now = "descending" if order.is_falling else "ascending"
    turned = is_current and not order.is_falling
    asked = {**place, "sort": subject or "name", "order": "down" if turned else "up"}
    return SortHeading(label, ENDPOINT, asked, now if is_current else "none")


def _notes(found: Heatmap, order: Order) -> list[str]:
    """Say from which rounds the cells come, how they are judged, and how rows stand."""
    notes = []
    if found.turning:
        days = ", ".join(day(each.opens_at) for each in reversed(found.rounds))
        notes.append(
            ngettext(
                "Part of the people is asked about a driver in each round. One round has been told "
                "so far, of %(days)s; more cells fill with the next ones.",
                "Part of the people is asked about a driver in each round, so drivers that take "
                "turns are put together over the last %(num)s rounds: %(days)s.",
                len(found.rounds),
                days=days,
            )
        )
    if order.view is View.COMPANY:
        notes.append(
            _(
                "A difference is coloured where it is beyond what chance makes among all cells of "
                "the map. A team’s own page has fewer numbers, so it may call more of them clear."
            )
        )
    if order.view is View.COMPANY and order.subject:
        notes.append(
            _(
                "Teams without a clear difference stand together by name: their order would be "
                "chance."
            )
        )
    elif order.view is View.SCORES and order.subject:
        notes.append(_("Neighbours in this order often differ by chance alone."))
    if order.view is not View.ANSWERS:
        notes.append(_("How many answered, and in which rounds, is under “Answers and rounds”."))
    return notes


def _cell(cell: HeatmapCell, write: Callable[[HeatmapCell, FoldedScore], HeatCell]) -> HeatCell:
    score = cell.score
    if score is not None:
        return write(cell, score)
    if cell.is_asked:
        text = _("Hidden to protect people")
        return HeatCell(cell.label, "hidden", "", text, icon="shield-lock")
    return HeatCell(cell.label, "none", NOTHING, _("Not asked"))


def _score(cell: HeatmapCell, score: FoldedScore) -> HeatCell:
    text = _mean(score)
    full = f"{text}; {said.how_sure(score, score.between)}; {_rounds(cell)}"
    return HeatCell(cell.label, str(cell.shade), text, full)


def _beside(cell: HeatmapCell, score: FoldedScore) -> HeatCell:
    found, label = cell.difference, cell.label
    counted = f"{_counted(score)}; {_rounds(cell)}"
    if found is None:
        nothing = _("Nothing to compare with")
        return HeatCell(label, "none", NOTHING, f"{nothing}; {counted}")
    between = _between(found)
    if found.direction is ScoreMove.UNCLEAR:
        text = _("No clear difference")
        return HeatCell(label, "unclear", "≈", f"{text} ({between}); {counted}")
    full = f"{words.from_company(found)} ({between}); {counted}"
    return HeatCell(label, found.direction, signed(found.value, 0), full)


def _answers(cell: HeatmapCell, score: FoldedScore) -> HeatCell:
    ends = dict.fromkeys([cell.rounds[-1], cell.rounds[0]])
    days = " – ".join(format_date(each.opens_at, "d MMM") for each in ends)
    full = f"{_counted(score)}; {_rounds(cell)}"
    return HeatCell(cell.label, "plain", number(score.n), full, days)


WRITTEN = {View.COMPANY: _beside, View.SCORES: _score, View.ANSWERS: _answers}


def _mean(score: FoldedScore) -> str:
    if score.coded is None:
        return said.mean(score.mean)
    return said.mean(score.mean, score.coded.low, score.coded.high)


def _between(found: Judged) -> str:
    """Write where a difference lies with 95 % confidence, as signed points."""
    low, high = signed(found.value - found.reach, 0), signed(found.value + found.reach, 0)
    return str(_("%(low)s to %(high)s with 95 %% confidence", low=low, high=high))


def _counted(score: FoldedScore) -> str:
    counts = {"n": number(score.n), "asked": number(score.invited)}
    return str(_("%(n)s of %(asked)s answered", **counts))


def _rounds(cell: HeatmapCell) -> str:
    days = ", ".join(day(each.opens_at) for each in reversed(cell.rounds))
    text: str = ngettext("round of %(days)s", "rounds of %(days)s", len(cell.rounds), days=days)
    return text
