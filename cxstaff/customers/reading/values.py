"""What a text says of one field, or why it says nothing that can be kept."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NoReturn

from babel import Locale
from babel.core import get_global

from cxstaff import clock
from cxstaff.customers.reading.vocabulary import NO, WAITING, YES, without_success
from cxstaff.tables.numbers import Decimal, Unit, read_number, read_seconds
from cxstaff.tables.times.moments import Moments
from cxstaff.text import N_, caseless, one_line, several_lines

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LONGEST_NAME = 200
LONGEST_HANDLING = 7 * 24 * 3600
MOST_VALUE = 10_000_000_00
"""The most that one interaction can be worth, in hundredths."""

LANGUAGES = ("en", "de", "fr", "es", "it")
"""In which languages, beside its own, the name of a language is understood."""

AS_IT_IS = re.compile(r"(?=\D*\d)[A-Za-z0-9][A-Za-z0-9_#/-]{0,199}", re.ASCII)
"""References of which nothing has to be taken away; words that mean nothing have no digit."""

_WHOLE = re.compile(r"[1-9]\d*\.0$")
"""A whole number as pandas writes it where another row of its column is empty."""

_ESCAPED = re.compile(r"\\u(?!00[01])([0-9a-fA-F]{4})")
_ADDRESS = re.compile(r"(?:mailto:|.*<)?([^<>:@\s\"',;]+@[^<>@\s\"',;]+\.[^<>@\s\"',;]+)>?$")
_CURRENCY = re.compile(
    r"^(?:[A-Za-z]{1,3}\b|[^\w\s.,'()%/:-])+\s*|\s*(?:\b[A-Za-zł]{1,3}|[^\w\s.,'()%/:-])\.?$"
)
_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?$", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,4}(?:[.,]0+)?$")

NO_REFERENCE = N_("The reference is missing, so that the record could not be told from others.")
TOO_LONG = N_("'%(value)s' is too long for the column '%(column)s'. Is the right column chosen?")
NO_MOMENT = N_("The column '%(column)s' does not say when it happened.")
WRONG_MOMENT = N_("'%(value)s' in the column '%(column)s' is not a date and time we can read.")
FUTURE = N_("'%(value)s' in the column '%(column)s' lies in the future.")
LONG_AGO = N_("'%(value)s' in the column '%(column)s' lies before 1990.")
WRONG_DURATION = N_(
    "'%(value)s' in the column '%(column)s' is not a length of time, at most a week."
)
WRONG_ANSWER = N_("'%(value)s' in the column '%(column)s' is neither a yes nor a no.")
WRONG_ADDRESS = N_("'%(value)s' in the column '%(column)s' is not an e-mail address.")
WRONG_LANGUAGE = N_("'%(value)s' in the column '%(column)s' is not a language.")
WRONG_ZONE = N_("'%(value)s' in the column '%(column)s' is not a time zone.")
WRONG_VALUE = N_("'%(value)s' in the column '%(column)s' is not an amount up to 10,000,000.")


class Unreadable(Exception):
    """A text is not what its column should hold."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def unreadable(sentence: str) -> NoReturn:
    """Say why a text cannot be read."""
    raise Unreadable(sentence)


def reference(text: str) -> str:
    """Read what names a record in its system."""
    found = name(text[:-2] if _WHOLE.match(text) else text)
    return found or unreadable(NO_REFERENCE)


def name(text: str) -> str:
    """Read a name on one line, "" where there is none."""
    found = one_line(text)
    return found if len(found) <= LONGEST_NAME else unreadable(TOO_LONG)


def name_or_none(text: str) -> str | None:
    """Read a name on one line."""
    return name(text) or None


def happened(text: str, moments: Moments, now: datetime) -> tuple[datetime, date]:
    """Read when it happened, and on which of the company's days."""
    if not text:
        unreadable(NO_MOMENT)
    found = _moment(text, moments)
    if found[0] > now:
        unreadable(FUTURE)
    if found[0] < EARLIEST:
        unreadable(LONG_AGO)
    return found


def moment(text: str, moments: Moments) -> datetime | None:
    """Read a moment; one long ago, such as 1980-01-01, is how systems write that there is none."""
    if not text or text.startswith("0000-00-00"):
        return None
    found = _moment(text, moments)[0]
    return found if found >= EARLIEST else None


