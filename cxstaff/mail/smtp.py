"""SMTP: a connection to the mail server, kept across letters, encrypted unless told otherwise."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from typing import Any
from urllib.parse import SplitResult, unquote

from cxstaff.mail.message import Message

SMTP_SECONDS = 20
IN_CLEAR = "tls=never"
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})

NO_SUCH_ADDRESS = frozenset({550, 551, 553})
ABOUT_THE_ADDRESS = ("5.1.", "5.2.1")
"""Of the enhanced codes of RFC 3463: the address is bad, or its mailbox takes nothing more."""
BUSY = 421
ANSWERS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)
"""What a server that works answers about one letter; everything else ends the connection."""


class MailDown(Exception):
    """The letter could not be handed over; it can be tried again.

    `said` are the words of the server alone. Where no connection came about, or it broke, they are
    about the server and name nobody.
    """

    def __init__(self, sentence: str, said: str = "", *, is_about_the_server: bool = False) -> None:
        super().__init__(sentence)
        self.said, self.is_about_the_server = said or sentence, is_about_the_server


class Undeliverable(MailDown):
    """The address itself is refused: nobody gets letters there until it is mended."""


class Connection:
    """A connection to one mail server, begun with the first letter and kept for those after it.

    A server may hang up between two letters, or say that it has taken enough: then another
    connection is begun, and only a letter of which nothing was given yet is given again.
    """

    def __init__(self, url: SplitResult) -> None:
        self.url = url
        self.server: _Server | None = None

    def hand_over(self, message: Message) -> None:
        """Give one letter to the server. Raises `MailDown`, or `Undeliverable`, with its words."""
        try:
            self._try(message)
        except (OSError, smtplib.SMTPException) as error:
            is_answer = isinstance(error, ANSWERS)
            if not is_answer:
                self._drop()
            kind = Undeliverable if is_about_the_address(error) else MailDown
            said = in_words(error)
            sentence = f"The mail server did not take the letter to {message.to}: {said}"
            raise kind(sentence, said, is_about_the_server=not is_answer) from error

    def close(self) -> None:
        """Say goodbye; letters that were taken stay taken, however clumsy the server is."""
        if self.server is not None:
            with suppress(OSError, smtplib.SMTPException):
                self.server.quit()
        self._drop()

    def _drop(self) -> None:
        server, self.server = self.server, None
        if server is not None:
            server.close()

    def _try(self, message: Message) -> None:
        kept, server = self.server, self.server or _begin(self.url)
        self.server, server.was_given = server, False
        try:
            server.sendmail(message.sender, [message.to], message.data)
        except (OSError, smtplib.SMTPException) as error:
            if kept is None or server.was_given or not _hung_up(error):
                raise
            self._drop()
            self._try(message)


class _Server(smtplib.SMTP):
    """A server of which it is known whether it was given the text of a letter."""

    was_given = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Give the text of a letter."""
        self.was_given = True
        return super().data(msg)


class _EncryptedServer(_Server, smtplib.SMTP_SSL):
    """The same where encryption begins with the connection."""


def may_go_in_clear(url: SplitResult) -> bool:
    """Say whether the operator lets letters go unencrypted to this server."""
    return url.scheme == "smtp" and url.query == IN_CLEAR


def is_about_the_address(error: Exception) -> bool:
    """Say whether a server refused the recipient for good, and not the sender or the text.

    A server that tells no more than 550 is taken at its word; one that adds an enhanced code may
    mean that it relays nothing or has its own policy, which is no fault of the address.
    """
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    code, reason = next(iter(error.recipients.values()))
    first = reason.decode(errors="replace").split(maxsplit=1)[:1]
    if first and first[0].count(".") == 2 and first[0][0].isdigit():
        return code >= 500 and first[0].startswith(ABOUT_THE_ADDRESS)
    return code in NO_SUCH_ADDRESS


def in_words(error: Exception) -> str:
    """Say what a mail server answered, without Python's wrapping."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reason = next(iter(error.recipients.values()))
        return f"{code} {reason.decode(errors='replace')}"
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        words = said if isinstance(said, str) else said.decode(errors="replace")
        return f"{error.smtp_code} {words}"
    return str(error) or type(error).__name__


def _begin(url: SplitResult) -> _Server:
    """Connect, go on encrypted and sign in, as the address of the server says."""
    host, is_secure = url.hostname or "localhost", url.scheme == "smtps"
    port = url.port or (465 if is_secure else 25)
    server = _connect_encrypted(host, port) if is_secure else _connect(host, port)
    try:
        server.ehlo()
        if not is_secure and not may_go_in_clear(url):
            _encrypt(server)
            is_secure = True
        if url.username:
            _sign_in(server, url, is_safe=is_secure or host in THIS_MACHINE)
    except BaseException:
        server.close()
        raise
    return server


def _encrypt(server: smtplib.SMTP) -> None:
    """Go on encrypted. Raises SMTPException where that is not offered: nothing is told yet."""
    if not server.has_extn("starttls"):
        raise smtplib.SMTPException(
            "it offers no encryption (STARTTLS), so nothing was sent. Where the way to it is safe "
            "all the same, add ?tls=never to CXSTAFF_MAIL_URL."
        )
    server.starttls(context=ssl.create_default_context())
    server.ehlo()


def _connect(host: str, port: int) -> _Server:
    return _Server(host, port, timeout=SMTP_SECONDS)


def _connect_encrypted(host: str, port: int) -> _Server:
    context = ssl.create_default_context()
    return _EncryptedServer(host, port, timeout=SMTP_SECONDS, context=context)


def _sign_in(server: smtplib.SMTP, url: SplitResult, *, is_safe: bool) -> None:
    if not is_safe:
        raise smtplib.SMTPException("it offers no encryption, so the password was not sent")
    server.login(unquote(url.username or ""), unquote(url.password or ""))


def _hung_up(error: Exception) -> bool:
    """Say whether the server ended the connection before it took anything."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return any(code == BUSY for code, _said in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code == BUSY
    return isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError)
