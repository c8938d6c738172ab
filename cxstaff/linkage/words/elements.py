"""Small parts of pages as values: what the macros in templates/components are called with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from flask_babel import gettext as _

from cxstaff.web import number


@dataclass(frozen=True, slots=True)
class Badge:
    """A word with a tone (`good`, `warn`, `info`, `muted`) and an icon, if it has one."""

    text: str
    tone: str
    icon_name: str | None = None


@dataclass(frozen=True, slots=True)
class NumberCells:
    """A number as columns of a table hold it: its value, the ends of its interval, what counts.

    Where there is no `value` the others are empty: it `is_hidden` to protect people, or `why` says
    why there is none.
    """

    value: str = ""
    low: str = ""
    high: str = ""
    n: str = ""
    is_hidden: bool = field(default=False, kw_only=True)
    why: str = field(default="", kw_only=True)

    @classmethod
    def of(cls, found: HasEnds, write: Callable[[float], str], n: int) -> NumberCells:
        """Write an estimate and both of its ends in the same way, without their unit."""
        return cls(write(found.value), write(found.low), write(found.high), number(n))

    @classmethod
    def absent(cls, *, is_hidden: bool) -> NumberCells:
        """Return what stands where a number is hidden to protect people, or is not known."""
        return cls(is_hidden=is_hidden, why=str(_("No data")))


class HasEnds(Protocol):
    """An estimate with the ends of its interval."""

    @property
    def value(self) -> float:
        """Return the estimate."""

    @property
    def low(self) -> float:
        """Return the lower end."""

    @property
    def high(self) -> float:
        """Return the upper end."""


@dataclass(frozen=True, slots=True)
class WrittenInterval:
    """A number and the ends of its interval, written out; `n` counts what it rests on."""

    value: str
    low: str
    high: str
    n: int | None = None

    @classmethod
    def of(
        cls, found: HasEnds, write: Callable[[float], str], n: int | None = None
    ) -> WrittenInterval:
        """Write an estimate and both of its ends in the same way."""
        return cls(write(found.value), write(found.low), write(found.high), n)
