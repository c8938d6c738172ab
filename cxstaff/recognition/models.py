"""Thanks between people and what others say of them, values, and standing celebrations."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.customers.models import Interaction
from cxstaff.db import Model, Whole
from cxstaff.measures.models import Lever, LeverKind, Measure
from cxstaff.people.models import Person, Team


class CompanyValue(Model):
    """Something the company holds dear, in a word and a sentence."""

    __tablename__ = "company_value"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    sentence: Mapped[str]


class Celebration(Lever, Model):
    """What a team celebrates as a habit: a measure, the occasion, from when to when."""

    __tablename__ = "celebration"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until > since", name="until_after_since"),
        UniqueConstraint("team_id", "measure_id", "name", "since"),
        Index("ix_celebration_team_id_since", "team_id", "since"),
    )

    lever = LeverKind.CELEBRATED
    alike_by = ("team_id", "measure_id", "name")

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    name: Mapped[str]
    occasion: Mapped[str]


class ThanksAudience(StrEnum):
    """Who may read a thanks: all who work here, who sees a thanked person's team, or its people."""

    COMPANY = "company"
    TEAM = "team"
    PRIVATE = "private"


class Picture(StrEnum):
    """A drawing of ours that goes with a thanks; its value is stored, and names its files."""

    SUNRISE = "sunrise"
    STAR = "star"
    HEART = "heart"
    LIGHTHOUSE = "lighthouse"
    BRIDGE = "bridge"
    KEY = "key"
    UMBRELLA = "umbrella"
    SEEDLING = "seedling"
    PUZZLE = "puzzle"
    ROCKET = "rocket"


class Thanks(Model):
    """One person's thanks to others, for a measure or a value, with the customer's words if any.

    `to_team` is set where a whole team is thanked; its people of that day are the receivers.
    """

    __tablename__ = "thanks"
    __table_args__ = (
        CheckConstraint("measure_id IS NOT NULL OR value_id IS NOT NULL", name="celebrates"),
        CheckConstraint("audience IN ('company', 'team', 'private')", name="audience"),
        CheckConstraint(
            "picture IN ('sunrise', 'star', 'heart', 'lighthouse', 'bridge', 'key', 'umbrella', "
            "'seedling', 'puzzle', 'rocket')",
            name="picture",
        ),
        UniqueConstraint("id", "giver_id", "given_at"),  # what receivers stand beside
        Index("ix_thanks_giver_id_given_at", "giver_id", "given_at"),
        Index("ix_thanks_audience_given_at", "audience", "given_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    giver_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    to_team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"))
    value_id: Mapped[int | None] = mapped_column(ForeignKey("company_value.id"))
    interaction_id: Mapped[int | None] = mapped_column(
        Whole, ForeignKey("interaction.id", ondelete="SET NULL"), index=True
    )
    message: Mapped[str]
    picture: Mapped[str | None]
    audience: Mapped[str] = mapped_column(default=ThanksAudience.TEAM)
    given_at: Mapped[datetime] = mapped_column(index=True)
    request_key: Mapped[str | None] = mapped_column(unique=True)  # a form sent twice thanks once

    giver: Mapped[Person] = relationship(foreign_keys=[giver_id])
    to_team: Mapped[Team | None] = relationship()
    measure: Mapped[Measure | None] = relationship()
    value: Mapped[CompanyValue | None] = relationship()
    interaction: Mapped[Interaction | None] = relationship()
    receivers: Mapped[list[ThanksReceiver]] = relationship(
        back_populates="thanks", cascade="all, delete-orphan", order_by="ThanksReceiver.place"
    )

    @property
    def celebrated(self) -> str | None:
        """Return the name of the measure or value it is given for."""
        celebrated = self.measure or self.value
        return celebrated.name if celebrated else None

    @property
    def quote(self) -> str | None:
        """Return what the customer said of somebody who is thanked, while it still stands.

        None where it was corrected, left out or moved to somebody else since the thanks was given.
        """
        contact = self.interaction
        if contact is None or contact.feedback is None or contact.is_left_out:
            return None
        is_about = contact.handler_id in {each.person_id for each in self.receivers}
        return contact.feedback.remark if is_about and contact.feedback.is_good else None

    @property
    def points(self) -> int:
        """Return how many points everybody who is thanked got with it: each as many."""
        return max((each.points for each in self.receivers), default=0)

    @property
    def is_private(self) -> bool:
        """Say whether only its giver and its receivers may read it."""
        return self.audience == ThanksAudience.PRIVATE


