"""In which order the teams of a map stand: by name, or by what one column says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from cxstaff.pulses.scoring.folding import FoldedScore
from cxstaff.pulses.scoring.significance import Judged, ScoreMove


class View(StrEnum):
    """What the cells of a map say."""

    COMPANY = "company"
    SCORES = "scores"
    ANSWERS = "answers"


class OrderedCell(Protocol):
    """What an order is made by."""

    @property
    def score(self) -> FoldedScore | None:
        """Return the score, None where nothing was told."""

    @property
    def difference(self) -> Judged | None:
        """Return how it differs from the company's."""


class OrderedRow(Protocol):
    """A team and its cells."""

    @property
    def by_subject(self) -> Mapping[str, OrderedCell]:
        """Return the cells by what they are about."""


AnyRow = TypeVar("AnyRow", bound=OrderedRow)


@dataclass(frozen=True, slots=True)
class Order:
    """By which column rows stand (None: by name), and whether the highest come first."""

    subject: str | None = None
    view: View = View.COMPANY
    is_falling: bool = False


BY_NAME = Order()


def ordered(rows: Sequence[AnyRow], order: Order) -> list[AnyRow]:
    """Order rows that come by name; those that a column tells nothing of stand last, by name.

    Beside the company, differences that chance alone could make count alike: they stand together by
    name, between what is clearly lower and clearly higher, since ranks of noise are noise. What is
    hidden stands with what was not asked, so that no place in the order tells of it.
    """
    subject = order.subject
    if subject is None:
        return list(reversed(rows)) if order.is_falling else list(rows)
    values = [(_value(row.by_subject[subject], order.view), row) for row in rows]
    sign = -1 if order.is_falling else 1
    told = [(sign * value, row) for value, row in values if value is not None]
    nothing = [row for value, row in values if value is None]
    return [row for _, row in sorted(told, key=lambda each: each[0])] + nothing


def _value(cell: OrderedCell, view: View) -> float | None:
    if view is View.COMPANY:
        found = cell.difference
        if found is None:
            return None
        return 0.0 if found.direction is ScoreMove.UNCLEAR else found.value
    score = cell.score
    if score is None:
        return None
    return score.mean if view is View.SCORES else float(score.n)
