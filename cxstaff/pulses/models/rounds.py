"""A round while it is open: its questions, its roster, the sealed box, letters and codes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, validates

from cxstaff.db import Model
from cxstaff.pulses.models.planned import SMALLEST_COMMENTS, SMALLEST_GROUP, Pulse, Scale


class PulseRound(Model):
    """One asking of a pulse: fixed questions, a fixed roster, open for a limited time.

    It is the `number`-th round of its pulse, from 0. People are asked from their own
    `Invitation.opens_at`, the first of which is `opens_at`; `closes_at` is the same for all. Where
    HR moved the end, `planned_end` is what it was, and it lies no earlier than `earliest_end`: a
    day after everybody asked was told, unless it `ends_with_all` having answered.

    `is_of_index` where its engagement index rests on the questions of the company's (see
    `closing.same_index`); any other stands on its own pages alone.
    """

    __tablename__ = "pulse_round"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
        CheckConstraint("smallest_group >= 5", name="smallest_group_floor"),
        CheckConstraint("smallest_comments >= 10", name="smallest_comments_floor"),
        CheckConstraint("given_up_at IS NULL OR opened_box_at IS NULL", name="given_up_unopened"),
        CheckConstraint(
            "(planned_end IS NULL) = (end_moved_at IS NULL)"
            " AND (planned_end IS NULL) = (earliest_end IS NULL)",
            name="end_moved_whole",
        ),
        CheckConstraint(
            "planned_end IS NULL OR closes_at <= planned_end", name="ends_as_planned_at_last"
        ),
        CheckConstraint(
            "earliest_end IS NULL OR closes_at >= earliest_end", name="ends_after_notice"
        ),
        UniqueConstraint("pulse_id", "opens_at"),
        UniqueConstraint("pulse_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pulse_id: Mapped[int] = mapped_column(ForeignKey("pulse.id"))
    number: Mapped[int]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime] = mapped_column(index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    smallest_group: Mapped[int] = mapped_column(default=SMALLEST_GROUP)
    smallest_comments: Mapped[int] = mapped_column(default=SMALLEST_COMMENTS)
    opened_box_at: Mapped[datetime | None]  # plain rows written, results published
    closed_at: Mapped[datetime | None]  # box emptied and key destroyed too
    complaint: Mapped[str | None]  # why closing could not go on
    is_mostly_new: Mapped[bool] = mapped_column(default=False)  # as where cxstaff has just begun
    is_of_index: Mapped[bool] = mapped_column(default=True)
    disputes: Mapped[int] = mapped_column(default=0)  # how often somebody said "that was not me"
    given_up_at: Mapped[datetime | None]  # its key is gone for good: it never has a result
    given_up_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unreadable: Mapped[int] = mapped_column(default=0)  # envelopes that could not be opened
    answers: Mapped[int] = mapped_column(default=0)  # people whose answers were kept at closing
    heard: Mapped[str | None]  # what HR heard, told to everybody asked
    heard_at: Mapped[datetime | None]
    heard_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    planned_end: Mapped[datetime | None]
    earliest_end: Mapped[datetime | None]
    ends_with_all: Mapped[bool] = mapped_column(default=False)
    end_moved_at: Mapped[datetime | None]
    end_moved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    pulse: Mapped[Pulse] = relationship()
    questions: Mapped[list[RoundQuestion]] = relationship(order_by="RoundQuestion.position")

    def is_open(self, now: datetime) -> bool:
        """Say whether answers are being taken."""
        in_time = self.opens_at <= now < self.closes_at
        return in_time and self.opened_box_at is None and self.given_up_at is None

    @validates("smallest_group", "smallest_comments")
    def _only_raised(self, name: str, value: int) -> int:
        """Keep a threshold that was promised from ever being lowered."""
        before: int | None = getattr(self, name)
        if before is not None and value < before:
            raise ValueError(f"{name} of a round is {before}; it can be raised, never lowered")
        return value


class RoundQuestion(Model):
    """A question as this round asks it, for good.

    It is asked of everybody, or of those whose `turn` it is (see `rotation`). `translations` hold
    wording, options, low_end and high_end by locale. Once it is told, `counted` says for each group
    made at opening with which team its answers were counted.
    """

    __tablename__ = "round_question"
    __table_args__ = (UniqueConstraint("round_id", "position"), UniqueConstraint("round_id", "key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"))
    position: Mapped[int]
    key: Mapped[str]
    wording: Mapped[str]
    scale: Mapped[str]
    driver: Mapped[str | None]
    instrument: Mapped[str]
    source: Mapped[str]
    turn: Mapped[int | None]
    options: Mapped[list[str] | None] = mapped_column(JSON)
    low_end: Mapped[str | None]
    high_end: Mapped[str | None]
    translations: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict)
    counted: Mapped[list[list[int | None]] | None] = mapped_column(JSON(none_as_null=True))

    @property
    def numbers(self) -> range:
        """Return the numbers that can be answered; none where words are asked for."""
        return Scale(self.scale).numbers(self.options)

    def is_for(self, turn: int) -> bool:
        """Say whether those who have `turn` see the question."""
        return self.turn is None or self.turn == turn


class Invitation(Model):
    """A person on a round's roster, the team they stand for, and whether they have answered.

    `group_id` is the team whose answers theirs are counted with: their own, or the nearest team
    above it in which at least `smallest_group` people were asked (None: only the company as a
    whole). `turn` says which of the questions that take turns they see. No time of answering is
    kept; `opens_at` follows from their zone.

    How somebody can answer is fixed when the round opens: whether they need a code, whether their
    account is in the hands it is in only lately, whether they are new (also because they first
    signed in lately), and how often their account had changed hands by then (see `Person`).

    While the round is open nothing here changes. Whether somebody has answered, or says that the
    answer is not theirs, stands in their `place` in the box until it is written here for everybody
    at once when the round closes; `is_answered` and `queries.has_answered` ask both.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        Index("ix_invitation_round_id_group_id", "round_id", "group_id"),
        Index("ix_invitation_team_id_round_id", "team_id", "round_id"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    turn: Mapped[int] = mapped_column(default=0)
    opens_at: Mapped[datetime]
    has_answered: Mapped[bool] = mapped_column(default=False)
    needs_code: Mapped[bool] = mapped_column(default=False)
    is_new: Mapped[bool] = mapped_column(default=False)
    is_held_lately: Mapped[bool] = mapped_column(default=False)
    handovers: Mapped[int] = mapped_column(default=0)
    recoveries: Mapped[int] = mapped_column(default=0)
    is_disputed: Mapped[bool] = mapped_column(default=False)

    round: Mapped[PulseRound] = relationship()
    place: Mapped[SealedAnswer | None] = relationship(
        primaryjoin=lambda: and_(
            foreign(SealedAnswer.round_id) == Invitation.round_id,
            foreign(SealedAnswer.person_id) == Invitation.person_id,
        ),
        uselist=False,
        viewonly=True,
    )

    @property
    def is_answered(self) -> bool:
        """Say whether the person has answered."""
        return self.has_answered or (self.place is not None and self.place.has_answered)

    @property
    def is_called_false(self) -> bool:
        """Say whether the person says that the answer in their place is not theirs."""
        return self.is_disputed or (self.place is not None and self.place.is_disputed)


class SealedAnswer(Model):
    """A person's place in the box of a round: what they answered, sealed for the round's key.

    Everybody asked has one from the opening on, with an envelope that says nothing, so that
    answering changes a place instead of adding one. All are gone once the round has closed.
    """

    __tablename__ = "sealed_answer"

    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    has_answered: Mapped[bool]  # before the envelope, past which SQLite would have to read
    is_disputed: Mapped[bool]
    envelope: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class PulseLetter(Model):
    """A letter about a round to one person asked: claimed before it is sent, so that it goes once.

    `occasion` is 'invitation', 'reminder N' or 'ends early'. These are gone once the round has
    closed: whoever answers quickly needs no letter. That of a round 'given up' goes to everybody,
    and stays; so do those by which HR and leads hear of its 'results'.
    """

    __tablename__ = "pulse_letter"

    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    occasion: Mapped[str] = mapped_column(primary_key=True)
    claimed_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    complaint: Mapped[str | None]


class PulseCode(Model):
    """A code that lets one person without mail answer on a shared device, once.

    It has two parts, each on paper from another person and kept as a keyed digest: one who made
    it, and one who released it. It stays when it is used, so that whoever comes second learns of
    it; all go when the round has closed.
    """

    __tablename__ = "pulse_code"

    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    release_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
