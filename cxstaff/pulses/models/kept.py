"""What is left of a round once it is closed, and the conversations about its comments."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model, Whole
from cxstaff.pulses.models.rounds import PulseRound


class Answer(Model):
    """One number after closing, without the person: random id, shuffled, undated, on its own.

    Nothing ties it to other numbers of the same person. Under its question, `group_id` holds
    `smallest_group` numbers or more (None: those counted with no team).
    """

    __tablename__ = "answer"
    __table_args__ = (Index("ix_answer_question_id_group_id", "question_id", "group_id"),)

    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=False)
    question_id: Mapped[int] = mapped_column(ForeignKey("round_question.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    value: Mapped[int]


class Comment(Model):
    """What somebody wrote, apart from their numbers: an id of its own, shuffled, undated.

    `among` people of its group answered. Whoever holds the code with digest `thread_digest` wrote
    it, or was given the code by who did.
    """

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_round_id_group_id", "round_id", "group_id"),)

    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=False)
    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("round_question.id"))
    text: Mapped[str]
    among: Mapped[int]
    thread_digest: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)


class ThreadMessage(Model):
    """What was said about a comment: by who wrote it (`person_id` is None) or by who read it.

    A writer's message waits under a negative id, with the full hour it is published at and no
    other time; then it is written anew with others (see `actions.threads`).
    """

    __tablename__ = "thread_message"

    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=False)
    comment_id: Mapped[int] = mapped_column(Whole, ForeignKey("comment.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    published_at: Mapped[datetime | None] = mapped_column(index=True)


class RoundHalf(Model):
    """A subject's mean in a group's two fixed halves of people, both large enough to show.

    Only for telling how reliable change is (see `closing.split_halves`); no page shows them. Every
    subject has halves of its own, so that the means of two subjects are never of the same few
    people.
    """

    __tablename__ = "round_half"

    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True, default="index")
    first_n: Mapped[int]
    first_mean: Mapped[float]
    second_n: Mapped[int]
    second_mean: Mapped[float]


def scores_of(subject: str) -> str:
    """Return the name of the set of data that published results of teams about a subject are."""
    return f"pulses.scores.{subject}"


def halves_of(subject: str) -> str:
    """Return the name of the set of data that the means of halves about a subject are."""
    return f"pulses.halves.{subject}"


class Intraclass(Model):
    """How much of how people differ about a subject lies between teams: ICC(1) of all asked.

    One number of the whole company, rounded, since it rests on every person's own mean (see
    `intraclass`): neither their variance nor any number of one team is kept.
    """

    __tablename__ = "intraclass"

    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    icc1: Mapped[float]
    teams: Mapped[int]
    answers: Mapped[int]


class RoundResult(Model):
    """One published view of a round: a team (None: all asked) and what was asked.

    `subject` is 'index', 'enps', 'teei', a driver ('driver:voice'), a question ('question:KEY') or
    an answer that could be chosen ('option:KEY:2', whose mean is its share × 100).
    Sums are of points 0–100 (enps: −100, 0 or 100 for each answer). Chosen once at closing; the
    only source of every page, export and digest. A view that is absent was hidden or unasked;
    `n` is never under `smallest_group`. Everything here follows from each question's answers alone.

    `variance` is that of one answer; of several questions together it is a bound (see
    `scoring.composite`). An eNPS whose shares are coded lies from `coded_low` to `coded_high`.
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
    coded_low: Mapped[float | None]
    coded_high: Mapped[float | None]

    round: Mapped[PulseRound] = relationship()

    @property
    def is_of_everybody(self) -> bool:
        """Say whether all who were asked answered, which leaves nothing open."""
        return self.n >= self.invited
