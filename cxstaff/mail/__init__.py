"""Mail: composed from templates, sent by SMTP or, on a developer's machine, kept in a folder."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import make_msgid, parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, render_template
from markupsafe import escape

from config import Settings
from cxstaff import clock
from cxstaff.db import Page, page_in
from cxstaff.mail.message import Embedded, Message, is_address, written
from cxstaff.mail.smtp import Connection, Undeliverable
from cxstaff.mail.smtp import MailDown as MailDown
from cxstaff.text import one_line

_NAME = re.compile(r"[\w-][\w.-]{0,99}", re.ASCII)
_kept = ContextVar[Connection | None]("kept", default=None)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message for one person, complete and ready to go.

    `unsubscribe` is an address of the web at which a mail program ends such letters (RFC 8058).
    Raises ValueError for a header that would smuggle in another line.
    """

    to: str
    subject: str
    text: str
    html: str
    message_id: str | None = None
    unsubscribe: str | None = None
    picture: Embedded | None = None

    def __post_init__(self) -> None:
        """Refuse control characters in what becomes a header."""
        for value in (
            self.to,
            self.subject,
            self.message_id or "",
            self.unsubscribe or "",
        ):
            if any(ord(sign) < 32 or ord(sign) == 127 for sign in value):
                raise ValueError(f"{value!r} cannot stand in the head of a letter")


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter as it is written to many, with a sign wherever something differs.

    `signs` are random, so that nothing else that the letter says can be taken for one.
    """

    subject: str
    text: str
    html: str
    signs: Mapping[str, str]

    def filled(self, to: str, *, message_id: str | None = None, **values: str) -> Letter:
        """Return the letter to one address, with a value for each sign, escaped in the HTML."""
        subject, text, html = self.subject, self.text, self.html
        for name, sign in self.signs.items():
            subject = subject.replace(sign, values[name])
            text = text.replace(sign, values[name])
            html = html.replace(sign, str(escape(values[name])))
        return Letter(to, one_line(subject), _tidy(text), html, message_id)


def compose(name: str, to: str, *, message_id: str | None = None, **context: object) -> Letter:
    """Fill templates/mail/<name>.{subject.txt,txt,html} with `context`.

    A stable `message_id` (see `message_id_for`) lets mail programs drop a letter sent twice. In
    the templates `address_of('endpoint')` gives the full address of a page.
    """
    return form(name, **context).filled(to, message_id=message_id)


@cache
def embedded(file: str) -> Embedded:
    """Return one of our pictures (PNG), by its place among the files that do not change.

    A letter that has it shows it where its HTML names `cid:picture`.
    """
    return Embedded((Path(current_app.static_folder or "") / file).read_bytes())


def form(name: str, *differing: str, **context: object) -> LetterTemplate:
    """Fill the same templates once for many letters; `differing` are names of what differs."""
    signs = {each: secrets.token_hex(16) for each in differing}
    context = {"address_of": address_of, **context, **signs}
    return LetterTemplate(
        subject=render_template(f"mail/{name}.subject.txt", **context),
        text=render_template(f"mail/{name}.txt", **context),
        html=render_template(f"mail/{name}.html", **context),
        signs=signs,
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

    Where it is the address that is refused, that is `Undeliverable`. Hold no transaction open
    around this: a mail server may take its time.
    """
    message = message_of(letter)
    if is_kept_in_folder():
        _keep(message, folder())
        return
    with connection_kept():
        connection = _kept.get()
        assert connection is not None  # noqa: S101 – it is kept in here
        connection.hand_over(message)


@contextmanager
def connection_kept() -> Iterator[None]:
    """Let all letters that are sent in here go by one connection to the mail server."""
    if _kept.get() is not None:
        yield
        return
    connection = Connection(urlsplit(_settings().mail_url))
    before = _kept.set(connection)
    try:
        yield
    finally:
        _kept.reset(before)
        connection.close()


def folder() -> Path:
    """Return the folder that development mail is kept in."""
    return Path(_settings().mail_url.removeprefix("folder:"))


def is_kept_in_folder() -> bool:
    """Say whether mail stays on this machine instead of being sent."""
    return _settings().mail_url.startswith("folder:")


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


def message_of(letter: Letter) -> Message:
    """Return a letter as it goes over the wire. Raises `Undeliverable` without an address."""
    if not is_address(letter.to):
        raise Undeliverable(f"'{letter.to}' is not an e-mail address; correct it on the roster.")
    return written(
        _settings().mail_from,
        letter.to,
        letter.subject,
        letter.text,
        letter.html,
        date=clock.now(),
        message_id=letter.message_id or make_msgid(domain="cxstaff"),
        unsubscribe=letter.unsubscribe,
        picture=letter.picture,
    )


def _keep(message: Message, into: Path) -> None:
    into.mkdir(parents=True, exist_ok=True)
    stem = f"{clock.now():%Y%m%dT%H%M%S%f}-{make_msgid().split('@')[0].strip('<')}"
    partial = into / f".{stem}"
    partial.write_bytes(message.data)
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
        html=_shown(html.get_content() if html else "", message),
    )


def _shown(html: str, message: EmailMessage) -> str:
    """Return the HTML of a letter with the picture in it that it carries along."""
    carried = [part for part in message.walk() if part.get_content_type() == "image/png"]
    for each in carried:
        data = base64.b64encode(each.get_content()).decode()
        html = html.replace("cid:picture", f"data:image/png;base64,{data}")
    return html
