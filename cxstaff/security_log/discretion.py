"""Whose signing in is told by the day alone: those whom a feature asks something in secret."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

IsAsked = Callable[[int, datetime], bool]

_ASKING: list[IsAsked] = []


def tell_by_the_day(is_asked: IsAsked) -> None:
    """Tell by the day alone what people do with their account while `is_asked` holds of them."""
    if is_asked not in _ASKING:
        _ASKING.append(is_asked)


def is_asked(person_id: int, now: datetime) -> bool:
    """Say whether some feature is asking this person something in secret now."""
    return any(asks(person_id, now) for asks in _ASKING)
