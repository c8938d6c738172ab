"""The folder in which mail is kept instead of sent: letters that name a person, and old ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from cxstaff.identifiers import Identifiers


def naming(folder: Path, identifiers: Identifiers) -> Iterator[Path]:
    """Give the letters to a person, and those that name them."""
    for path in _letters(folder):
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        if identifiers.stand_in(_text_of(message)):
            yield path


def older_than(folder: Path, before: datetime) -> list[Path]:
    """Return the letters that were written before a moment."""
    return [path for path in _letters(folder) if path.stat().st_mtime < before.timestamp()]


def _letters(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.is_file())


def _text_of(message: EmailMessage) -> str:
    heads = [str(value) for value in message.values()]
    bodies = [
        part.get_content() for part in message.walk() if part.get_content_maintype() == "text"
    ]
    return "\n".join([*heads, *bodies])
