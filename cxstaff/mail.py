"""Mail: composed from templates, sent by SMTP or, on a developer's machine, kept in a folder."""

from __future__ import annotations

import hashlib
import hmac
import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses, make_msgid, parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from flask import current_app, render_template

from config import Settings
from cxstaff import clock
from cxstaff.db import Page, page_in
from cxstaff.text import one_line

SMTP_SECONDS = 20
IN_CLEAR = "tls=never"
_NAME = re.compile(r"[\w-][\w.-]{0,99}", re.ASCII)
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


class MailDown(Exception):
    """The letter could not be handed over; it can be tried again."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message for one person, complete and ready to go.

    Raises ValueError for a header that would smuggle in another line.
    """

    to: str
    subject: str
    text: str
    html: str
    message_id: str | None = None

    def __post_init__(self) -> None:
        """Refuse control characters in what becomes a header."""
        for value in (self.to, self.subject, self.message_id or ""):
            if any(ord(sign) < 32 or ord(sign) == 127 for sign in value):
                raise ValueError(f"{value!r} cannot stand in the head of a letter")


def compose(name: str, to: str, *, message_id: str | None = None, **context: object) -> Letter:
    """Fill templates/mail/<name>.{subject.txt,txt,html} with `context`.

    A stable `message_id` (see `message_id_for`) lets mail programs drop a letter sent twice. In
    the templates `address_of('endpoint')` gives the full address of a page.
    """
    context = {"address_of": address_of, **context}
    subject = render_template(f"mail/{name}.subject.txt", **context)
    return Letter(
        to=to,
        subject=one_line(subject),
        text=_tidy(render_template(f"mail/{name}.txt", **context)),
        html=render_template(f"mail/{name}.html", **context),
        message_id=message_id,
    )


def address_of(endpoint: str, **values: Any) -> str:
    """Return the full address of a page, as a letter needs it, also where no request is served."""
    base = urlsplit(_settings().base_url)
    return current_app.url_map.bind(
        base.netloc, script_name=base.path or "/", url_scheme=base.scheme
    ).build(endpoint, values, force_external=True)


def message_id_for(*parts: object) -> str:
    """Return the Message-ID that stands for `parts` on this installation, always the same one.

    It is a keyed digest, so that nobody outside can tell what it stands for.
    """
    settings = _settings()
    text = "\n".join(str(part) for part in parts)
    digest = hmac.new(settings.secret_key.encode(), text.encode(), hashlib.sha256)
    return f"<{digest.hexdigest()[:40]}@{urlsplit(settings.base_url).hostname}>"


def send(letter: Letter) -> None:
    """Send `letter` now. Raises `MailDown` when the server cannot be reached or refuses it.

    Hold no transaction open around this: a mail server may take its time.
    """
    settings = _settings()
    message = _as_email(letter, settings.mail_from)
    if is_kept_in_folder():
        _keep(message, folder())
        return
    try:
        _transmit(message, urlsplit(settings.mail_url))
    except (OSError, smtplib.SMTPException) as error:
        raise MailDown(
            f"The mail server did not take the letter to {letter.to}: {_in_words(error)}"
        ) from error


def folder() -> Path:
    """Return the folder that development mail is kept in."""
    return Path(_settings().mail_url.removeprefix("folder:"))


def is_kept_in_folder() -> bool:
    """Say whether mail stays on this machine instead of being sent."""
    return _settings().mail_url.startswith("folder:")


