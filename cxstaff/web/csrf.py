"""The token of every form: the same for a whole session, and masked anew on each page.

A text that stands on every page unchanged could be guessed sign by sign from how well pages
compress; masked with as many random bytes it never repeats (see `cxstaff.web.compression`).

The token is random and lies in the session, whose cookie is signed. What a form sends is compared
with it, as Django does; a signature of its own, as Flask-WTF gives it, would tell nothing more.
"""

from __future__ import annotations

import binascii
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request, session
from flask_wtf.csrf import CSRFProtect, same_origin

from cxstaff.web import frames

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
TOKEN_BYTES = 24
_KEPT_AS = "csrf_token"


View = TypeVar("View", bound=Callable[..., Any])


def proved_by_its_address(view: View) -> View:
    """Let a view be posted to from anywhere: whoever does has a signed address, made for this.

    Mail programs that end letters (RFC 8058) send no cookie and have seen no form.
    """
    view.is_proved_by_its_address = True  # type: ignore[attr-defined]
    return view


class MaskedProtect(CSRFProtect):
    """Flask-WTF's check of every form, for tokens that come masked.

    Exempt is what the address itself proves (see `proved_by_its_address`), and no other view.
    """

    def protect(self, apply_exemptions: bool = False) -> None:
        """Refuse what would change something unless it comes from a page of this session."""
        asked = request._get_current_object()  # type: ignore[attr-defined]
        if asked.method not in CHANGING or not asked.endpoint:
            return
        view = current_app.view_functions.get(asked.endpoint)
        if getattr(view, "is_proved_by_its_address", False):
            return
        if not _is_of_session(self._get_csrf_token()):
            self._error_response("The token is not one of this session.")
        if asked.is_secure and not same_origin(asked.referrer, f"https://{asked.host}/"):
            self._error_response("The form stood on another site.")


csrf = MaskedProtect()


def init_app(app: Flask) -> None:
    """Check the token of every form, and let templates write it masked."""
    csrf.init_app(app)
    frames.frames_of(app).own[frames.TOKEN] = token
    app.jinja_env.globals["csrf_token"] = token
    app.context_processor(lambda: {"csrf_token": token})


def token() -> str:
    """Return this session's token, masked in one way for all forms of a page."""
    if "masked_token" not in g:
        if _KEPT_AS not in session:
            session[_KEPT_AS] = secrets.token_urlsafe(TOKEN_BYTES)
        g.masked_token = masked(session[_KEPT_AS])
    return str(g.masked_token)


def _is_of_session(sent: str | None) -> bool:
    """Say whether a masked token is that of this session."""
    wanted = session.get(_KEPT_AS)
    if not sent or not wanted:
        return False
    return secrets.compare_digest(unmasked(sent).encode(), wanted.encode())


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
