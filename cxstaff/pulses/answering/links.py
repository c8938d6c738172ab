"""Signed links to one person's questions of one round: they open that page and nothing else."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from flask import current_app

from cxstaff import clock, mail
from cxstaff.people import queries as people
from cxstaff.people.models import Person
from cxstaff.pulses.models import PulseRound
from cxstaff.web.signing import read_signed, signed, stamp

ON_A_DEVICE = timedelta(minutes=20)
_SALT = "answer a round of a pulse"


class Addressee(Protocol):
    """Somebody a link was made for."""

    @property
    def id(self) -> int:
        """Return their number."""

    @property
    def email(self) -> str | None:
        """Return the address that letters go to."""

    @property
    def zone(self) -> str | None:
        """Return the zone they live in, where it is not the company's."""

    @property
    def left_on(self) -> date | None:
        """Return the first day they are no longer here."""

    def works_here(self, today: date) -> bool:
        """Say whether they have not left."""


@dataclass(frozen=True, slots=True)
class RoundLink:
    """What a link says: the round, for whom, for which e-mail of theirs, and until when.

    A link from a letter (`expires_at` None) holds until its round closes; one that a code opened
    on a shared device holds for minutes, whatever e-mail its owner is given meanwhile.
    """

    round_id: int
    person_id: int
    stamp: str
    expires_at: int | None

    @property
    def is_on_device(self) -> bool:
        """Say whether the link was opened by a code on a shared device."""
        return self.expires_at is not None

    def opens(self, person: Addressee, secret: str, now: datetime) -> bool:
        """Say whether the link is still this person's: here, and under the same e-mail."""
        theirs = _device_stamp(person, secret) if self.is_on_device else _stamp(person, secret)
        is_theirs = hmac.compare_digest(self.stamp, theirs)
        return is_theirs and self.is_current(person, now)

    def is_current(self, person: Addressee, now: datetime) -> bool:
        """Say whether the link is in time for somebody who works here, under whatever e-mail."""
        in_time = self.expires_at is None or now.timestamp() < self.expires_at
        return in_time and _works_here(person, now)


def write(round_id: int, person: Addressee, secret: str) -> str:
    """Return the token of the link in a letter."""
    return signed([round_id, person.id, _stamp(person, secret), None], secret, _SALT)


def write_for_device(round_id: int, person: Person, secret: str, now: datetime) -> str:
    """Return the token that a code opens on a shared device, for `ON_A_DEVICE`."""
    until = int((now + ON_A_DEVICE).timestamp())
    return signed([round_id, person.id, _device_stamp(person, secret), until], secret, _SALT)


def read(token: str, secret: str) -> RoundLink | None:
    """Return what `token` says, or None when it was not signed here."""
    try:
        return RoundLink(*read_signed(token, secret, _SALT))
    except TypeError:  # not signed here, or by a release that said something else
        return None


def address_for(round_: PulseRound, person: Person) -> str:
    """Return the full address of a person's own page of questions, for a letter to them."""
    token = write(round_.id, person, current_app.config["SETTINGS"].secret_key)
    return mail.address_of("pulses.answers", token=token)


def _works_here(person: Addressee, now: datetime) -> bool:
    return person.left_on is None or person.works_here(clock.local_day(now, people.zone_of(person)))


def _stamp(person: Addressee, secret: str) -> str:
    return stamp(f"{person.id}\x00{person.email or ''}", secret)


def _device_stamp(person: Addressee, secret: str) -> str:
    return stamp(f"{person.id}\x00on a shared device", secret)
