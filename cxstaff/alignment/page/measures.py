"""The measures of a team with the levers that point to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.alignment.sides import MeasureLevers, Sides
from cxstaff.linkage.judging.judging import MeasureJudgement
from cxstaff.linkage.judging.words import JudgementInWords, in_words
from cxstaff.measures.models import Measure
from cxstaff.web.marks import NOTHING


@dataclass(frozen=True, slots=True)
class TeamMeasureRow:
    """A measure that levers point to: marks for each kind, what customers say."""

    levers: MeasureLevers
    marks: Sequence[str]
    guard: str
    judged: JudgementInWords | None


def rows(
    sides: Sides, judged: Mapping[int, MeasureJudgement], outcome: str
) -> list[TeamMeasureRow]:
    """Return a row for each measure that a lever points to, judged by customers' `outcome`."""
    yes, no = _("Yes"), NOTHING
    return [
        TeamMeasureRow(
            row,
            [yes if levers else no for levers in (row.targets, row.plans, row.celebrations)],
            row.measure.guard.name if row.measure.guard else no,
            _judged(row.measure, judged, outcome),
        )
        for row in sides.rows
    ]


def _judged(
    measure: Measure, judged: Mapping[int, MeasureJudgement], outcome: str
) -> JudgementInWords | None:
    found = judged.get(measure.id)
    return None if found is None else in_words(measure, found, outcome)
