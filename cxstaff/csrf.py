"""The token of every form: the same for a whole session, and masked anew on each page.

A text that stands on every page unchanged could be guessed sign by sign from how well pages
compress; masked with as many random bytes it never repeats (see `cxstaff.compression`).
"""

from __future__ import annotations

import binascii
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import Flask, g
from flask_wtf.csrf import CSRFProtect, generate_csrf


class MaskedProtect(CSRFProtect):
    """Flask-WTF's check of tokens, which come masked."""

    def _get_csrf_token(self) -> str | None:
        token: str | None = super()._get_csrf_token()
        return unmasked(token) if token else token


csrf = MaskedProtect()


def init_app(app: Flask) -> None:
    """Check the token of every form, and let templates write it masked."""
    csrf.init_app(app)
    app.jinja_env.globals["csrf_token"] = token
    app.context_processor(lambda: {"csrf_token": token})


def token() -> str:
    """Return this session's token, masked in one way for all forms of a page."""
    if "masked_token" not in g:
        g.masked_token = masked(generate_csrf())
    return str(g.masked_token)


def masked(text: str) -> str:
    """Return a text of ASCII signs so that no two times it looks alike."""
    content = text.encode()
    mask = secrets.token_bytes(len(content))
    return urlsafe_b64encode(mask + _crossed(content, mask)).decode()


def unmasked(text: str) -> str:
    """Return the text that was masked; '' for what no mask made."""
    try:
        both = urlsafe_b64decode(text.encode())
        half = len(both) // 2
        return _crossed(both[:half], both[half:]).decode()
    except (binascii.Error, ValueError):
        return ""


def _crossed(content: bytes, mask: bytes) -> bytes:
    if len(content) != len(mask):
        raise ValueError("a mask is as long as what it masks")
    crossed = int.from_bytes(content, "big") ^ int.from_bytes(mask, "big")
    return crossed.to_bytes(len(content), "big")
