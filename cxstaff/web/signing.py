"""Signed texts: what a link or a cookie says, so that only this installation can have said it."""

from __future__ import annotations

import hmac
from functools import lru_cache
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer


def secret() -> str:
    """Return the key that links and digests of this installation are made with."""
    return str(current_app.config["SETTINGS"].secret_key)


def signed(content: Any, secret: str, salt: str) -> str:
    """Return plain values as a signed text for an address; `salt` is what it is for."""
    return str(_signer(secret, salt).dumps(content))


def read_signed(text: str, secret: str, salt: str) -> Any:
    """Return what a signed text says; None where it was not signed here for this."""
    try:
        return _signer(secret, salt).loads(text)
    except (BadData, ValueError):  # the latter of letters that no bytes stand for
        return None


def stamp(state: str, secret: str) -> str:
    """Return a digest of a state; what carries it ends when the state changes."""
    return hmac.new(secret.encode(), state.encode(), "sha256").hexdigest()[:32]


@lru_cache(maxsize=8)
def _signer(secret: str, salt: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=salt)
