"""The overview of teams as a table of a file: numbers in columns of their own, as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from cxstaff.alignment.overview.lines import OverviewLine
from cxstaff.alignment.page.overview import engaged_line, sentences
from cxstaff.customers.outcomes import Outcome
from cxstaff.measures.models import Measure
from cxstaff.pulses.scoring.scoring import Interval
from cxstaff.text import one_line

JOINT = "; "


def headings(outcome: Any) -> list[str]:
    """Return the headings; customers answer by `outcome`."""
    told = (_("Team"), _("Belongs to"), _("Lead"), _("Measured"), _("Incented"), _("Celebrated"))
    thanked = _("Public thanks of 90 days")
    heard = (outcome, _("from"), _("to"), _("Answers, 28 days"))
    engaged = (_("Engagement index"), _("from"), _("to"), _("Answered"), _("Asked"), _("Why none"))
    mixed = (_("Mixed messages"), _("Newest found on"))
    return [str(each) for each in (*told, thanked, *heard, *engaged, *mixed)]


def cells(
    line: OverviewLine, measures: Mapping[int, Measure], outcome: Outcome
) -> Sequence[str | float | None]:
    """Return the cells of one team, in the order of the headings."""
    sides, found = line.sides, line.heard
    thanked = [f"{measures[key].name} ({count})" for key, count in line.thanks.items()]
    heard: list[float | None] = [None] * 4
    if found is not None:
        ends = (found.value, found.low, found.high)
        heard = [*(_rounded(each, outcome) for each in ends), found.n]
    days = [each.found_on.isoformat() for each in line.messages.open]
    return [
        line.team.name,
        " › ".join(line.above),
        JOINT.join(line.leads),
        _names(each.measure for each in sides.targets),
        _names(each.measure for each in sides.plans),
        _names(each.measure for each in sides.celebrations),
        JOINT.join(sorted(thanked)),
        *heard,
        *_engaged(line),
        JOINT.join(sentences(line.messages.open)),
        max(days, default=None),
    ]


def _engaged(line: OverviewLine) -> list[str | float | None]:
    told, pulse = engaged_line(line.pulse), line.pulse
    if pulse is None or pulse.point is None:
        return [*[None] * 5, str(told.why)]
    ends = pulse.interval or Interval(pulse.point.mean, pulse.point.mean)
    point, is_told = pulse.point, bool(told.value)
    numbers = [round(each, 1) if is_told else None for each in (point.mean, ends.low, ends.high)]
    return [*numbers, point.n, point.invited, str(told.why)]


def _names(pointed: Iterable[Measure]) -> str:
    return JOINT.join(dict.fromkeys(one_line(each.name) for each in pointed))


def _rounded(value: float, outcome: Outcome) -> float:
    return round(value, outcome.decimals + 1)
