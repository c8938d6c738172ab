"""What every page reads of whoever asks for it: plain values, which cost less than objects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cxstaff.text import initials


@dataclass(frozen=True, slots=True)
class Account:
    """What every page needs to know of the person who asks for it."""

    id: int
    name: str
    email: str | None
    zone: str | None
    locale: str | None
    session_version: int
    left_on: date | None

    @property
    def initials(self) -> str:
        """Return the letters that stand for a person."""
        return initials(self.name)

    def works_here(self, today: date) -> bool:
        """Say whether the person has not left."""
        return self.left_on is None or today < self.left_on
