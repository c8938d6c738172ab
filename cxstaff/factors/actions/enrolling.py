"""Getting a second factor and giving it up."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete, select

from cxstaff import security_log
from cxstaff.db import db
from cxstaff.engine import insert_if_absent, put, table_of
from cxstaff.errors import Refused
from cxstaff.factors import queries, recovery, totp
from cxstaff.factors.actions.telling import tell
from cxstaff.factors.models import (
    AuthenticatorApp,
    FactorReset,
    Passkey,
    PasskeyChallenge,
    PendingSignIn,
    RecoveryCode,
)
from cxstaff.factors.sealing import CannotOpen, Keyring
from cxstaff.factors.site import MadePasskey
from cxstaff.factors.words import Tidings
from cxstaff.people import actions as people
from cxstaff.people.models import Person
from cxstaff.security_log import Act

MOST_PASSKEYS = 20
OWN = (AuthenticatorApp, Passkey, RecoveryCode, PendingSignIn, PasskeyChallenge)


def add_app(
    person: Person, secret: bytes, code: str, keyring: Keyring, *, today: date, now: datetime
) -> None:
    """Let an app show somebody's codes, in the place of another they had.

    The code that proves it is spent by this. Raises `Refused` when it is not right.
    """
    step = totp.accepted_step(secret, code, now, after=0)
    if step is None:
        raise Refused(
            "This code is not right. Codes change every 30 seconds: wait for the next one, and "
            "look whether your device shows the right time."
        )
    _end_other_sessions_at_first(person)
    values = {
        "sealed_secret": keyring.seal(secret, owner_of(person)),
        "last_step": step,
        "added_on": today,
        "used_on": today,
    }
    put(db.session(), AuthenticatorApp, {"person_id": person.id}, values)
    db.session.expire_all()
    security_log.record(Act.FACTOR_ADDED, by=person, on=person, now=now, factor="app")
    tell(person, Tidings.APP_ADDED, now=now)


def add_passkey(
    person: Person, made: MadePasskey, handle: bytes, name: str, *, today: date, now: datetime
) -> None:
    """Let a passkey open for somebody. Raises `Refused` when it is known or there are too many."""
    if len(queries.passkeys_of(person)) >= MOST_PASSKEYS:
        raise Refused(
            "You have %(number)s passkeys already. Remove one first.", number=MOST_PASSKEYS
        )
    _end_other_sessions_at_first(person)
    is_new = insert_if_absent(
        db.session(),
        Passkey,
        person_id=person.id,
        credential_id=made.credential_id,
        public_key=made.public_key,
        user_handle=handle,
        sign_count=made.sign_count,
        transports=" ".join(made.transports),
        is_synced=made.is_synced,
        name=name,
        added_on=today,
        used_on=today,
    )
    if not is_new:
        raise Refused("This passkey is known here already.")
    security_log.record(Act.FACTOR_ADDED, by=person, on=person, now=now, factor="passkey")
    tell(person, Tidings.PASSKEY_ADDED, now=now)


def remove_app(person: Person, *, is_required: bool, now: datetime) -> None:
    """Take away somebody's app. Raises `Refused` where it is the last factor they must have."""
    app = db.session.get(AuthenticatorApp, person.id)
    if app is None:
        raise Refused("There is no authenticator app to remove.")
    _refuse_last(person, is_required=is_required)
    db.session.delete(app)
    _note_removal(person, "app", Tidings.APP_REMOVED, now)


def remove_passkey(passkey: Passkey, person: Person, *, is_required: bool, now: datetime) -> None:
    """Take away a passkey. Raises `Refused` where it is the last factor they must have."""
    _refuse_last(person, is_required=is_required)
    db.session.delete(passkey)
    _note_removal(person, "passkey", Tidings.PASSKEY_REMOVED, now)


def draw_codes(person: Person, *, now: datetime) -> list[str]:
    """Make ten new recovery codes for somebody; those of before open no more."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    codes = recovery.draw()
    for code in codes:
        digest = recovery.digest_of(code, person.id)
        db.session.add(RecoveryCode(digest=digest, person_id=person.id))
    db.session.flush()
    security_log.record(Act.RECOVERY_CODES_MADE, by=person, on=person, now=now)
    return codes


def forget(person: Person) -> None:
    """Remove everything somebody could show beside their password, and what is under way."""
    for kind in OWN:
        table = table_of(kind)
        db.session.execute(delete(table).where(table.c.person_id == person.id))
    db.session.expire_all()


def erase(person: Person) -> None:
    """Remove everything kept here about somebody who is to be erased, and what they asked for."""
    forget(person)
    concerned = (
        (FactorReset.person_id == person.id)
        | (FactorReset.asked_by_id == person.id)
        | (FactorReset.confirmed_by_id == person.id)
    )
    db.session.execute(delete(FactorReset).where(concerned))


def reseal(keyring: Keyring) -> tuple[int, int]:
    """Seal every app's secret with today's key; return how many were, and how many do not open."""
    done, lost = 0, 0
    for app in db.session.scalars(select(AuthenticatorApp)):
        owner = str(app.person_id)
        try:
            if keyring.is_outdated(app.sealed_secret):
                app.sealed_secret = keyring.seal(keyring.open(app.sealed_secret, owner), owner)
                done += 1
        except CannotOpen:
            lost += 1
    db.session.flush()
    return done, lost


def owner_of(person: Person) -> str:
    """Return the name that what is sealed for somebody is bound to."""
    return str(person.id)


def _end_other_sessions_at_first(person: Person) -> None:
    """End sessions that began with a password alone, once there is more to show than that."""
    if not queries.has_factor(person):
        people.end_sessions(person)
        db.session.flush()


def _refuse_last(person: Person, *, is_required: bool) -> None:
    """Keep somebody who must have a factor from removing their last; two at once take turns."""
    db.session.refresh(person, with_for_update=True)
    if is_required and queries.factors_of(person).count <= 1:
        raise Refused("This is your only second factor, and you need one. Add another first.")


def _note_removal(person: Person, factor: str, tidings: Tidings, now: datetime) -> None:
    db.session.flush()
    if not queries.has_factor(person):
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    security_log.record(Act.FACTOR_REMOVED, by=person, on=person, now=now, factor=factor)
    tell(person, tidings, now=now)