class ThanksReceiver(Model):
    """Somebody who is thanked, and the team they were in; who thanks and when stand beside it.

    With the thanks go `points`, 0 where it is without: the transfer of the ledger gave them.
    """

    __tablename__ = "thanks_receiver"
    __table_args__ = (
        CheckConstraint("giver_id <> person_id", name="not_oneself"),
        CheckConstraint("points >= 0", name="no_negative_points"),
        CheckConstraint("(points > 0) = (transfer_id IS NOT NULL)", name="points_are_given"),
        ForeignKeyConstraint(
            ["thanks_id", "giver_id", "given_at"],
            ["thanks.id", "thanks.giver_id", "thanks.given_at"],
            ondelete="CASCADE",
        ),
        Index("ix_thanks_receiver_person_id_given_at", "person_id", "given_at"),
        Index("ix_thanks_receiver_team_id_given_at", "team_id", "given_at"),
    )

    thanks_id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    place: Mapped[int] = mapped_column(default=0)  # in the order in which they were named
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    giver_id: Mapped[int]
    given_at: Mapped[datetime]
    points: Mapped[int] = mapped_column(default=0)
    transfer_id: Mapped[int | None] = mapped_column(
        Whole, ForeignKey("points_transfer.id"), unique=True
    )

    thanks: Mapped[Thanks] = relationship(back_populates="receivers")
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    team: Mapped[Team] = relationship()


class Hearing(StrEnum):
    """How somebody hears of thanks to them by mail; its value is stored for good."""

    AT_ONCE = "at once"
    DIGEST = "digest"
    NEVER = "never"


class ThanksChoice(Model):
    """How somebody wants to hear of thanks to them, where they chose that: at once else."""

    __tablename__ = "thanks_choice"
    __table_args__ = (CheckConstraint("hears IN ('at once', 'digest', 'never')", name="hears"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    hears: Mapped[str]


class ReactionKind(StrEnum):
    """What somebody says of a thanks with one tap; ALSO: they give thanks, too."""

    ALSO = "also"
    WELL_DONE = "well_done"
    LEARNT = "learnt"


class ThanksReaction(Model):
    """What somebody tapped under a thanks."""

    __tablename__ = "thanks_reaction"
    __table_args__ = (
        CheckConstraint("kind IN ('also', 'well_done', 'learnt')", name="kind"),
        Index("ix_thanks_reaction_person_id", "person_id"),
    )

    thanks_id: Mapped[int] = mapped_column(
        ForeignKey("thanks.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)

    thanks: Mapped[Thanks] = relationship()
    person: Mapped[Person] = relationship()


class ThanksReply(Model):
    """What somebody wrote under a thanks."""

    __tablename__ = "thanks_reply"
    __table_args__ = (
        Index("ix_thanks_reply_thanks_id_written_at", "thanks_id", "written_at"),
        Index("ix_thanks_reply_person_id", "person_id"),
        Index("ix_thanks_reply_written_at", "written_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thanks_id: Mapped[int] = mapped_column(ForeignKey("thanks.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str]
    written_at: Mapped[datetime]
    request_key: Mapped[str | None] = mapped_column(unique=True)

    thanks: Mapped[Thanks] = relationship()
    person: Mapped[Person] = relationship()
