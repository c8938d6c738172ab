"""Acknowledgements: that a finding is known, why it stays for now, when to look again."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Team


class Acknowledgement(Model):
    """That a finding of a team (None: of the company) is known, and why it stays until a day.

    `facts` is the fingerprint of what proved the finding then, `sentence` what was read. A row is
    never changed but to be taken back; the newest one of a finding is the one that counts.
    """

    __tablename__ = "acknowledgement"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="has_reason"),
        CheckConstraint("look_again_on > acknowledged_on", name="looked_at_again"),
        CheckConstraint(
            "taken_back_by_id IS NULL OR taken_back_at IS NOT NULL", name="taken_back_at_a_time"
        ),
        Index("ix_acknowledgement_team_id", "team_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    kind: Mapped[str]
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"))
    facts: Mapped[str]
    sentence: Mapped[str]
    reason: Mapped[str]
    acknowledged_on: Mapped[date]
    acknowledged_at: Mapped[datetime]
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    look_again_on: Mapped[date]
    taken_back_at: Mapped[datetime | None]
    taken_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    team: Mapped[Team | None] = relationship(Team)
    measure: Mapped[Measure | None] = relationship(Measure)
    acknowledged_by: Mapped[Person | None] = relationship(foreign_keys=[acknowledged_by_id])
    taken_back_by: Mapped[Person | None] = relationship(foreign_keys=[taken_back_by_id])

    def holds(self, facts: str, today: date) -> bool:
        """Say whether it holds on a day on which `facts` prove the finding."""
        is_same = self.taken_back_at is None and self.facts == facts
        return is_same and today < self.look_again_on
