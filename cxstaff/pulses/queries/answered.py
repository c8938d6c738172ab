"""Who has answered a round: while it is open its box says so, and afterwards the roster."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_, select

from cxstaff.pulses.models import Invitation, SealedAnswer


def has_answered() -> ColumnElement[bool]:
    """Say of a selected `Invitation` whether the person has answered."""
    return or_(Invitation.has_answered, _in_the_box(SealedAnswer.has_answered))


def is_disputed() -> ColumnElement[bool]:
    """Say of a selected `Invitation` whether the person says that the answer is not theirs."""
    return or_(Invitation.is_disputed, _in_the_box(SealedAnswer.is_disputed))


def _in_the_box(mark: Any) -> ColumnElement[bool]:
    return (
        select(1)
        .where(
            SealedAnswer.round_id == Invitation.round_id,
            SealedAnswer.person_id == Invitation.person_id,
            mark,
        )
        .correlate(Invitation)
        .exists()
    )
