"""Studies: questions declared before looking, and what they found each time."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model, Whole
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.leads.models import known_lag, known_span
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Mix, Question
from cxstaff.people.models import Person, Team


class ExpectedDirection(StrEnum):
    """Where a customer result is expected to go when engagement rises."""

    RISE = "rise"
    FALL = "fall"


class Study(Model):
    """A question with its lag, direction and terms, declared at a moment and never changed.

    `mix`, `team_id`, `first_on` and `last_on` are those of a `Question`. `smallest` is the smallest
    effect worth knowing, above 0, in units of the outcome for one point of engagement; `step` the
    points that effects are told for, how far a score usually moved at the declaration; `running` is
    the number of the period that ran at the declaration; `is_exploratory` says that the same result
    had been looked at before.
    """

    __tablename__ = "study"
    __table_args__ = (
        known_span(),
        known_lag(),
        CheckConstraint("direction IN ('rise', 'fall')", name="known_direction"),
        CheckConstraint("mix IN ('own', 'same')", name="known_mix"),
        CheckConstraint("first_on <= last_on", name="first_before_last"),
        CheckConstraint("smallest > 0", name="smallest_above_zero"),
        CheckConstraint("step > 0", name="step_above_zero"),
        CheckConstraint("fewest_teams >= 2 AND fewest_periods >= 2", name="fewest_can_compare"),
        CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name="closed_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    why: Mapped[str]
    engagement: Mapped[str]
    outcome: Mapped[str]
    span: Mapped[str]
    lag: Mapped[int]
    mix: Mapped[str]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    direction: Mapped[str]
    smallest: Mapped[float]
    step: Mapped[float]
    fewest_teams: Mapped[int]
    fewest_periods: Mapped[int]
    running: Mapped[int]
    is_exploratory: Mapped[bool]
    declared_at: Mapped[datetime]
    declared_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    team: Mapped[Team | None] = relationship()
    declared_by: Mapped[Person] = relationship(foreign_keys=[declared_by_id])
    closed_by: Mapped[Person | None] = relationship(foreign_keys=[closed_by_id])

    @property
    def question(self) -> Question:
        """Return the question as the comparison asks it."""
        return Question(
            self.engagement,
            self.outcome,
            Period(self.span),
            self.lag,
            Mix(self.mix),
            self.team_id,
            self.first_on,
            self.last_on,
        )

    @property
    def terms(self) -> Terms:
        """Return what a verdict asks of the numbers, as it was declared."""
        return Terms(teams=self.fewest_teams, periods=self.fewest_periods)

    @property
    def is_open(self) -> bool:
        """Say whether it is run again when data arrive."""
        return self.closed_at is None

    def began_after(self, period: int) -> bool:
        """Say whether a period began after the declaration."""
        return period > self.running


class StudyVersion(Model):
    """What a study found when it ran: numbers, and codes of reasons; never changed.

    Slopes are units of the outcome for one point of engagement, and None where there is no
    estimate; `until` is the last period compared; `periods_after` of `periods` began after the
    declaration; `counted` of `interactions` count for the outcome. `adjusted_p` allows for luck
    over `questions`: 1 where the study was declared before anybody looked. `known_changes` are what
    `versions.packed_changes` makes of them; None in versions of before they were looked for.
    """

    __tablename__ = "study_version"
    __table_args__ = (
        UniqueConstraint("study_id", "number"),
        CheckConstraint("verdict IN ('supports', 'conflicts', 'cannot_tell')", name="verdict"),
        CheckConstraint("periods_after BETWEEN 0 AND periods", name="after_is_a_part"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id"))
    number: Mapped[int]
    computed_at: Mapped[datetime]
    until: Mapped[int | None]
    verdict: Mapped[str]
    reasons: Mapped[list[str]] = mapped_column(JSON)
    slope: Mapped[float | None]
    se: Mapped[float | None]
    df: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    p: Mapped[float | None]
    adjusted_p: Mapped[float | None]
    visible: Mapped[float | None]
    reliability: Mapped[float | None]
    questions: Mapped[int]
    teams: Mapped[int]
    periods: Mapped[int]
    periods_after: Mapped[int]
    cells: Mapped[int]
    answers: Mapped[int | None]
    interactions: Mapped[int] = mapped_column(Whole)
    counted: Mapped[int] = mapped_column(Whole)
    known_changes: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
