"""What each interaction adds to the running sums, as arrays (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxstaff.customers.models import SUMS
from cxstaff.promoters import DETRACTOR_TO, PROMOTER_FROM

Whole = NDArray[np.int64]
Columns = Mapping[str, Sequence[Any]]
Terms = dict[int, Whole]
"""What each of many adds to the sums, by the place in SUMS; sums that are not there are 0."""

PLACE = {name: place for place, name in enumerate(SUMS)}
HALF = 32
"""Bits of a sum of squares that stand in its lower number."""

WIDEST = 3_000_000_000
"""No number whose squares are added up may be larger, so that its square has 63 bits."""


def terms_of(columns: Columns) -> Terms:
    """Return what each interaction adds to the sums."""
    terms = {PLACE["interactions"]: np.ones(len(columns["happened_at"]), np.int64)}
    return terms | _placed(_added(columns, None))


def terms_between(was: Columns, now: Columns, changed: Set[str]) -> Terms:
    """Return what interactions add more than before, of which some fields have changed."""
    before, after = _placed(_added(was, changed)), _placed(_added(now, changed))
    none: Any = 0
    return {n: after.get(n, none) - before.get(n, none) for n in before.keys() | after.keys()}


def _placed(added: Iterator[tuple[str, Sequence[NDArray[Any]]]]) -> Terms:
    return {
        place: numbers.astype(np.int64)
        for first, each in added
        for place, numbers in enumerate(each, PLACE[first])
    }


def _added(
    columns: Columns, changed: Set[str] | None
) -> Iterator[tuple[str, Sequence[NDArray[Any]]]]:
    """Give the sums that stand side by side: the first one's name, and what is added to each.

    Only those on which a field in `changed` tells; all where it is None.
    """
    for first, name, of, others in _FAMILIES:
        is_wanted = changed is None or name in changed or not changed.isdisjoint(others)
        if is_wanted and _is_told(columns[name]):
            yield first, of(columns, name)


def _is_told(column: Sequence[Any]) -> bool:
    return column.count(None) < len(column)


def _heard(columns: Columns) -> Whole:
    """Return 1 where the customer gave an answer that is no remark."""
    heard = np.zeros(len(columns["csat"]), np.int64)
    for name in _ON_HEARD:
        if _is_told(columns[name]):
            heard |= _numbers(columns[name])[0]
    return heard


def _seconds(columns: Columns, name: str) -> list[int | None]:
    """Return how long it took until a moment, in whole seconds."""
    both = zip(columns[name], columns["happened_at"], strict=True)
    return [None if then is None else int((then - since).total_seconds()) for then, since in both]


def _numbers(column: Sequence[int | None]) -> tuple[Whole, Whole]:
    """Return 1 where there is a number, and the numbers with 0 where there is none."""
    if None not in column:
        return np.ones(len(column), np.int64), np.array(column, np.int64)
    numbers = np.array(column, np.float64)  # None becomes NaN; none is too large to be exact
    said = ~np.isnan(numbers)
    numbers[~said] = 0
    return said.astype(np.int64), numbers.astype(np.int64)


def _csat(columns: Columns, name: str) -> tuple[NDArray[Any], ...]:
    said, numbers = _numbers(columns[name])
    return said, numbers, numbers * numbers, numbers >= 4


def _nps(columns: Columns, name: str) -> tuple[NDArray[Any], ...]:
    said, numbers = _numbers(columns[name])
    return said, numbers >= PROMOTER_FROM, said & (numbers <= DETRACTOR_TO)


def _ces(columns: Columns, name: str) -> tuple[NDArray[Any], ...]:
    return _csat(columns, name)[:3]


def _answer(columns: Columns, name: str) -> tuple[NDArray[Any], ...]:
    return _numbers(columns[name])


def _answer_heard(columns: Columns, name: str) -> tuple[NDArray[Any], ...]:
    (said, yes), heard = _numbers(columns[name]), _heard(columns)
    return yes & heard, (said - yes) & heard


def _number(columns: Columns, name: str) -> tuple[NDArray[Any], ...]:
    return _squared(*_numbers(columns[name]))


def _length(columns: Columns, name: str) -> tuple[NDArray[Any], ...]:
    return _squared(*_numbers(_seconds(columns, name)))


def _squared(said: Whole, numbers: Whole) -> tuple[Whole, ...]:
    """Return numbers with their squares in two parts, so that sums of them cannot overflow."""
    if np.abs(numbers).max() > WIDEST:
        raise OverflowError("a length of time or a worth is too large to be added up")
    squares = numbers * numbers
    return said, numbers, squares >> HALF, squares & ((1 << HALF) - 1)


_ON_HEARD = ("csat", "nps", "ces", "is_satisfied", "is_solved")
_FAMILIES: tuple[tuple[str, str, Callable[..., tuple[NDArray[Any], ...]], tuple[str, ...]], ...] = (
    ("csat_n", "csat", _csat, ()),
    ("nps_n", "nps", _nps, ()),
    ("ces_n", "ces", _ces, ()),
    ("satisfied_n", "is_satisfied", _answer, ()),
    ("solved_n", "is_solved", _answer, ()),
    ("resolved_n", "is_resolved", _answer, ()),
    ("resolved_heard", "is_resolved", _answer_heard, _ON_HEARD),
    ("reopened_n", "is_reopened", _answer, ()),
    ("escalated_n", "is_escalated", _answer, ()),
    ("complaint_n", "is_complaint", _answer, ()),
    ("handling_n", "handling_seconds", _number, ()),
    ("waiting_n", "responded_at", _length, ("happened_at",)),
    ("closing_n", "closed_at", _length, ("happened_at",)),
    ("value_n", "value", _number, ()),
)
"""The first sum of each family, the field it is of, what gives its sums, and what else tells."""

SUMMED = frozenset(name for _, of, _, others in _FAMILIES for name in (of, *others))
"""Fields that tell on the sums of the cell that an interaction is in."""
