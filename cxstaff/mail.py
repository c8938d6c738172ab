"""Mail: composed from templates, sent by SMTP or, on a developer's machine, kept in a folder."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import current_app, render_template

from cxstaff import clock
from cxstaff.db import Page

SMTP_SECONDS = 20


class MailDown(Exception):
    """The mail server did not take a message; it can be tried again."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message for one person, complete and ready to go."""

    to: str
    subject: str
    text: str
    html: str
    message_id: str | None = None


def compose(name: str, to: str, *, message_id: str | None = None, **context: object) -> Letter:
    """Fill templates/mail/<name>.{subject.txt,txt,html} with `context`.

    A stable `message_id` (as `<text@host>`) lets mail programs drop a letter sent twice.
    """
    subject = render_template(f"mail/{name}.subject.txt", **context)
    return Letter(
        to=to,
        subject=" ".join(subject.split()),
        text=render_template(f"mail/{name}.txt", **context),
        html=render_template(f"mail/{name}.html", **context),
        message_id=message_id,
    )


def send(letter: Letter) -> None:
    """Send `letter` now. Raises `MailDown` when the server cannot be reached or refuses it.

    Hold no transaction open around this: a mail server may take its time.
    """
    settings = current_app.config["SETTINGS"]
    message = _as_email(letter, settings.mail_from)
    if settings.mail_url.startswith("folder:"):
        _keep(message, folder())
        return
    try:
        _transmit(message, settings.mail_url)
    except (OSError, smtplib.SMTPException) as error:
        raise MailDown(
            f"The mail server did not take the letter to {letter.to}: {error}"
        ) from error


def folder() -> Path:
    """Return the folder that development mail is kept in."""
    return Path(current_app.config["SETTINGS"].mail_url.removeprefix("folder:"))


def is_kept_in_folder() -> bool:
    """Say whether mail stays on this machine instead of being sent."""
    return bool(current_app.config["SETTINGS"].mail_url.startswith("folder:"))


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter in the development folder, as the browser shows it."""

    name: str
    to: str
    subject: str
    sent_at: object
    text: str
    html: str


def kept_letters(number: int, size: int = 25) -> Page[KeptLetter]:
    """Return page `number` of the letters in the folder, newest first."""
    files: Sequence[Path] = sorted(folder().glob("*.eml"), reverse=True)
    number = min(max(1, number), max(1, -(-len(files) // size)))
    window = files[(number - 1) * size : number * size]
    return Page([_read(file) for file in window], number, size, len(files))


def kept_letter(name: str) -> KeptLetter | None:
    """Return the letter kept as `name`, or None."""
    file = folder() / f"{name}.eml"
    inside = file.resolve().parent == folder().resolve()
    return _read(file) if inside and file.is_file() else None


def _as_email(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, letter.to, letter.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = letter.message_id or make_msgid(domain="cxstaff")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message


def _keep(message: EmailMessage, into: Path) -> None:
    into.mkdir(parents=True, exist_ok=True)
    stem = f"{clock.now():%Y%m%dT%H%M%S}-{make_msgid().split('@')[0].strip('<')}"
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


def _transmit(message: EmailMessage, url: str) -> None:
    parts = urlsplit(url)
    host, secure = parts.hostname or "localhost", parts.scheme == "smtps"
    kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
    with kind(host, parts.port or (465 if secure else 25), timeout=SMTP_SECONDS) as server:
        server.ehlo()
        if not secure and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)
