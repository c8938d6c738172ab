"""What a text file is written in, and its lines as bytes, however wide its characters are."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from cxstaff.errors import Refused
from cxstaff.tables.alphabets import readings
from cxstaff.text import N_

LONGEST_RECORD = 262_144
"""The most bytes one record may take up."""

BLOCK = 262_144
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WESTERN = "cp1252"
MOST_WORDS = 6
MAGIC = (
    (b"PK\x03\x04", N_("The file is a spreadsheet or a ZIP file, not a CSV file. Save it as CSV.")),
    (b"%PDF", N_("The file is a PDF, not a CSV file.")),
    (b"\xd0\xcf\x11\xe0", N_("The file is an old Excel file, not a CSV file. Save it as CSV.")),
    (b"\x1f\x8b", "The file is compressed. Unpack it first."),
    (b"SQLite format 3", N_("The file is a database, not a CSV file.")),
)

Read = Callable[[], tuple[bytes, bool]]


def detect(path: Path) -> tuple[str, int, tuple[str, ...]]:
    """Return the encoding of a text file, the byte at which its text begins, and all candidates.

    A file without a mark is UTF-8 where it reads as such, else what its letters make likely,
    else Windows-1252. Raises `Refused` where it is no text at all.
    """
    with path.open("rb") as file:
        head = file.read(BLOCK)
    marked = _marked(head)
    if marked:
        return *marked, ()
    possible = candidates(path)
    if possible is None:
        return "utf-8", 0, ()
    return next(iter(possible), WESTERN), 0, tuple(possible)


def candidates(path: Path) -> dict[str, str] | None:
    """Return what the first lines beyond ASCII say in every encoding that makes words of them.

    None where the file is UTF-8, pure ASCII among it, or says itself how it is written.
    """
    with path.open("rb") as file:
        head = file.read(BLOCK)
        if _marked(head):
            return None
        while head.isascii():
            head = file.read(BLOCK)
            if not head:
                return None
    lines = [line for line in head.splitlines(keepends=True) if not line.isascii()]
    if 2 * sum(map(_is_utf8, lines)) >= len(lines):  # other texts hardly ever read as such
        return None
    return readings(lines)


def samples(path: Path) -> dict[str, list[str]]:
    """Return some words of a file as they look in every encoding that it may be written in."""
    found = candidates(path) or {}
    return {name: _words(text) for name, text in found.items()}


class EncodingInDoubt(Refused):
    """The letters of a file can be read in several ways, and nobody has said in which."""


def check_encoding(path: Path, doubts: Sequence[str]) -> None:
    """Raise `EncodingInDoubt` where nobody has said yet in which of several encodings a file is."""
    if doubts:
        ways = [f"{name} ({', '.join(words)})" for name, words in samples(path).items()]
        raise EncodingInDoubt(
            N_("Say how the letters of the file are written: %(ways)s."), ways="; ".join(ways)
        )


def _words(text: str) -> list[str]:
    """Return the first words with letters beyond ASCII, each once."""
    words = dict.fromkeys(word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii())
    return list(words)[:MOST_WORDS]


def transcode(path: Path, encoding: str, target: Path) -> None:
    """Write a text file to `target` in UTF-8; a line that is not in `encoding` stays as it is."""
    with path.open("rb") as file, target.open("wb") as written:
        while line := file.readline():
            try:
                written.write(line.decode(encoding).encode())
            except UnicodeDecodeError:
                written.write(line)


def line_reader(file: BinaryIO, encoding: str) -> Read:
    """Return what reads the next line as bytes, b"" at the end, and whether it is whole.

    A line longer than `LONGEST_RECORD` comes in parts; only the last of them is whole.
    """
    if encoding == "utf-16-le":
        return lambda: _wide_line(file, _ends_le)
    if encoding == "utf-16-be":
        return lambda: _wide_line(file, _ends_be)
    return lambda: _line(file)


def _line(file: BinaryIO) -> tuple[bytes, bool]:
    data = file.readline(LONGEST_RECORD)
    return data, len(data) < LONGEST_RECORD or data.endswith(b"\n")


def _wide_line(file: BinaryIO, ends: Callable[[BinaryIO, bytearray], bool]) -> tuple[bytes, bool]:
    """Read until a line feed of two bytes; a single byte 10 is half of another letter."""
    data = bytearray()
    while len(data) < LONGEST_RECORD:
        part = file.readline(LONGEST_RECORD - len(data))
        data += part
        if not part or (part.endswith(b"\n") and ends(file, data)):
            return bytes(data), True
    return bytes(data), False


def _ends_le(file: BinaryIO, data: bytearray) -> bool:
    if len(data) % 2 == 0:
        return False
    data += file.read(1)
    return data.endswith(b"\n\0")


def _ends_be(_file: BinaryIO, data: bytearray) -> bool:
    return len(data) % 2 == 0 and data.endswith(b"\0\n")


def _marked(head: bytes) -> tuple[str, int] | None:
    """Tell the encoding from a mark or from zero bytes; refuse what is known to be no text."""
    if not head:
        raise Refused("The file is empty.")
    for magic, sentence in MAGIC:
        if head.startswith(magic):
            raise Refused(sentence)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    if b"\0" in head:
        return _wide(head), 0
    if b"\n" not in head and b"\r" in head.rstrip(b"\r"):
        raise Refused("The lines of this file end in an outdated way. Save it again as CSV.")
    return None


def _wide(head: bytes) -> str:
    """Tell which half of the bytes is empty in text of two bytes a letter without a mark."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) * 0.3 and even == 0:
        return "utf-16-le"
    if even > len(head) * 0.3 and odd == 0:
        return "utf-16-be"
    raise Refused("This is not a text file. Save it as CSV and try again.")


def _is_utf8(line: bytes) -> bool:
    """Say whether a line reads as UTF-8; without its end, the last letter may be cut off."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(line)
    except UnicodeDecodeError:
        return False
    return True
