"""An e-mail message as it goes over the wire, of a text and its HTML (RFC 5322 and RFC 2045–2049).

The standard library's `EmailMessage` parses and folds each header by its whole grammar, which for
thousands of letters takes longer than everything else; these have seven headers that are known.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses, parseaddr
from functools import lru_cache

NEWLINE = "\r\n"
BOUNDARY = "=_cxstaff"  # no line of quoted-printable begins so
RELATED = "=_related"  # nor so
FOLDED = 76
LONGEST_WORD = 60  # signs of a subject that are not folded at a space


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture (PNG) that a letter carries along, shown where its HTML names `cid:picture`.

    Nothing is loaded from anywhere when the letter is read.
    """

    data: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """From whom and to whom, and all of the text that a mail server is given."""

    sender: str
    to: str
    data: bytes


def written(
    sender: str,
    to: str,
    subject: str,
    text: str,
    html: str,
    *,
    date: datetime,
    message_id: str,
    unsubscribe: str | None = None,
    picture: Embedded | None = None,
) -> Message:
    """Write a message of plain text and HTML to one address, which `is_address` holds of.

    `sender` may carry a name; `message_id` its angle brackets; `unsubscribe` is an address that
    ends such letters by one POST (RFC 2369 and RFC 8058). No header may hold a line break.
    """
    head = (
        _from_line(sender),
        f"To: {to}",
        f"Subject: {_folded(subject)}",
        f"Date: {format_datetime(date)}",
        f"Message-ID: {message_id}",
        "Auto-Submitted: auto-generated",
        *_ways_out(unsubscribe),
        "MIME-Version: 1.0",
        f'Content-Type: multipart/alternative; boundary="{BOUNDARY}"',
        "",
        "",
    )
    rich = _with_picture(html, picture) if picture else _part("html", html)
    parts = (*_part("plain", text), *rich, f"--{BOUNDARY}--{NEWLINE}".encode())
    data = NEWLINE.join(head).encode() + b"".join(parts)
    return Message(parseaddr(sender)[1], to, data)


def _ways_out(unsubscribe: str | None) -> tuple[str, ...]:
    """Return the lines by which a mail program offers to end letters; none without an address."""
    if unsubscribe is None:
        return ()
    return (
        NEWLINE.join(["List-Unsubscribe:", f" <{unsubscribe}>"]),
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    )


def is_address(text: str) -> bool:
    """Say whether a text is one e-mail address and nothing else, no second one hidden in it."""
    try:
        return getaddresses([text]) == [("", text)] and bool(Address(addr_spec=text))
    except (ValueError, IndexError):
        return False


@lru_cache(maxsize=8)
def _from_line(sender: str) -> str:
    """Return the line of the one who writes, which is the same in all letters."""
    message = EmailMessage()
    message["From"] = sender
    return message.as_string().strip().replace("\n", NEWLINE)


@lru_cache(maxsize=256)
def _folded(subject: str) -> str:
    """Encode what is not ASCII, and fold what is long; most of many letters share a subject."""
    is_plain = subject.isascii() and all(len(word) < LONGEST_WORD for word in subject.split(" "))
    charset = "us-ascii" if is_plain and "=?" not in subject else "utf-8"
    header = Header(subject, charset, maxlinelen=FOLDED, header_name="Subject")
    return header.encode(linesep=NEWLINE)


def _with_picture(html: str, picture: Embedded) -> tuple[bytes, ...]:
    """Write the HTML and the picture that stands in it, as one part (RFC 2387)."""
    head = (
        f"--{BOUNDARY}",
        f'Content-Type: multipart/related; type="text/html"; boundary="{RELATED}"',
        "",
        "",
    )
    of_picture = (
        f"--{RELATED}",
        "Content-Type: image/png",
        "Content-Transfer-Encoding: base64",
        "Content-ID: <picture>",
        "Content-Disposition: inline",
        "",
        "",
    )
    data = base64.encodebytes(picture.data).replace(b"\n", NEWLINE.encode())
    return (
        NEWLINE.join(head).encode(),
        *_part("html", html, RELATED),
        NEWLINE.join(of_picture).encode(),
        data,
        f"--{RELATED}--{NEWLINE}".encode(),
    )


def _part(kind: str, text: str, boundary: str = BOUNDARY) -> tuple[bytes, bytes, bytes]:
    head = (
        f"--{boundary}",
        f'Content-Type: text/{kind}; charset="utf-8"',
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "",
    )
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    body = binascii.b2a_qp(lines.encode(), istext=True).replace(b"\n", b"\r\n")
    return NEWLINE.join(head).encode(), body, NEWLINE.encode()
