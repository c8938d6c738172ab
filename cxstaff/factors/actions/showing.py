"""Showing a second factor: codes and passkeys, each of which opens once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import CursorResult, delete, update

from cxstaff import security_log
from cxstaff.db import db
from cxstaff.factors import queries, recovery, totp
from cxstaff.factors.actions.enrolling import owner_of
from cxstaff.factors.actions.telling import tell
from cxstaff.factors.models import AuthenticatorApp, Passkey, PasskeyChallenge, RecoveryCode
from cxstaff.factors.sealing import CannotOpen, Keyring
from cxstaff.factors.site import BrowserAnswer, NotShown
from cxstaff.factors.words import Tidings
from cxstaff.people.models import Person
from cxstaff.security_log import Act

if TYPE_CHECKING:
    from cxstaff.factors.ceremonies import Ceremonies

CHALLENGE_LIFE = timedelta(minutes=5)
CHALLENGE_BYTES = 32
STEPS_A_DAY = 24 * 60 * 60 // totp.STEP_SECONDS


class Purpose(StrEnum):
    """What a browser signs a challenge for; one made for one purpose serves no other."""

    MAKE = "make a passkey"
    SECOND_STEP = "second step"
    SIGN_IN = "sign in"
    PROOF = "proof"


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenge that was taken, and can therefore be answered once."""

    value: bytes
    user_handle: bytes | None


def show_code(person: Person, typed: str, keyring: Keyring, *, today: date, now: datetime) -> bool:
    """Take a code of somebody's app, or one of their recovery codes; say whether it was right.

    A right one is spent: of any number of tries at once, one is told True.
    """
    if recovery.is_like_one(typed):
        return _spend_recovery_code(person, typed, now)
    return _spend_step(person, typed, keyring, today, now)


def show_passkey(
    passkey: Passkey | None,
    answer: BrowserAnswer,
    challenge: Challenge,
    ceremonies: Ceremonies,
    *,
    must_check_holder: bool,
    today: date,
    now: datetime,
) -> bool:
    """Take what a passkey signed; say whether it is right and the passkey was not copied."""
    if passkey is None:
        return False
    try:
        count = ceremonies.shown(
            answer, challenge.value, passkey.public_key, must_check_holder=must_check_holder
        )
    except NotShown:
        return False
    counter = Passkey.sign_count
    # Passkeys that count nothing stay at zero (WebAuthn 3, 6.1.1).
    goes_on = counter < count if count else counter == 0
    change = update(Passkey).where(Passkey.id == passkey.id, goes_on)
    if _rows(change.values(sign_count=count, used_on=today)):
        return True
    owner = passkey.person
    security_log.record(Act.PASSKEY_COPIED, by=None, on=owner, now=now)
    tell(owner, Tidings.PASSKEY_COPIED, now=now)
    return False


def ask_browser(
    purpose: Purpose, person: Person | None, *, now: datetime, handle: bytes | None = None
) -> tuple[str, bytes]:
    """Keep a new challenge; return the token that the browser holds, and the challenge."""
    token, challenge = secrets.token_urlsafe(32), secrets.token_bytes(CHALLENGE_BYTES)
    row = PasskeyChallenge(
        digest=queries.digest_of(token),
        challenge=challenge,
        purpose=purpose,
        person_id=person.id if person else None,
        user_handle=handle,
        expires_at=now + CHALLENGE_LIFE,
    )
    db.session.add(row)
    db.session.flush()
    return token, challenge


def taken_challenge(
    token: str, purpose: Purpose, person: Person | None, *, now: datetime
) -> Challenge | None:
    """Take the challenge a browser was given for a purpose: once, in time, and by its person."""
    whose = PasskeyChallenge.person_id
    taken = (
        delete(PasskeyChallenge)
        .where(
            PasskeyChallenge.digest == queries.digest_of(token),
            PasskeyChallenge.purpose == purpose,
            PasskeyChallenge.expires_at > now,
            whose.is_(None) if person is None else whose == person.id,
        )
        .returning(PasskeyChallenge.challenge, PasskeyChallenge.user_handle)
    )
    row = db.session.execute(taken).first()
    return Challenge(row[0], row[1]) if row else None


def note_failure(person: Person | None, factor: str, *, is_last: bool, now: datetime) -> None:
    """Note that a second factor was not right; after the last try for now its owner is told."""
    security_log.record(Act.FACTOR_FAILED, by=None, on=person, now=now, factor=factor)
    if is_last and person is not None:
        tell(person, Tidings.WRONG_CODES, now=now)


def blur_steps(now: datetime) -> int:
    """Keep of steps that cannot be used again only their day; return how many there were.

    The exact step would tell, in any copy of the database, when somebody was last here.
    """
    day = AuthenticatorApp.last_step - AuthenticatorApp.last_step % STEPS_A_DAY
    spent = AuthenticatorApp.last_step < totp.step_at(now) - totp.WINDOW
    change = update(AuthenticatorApp).where(spent, AuthenticatorApp.last_step != day)
    return _rows(change.values(last_step=day))


def _spend_recovery_code(person: Person, typed: str, now: datetime) -> bool:
    digest = recovery.digest_of(typed, person.id)
    spent = delete(RecoveryCode).where(
        RecoveryCode.digest == digest, RecoveryCode.person_id == person.id
    )
    if not _rows(spent):
        return False
    security_log.record(Act.RECOVERY_CODE_USED, by=person, on=person, now=now)
    tell(person, Tidings.CODE_USED, now=now)
    return True


def _spend_step(person: Person, typed: str, keyring: Keyring, today: date, now: datetime) -> bool:
    app = db.session.get(AuthenticatorApp, person.id)
    if app is None:
        return False
    try:
        secret = keyring.open(app.sealed_secret, owner_of(person))
    except CannotOpen:
        return False
    step = totp.accepted_step(secret, typed, now, after=app.last_step)
    if step is None:
        return False
    values: dict[str, Any] = {"last_step": step, "used_on": today}
    if keyring.is_outdated(app.sealed_secret):
        values["sealed_secret"] = keyring.seal(secret, owner_of(person))
    spend = update(AuthenticatorApp).where(
        AuthenticatorApp.person_id == person.id, AuthenticatorApp.last_step < step
    )
    return _rows(spend.values(**values)) == 1


def _rows(statement: Any) -> int:
    result = db.session.execute(statement.execution_options(synchronize_session="fetch"))
    return result.rowcount if isinstance(result, CursorResult) else 0
