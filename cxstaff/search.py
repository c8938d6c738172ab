"""Search: words as people type them, found whatever their case, accents and way of writing."""

from __future__ import annotations

import re
import unicodedata

MARKS = "\u0300-\u036f"
"""Accents and other marks, once letters and marks are apart (Combining Diacritical Marks)."""

_GREEK, _CYRILLIC = "αβγδεζηθικλμνξοπρστυφχψω", "абвгдежзийклмнопрстуфхцчшщъыьэюяђєѕіїјљњћџ"
SINGLE = {
    **dict(zip(_GREEK.upper() + _CYRILLIC.upper(), _GREEK + _CYRILLIC, strict=True)),
    **dict(zip("łŁøØđĐðÐıħĦς", "llooddddihhσ", strict=True)),
    **dict(zip("ẞÆŒÞ", "ßæœþ", strict=True)),
}
"""Letters that no mark can be taken off, and capitals."""

PAIRS = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
MOST_WORDS = 10

_IS_MARK = re.compile(f"[{MARKS}]")
_SINGLE = str.maketrans(SINGLE)


def folded(text: str | None) -> str | None:
    """Return a text in small letters without accents: "Ärger" as "arger", "Łódź" as "lodz"."""
    if text is None:
        return None
    if text.isascii():
        return text.lower()
    plain = _IS_MARK.sub("", unicodedata.normalize("NFKD", text)).lower().translate(_SINGLE)
    for letter, pair in PAIRS.items():
        plain = plain.replace(letter, pair)
    return plain


def folded_if_needed(text: str | None) -> str | None:
    """Return a text as `folded` writes it; None where a database's small letters are the same.

    That is so of ASCII: what is kept beside a text to be found by is kept of other texts alone.
    """
    return None if text is None or text.isascii() else folded(text)


def words_in(text: str) -> list[str]:
    """Return the words that somebody looks for, folded, the first ten of them."""
    return (folded(text) or "").split()[:MOST_WORDS]
