"""What Flask does around every request, in as few steps as it takes here."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import cached_property
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import Signer, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import want_bytes
from itsdangerous.signer import SigningAlgorithm
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.http import parse_cookie


class OneHeader(Request):
    """A request whose cookies stand in one header, as WSGI hands them over."""

    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        """Return the cookies that the browser sent."""
        sent = self.environ.get("HTTP_COOKIE")
        return parse_cookie(sent, cls=ImmutableMultiDict)  # type: ignore[return-value]


class Sessions(SecureCookieSessionInterface):
    """Flask's signed cookies, by keys that are derived once and not for every request.

    No static file prolongs a session: what caches for good carries nobody's cookie.
    """

    made: tuple[object, URLSafeTimedSerializer | None] = (None, None)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs with the application's key."""
        if self.made[0] != app.secret_key:
            self.made = (app.secret_key, self._made_for(app))
        return self.made[1]

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Hand the browser a cookie where something in it is new."""
        if request.endpoint != "static":
            super().save_session(app, session, response)

    def _made_for(self, app: Flask) -> URLSafeTimedSerializer | None:
        usual = super().get_signing_serializer(app)
        if usual is None:
            return None
        signed_by = usual.signer_kwargs | {"algorithm": _Sha1()}
        return _OneSigner(
            usual.secret_keys,
            salt=usual.salt,
            serializer=usual.serializer,
            signer=_Signer,
            signer_kwargs=signed_by,
        )


class Application(Flask):
    """A Flask application of plain functions: none is looked at for being asynchronous."""

    request_class = OneHeader

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.session_interface = Sessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is."""
        return func


class _OneSigner(URLSafeTimedSerializer):
    """A serializer that makes its signer once; it holds nothing of what it signed."""

    @cached_property
    def kept(self) -> Signer:
        return super().make_signer()

    def make_signer(self, salt: str | bytes | None = None) -> Signer:
        return self.kept if salt is None or salt == self.salt else super().make_signer(salt)


class _Signer(TimestampSigner):
    """A signer that derives each of its keys once."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.derived: dict[bytes, bytes] = {}

    def derive_key(self, secret_key: str | bytes | None = None) -> bytes:
        secret = self.secret_key if secret_key is None else want_bytes(secret_key)
        if secret not in self.derived:
            self.derived[secret] = super().derive_key(secret)
        return self.derived[secret]


class _Sha1(SigningAlgorithm):
    """HMAC with SHA-1, the same as Flask's, in one step of OpenSSL's."""

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        return hmac.digest(key, value, "sha1")
