"""What people typed into a large box, without what nobody can see."""

from __future__ import annotations

import unicodedata

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what follows, beyond the words they stand in."""


def cleaned(text: str) -> str:
    """Return a text with plain line breaks, without controls and without spaces around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or _is_seen(sign)).strip()


def cleaned_or_none(text: str | None) -> str | None:
    """Return a cleaned text, or None where nothing is left of it."""
    return cleaned(text or "") or None


def _is_seen(sign: str) -> bool:
    """Say no to controls, to halves of signs, and to what turns the direction of writing."""
    return sign not in _TURNING and unicodedata.category(sign) not in {"Cc", "Cs"}
