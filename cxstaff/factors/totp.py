"""Time-based one-time codes (TOTP, RFC 6238): six digits, a new one every 30 seconds."""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime

import pyotp

STEP_SECONDS, DIGITS, WINDOW = 30, 6, 1
SECRET_BYTES = 20  # as long as the digest, as RFC 4226 (4) recommends


def new_secret() -> bytes:
    """Return a random secret of 160 bits."""
    return secrets.token_bytes(SECRET_BYTES)


def in_base32(secret: bytes) -> str:
    """Write a secret as people type it into an app."""
    return base64.b32encode(secret).decode().rstrip("=")


def in_groups(secret: bytes) -> str:
    """Write a secret in groups of four, for reading it off a page."""
    text = in_base32(secret)
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


def step_at(now: datetime) -> int:
    """Return the number of the time step that `now` lies in."""
    return int(now.timestamp()) // STEP_SECONDS


def accepted_step(secret: bytes, code: str, now: datetime, *, after: int) -> int | None:
    """Return the step whose code `code` is: this one, the one before or the next, else None.

    Steps up to `after` are spent. Every candidate is compared, each in constant time, so that the
    time taken does not tell which step a code is near to.
    """
    typed = "".join(code.split()).encode(errors="replace")
    here, found = step_at(now), None
    for step in range(here - WINDOW, here + WINDOW + 1):
        is_same = hmac.compare_digest(code_of(secret, step).encode(), typed)
        if is_same and step > after:
            found = step
    return found


def code_of(secret: bytes, step: int) -> str:
    """Return the code of one time step."""
    return _app(secret).generate_otp(step)


def address_for_apps(secret: bytes, account: str, issuer: str) -> str:
    """Return the otpauth:// address that an app reads from the picture."""
    return _app(secret).provisioning_uri(name=account, issuer_name=issuer)


def picture_of(address: str) -> str:
    """Return a QR code of `address` as the data: address of an SVG picture, dark on white."""
    import segno  # for this picture alone

    drawn = segno.make_qr(address, error="m")
    return drawn.svg_data_uri(scale=4, border=4, light="#fff", dark="#000", omitsize=True)


def _app(secret: bytes) -> pyotp.TOTP:
    return pyotp.TOTP(in_base32(secret), digits=DIGITS, interval=STEP_SECONDS)
