"""Text as people read it: what cannot be seen is taken out of everything that is typed or read in.

There are two rules, one for a line and one for several. Forms apply them to whatever is posted (see
`cxstaff.forms`), the reader of files to every cell, commands to their options. Passwords alone are
taken as they are.

Out go controls, what turns the direction of writing, whatever else Unicode gives the property
Default_Ignorable_Code_Point, private use, halves of surrogate pairs and noncharacters. Code points
that are not assigned yet stay: next year's letters are among them. Joiners and variation selectors
stay where they change what is seen: in Persian, in the scripts of India, in Mongolian, in emoji.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls, but for tabs and what breaks a line
    # DerivedCoreProperties.txt, Default_Ignorable_Code_Point, with the annotations of U+FFF9–C
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
    "\U0001d159"  # a head of a note that is drawn as nothing
    "\ud800-\uf8ff\U000f0000-\U0010ffff"  # halves of pairs, private use
    "\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(n * 0x10000 - 2)}{chr(n * 0x10000 - 1)}" for n in range(2, 16))
)
_IS_UNSEEN = re.compile(f"[{_UNSEEN}]")
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FLAGS = "|".join(  # of England, Scotland and Wales: a flag, and its place in letters nobody sees
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in place) + "\U000e007f"
    for place in ("gbeng", "gbsct", "gbwls")
)
_PIECE = re.compile(f"{_FLAGS}|.", re.DOTALL)
_BRAILLE_BLANK = "\u2800"
_NON_JOINER, _JOINER, _KEYCAP = "\u200c", "\u200d", "\u20e3"
_VIRAMA = 9  # the combining class of signs that take the vowel off a letter
_CURSIVE = re.compile(  # scripts whose letters change their form where they join
    "[\u0600-\u08ff\u1800-\u18af\ua840-\ua877\ufb50-\ufdff\ufe70-\ufefc\U00010ac0-\U00010aff"
    "\U00010d00-\U00010d3f\U00010f30-\U00010fcf\U0001e900-\U0001e95f]"
)
_MONGOLIAN = re.compile("[\u1820-\u18aa]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def N_(sentence: str) -> str:  # noqa: N802 – as every gettext names it
    """Mark a sentence for translators where it is written; it is translated where it is shown.

    By the name that gettext's manual gives it, which tools look for.
    """
    return sentence


def one_line(text: str) -> str:
    """Return a text on one line, every run of blanks as one space, without what nobody sees."""
    if not (text.isascii() and text.isprintable()):
        text = visible(text)
    line = " ".join(text.split())
    return line if line.replace(_BRAILLE_BLANK, " ").strip() else ""


def several_lines(text: str) -> str:
    """Return a text with plain line breaks, without what nobody sees and without blanks around."""
    lines = visible(text).strip()
    return lines if lines.replace(_BRAILLE_BLANK, " ").strip() else ""


def caseless(text: str) -> str:
    """Return a text as it is compared without case; İ is i, without a dot of its own above."""
    return text.casefold().replace("i\u0307", "i")


def without_accents(text: str) -> str:
    """Return a text with Latin letters that have accents as they are without: "numero", "cree"."""
    return "".join(
        bare if (bare := unicodedata.normalize("NFD", sign)[0]).isascii() else sign for sign in text
    )


def says_something(text: str) -> bool:
    """Say whether a text holds a letter, a number or a symbol."""
    return any(unicodedata.category(sign)[0] in "LNS" for sign in text)


def visible(text: str) -> str:
    """Return a text in NFC with plain line breaks and without what nobody sees, blanks as typed.

    It stands below both rules; alone it reads records of files, where blanks may part fields.
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", _BREAK.sub("\n", text))
    while _IS_UNSEEN.search(text):  # what was parted by an unseen sign may join now
        before, text = text, unicodedata.normalize("NFC", _without_unseen(text))
        if text == before:
            break
    return text


def initials(name: str) -> str:
    """Return the first letters of a name's first and last word: AM for Ana de Moura."""
    words = name.split()
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0].upper() for word in ends) or "?"


def _without_unseen(text: str) -> str:
    """Leave unseen signs only where they change how their neighbours look."""
    pieces: list[str] = _PIECE.findall(text)
    following, after = list[str](), ""
    for piece in reversed(pieces):
        following.append(after)
        after = after if _IS_UNSEEN.match(piece) else piece
    kept = list[str]()
    for piece, after in zip(pieces, reversed(following), strict=True):
        if not _IS_UNSEEN.match(piece) or _is_needed(kept, piece, after[:1]):
            kept.append(piece)
    return "".join(kept)


def _is_needed(kept: Sequence[str], sign: str, after: str) -> bool:
    """Say whether an unseen sign between what was kept so far and the next seen sign is needed."""
    if not kept:
        return False
    before = kept[-1][-1]
    if sign == _JOINER and _is_pictured(after) and _ends_emoji(before):
        return True
    if sign in (_JOINER, _NON_JOINER):
        return _joins_letters(kept, sign, after)
    if sign in "\ufe0e\ufe0f":
        return _is_pictured(before) or (before in "0123456789#*" and after == _KEYCAP)
    if "\ufe00" <= sign <= "\ufe0d":
        return not before.isascii() and unicodedata.category(before) in {"Sm", "Lo", "Po"}
    if "\u180b" <= sign <= "\u180f":
        is_last = sign != "\u180e"  # the separator of a vowel stands between two letters
        return bool(_MONGOLIAN.match(before) and (is_last or _MONGOLIAN.match(after)))
    return "\U000e0100" <= sign <= "\U000e01ef" and bool(_HAN.match(before))


def _joins_letters(kept: Sequence[str], sign: str, after: str) -> bool:
    """Say whether a joiner or non-joiner changes a letter beside it (RFC 5892, A.1 and A.2)."""
    before = kept[-1][-1]
    if before in (_JOINER, _NON_JOINER):
        return False
    if unicodedata.combining(before) == _VIRAMA:
        return sign == _JOINER or after.isalpha()
    if after and unicodedata.combining(after) == _VIRAMA:
        return before.isalpha()
    base = next((p for p in reversed(kept) if unicodedata.category(p[-1]) != "Mn"), "")[-1:]
    is_before, is_after = (bool(_CURSIVE.match(each)) and each.isalnum() for each in (base, after))
    return (is_before or is_after) if sign == _JOINER else (is_before and is_after)


def _ends_emoji(sign: str) -> bool:
    """Say whether a sign can be the last of a picture: itself, its colour, or how it is shown."""
    return sign in "\ufe0f\U000e007f" or "\U0001f3fb" <= sign <= "\U0001f3ff" or _is_pictured(sign)


def _is_pictured(sign: str) -> bool:
    """Say whether a sign can be shown as a picture: symbols beyond ASCII, and a few signs more."""
    if not sign or sign.isascii():
        return False
    is_unknown = sign >= "\U0001f000" and unicodedata.category(sign) == "Cn"  # newer emoji
    return is_unknown or sign in "‼⁉〰ℹ" or unicodedata.category(sign) in {"So", "Sm"}
