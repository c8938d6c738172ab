"""Which rounds a subject makes a series of: those in which it means the same."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, true

from cxstaff.pulses.models import PulseRound, RoundResult

INDEX = "index"


def counts_for(subject: str) -> ColumnElement[bool]:
    """Say that a round counts in series about a subject.

    An engagement index of other questions than the company's is another one.
    """
    return PulseRound.is_of_index.is_(True) if subject == INDEX else true()


def counts() -> ColumnElement[bool]:
    """Say the same of a result with its round, whatever it is about."""
    return or_(RoundResult.subject != INDEX, PulseRound.is_of_index)
