"""Small parts of pages as values: what the macros in templates/components are called with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from flask_babel import lazy_gettext as _l

from cxstaff.linkage.estimates.verdict import Lead, Reading, Verdict


@dataclass(frozen=True, slots=True)
class Badge:
    """A word with a tone (`good`, `warn`, `info`, `muted`) and an icon, if it has one."""

    text: str
    tone: str
    icon_name: str | None = None


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


READINGS: dict[Reading, tuple[Any, str, str]] = {
    Verdict.SUPPORTS: (_l("Supports"), "good", "arrow-up-right"),
    Verdict.CONFLICTS: (_l("Conflicts"), "warn", "arrows-exchange"),
    Verdict.CANNOT_TELL: (_l("Cannot tell"), "muted", "hourglass"),
    Lead.TOGETHER: (_l("Lead: together"), "info", "arrow-up-right"),
    Lead.OPPOSITE: (_l("Lead: opposite"), "info", "arrows-exchange"),
}
"""How each is called wherever it is shown, with its tone and its icon."""


def verdict_badge(verdict: str) -> Badge:
    """Return how a verdict that was kept is shown."""
    return reading_badge(Verdict(verdict))


def reading_badge(reading: Reading) -> Badge:
    """Return how a verdict or a lead is shown, on every page alike."""
    text, tone, icon_name = READINGS[reading]
    return Badge(str(text), tone, icon_name)
