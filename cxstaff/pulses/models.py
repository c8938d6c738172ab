"""Pulses, their rounds, the sealed box while a round is open, and the plain rows afterwards."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model, Whole

SMALLEST_GROUP = 5
SMALLEST_COMMENTS = 10


class Scale(StrEnum):
    """What can be answered to a question."""

    AGREE_7 = "agree-7"
    AGREE_5 = "agree-5"
    ZERO_TO_TEN = "0-10"
    TEXT = "text"

    @property
    def lowest(self) -> int:
        """Return the smallest answer of a scale of numbers."""
        return 0 if self is Scale.ZERO_TO_TEN else 1

    @property
    def highest(self) -> int:
        """Return the largest answer of a scale of numbers."""
        return {Scale.AGREE_7: 7, Scale.AGREE_5: 5}.get(self, 10)


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


class Pulse(Model):
    """A recurring plan of questions for everyone below `audience_id`, or for the whole company."""

    __tablename__ = "pulse"
    __table_args__ = (
        CheckConstraint("every_weeks BETWEEN 0 AND 52", name="every_weeks_known"),
        CheckConstraint("open_days BETWEEN 1 AND 28", name="window_reasonable"),
        CheckConstraint("opens_hour BETWEEN 0 AND 23", name="hour_of_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    audience_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    every_weeks: Mapped[int]  # 0: once
    open_days: Mapped[int]
    opens_hour: Mapped[int]
    next_opens_at: Mapped[datetime | None] = mapped_column(index=True)
    is_paused: Mapped[bool] = mapped_column(default=False)
    complaint: Mapped[str | None]  # why the last planned round could not open
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    questions: Mapped[list[PulseQuestion]] = relationship(
        order_by="PulseQuestion.position", cascade="all, delete-orphan"
    )


class PulseQuestion(Model):
    """A question as the pulse plans to ask it; `key` names it in the bank."""

    __tablename__ = "pulse_question"
    __table_args__ = (UniqueConstraint("pulse_id", "position"), UniqueConstraint("pulse_id", "key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    pulse_id: Mapped[int] = mapped_column(ForeignKey("pulse.id"))
    position: Mapped[int]
    key: Mapped[str]


class PulseRound(Model):
    """One asking of a pulse: fixed questions, a fixed roster, open for a limited time."""

    __tablename__ = "pulse_round"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
        CheckConstraint("smallest_group >= 5", name="smallest_group_floor"),
        CheckConstraint("smallest_comments >= 10", name="smallest_comments_floor"),
        UniqueConstraint("pulse_id", "opens_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pulse_id: Mapped[int] = mapped_column(ForeignKey("pulse.id"))
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime] = mapped_column(index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    smallest_group: Mapped[int] = mapped_column(default=SMALLEST_GROUP)
    smallest_comments: Mapped[int] = mapped_column(default=SMALLEST_COMMENTS)
    opened_box_at: Mapped[datetime | None]  # plain rows written, results published
    closed_at: Mapped[datetime | None]  # box emptied and key destroyed too
    complaint: Mapped[str | None]  # why closing could not go on
    unreadable: Mapped[int] = mapped_column(default=0)  # envelopes that could not be opened

    pulse: Mapped[Pulse] = relationship()
    questions: Mapped[list[RoundQuestion]] = relationship(order_by="RoundQuestion.position")

    def is_open(self, now: datetime) -> bool:
        """Say whether answers are being taken."""
        return self.opens_at <= now < self.closes_at and self.opened_box_at is None


class RoundQuestion(Model):
    """A question as this round asks it, for good."""

    __tablename__ = "round_question"
    __table_args__ = (UniqueConstraint("round_id", "position"), UniqueConstraint("round_id", "key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"))
    position: Mapped[int]
    key: Mapped[str]
    wording: Mapped[str]
    scale: Mapped[str]
    driver: Mapped[str]
    instrument: Mapped[str]


class Invitation(Model):
    """A person on a round's roster, the team they stand for, and whether they have answered.

    `group_id` is the team whose answers theirs are counted with: their own, or the nearest team
    above it in which at least `smallest_group` people were asked (None: only the company as a
    whole). No time is kept.
    """

    __tablename__ = "invitation"

    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    has_answered: Mapped[bool] = mapped_column(default=False)

    round: Mapped[PulseRound] = relationship()


class SealedAnswer(Model):
    """What a person answered, sealed for the round's key; gone once the round has closed."""

    __tablename__ = "sealed_answer"

    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    envelope: Mapped[bytes] = mapped_column(LargeBinary)


class PulseLetter(Model):
    """A letter about a round to one person asked: claimed before it is sent, so that it goes once.

    It is gone once the round has closed: whoever answers quickly needs no letter.
    """

    __tablename__ = "pulse_letter"

    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    occasion: Mapped[str] = mapped_column(primary_key=True)
    claimed_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    complaint: Mapped[str | None]


class Response(Model):
    """One person's answers after closing, without the person: random id, shuffled, undated.

    `group_id` holds at least `smallest_group` responses (None: those counted with no team).
    """

    __tablename__ = "response"
    __table_args__ = (Index("ix_response_round_id_group_id", "round_id", "group_id"),)

    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=False)
    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))


class Answer(Model):
    """One number of one response."""

    __tablename__ = "answer"

    response_id: Mapped[int] = mapped_column(
        Whole, ForeignKey("response.id"), primary_key=True, autoincrement=False
    )
    question_id: Mapped[int] = mapped_column(
        ForeignKey("round_question.id"), primary_key=True, autoincrement=False
    )
    value: Mapped[int]


class Comment(Model):
    """What somebody wrote, apart from their numbers: an id of its own, shuffled, undated."""

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_round_id_group_id", "round_id", "group_id"),)

    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=False)
    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("round_question.id"))
    text: Mapped[str]


class RoundHalf(Model):
    """The engagement index of a group's two fixed halves of people, both large enough to show.

    Only for telling how reliable change is (see `halves`); no page shows them.
    """

    __tablename__ = "round_half"

    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    first_n: Mapped[int]
    first_mean: Mapped[float]
    second_n: Mapped[int]
    second_mean: Mapped[float]


class RoundResult(Model):
    """One published view of a round: a team (None: all asked) and what was asked.

    `subject` is 'index', 'enps', 'teei', a driver ('driver:voice') or a question ('question:KEY').
    Sums are of points 0–100 (enps: −100, 0 or 100 for each answer). Chosen once at closing; the
    only source of every page, export and digest. A view that is absent was hidden or unasked;
    `n` is never under `smallest_group`.
    """

    __tablename__ = "round_result"
    __table_args__ = (UniqueConstraint("round_id", "team_id", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    subject: Mapped[str]
    invited: Mapped[int]
    n: Mapped[int]
    mean: Mapped[float]
    variance: Mapped[float | None]
    favourable: Mapped[float | None]  # share 0–1, coded to 0.1–0.9 in groups under 40

    round: Mapped[PulseRound] = relationship()
