"""How many are asked in somebody's group of a round, as it is read beside their invitation."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, case, cast, func, literal_column, select
from sqlalchemy.orm import aliased

from cxstaff.pulses.models import Invitation


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """How many of a group are `asked`; beside the person some answer `by_code`, some are `new`.

    `known` are the person and those who are neither.
    """

    asked: int
    by_code: int
    new: int
    known: int


_EACH = aliased(Invitation)
_IS_OTHER = _EACH.person_id != Invitation.person_id
_IS_KNOWN = ~_EACH.needs_code & ~_EACH.is_new


def _counted(is_in_group: ColumnElement[bool]) -> ColumnElement[str]:
    """Count those in a group, as one text: four columns would count them four times."""
    numbers = (
        func.count(),
        func.count().filter(_IS_OTHER & _EACH.needs_code),
        func.count().filter(_IS_OTHER & _EACH.is_new),
        func.count().filter(_IS_KNOWN | ~_IS_OTHER),
    )
    first, *others = (cast(each, Text) for each in numbers)
    text: ColumnElement[str] = first
    for each in others:
        text = text + literal_column("' '", Text) + each
    of_round = _EACH.round_id == Invitation.round_id
    return select(text).where(of_round, is_in_group).correlate(Invitation).scalar_subquery()


COUNTS: ColumnElement[str] = case(
    (Invitation.group_id.is_(None), _counted(_EACH.group_id.is_(None))),
    else_=_counted(_EACH.group_id == Invitation.group_id),
)
"""Beside an invitation: the counts of its group, to be read by `counts_in`."""


def counts_in(text: str) -> GroupCounts:
    """Read the counts of a group."""
    return GroupCounts(*map(int, text.split()))
