"""What Flask does around every request, in as few steps as it takes here."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import cached_property
from typing import Any

import click
from flask import Flask, Request, Response, request
from flask.cli import AppGroup
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import Signer, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import want_bytes
from itsdangerous.signer import SigningAlgorithm
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.http import parse_cookie
from werkzeug.routing import Rule


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
        if request.endpoint == "static":
            return
        if self.should_set_cookie(app, session) or "Vary" in response.headers:
            super().save_session(app, session, response)
        elif session.accessed:
            response.headers["Vary"] = "Cookie"

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


class LateRule(Rule):
    """The rule of an address, whose two functions that write one are compiled when first needed.

    There are 240 rules: to compile all takes a tenth of the time in which a process starts.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled, name = super()._compile_builder, _BUILDERS[append_unknown]

        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            made = compiled(append_unknown).__get__(rule, None)
            setattr(rule, name, made)  # and is not asked again
            written: tuple[str, str] = made(**values)
            return written

        return build


class Commands(AppGroup):
    """The commands of an application, whose modules are loaded once somebody asks for a command.

    What serves pages asks for none, and what commands alone need is a tenth of all there is.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.waiting = list[Callable[[], None]]()

    def later(self, load: Callable[[], None]) -> None:
        """Let `load` add commands before the first is looked up."""
        self.waiting.append(load)

    def load(self) -> None:
        """Add the commands that still wait."""
        while self.waiting:
            self.waiting.pop(0)()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, None where there is none."""
        self.load()
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        self.load()
        return super().list_commands(ctx)


class Application(Flask):
    """A Flask application of plain functions: none is looked at for being asynchronous."""

    request_class = OneHeader
    url_rule_class = LateRule
    cli: Commands

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.session_interface = Sessions()
        self.cli = Commands(self.name)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is."""
        return func


_BUILDERS = {False: "_build", True: "_build_unknown"}
"""Where a rule keeps what writes its address, without or with what is left over as a query."""


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
