"""The company, its people and teams, who was in which team when, and who is trusted with what."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model, Whole
from cxstaff.text import initials


class Role(StrEnum):
    """What a person can be trusted with; everybody is an employee, leads follow from teams."""

    EMPLOYEE = "employee"
    LEAD = "lead"
    HR = "hr"
    CX = "cx"
    ADMIN = "admin"


GRANTED = (Role.HR, Role.CX, Role.ADMIN)


class Company(Model):
    """The one company this installation serves; `zone` decides what a calendar day is."""

    __tablename__ = "company"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str]
    zone: Mapped[str]
    locale: Mapped[str] = mapped_column(default="en")
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    has_points: Mapped[bool] = mapped_column(default=False)
    first_steps_over_at: Mapped[datetime | None]  # all are done, or somebody put them away
    created_at: Mapped[datetime]


class Team(Model):
    """A group of people with a name; teams nest without limit, departments are teams too.

    From the day `closed_on` nobody is in it, nothing new is planned, and what was stays readable.
    """

    __tablename__ = "team"
    __table_args__ = (
        CheckConstraint("merged_into_id IS NULL OR closed_on IS NOT NULL", name="merged_is_closed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    closed_on: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))

    parent: Mapped[Team | None] = relationship(remote_side=[id], foreign_keys=[parent_id])
    merged_into: Mapped[Team | None] = relationship(remote_side=[id], foreign_keys=[merged_into_id])


class Person(Model):
    """Somebody who works here, or did; `left_on` is the first day they no longer do.

    Who else can act as them is kept track of: `held_since` is when the account came into the hands
    it is in, `first_signed_in_at` the day on which its owner first chose a password (None: not yet,
    or before this was kept). `handovers` counts how often somebody else gave it another address or
    password, `recoveries` how often a password was set by a link in a letter.

    `job`, `shift`, `site` and `calendar` are what the roster says of them today (see `calendars`).
    Of an erased person an entry without a name stays, for what was counted and points to it.
    """

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_in_lower_case"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    email: Mapped[str | None] = mapped_column(unique=True)
    employee_number: Mapped[str | None] = mapped_column(unique=True)
    zone: Mapped[str | None]
    locale: Mapped[str | None]
    job: Mapped[str | None]
    shift: Mapped[str | None]
    site: Mapped[str | None]
    calendar: Mapped[str | None]
    password_hash: Mapped[str | None]
    session_version: Mapped[int] = mapped_column(default=1)
    left_on: Mapped[date | None]
    held_since: Mapped[datetime | None]
    first_signed_in_at: Mapped[datetime | None]
    handovers: Mapped[int] = mapped_column(default=0)
    recoveries: Mapped[int] = mapped_column(default=0)
    erased_on: Mapped[date | None]  # since then nothing here tells who it was

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="person", order_by="Membership.since"
    )
    leaderships: Mapped[list[Leadership]] = relationship(back_populates="person")
    grants: Mapped[list[RoleGrant]] = relationship(back_populates="person")
    leaves: Mapped[list[Leave]] = relationship(back_populates="person", order_by="Leave.since")

    @property
    def initials(self) -> str:
        """Return the letters that stand for the person."""
        return initials(self.name)

    def works_here(self, today: date) -> bool:
        """Say whether the person has not left."""
        return self.left_on is None or today < self.left_on


class Membership(Model):
    """A person's time in a team, from `since` until the day before `until`; one at a time."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until > since", name="until_after_since"),
        UniqueConstraint("person_id", "since"),
        Index(
            "uq_membership_one_open",
            "person_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
        Index("ix_membership_team_since", "team_id", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    since: Mapped[date]
    until: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="memberships")
    team: Mapped[Team] = relationship()

    def holds(self, day: date) -> bool:
        """Say whether the person was in the team on `day`."""
        return self.since <= day and (self.until is None or day < self.until)


class Leadership(Model):
    """A person's time as lead of a team, from `since` until the day before `until`."""

    __tablename__ = "leadership"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until > since", name="until_after_since"),
        UniqueConstraint("team_id", "person_id", "since"),
        Index("ix_leadership_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    until: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="leaderships")
    team: Mapped[Team] = relationship()

    def holds(self, day: date) -> bool:
        """Say whether the person led the team on `day`."""
        return self.since <= day and (self.until is None or day < self.until)


class Leave(Model):
    """A person's time away, from `since` until the day before `until`; nobody asks them anything.

    Why is not kept: it is nobody's business here.
    """

    __tablename__ = "leave"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until > since", name="until_after_since"),
        UniqueConstraint("person_id", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    until: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="leaves")

    @property
    def last_day(self) -> date | None:
        """Return the last day away."""
        return self.until - timedelta(days=1) if self.until else None

    def holds(self, day: date) -> bool:
        """Say whether the person is away on `day`."""
        return self.since <= day and (self.until is None or day < self.until)


class RoleGrant(Model):
    """A role given to a person beyond being an employee or a lead."""

    __tablename__ = "role_grant"
    __table_args__ = (CheckConstraint("role IN ('hr', 'cx', 'admin')", name="known_role"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)

    person: Mapped[Person] = relationship(back_populates="grants")


class AccountNotice(Model):
    """What was done to a person's account, told when they sign in; a letter tells it too.

    `kind` is 'address' (from `old` to `new`), 'link' (somebody else asked for a link to set a
    password) or 'password' (given by command). Gone when it has been told for long enough.
    """

    __tablename__ = "account_notice"
    __table_args__ = (
        CheckConstraint("kind IN ('address', 'link', 'password')", name="known_kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    old: Mapped[str | None]
    new: Mapped[str | None]
    at: Mapped[datetime]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])


class WaitingLetter(Model):
    """A letter to a person about their account, until it has gone (see `outbox`).

    `words` are what it tells, and hold nobody's name. Its Message-ID is made of `key`, so that it
    counts as one however often it is tried. Whoever takes it on puts `due_at` off.
    """

    __tablename__ = "waiting_letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str]
    kind: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    words: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)

    person: Mapped[Person] = relationship()


class RefusedAddress(Model):
    """That the mail server refused a person's address, in its words (see `unreachable`)."""

    __tablename__ = "refused_address"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    address: Mapped[str]
    said: Mapped[str]
    refused_at: Mapped[datetime]

    person: Mapped[Person] = relationship()


class SignInSession(Model):
    """A person signed in on one device, until `ends_at` at the latest, unless it is ended before.

    The browser holds the secret, the database its digest. Random ids, days and rounded ends keep a
    copy from telling in which order people came. It is open only while it has its person's
    `session_version`: raising that ends all of them at once, also one that begins in that moment.
    """

    __tablename__ = "sign_in_session"

    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]
    device: Mapped[str]
    is_trusted: Mapped[bool]
    begun_on: Mapped[date]
    seen_on: Mapped[date]
    ends_at: Mapped[datetime]


class SignInFailure(Model):
    """A failed sign-in, under a keyed digest of the address or of the e-mail that was tried."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_key_failed_at", "key", "failed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    failed_at: Mapped[datetime] = mapped_column(index=True)
