"""Identifiers: what a text names a person by, found in any usual spelling and taken out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

NAME_REMOVED = "[name removed]"
WORDS_REMOVED = "[words removed]"
SHORTEST_NUMBER = 5
"""A shorter number is taken out of fields of records alone: in a sentence it may be a count."""

_BETWEEN = r"[\s._\-–]+"
_AFTER_LAST_NAME = r"[\s,._\-–]+"
_WRITTEN_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"}
_APOSTROPHES = "'’‘`´"


@dataclass(frozen=True)
class Identifiers:
    """A person's name, e-mail and employee number, and former ones, to be found in texts.

    Names match in any case, with the last name first or last, with accents or without. A name of
    one word matches in its own case alone, as it may be a word of the language (Will, Rose).
    """

    name: str
    email: str | None = None
    number: str | None = None
    former: tuple[str, ...] = ()
    former_numbers: tuple[str, ...] = ()

    def removed_from(self, text: str) -> str:
        """Return a text without the person's name, e-mail and (long) number."""
        return self._in_sentences.sub(NAME_REMOVED, text)

    def removed_from_record(self, text: str) -> str:
        """Return a record of a file without them; a number of any length goes as a whole field."""
        return self._in_records.sub(NAME_REMOVED, text)

    def stand_in(self, text: str) -> bool:
        """Say whether a text, or a record of a file, names the person."""
        return self._in_records.search(text) is not None

    @cached_property
    def needles(self) -> list[list[str]]:
        """Return what to look for first: a text that names the person holds one list whole.

        Plain letters and digits, in any case. No list at all: nothing plain is sure to be there.
        """
        runs = [re.findall(r"[A-Za-z0-9]+", word) for word in _words(self.name)]
        name = [max(found, key=len) for found in runs if found]
        others = [[value] for value in (*self._addresses, *self._numbers) if value]
        return [name, *others] if name else []

    @cached_property
    def _in_sentences(self) -> re.Pattern[str]:
        found = [
            rf"(?<!\d[.,])(?<![\w-]){re.escape(number)}(?![\w-]|[.,]\d)"
            for number in self._numbers
            if len(number) >= SHORTEST_NUMBER
        ]
        return _pattern(self.name, self._addresses, found)

    @cached_property
    def _in_records(self) -> re.Pattern[str]:
        found = [rf"(?<![\w-]){re.escape(number)}(?![\w-])" for number in self._numbers]
        return _pattern(self.name, self._addresses, found)

    @property
    def _numbers(self) -> list[str]:
        return [each for each in (self.number, *self.former_numbers) if each]

    @property
    def _addresses(self) -> list[str]:
        return [each for each in (self.email, *self.former) if each]


def _pattern(name: str, addresses: Iterable[str], numbers: Iterable[str]) -> re.Pattern[str]:
    found = [_name(name)] if name.strip() else []
    for email in addresses:
        found.append(rf"(?i:(?<![\w.+-]){re.escape(email)}(?!\w|[.-]\w))")
    found += [f"(?i:{number})" for number in numbers]
    return re.compile("|".join(found) or r"(?!)")


def _name(name: str) -> str:
    words = [_spellings(word) for word in _words(name)]
    if len(words) == 1:
        return rf"(?<!\w){words[0]}(?!\w)"
    orders = [_BETWEEN.join(words)]
    for place in range(1, len(words)):
        last, first = _BETWEEN.join(words[place:]), _BETWEEN.join(words[:place])
        orders.append(last + _AFTER_LAST_NAME + first)
    return rf"(?i:(?<![^\W_])(?:{'|'.join(orders)})(?![^\W_]))"


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[\s\-]+", unicodedata.normalize("NFC", name)) if word]


def _spellings(word: str) -> str:
    return "".join(_spelling(sign) for sign in word)


def _spelling(sign: str) -> str:
    """Match a letter as it stands, in two signs, without its accent, or written out."""
    if sign in _APOSTROPHES:
        return f"[{_APOSTROPHES}]"
    if sign.isascii():
        return re.escape(sign)
    apart = unicodedata.normalize("NFD", sign)
    plain = "".join(each for each in apart if each.isalpha())
    ways = {sign, apart, plain, _WRITTEN_OUT.get(sign.lower(), "")} - {""}
    return "(?:" + "|".join(re.escape(way) for way in sorted(ways, key=len, reverse=True)) + ")"
