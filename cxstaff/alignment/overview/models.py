"""What was found of every team when its levers were last looked at."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.alignment.audit.facts import Finding, FindingKind
from cxstaff.db import Model
from cxstaff.people.models import Team

OF_THE_TEAM = text("measure_id IS NULL")


class MixedMessage(Model):
    """One finding of a team as it was last looked for: since which day it has been there.

    `place` is how telling it is among those of its team, from 0; `facts` the fingerprint of what
    proves it, `names` what its sentence is filled in with.
    """

    __tablename__ = "mixed_message"
    __table_args__ = (
        UniqueConstraint("team_id", "kind", "measure_id"),
        Index(
            "uq_mixed_message_of_team",
            "team_id",
            "kind",
            unique=True,
            sqlite_where=OF_THE_TEAM,
            postgresql_where=OF_THE_TEAM,
        ),
        CheckConstraint("place >= 0", name="placed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    kind: Mapped[str]
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"))
    place: Mapped[int]
    found_on: Mapped[date]
    facts: Mapped[str]
    names: Mapped[dict[str, str]] = mapped_column(JSON)

    team: Mapped[Team] = relationship()

    @property
    def finding(self) -> Finding:
        """Return it as the rules give it."""
        return Finding(FindingKind(self.kind), self.measure_id)


class LeverLook(Model):
    """When all levers were last looked at, and the fingerprint of all that they hang on then."""

    __tablename__ = "lever_look"
    __table_args__ = (CheckConstraint("id = 1", name="one_alone"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]
    looked_at: Mapped[datetime]
