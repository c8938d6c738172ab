"""The lines of a scorecard as rows of a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cxstaff.alignment.page.standing import Applause
from cxstaff.alignment.scorecards import MeasureLine, PeriodValue
from cxstaff.linkage.judging.judging import MeasureJudgement
from cxstaff.linkage.judging.words import in_words
from cxstaff.measures.words import period_name

HEADINGS = (
    *("measure", "unit", "voice", "period", "from", "to", "value", "low", "high", "n", "kind"),
    *("target", "whose", "target since", "verdict", "guard", "guard value", "guard change"),
    *("guard moved", "customers say", "thanks", "of these for customers' words"),
)


def as_rows(
    lines: Sequence[MeasureLine],
    said: Mapping[int, MeasureJudgement],
    outcome: str,
    celebrated: Applause,
) -> Iterator[Sequence[object]]:
    """Give a scorecard as rows of a file: each measure and period, the newest with its target."""
    yield HEADINGS
    for line in lines:
        for reading in line.trend:
            measure, thanked = line.measure, celebrated.measures.get(line.measure.id)
            counts = [thanked.count, thanked.remarks] if thanked else [0, 0]
            newest = [*_more(line, said, outcome), *counts]
            yield [
                *(measure.name, measure.unit, measure.voice, period_name(reading.period)),
                *(reading.period.first_day, reading.period.last_day),
                *_cells(reading),
                *(newest if reading is line.reading else [""] * len(newest)),
            ]


def _cells(reading: PeriodValue) -> list[object]:
    found = reading.number
    if found is None:
        return ["", "", "", "", str(reading.value)]
    kind = "sample" if found.is_sample else "counted"
    low, high = ("" if each is None else each for each in (found.low, found.high))
    return [found.value, low, high, found.n, kind]


def _more(line: MeasureLine, said: Mapping[int, MeasureJudgement], outcome: str) -> list[object]:
    target, guard, judged = line.target, line.guard, said.get(line.measure.id)
    told: list[object] = [""] * 4
    if target is not None:
        name = target.team.name if target.team else "company"
        told = [target.level, name, target.since, str(line.verdict)]
    beside: list[object] = [""] * 4
    if guard is not None:
        found, number = guard.difference, guard.reading.number
        beside = [
            guard.measure.name,
            number.value if number else "",
            found.value if found else "",
            str(found.move) if found else "",
        ]
    words = in_words(line.measure, judged, outcome).badge.text if judged else ""
    return [*told, *beside, words]
