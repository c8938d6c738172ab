"""When digests go out, and one edition per person and period as proof that it did."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model
from cxstaff.digests.periods import Cadence
from cxstaff.people.models import Person, Team

NEVER = "never"
"""What stands beside the rhythms in a choice: no digest by mail."""


class DigestPlan(Model):
    """How often, on which weekday (0: Monday) and at which local hour digests go out.

    `every` is for those who have chosen nothing else.
    """

    __tablename__ = "digest_plan"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="day_of_week"),
        CheckConstraint("hour BETWEEN 0 AND 23", name="hour_of_day"),
        CheckConstraint("every IN ('weekly', 'fortnightly', 'monthly')", name="every"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    weekday: Mapped[int]
    hour: Mapped[int]
    every: Mapped[str] = mapped_column(default=Cadence.WEEK)
    is_paused: Mapped[bool] = mapped_column(default=False)
    tells_quiet: Mapped[bool] = mapped_column(default=False)  # also where nothing happened
    starts_on: Mapped[date]  # no edition is due before this day


class DigestZone(Model):
    """A time zone in which all of one rhythm had the edition of `ends_on` when last looked at."""

    __tablename__ = "digest_zone"

    zone: Mapped[str] = mapped_column(primary_key=True)
    every: Mapped[str] = mapped_column(primary_key=True)
    ends_on: Mapped[date]
    checked_at: Mapped[datetime]


class DigestChoice(Model):
    """How often somebody wants the digest by mail, where they chose that; the plan says the rest.

    Who wants it never can still read it in the browser, in the rhythm of the plan.
    """

    __tablename__ = "digest_choice"
    __table_args__ = (
        CheckConstraint("every IN ('weekly', 'fortnightly', 'monthly', 'never')", name="every"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    every: Mapped[str]


class EditionState(StrEnum):
    """What became of an edition; KEPT: to be read in the browser only, EMPTY: nothing to say."""

    CLAIMED = "claimed"
    SENT = "sent"
    EMPTY = "empty"
    KEPT = "kept"
    FAILED = "failed"


class Edition(Model):
    """One person's digest of one period: [since, until) in UTC, from their own midnights.

    `ends_on` is the local day it was due; the UNIQUE constraint lets it be claimed once.
    """

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("person_id", "ends_on"),
        CheckConstraint("until > since", name="until_after_since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    ends_on: Mapped[date] = mapped_column(index=True)
    since: Mapped[datetime]
    until: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=EditionState.CLAIMED, index=True)
    message_id: Mapped[str]
    thanks: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime]  # by the first worker that took it up
    retry_at: Mapped[datetime | None] = mapped_column(index=True)  # None: nobody needs to
    finished_at: Mapped[datetime | None]
    complaint: Mapped[str | None]

    person: Mapped[Person] = relationship()

    @property
    def has_failed(self) -> bool:
        """Say whether it could not be delivered."""
        return self.state == EditionState.FAILED

    @property
    def is_on_its_way(self) -> bool:
        """Say whether a worker has taken it up."""
        return self.state == EditionState.CLAIMED


class ChatChannel(Model):
    """Where a team's digest is posted to: the product, and its address, sealed; one a team."""

    __tablename__ = "chat_channel"
    __table_args__ = (
        CheckConstraint("kind IN ('slack', 'teams', 'mattermost')", name="kind"),
        UniqueConstraint("team_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    kind: Mapped[str]
    host: Mapped[str]  # of the address, to be told apart
    sealed_address: Mapped[bytes]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    starts_on: Mapped[date]  # no post is due before this day

    team: Mapped[Team] = relationship()


class PostState(StrEnum):
    """What became of a post; POSTING: it went, and nobody has noted yet whether it was taken."""

    CLAIMED = "claimed"
    POSTING = "posting"
    POSTED = "posted"
    EMPTY = "empty"
    FAILED = "failed"


class ChatPost(Model):
    """One team's post of one period to chat of one kind; the UNIQUE constraint claims it once."""

    __tablename__ = "chat_post"
    __table_args__ = (
        CheckConstraint("kind IN ('slack', 'teams', 'mattermost')", name="kind"),
        CheckConstraint("until > since", name="until_after_since"),
        CheckConstraint(
            "state IN ('claimed', 'posting', 'posted', 'empty', 'failed')", name="known_state"
        ),
        UniqueConstraint("team_id", "kind", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    kind: Mapped[str]
    ends_on: Mapped[date] = mapped_column(index=True)
    since: Mapped[datetime]
    until: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=PostState.CLAIMED)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime]
    retry_at: Mapped[datetime | None] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]
    complaint: Mapped[str | None]

    team: Mapped[Team] = relationship()

    @property
    def has_failed(self) -> bool:
        """Say whether it was not taken, or nobody knows."""
        return self.state == PostState.FAILED
