"""What people sign in with beside a password, and what is under way about it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model, Whole
from cxstaff.people.models import Person


class AuthenticatorApp(Model):
    """The app that shows somebody's one-time codes; each of its time steps opens once.

    Days alone are kept of its use, and the last step only while it could be used again: neither
    tells when somebody was here.
    """

    __tablename__ = "authenticator_app"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    sealed_secret: Mapped[bytes]
    last_step: Mapped[int] = mapped_column(Whole)
    added_on: Mapped[date]
    used_on: Mapped[date]


class Passkey(Model):
    """A key pair on somebody's device, of which the public half is known here."""

    __tablename__ = "passkey"
    __table_args__ = (CheckConstraint("sign_count >= 0", name="counts_up"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    user_handle: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(Whole)
    transports: Mapped[str]
    is_synced: Mapped[bool]
    name: Mapped[str]
    added_on: Mapped[date]
    used_on: Mapped[date]

    person: Mapped[Person] = relationship()


class RecoveryCode(Model):
    """The digest of a code that opens once, for who has lost everything else."""

    __tablename__ = "recovery_code"

    digest: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class PendingSignIn(Model):
    """A right password that still wants its second factor; it opens nothing."""

    __tablename__ = "pending_sign_in"

    digest: Mapped[bytes] = mapped_column(primary_key=True)  # of what the browser holds
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    session_version: Mapped[int]
    target: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(index=True)

    person: Mapped[Person] = relationship()


class PasskeyChallenge(Model):
    """What a browser was asked to sign: once, for one purpose, within minutes."""

    __tablename__ = "passkey_challenge"

    digest: Mapped[bytes] = mapped_column(primary_key=True)  # of what the browser holds
    challenge: Mapped[bytes]
    purpose: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    user_handle: Mapped[bytes | None]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class FactorReset(Model):
    """The wish that somebody's second factors are removed, which a second person must confirm."""

    __tablename__ = "factor_reset"
    __table_args__ = (
        CheckConstraint("asked_by_id <> person_id", name="asked_by_another"),
        CheckConstraint(
            "confirmed_by_id IS NULL OR"
            " (confirmed_by_id <> asked_by_id AND confirmed_by_id <> person_id)",
            name="confirmed_by_a_second",
        ),
        Index(
            "uq_factor_reset_one_open",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=[confirmed_by_id])

    def is_open(self, now: datetime) -> bool:
        """Say whether it can still be confirmed."""
        return self.ended_at is None and now < self.expires_at
