"""Weeks and months that are over, and rounds that have closed, packed for whoever compares them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cxstaff import packed
from cxstaff.customers.columns import channels_of_teams, totals
from cxstaff.linkage.material.gathering import grain_of
from cxstaff.linkage.material.periods import Period, first_day, number_of
from cxstaff.linkage.material.question import Question
from cxstaff.pulses import queries as pulses

AT_ONCE = 20
"""Parts that are packed in one transaction: of a thousand teams about 0.3 s."""


@dataclass(frozen=True, slots=True)
class StaleParts:
    """Some parts of a set of data that are not packed as they are now."""

    data: packed.Dataset
    parts: tuple[Any, ...]

    def __str__(self) -> str:
        return f"{self.data.name} {self.parts[0]} to {self.parts[-1]}"


def waiting(questions: Iterable[Question], today: date) -> list[StaleParts]:
    """Return what is not packed of that which some questions are answered from, before `today`.

    Periods that still run are left out: they change with every interaction, and nothing compares
    them.
    """
    asked = list(questions)
    found: list[StaleParts] = []
    for span in sorted({_span_of(each) for each in asked}):
        until = first_day(number_of(today, span), span)
        found += _batches(totals(grain_of(span)), until)
    if asked:  # known changes of teams read them by months, whatever the question's periods
        found += _batches(
            channels_of_teams(), first_day(number_of(today, Period.MONTH), Period.MONTH)
        )
    for subject in sorted({each.engagement for each in asked}):
        for data in (pulses.score_rows(subject), pulses.half_rows(subject)):
            found += _batches(data)
    return found


def _span_of(question: Question) -> Period:
    return Period.WEEK if question.span is Period.WEEK else Period.MONTH


def _batches(data: packed.Dataset, until: date | None = None) -> Iterator[StaleParts]:
    stale = packed.stale_parts(data, until)
    for start in range(0, len(stale), AT_ONCE):
        yield StaleParts(data, tuple(stale[start : start + AT_ONCE]))
