"""What is planned: pulses, whom they ask what, own questions, and the words of other languages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model
from cxstaff.people.models import Team

SMALLEST_GROUP = 5
SMALLEST_COMMENTS = 10
MOST_NUMBERS = 5
MOST_OPTIONS = 7


class Scale(StrEnum):
    """What can be answered to a question."""

    AGREE_7 = "agree-7"
    AGREE_5 = "agree-5"
    ZERO_TO_TEN = "0-10"
    CHOICE = "choice"
    TEXT = "text"

    @property
    def lowest(self) -> int:
        """Return the smallest answer of a scale of numbers."""
        return 0 if self is Scale.ZERO_TO_TEN else 1

    @property
    def highest(self) -> int:
        """Return the largest answer of a scale of numbers (of a choice: that there can be)."""
        known = {Scale.AGREE_7: 7, Scale.AGREE_5: 5, Scale.CHOICE: MOST_OPTIONS}
        return known.get(self, 10)

    @property
    def is_rated(self) -> bool:
        """Say whether answers are points on a scale, which have a mean."""
        return self not in {Scale.CHOICE, Scale.TEXT}

    @property
    def is_text(self) -> bool:
        """Say whether it is answered in words."""
        return self is Scale.TEXT

    @property
    def is_choice(self) -> bool:
        """Say whether one of several answers is chosen."""
        return self is Scale.CHOICE

    def numbers(self, options: Sequence[str] | None) -> range:
        """Return the numbers that can be answered, of so many options; none in words."""
        if self is Scale.CHOICE:
            return range(1, len(options or ()) + 1)
        return range(self.lowest, self.highest + 1) if self.is_rated else range(0)


class Driver(StrEnum):
    """What engagement is asked about."""

    ENGAGEMENT = "engagement"
    RECOGNITION = "recognition"
    CLARITY = "clarity"
    TOOLS = "tools"
    GROWTH = "growth"
    VOICE = "voice"
    WORKLOAD = "workload"
    MANAGER = "manager"
    BELONGING = "belonging"


class Thresholds(Model):
    """How many people a group needs to be shown, in rounds that open from now on."""

    __tablename__ = "pulse_thresholds"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("smallest_group >= 5", name="smallest_group_floor"),
        CheckConstraint("smallest_comments >= 10", name="smallest_comments_floor"),
        CheckConstraint("smallest_comments >= smallest_group", name="comments_not_under_scores"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    smallest_group: Mapped[int] = mapped_column(default=SMALLEST_GROUP)
    smallest_comments: Mapped[int] = mapped_column(default=SMALLEST_COMMENTS)


pulse_audience = Table(
    "pulse_audience",
    Model.metadata,
    Column("pulse_id", ForeignKey("pulse.id"), primary_key=True),
    Column("team_id", ForeignKey("team.id"), primary_key=True, index=True),
)


class Pulse(Model):
    """A recurring plan of questions for teams and all below them; no audience is everybody.

    `next_opens_at` is by the company's clock; where the day begins earlier, people are asked
    earlier (see `planning.opening_times`). Everybody is asked at most `per_round` questions besides
    a text box.
    """

    __tablename__ = "pulse"
    __table_args__ = (
        CheckConstraint("every_weeks BETWEEN 0 AND 52", name="every_weeks_known"),
        CheckConstraint("open_days BETWEEN 1 AND 28", name="window_reasonable"),
        CheckConstraint("opens_hour BETWEEN 0 AND 23", name="hour_of_day"),
        CheckConstraint("per_round BETWEEN 1 AND 5", name="per_round_a_minute"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    every_weeks: Mapped[int]  # 0: once
    open_days: Mapped[int]
    opens_hour: Mapped[int]
    per_round: Mapped[int] = mapped_column(default=MOST_NUMBERS)
    next_opens_at: Mapped[datetime | None] = mapped_column(index=True)
    is_paused: Mapped[bool] = mapped_column(default=False)
    complaint: Mapped[str | None]  # why the last planned round could not open
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    audience: Mapped[list[Team]] = relationship(secondary=pulse_audience, order_by=Team.name)
    questions: Mapped[list[PulseQuestion]] = relationship(
        order_by="PulseQuestion.position", cascade="all, delete-orphan"
    )


class PulseQuestion(Model):
    """A question as the pulse plans to ask it; `key` names it in the catalogue."""

    __tablename__ = "pulse_question"
    __table_args__ = (UniqueConstraint("pulse_id", "position"), UniqueConstraint("pulse_id", "key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    pulse_id: Mapped[int] = mapped_column(ForeignKey("pulse.id"))
    position: Mapped[int]
    key: Mapped[str]


class OwnQuestion(Model):
    """A question in the company's own words; its key in the catalogue is `own-ID`.

    `options` are the answers of a choice, 2–7 of them. Without a driver it counts for itself alone.
    """

    __tablename__ = "own_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    wording: Mapped[str]
    scale: Mapped[str]
    driver: Mapped[str | None]
    source: Mapped[str]
    options: Mapped[list[str] | None] = mapped_column(JSON)
    low_end: Mapped[str | None]
    high_end: Mapped[str | None]
    is_retired: Mapped[bool] = mapped_column(default=False)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]

    @property
    def key(self) -> str:
        """Return the name of the question in the catalogue."""
        return f"own-{self.id}"


class QuestionTranslation(Model):
    """The words of a question of the catalogue in another language."""

    __tablename__ = "question_translation"

    key: Mapped[str] = mapped_column(primary_key=True)
    locale: Mapped[str] = mapped_column(primary_key=True)
    wording: Mapped[str]
    options: Mapped[list[str] | None] = mapped_column(JSON)
    low_end: Mapped[str | None]
    high_end: Mapped[str | None]
