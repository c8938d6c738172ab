"""Devices that somebody has signed in on before, known again by a cookie that only says so.

Tries from a known device are counted on its own, so that strangers who guess at an account cannot
lock its owner out of it (OWASP's device cookies). The cookie signs nobody in. It holds a random
number and, of each e-mail that signed in here, a mark that only the server can make.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

KEPT = timedelta(days=365)
MOST = 8  # people on a shared device; who signed in last comes first
NUMBER_BYTES, MARK = 16, 32
SEPARATOR = "."
_WRITTEN = re.compile(rf"[0-9a-f]{{{2 * NUMBER_BYTES}}}(\.[0-9a-f]{{{MARK}}}){{1,{MOST}}}")


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device: its random number, and the marks of those who signed in on it."""

    number: str
    marks: tuple[str, ...] = ()

    def knows(self, email: str, secret: str) -> bool:
        """Say whether the owner of this e-mail has signed in on the device."""
        wanted = _mark(self.number, email, secret)
        return any(hmac.compare_digest(wanted, mark) for mark in self.marks)

    def knowing(self, email: str, secret: str) -> KnownDevice:
        """Return the device as it is after the owner of this e-mail signed in on it."""
        mark = _mark(self.number, email, secret)
        others = tuple(each for each in self.marks if each != mark)
        return KnownDevice(self.number, (mark, *others)[:MOST])

    def written(self) -> str:
        """Return what the cookie holds."""
        return SEPARATOR.join((self.number, *self.marks))


def new_device() -> KnownDevice:
    """Return a device that nobody has signed in on."""
    return KnownDevice(secrets.token_hex(NUMBER_BYTES))


def read(cookie: str | None) -> KnownDevice | None:
    """Return the device that a cookie tells of; None where it is none of ours."""
    if not cookie or not _WRITTEN.fullmatch(cookie):
        return None
    number, *marks = cookie.split(SEPARATOR)
    return KnownDevice(number, tuple(marks))


def _mark(number: str, email: str, secret: str) -> str:
    told = "\x00".join(("known device", number, email.strip().lower()))
    return hmac.new(secret.encode(), told.encode(), "sha256").hexdigest()[:MARK]
