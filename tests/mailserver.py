"""A real mail server on loopback, as well or ill-mannered as a test asks for."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.cast import NOW


@dataclass
class Received:
    """What a server took: letters as they arrived, and how each connection had behaved."""

    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    were_encrypted: list[bool] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    connections: list[tuple[str, int]] = field(default_factory=list)  # that each letter came by
    refuses: set[str] = field(default_factory=set)
    refusal: str = "550 no such mailbox"
    port: int = 0

    async def handle_RCPT(
        self, _server: SMTP, _session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.refuses:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        self.recipients += envelope.rcpt_tos
        self.connections.append(session.peer)
        self.were_encrypted.append(session.ssl is not None)
        return "250 taken"


class Clumsy(SMTP):
    """A server that hangs up instead of saying goodbye."""

    async def smtp_QUIT(self, _arg: str) -> None:
        self.transport.abort()


class Impatient(SMTP):
    """A server that takes two letters by one connection, and hangs up with or without a word."""

    taken = 0
    word: str | None = None

    async def smtp_MAIL(self, arg: str) -> None:
        if self.taken == 2:
            if self.word:
                await self.push(self.word)
            self.transport.close()
            return
        self.taken += 1
        await super().smtp_MAIL(arg)


class Courteous(Impatient):
    """The same, which says why."""

    word = "421 4.7.0 enough for now"


class Forgetful(SMTP):
    """A server that takes the text of a second letter and hangs up instead of saying so."""

    taken = 0

    async def push(self, status: Any) -> None:
        if str(status).startswith("250 taken"):
            self.taken += 1
            if self.taken == 2:
                self.transport.close()
                return
        await super().push(status)


@contextmanager
def mail_server(*, kind: type[SMTP] = SMTP, **options: Any) -> Iterator[Received]:
    """Run a server on a free port; `options` are those of aiosmtpd."""
    received = Received()

    class Here(Controller):
        def factory(self) -> SMTP:
            return kind(self.handler, **self.SMTP_kwargs)

    controller = Here(received, hostname="127.0.0.1", port=free_port(), **options)
    received.port = controller.port
    controller.start()
    try:
        yield received
    finally:
        controller.stop()


def password_check(received_by: list[str], name: bytes, password: bytes) -> Any:
    """Return an authenticator that knows one account and notes who signed in."""

    def check(_server: Any, _session: Any, _envelope: Any, _how: str, given: Any) -> AuthResult:
        right = given == LoginPassword(name, password)
        if right:
            received_by.append(given.login.decode())
        return AuthResult(success=right, handled=False)

    return check


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate(into: Path) -> tuple[ssl.SSLContext, Path]:
    """Make a certificate for localhost; return a server's context and the file to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=3650))
        .not_valid_after(NOW + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    trusted, private = into / "trusted.pem", into / "private.pem"
    trusted.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, private)
    return context, trusted
