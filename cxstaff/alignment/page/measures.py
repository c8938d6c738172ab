"""The measures of a team with the levers that point to them, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.alignment.sides import Gap, MeasureLevers, Sides
from cxstaff.alignment.words import GAP_WORDS
from cxstaff.linkage.judging.judging import MeasureJudgement
from cxstaff.linkage.judging.words import JudgementInWords, in_words
from cxstaff.measures.models import Measure
from cxstaff.web.marks import NOTHING


@dataclass(frozen=True, slots=True)
class GapLine:
    """What is missing where levers point to a measure; `endpoint` leads to what would mend it."""

    text: Any
    cure: str = ""
    endpoint: str = ""


@dataclass(frozen=True, slots=True)
class TeamMeasureRow:
    """A measure that levers point to: marks for each kind, what customers say, what is missing."""

    levers: MeasureLevers
    marks: Sequence[str]
    guard: str
    judged: JudgementInWords | None
    gaps: Sequence[GapLine]


def rows(
    sides: Sides, judged: Mapping[int, MeasureJudgement], outcome: str, *, may_set: bool
) -> list[TeamMeasureRow]:
    """Return a row for each measure that a lever points to, judged by customers' `outcome`."""
    yes, no = _("Yes"), NOTHING
    return [
        TeamMeasureRow(
            row,
            [yes if levers else no for levers in (row.targets, row.plans, row.celebrations)],
            row.measure.guard.name if row.measure.guard else no,
            _judged(row.measure, judged, outcome),
            [_gap(each, may_set) for each in row.gaps],
        )
        for row in sides.rows
    ]


def _judged(
    measure: Measure, judged: Mapping[int, MeasureJudgement], outcome: str
) -> JudgementInWords | None:
    found = judged.get(measure.id)
    return None if found is None else in_words(measure, found, outcome)


def _gap(gap: Gap, may_set: bool) -> GapLine:
    if may_set and gap is Gap.NEVER_CELEBRATED:
        return GapLine(GAP_WORDS[gap], _("Celebrate it"), "recognition.new_celebration")
    if may_set and gap is Gap.NO_TARGET:
        return GapLine(GAP_WORDS[gap], _("Set a target"), "measures.new_target")
    return GapLine(GAP_WORDS[gap])