def may_go_in_clear(url: SplitResult) -> bool:
    """Say whether the operator lets letters go unencrypted to this server."""
    return url.scheme == "smtp" and url.query == IN_CLEAR


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter in the development folder, as the browser shows it."""

    name: str
    to: str
    subject: str
    sent_at: Any
    text: str
    html: str


def kept_letters(number: int, size: int = 25) -> Page[KeptLetter]:
    """Return page `number` of the letters in the folder, newest first."""
    files = sorted(folder().glob("*.eml"), reverse=True)
    page = page_in(files, number, size)
    return page.showing([_read(file) for file in page.items])


def kept_letter(name: str) -> KeptLetter | None:
    """Return the letter kept as `name`, or None."""
    if not _NAME.fullmatch(name):
        return None
    file = folder() / f"{name}.eml"
    return _read(file) if file.is_file() else None


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _tidy(text: str) -> str:
    """Leave at most one empty line between paragraphs, whatever the template's blocks left."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for line, before in zip(lines, ["x", *lines], strict=False) if line or before]
    return "\n".join(kept) + "\n"


def _as_email(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = sender, _one_address(letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = letter.message_id or make_msgid(domain="cxstaff")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message


def _one_address(text: str) -> Address:
    """Read an e-mail address; one that hides a second recipient is none."""
    try:
        found = getaddresses([text])
        if len(found) == 1 and found[0] == ("", text):
            return Address(addr_spec=text)
    except (ValueError, IndexError):
        pass  # said below, in the same words
    raise MailDown(f"'{text}' is not an e-mail address; correct it on the roster.")


def _keep(message: EmailMessage, into: Path) -> None:
    into.mkdir(parents=True, exist_ok=True)
    stem = f"{clock.now():%Y%m%dT%H%M%S%f}-{make_msgid().split('@')[0].strip('<')}"
    partial = into / f".{stem}"
    partial.write_bytes(message.as_bytes(policy=policy.SMTP))
    partial.rename(into / f"{stem}.eml")


def _read(file: Path) -> KeptLetter:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    return KeptLetter(
        name=file.stem,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent_at=parsedate_to_datetime(str(message["Date"])),
        text=text.get_content() if text else "",
        html=html.get_content() if html else "",
    )


def _transmit(message: EmailMessage, url: SplitResult) -> None:
    host, secure = url.hostname or "localhost", url.scheme == "smtps"
    port = url.port or (465 if secure else 25)
    server = _connect(host, port) if not secure else _connect_encrypted(host, port)
    try:
        server.ehlo()
        if not secure and may_go_in_clear(url):
            pass  # told so by the operator
        elif not secure:
            _encrypt(server)
            secure = True
        if url.username:
            _sign_in(server, url, is_safe=secure or host in THIS_MACHINE)
        server.send_message(message)
        with suppress(OSError, smtplib.SMTPException):
            server.quit()  # the letter is taken: a clumsy goodbye must not send it again
    finally:
        server.close()


def _encrypt(server: smtplib.SMTP) -> None:
    """Go on encrypted. Raises SMTPException where that is not offered: nothing is told yet."""
    if not server.has_extn("starttls"):
        raise smtplib.SMTPException(
            "it offers no encryption (STARTTLS), so nothing was sent. Where the way to it is safe "
            "all the same, add ?tls=never to CXSTAFF_MAIL_URL."
        )
    server.starttls(context=ssl.create_default_context())
    server.ehlo()


def _connect(host: str, port: int) -> smtplib.SMTP:
    return smtplib.SMTP(host, port, timeout=SMTP_SECONDS)


def _connect_encrypted(host: str, port: int) -> smtplib.SMTP:
    context = ssl.create_default_context()
    return smtplib.SMTP_SSL(host, port, timeout=SMTP_SECONDS, context=context)


def _sign_in(server: smtplib.SMTP, url: SplitResult, *, is_safe: bool) -> None:
    if not is_safe:
        raise smtplib.SMTPException("it offers no encryption, so the password was not sent")
    server.login(unquote(url.username or ""), unquote(url.password or ""))


def _in_words(error: Exception) -> str:
    """Say what a mail server answered, without Python's wrapping."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reason = next(iter(error.recipients.values()))
        return f"{code} {reason.decode(errors='replace')}"
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        words = said if isinstance(said, str) else said.decode(errors="replace")
        return f"{error.smtp_code} {words}"
    return str(error) or type(error).__name__