def length(text: str, unit: Unit, decimal: Decimal) -> int | None:
    """Read a length of time in whole seconds."""
    if not text:
        return None
    try:
        seconds = read_seconds(text, unit, decimal)
    except ValueError:
        seconds = -1
    return round(seconds) if 0 <= seconds <= LONGEST_HANDLING else unreadable(WRONG_DURATION)


def answer(text: str) -> bool | None:
    """Read a yes or a no, or a state that means one."""
    if not text:
        return None
    word = caseless(text).lstrip("> ")  # ConnectWise marks states that are ends
    bare = word.partition("(")[0].strip()  # "En cours (attribué)"
    for said in (word, bare, without_success(bare)):
        if said in YES:
            return True
        if said in NO or said.startswith(WAITING):
            return False
    unreadable(WRONG_ANSWER)


def times(text: str) -> bool | None:
    """Read whether something happened: a yes, a no, or how many times."""
    if _COUNT.match(text):
        return float(text.replace(",", ".")) > 0
    return answer(text)


def address(text: str) -> str | None:
    """Read an e-mail address, also one with a name before it, in small letters."""
    if not text:
        return None
    found = _ADDRESS.match(one_line(text).casefold())
    return found[1] if found and len(found[1]) <= LONGEST_NAME else unreadable(WRONG_ADDRESS)


def language(text: str) -> str | None:
    """Read a language as its tag: "de" for de, Deutsch, German; "pt-BR" for pt_BR."""
    if not text:
        return None
    found = _TAG.match(text)
    if found and found[1].lower() in _codes():
        script, country = (found[2] or "").title(), (found[3] or "").upper()
        return "-".join(filter(None, (found[1].lower(), script, country)))
    word = one_line(text).casefold()
    plain = word.partition("(")[0].strip()
    return _languages().get(word) or _languages().get(plain) or unreadable(WRONG_LANGUAGE)


def zone(text: str) -> str | None:
    """Read a time zone: of the IANA, of Windows, or a city that gives one its name."""
    if not text:
        return None
    word = one_line(text).casefold().replace(" ", "_")
    return _zones().get(word) or unreadable(WRONG_ZONE)


def amount(text: str, decimal: Decimal) -> int | None:
    """Read what something was worth in hundredths, with or without the sign of a currency."""
    if not text:
        return None
    try:
        hundredths = round(read_number(bare_amount(text), decimal) * 100)
    except (ValueError, OverflowError):
        hundredths = -1
    return hundredths if 0 <= hundredths <= MOST_VALUE else unreadable(WRONG_VALUE)


def bare_amount(text: str) -> str:
    """Return an amount without the sign or the letters of its currency."""
    plain = one_line(text)
    for _ in range(2):  # "EUR 5 €"
        plain = _CURRENCY.sub("", plain)
    return plain.removesuffix(".–").removesuffix(",–").removesuffix(".-").removesuffix(",-")


def remark(text: str) -> str | None:
    """Read what somebody wrote; characters another system wrote as an escape are plain again."""
    return several_lines(_unescaped(text)) or None


def _moment(text: str, moments: Moments) -> tuple[datetime, date]:
    try:
        return moments(text)
    except (ValueError, OverflowError):
        unreadable(WRONG_MOMENT)


def _unescaped(text: str) -> str:
    """Read escaped characters; control characters stay escaped."""
    if "\\u" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@lru_cache(1)
def _codes() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale("en").languages) if "_" not in code)


@lru_cache(1)
def _languages() -> dict[str, str]:
    """Return the tag that each name of a language means."""
    found = dict[str, str]()
    for known in LANGUAGES:
        for code, called in Locale(known).languages.items():
            if "_" not in str(code):
                found.setdefault(called.casefold(), str(code))
    for code in (
        *LANGUAGES,
        *"nl pt pl cs sv da nb fi tr ru uk el hu ro bg hr ja ko zh ar".split(),
    ):
        found.setdefault(str(Locale(code).get_language_name(code)).casefold(), code)
    return found


@lru_cache(1)
def _zones() -> dict[str, str]:
    """Return the zone that each name means; a city that several zones end in means none."""
    found, cities = dict[str, str](), dict[str, list[str]]()
    for windows, iana in get_global("windows_zone_mapping").items():
        found[windows.casefold().replace(" ", "_")] = iana
    for iana in clock.zone_names():
        found[iana.casefold()] = iana
        cities.setdefault(iana.rpartition("/")[2].casefold(), []).append(iana)
    for city, zones in cities.items():
        likely = [each for each in zones if not each.startswith("Etc/")]
        if len(likely) == 1:
            found.setdefault(city, likely[0])
    return found
