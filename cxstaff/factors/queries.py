"""Questions about second factors: who has which, and what is under way."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload

from cxstaff.db import db
from cxstaff.factors.models import (
    AuthenticatorApp,
    FactorReset,
    Passkey,
    PendingSignIn,
    RecoveryCode,
)
from cxstaff.people.account import Account
from cxstaff.people.models import Person


@dataclass(frozen=True, slots=True)
class Factors:
    """Everything somebody can show beside their password."""

    app: AuthenticatorApp | None
    passkeys: Sequence[Passkey]
    codes_left: int

    @property
    def count(self) -> int:
        """Return how many there are, without the recovery codes."""
        return len(self.passkeys) + (self.app is not None)

    @property
    def app_state(self) -> str:
        """Say whether there is an authenticator app."""
        return str(_("Set up") if self.app else _("None"))

    @property
    def code_label(self) -> str:
        """Say which code can be typed."""
        if self.app:
            return str(_("Code from your app, or a recovery code"))
        return str(_("Recovery code"))

    @property
    def code_help(self) -> str | None:
        """Say what the code of an app looks like, where there is one."""
        return str(_("Six digits that change every 30 seconds.")) if self.app else None


def has_factor(person: Account | Person) -> bool:
    """Say whether somebody has an app or a passkey."""
    app = exists().where(AuthenticatorApp.person_id == person.id)
    passkey = exists().where(Passkey.person_id == person.id)
    return bool(db.session.scalar(select(or_(app, passkey))))


def factors_of(person: Person) -> Factors:
    """Return what somebody can show beside their password."""
    return Factors(
        db.session.get(AuthenticatorApp, person.id), passkeys_of(person), codes_left(person)
    )


def passkeys_of(person: Person) -> list[Passkey]:
    """Return somebody's passkeys, oldest first."""
    query = select(Passkey).where(Passkey.person_id == person.id).order_by(Passkey.id)
    return list(db.session.scalars(query))


def codes_left(person: Person) -> int:
    """Return how many recovery codes somebody can still use."""
    query = select(func.count()).where(RecoveryCode.person_id == person.id)
    return db.session.scalar(query) or 0


def find_passkey(credential_id: bytes) -> Passkey | None:
    """Return the passkey with this id, whoever it belongs to."""
    query = select(Passkey).where(Passkey.credential_id == credential_id)
    return db.session.scalar(query.options(joinedload(Passkey.person)))


def find_pending(token: str, now: datetime) -> PendingSignIn | None:
    """Return the sign-in that waits for its second factor in a browser that holds `token`.

    It waits no more when its time is over, or when sessions of that person were ended since.
    """
    query = select(PendingSignIn).where(
        PendingSignIn.digest == digest_of(token), PendingSignIn.expires_at > now
    )
    pending = db.session.scalar(query.options(joinedload(PendingSignIn.person)))
    if pending is None or pending.session_version != pending.person.session_version:
        return None
    return pending


def find_open_reset(person: Person, now: datetime) -> FactorReset | None:
    """Return the reset of somebody's factors that waits to be confirmed, or None."""
    query = select(FactorReset).where(
        FactorReset.person_id == person.id,
        FactorReset.ended_at.is_(None),
        FactorReset.expires_at > now,
    )
    return db.session.scalar(query.options(joinedload(FactorReset.asked_by)))


def resets_of(person: Person) -> list[FactorReset]:
    """Return every reset of somebody's factors that was asked for, newest first."""
    query = select(FactorReset).where(FactorReset.person_id == person.id)
    who = (joinedload(FactorReset.asked_by), joinedload(FactorReset.confirmed_by))
    return list(db.session.scalars(query.options(*who).order_by(FactorReset.id.desc())))


def digest_of(token: str) -> bytes:
    """Return what is kept of a random token that a browser holds."""
    return hashlib.sha256(token.encode()).digest()
