"""Alphabets: in which encodings text without a mark can be written so that words come out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

USUAL = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp949", "gb18030", "cp932", "big5")
SELDOM = ("cp1257", "mac_roman", "cp850")
"""What is tried, the likeliest first; what is seldom only where nothing else makes words."""

ENCODINGS = (*USUAL, *SELDOM)

ALPHABETS = {
    name: frozenset(letters)
    for name, letters in {
        "de": "äöüßéèàâêçôî",
        "en": "éèïöüçñ",
        "fr": "àâæçéèêëîïôœùûüÿ",
        "es": "áéíñóúüªº",
        "pt": "áàâãçéêíóôõúüªº",
        "it": "àèéìíîòóùú",
        "nl": "áéëíïóöúüèê",
        "nordic": "åäöæøéü",
        "is": "áðéíóúýþæö",
        "pl": "ąćęłńóśźż",
        "cs_sk": "áäčďéěíĺľňóôŕřšťúůýž",
        "hu": "áéíóöőúüű",
        "ro": "ăâîșțşţ",
        "south_slavic": "čćđšž",
        "baltic": "āąčēęėģīįķļņšūųž",
        "estonian": "äõöüšž",
        "tr": "çğıiöşüâîû\u0307",
        "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћџђ",
        "el": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώϊϋΐΰς",
    }.items()
}
VOWELS = {"cp1251": "аеёиоуыэюяіїє", "cp1253": "αεηιουωάέήίόύώϊϋΐΰ"}
VOWEL_SHARE = (0.25, 0.7)

IDEOGRAPHS, KANA, HANGUL = "\u4e00-\u9fff", "\u3041-\u30ff", "\uac00-\ud7a3"
WIDE_SIGNS = "\u3000-\u303f\uff01-\uff5e\u2026\u2014\u2018-\u201d\u00b7"
EAST_ASIA = {
    "cp949": (HANGUL, "euc_kr", b"\xb0", b"\xc8"),
    "gb18030": (IDEOGRAPHS, "gb2312", b"\xb0", b"\xd7"),
    "big5": (IDEOGRAPHS, "big5", b"\xa4", b"\xc6"),
    "cp932": (KANA + IDEOGRAPHS, "cp932", b"\x82", b"\x97"),
}
"""The signs of a script, and a coded set with the first bytes that its common signs have in it."""

COMMON = 0.7
"""Which part of a text in East Asia is written in common signs."""

SIGNS = frozenset("“”„‚‘’‹›«»–—…€£¥§©®°™·•¡¿´`¨ªº²³½¼¾×±\xa0")
APOSTROPHES = frozenset("’´`·")
LONE = frozenset("àâèéêìíòóùúáôäöüåæøаеиоуяіявксэ")
"""Letters beyond ASCII that are words by themselves."""

MOST_BYTES = 20_000

_WORD = re.compile(r"[^\W\d_]+")
_MIXED = re.compile(
    r"[a-z][\u0370-\u04ff\u3040-\ud7a3]|[\u0370-\u04ff][A-Za-z]|[\u3040-\ud7a3][a-z]"
)
_NUMERO = re.compile(r"\bN[şÅ]\b", re.IGNORECASE)
"""What Nº, the sign of numbers in Spanish and Portuguese, looks like in other encodings."""

_OPENING = re.compile(r"[^\W\d_][‘“„‚]|ς[^\W\d_]")
_IN_WORD = re.compile(r"(?<=[^\W\d_])([^\w\s]|[²³ªº])(?=[^\W\d_])")


def readings(lines: Iterable[bytes]) -> dict[str, str]:
    """Return the text of lines beyond ASCII in every encoding that makes words of them.

    Encodings that give the same text count once. Those in which all the letters belong to one
    language come alone, else those in which every word belongs to some language; none where no
    encoding makes words. The likeliest comes first.
    """
    block = b"".join(_first(lines))
    return _fitting(block, USUAL) or _fitting(block, SELDOM)


def _fitting(block: bytes, names: Iterable[str]) -> dict[str, str]:
    tried = [(name, text) for name in names if (text := _decoded(block, name)) is not None]
    fits = [(name, text) for name, text in tried if _is_of_one_language(name, text)]
    if not fits:
        fits = [(name, text) for name, text in tried if _is_made_of_words(name, text)]
    found = dict[str, str]()
    for name, text in fits:
        if text not in found.values():
            found[name] = text
    return found


def _first(lines: Iterable[bytes]) -> Sequence[bytes]:
    kept, size = list[bytes](), 0
    for line in lines:
        if size > MOST_BYTES:
            break
        kept.append(line)
        size += len(line)
    return kept


def _decoded(block: bytes, name: str) -> str | None:
    try:
        return block.decode(name)
    except UnicodeDecodeError:
        return None


def _is_of_one_language(name: str, text: str) -> bool:
    if name in EAST_ASIA:
        return _is_east_asian(text, *EAST_ASIA[name])
    letters = {sign for sign in text.lower() if not sign.isascii() and sign not in SIGNS}
    known = any(letters <= alphabet for alphabet in ALPHABETS.values())
    return known and _is_written_well(text) and _has_vowels(name, text)


def _is_made_of_words(name: str, text: str) -> bool:
    if name in EAST_ASIA:
        return False
    words = {frozenset(word.lower()) for word in _WORD.findall(text) if not word.isascii()}
    letters = [{sign for sign in word if not sign.isascii()} for word in words]
    known = all(any(word <= known for known in ALPHABETS.values()) for word in letters)
    return known and _is_written_well(text) and _has_vowels(name, text)


def _is_east_asian(text: str, signs: str, coded: str, first: bytes, last: bytes) -> bool:
    """Say whether all beyond ASCII belongs to a script, and most of it to its common signs."""
    beyond = [sign for sign in text if not sign.isascii()]
    letters = [sign for sign in beyond if re.match(f"[{signs}]", sign)]
    if not letters or _MIXED.search(text):
        return False
    if not all(re.match(f"[{signs}{WIDE_SIGNS}]", sign) for sign in beyond):
        return False
    common = [first <= sign.encode(coded, "ignore")[:1] <= last for sign in letters]
    return sum(common) >= COMMON * len(letters)


def _has_vowels(name: str, text: str) -> bool:
    """Say whether words in an alphabet of its own have as many vowels as those of people."""
    letters = [sign for sign in text.lower() if not sign.isascii() and sign.isalpha()]
    if name not in VOWELS or not letters:
        return True
    share = sum(1 for sign in letters if sign in VOWELS[name]) / len(letters)
    return VOWEL_SHARE[0] <= share <= VOWEL_SHARE[1]


def _is_written_well(text: str) -> bool:
    """Say whether signs stand between words, capitals begin them, and lone letters are words."""
    if any(not s.isascii() and not s.isalpha() and s not in SIGNS for s in text):
        return False
    if any(each.search(text) for each in (_MIXED, _OPENING, _NUMERO)):
        return False
    inside = {found[1] for found in _IN_WORD.finditer(text)}
    if any(not sign.isascii() and sign not in APOSTROPHES for sign in inside):
        return False
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return all(_is_cased(word) and (len(word) > 1 or word.lower() in LONE) for word in words)


def _is_cased(word: str) -> bool:
    """Say whether capitals beyond ASCII begin a word, or stand among other capitals."""
    for before, sign, after in zip(word, word[1:], [*word[2:], ""], strict=False):
        if sign.isupper() and not sign.isascii() and (before.islower() or after.islower()):
            return False
    return True
