"""Rules of patterns as the company set them, and the patterns that were noticed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxstaff.db import Model


class ThanksPatternRule(Model):
    """When something is a pattern, and what happens then; without a row the usual rule holds."""

    __tablename__ = "thanks_pattern_rule"
    __table_args__ = (
        CheckConstraint("kind IN ('pair', 'one person', 'round')", name="kind"),
        CheckConstraint("answer IN ('off', 'alert', 'block')", name="answer"),
        CheckConstraint("weeks BETWEEN 1 AND 52", name="weeks"),
        CheckConstraint("fewest BETWEEN 2 AND 100", name="fewest"),
        CheckConstraint("share BETWEEN 10 AND 100", name="share"),
    )

    kind: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[str]
    weeks: Mapped[int]
    fewest: Mapped[int]
    share: Mapped[int]


class NoticedPattern(Model):
    """A pattern that holds, by the ids of its people in their order (`who`, such as "3-17").

    `counts` and `of` are as in `rules.Pattern`; `looked_at` is when HR last looked at it, and
    `looked_count` how many thanks were in it then. It goes when it holds no more.
    """

    __tablename__ = "noticed_pattern"

    kind: Mapped[str] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(primary_key=True)
    counts: Mapped[list[int]] = mapped_column(JSON)
    of: Mapped[int]
    noticed_at: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    looked_count: Mapped[int] = mapped_column(default=0)

    @property
    def people(self) -> tuple[int, ...]:
        """Return the ids of its people."""
        return tuple(int(each) for each in self.who.split("-"))
