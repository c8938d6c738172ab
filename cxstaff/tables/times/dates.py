"""Dates as files write them: in which order, with which names of months."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache

from babel.dates import get_month_names

from cxstaff.tables.times.eastern import western


class DateOrder(StrEnum):
    """In which order a file writes day, month and year, or which number stands for a moment."""

    YEAR_FIRST = "ymd"
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    SERIAL = "serial"
    EPOCH = "epoch"


LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "cs", "sv", "da", "nb", "fi", "tr")
"""Languages whose names of months are understood: no name means two months in two of them."""

SERIALS = (20_000, 80_000)
"""Days as spreadsheets count them, from October 1954 to January 2119."""

EPOCHS = (946_684_800, 4_102_444_800)
"""Seconds since 1970 that lie between 2000 and 2100."""

FEW_VALUES, MANY_VALUES = 2, 5
"""Of numbers that repeat and numbers that vary, the former are the years."""

_NAME = r"[^\W\d_]{3,12}\.?"
_DATE = re.compile(rf"(\d{{1,4}})[-/. ]+(\d{{1,2}}|{_NAME})[-/.,]*[-/., ](\d{{1,4}})\.?$")
_NAMED_MONTH_FIRST = re.compile(rf"({_NAME})[-/. ]+(\d{{1,2}})[-/., ]+(\d{{2,4}})$")
_RUN_TOGETHER = re.compile(r"^(\d{1,2})([^\W\d_]{3,12})(\d{4}|\d{2})$")
"""A date as SAS and Stata write it: 02Mar2026."""

_COMPACT = re.compile(r"(19|20)\d{6}$")
_COMPACT_DAY = re.compile(r"(?:19|20)\d{6}(?:[T ]\d|[0-2]\d[0-5]\d[0-5]\d$)")
_WEEKDAY = re.compile(
    r"^[^\W\d_]{2,12}\.?"
    r"(?:,\s+|\s+(?=\d{1,2}(?:[./-]|\.?\s+[^\W\d_]))|\s+(?=[^\W\d_]{3,9}\.?\s+\d))"
)
_OF = re.compile(r" de[l]? ", re.IGNORECASE)
"""What stands between the parts in Spanish and Portuguese: 8 de febrero de 2026."""

_PARTS = re.compile(r"(\d{1,4})[-/. ]{1,2}(\d{1,2})[-/. ]{1,2}(\d{1,4})?")
_POINTED = re.compile(r"\d{1,2}\. ?\d{1,2}\. ?\d{4}")
_NUMBER = re.compile(r"\d{1,13}([.,]\d+)?$")


def read_date(text: str, order: DateOrder) -> date:
    """Read a date such as 2026-03-01, 20260301, 1.3.26, 01-Mar-26, 1. März 2026 or Mar 1, 2026.

    Raises ValueError where it is none in this order.
    """
    text = _OF.sub(" ", without_weekday(western(text).strip()))
    if _COMPACT.match(text):
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    text = _RUN_TOGETHER.sub(r"\1 \2 \3", text)
    named = _NAMED_MONTH_FIRST.match(text)
    if named:
        return date(_year(named[3]), _month(named[1]), int(named[2]))
    found = _DATE.match(text)
    if found is None:
        raise ValueError(f"{text!r} is no date")
    return _ordered(order, *found.groups())


def without_weekday(text: str) -> str:
    """Return a date without the name of its weekday in front: Mo., 02.03.2026."""
    return _WEEKDAY.sub("", text)


def _ordered(order: DateOrder, first: str, second: str, third: str) -> date:
    """Return the date whose parts are written in this order, unless they show another one."""
    if len(first) == 4:
        return date(int(first), _month(second), int(third))
    if len(first) > 2 or len(third) not in (2, 4):
        raise ValueError("no part of the date is a year")
    if second.isdecimal() and order is DateOrder.MONTH_FIRST:
        first, second = second, first
    if order is DateOrder.YEAR_FIRST and second.isdecimal():
        if len(third) == 4:
            raise ValueError("the date does not begin with the year")
        return date(_year(first), int(second), int(third))
    return date(_year(third), _month(second), int(first))


def guess_order(samples: Iterable[str]) -> DateOrder | None:
    """Tell how dates are written from samples; None where they leave it open."""
    texts = [text for each in samples if (text := without_weekday(western(each).strip()))]
    if texts and all(_NUMBER.match(text) for text in texts):
        return _kind_of_number(texts)
    if texts and all(map(_COMPACT_DAY.match, texts)):
        return DateOrder.YEAR_FIRST
    found = [match.groups() for text in texts if (match := _PARTS.match(text))]
    year_first = [each for each in found if len(each[0]) == 4]
    short = [each for each in found if len(each[0]) < 4]
    if short and all(map(_POINTED.match, texts)):
        return DateOrder.DAY_FIRST  # no country puts the month first and points between
    if short:
        return _order_of(short)
    if year_first:
        return DateOrder.YEAR_FIRST
    named = any(re.search(r"[^\W\d_]{3}", text.split("T")[0]) for text in texts)
    return DateOrder.DAY_FIRST if named else None


def _order_of(parts: Sequence[Sequence[str | None]]) -> DateOrder | None:
    """Tell the order of dates that begin with at most two digits."""
    firsts, seconds = ({int(each[place] or 0) for each in parts} for place in (0, 1))
    if max(seconds) > 12 >= max(firsts):
        return DateOrder.MONTH_FIRST
    if not max(firsts) > 12 >= max(seconds):
        return None
    if all(len(each[2] or "") == 4 for each in parts):
        return DateOrder.DAY_FIRST
    thirds = {int(each[2] or 0) for each in parts}
    if max(firsts) > 31 or max(thirds) > 31:
        return DateOrder.YEAR_FIRST if max(firsts) > 31 else DateOrder.DAY_FIRST
    if len(thirds) <= FEW_VALUES and len(firsts) >= MANY_VALUES:
        return DateOrder.DAY_FIRST
    if len(firsts) <= FEW_VALUES and len(thirds) >= MANY_VALUES:
        return DateOrder.YEAR_FIRST
    return None


def _kind_of_number(texts: Sequence[str]) -> DateOrder | None:
    """Tell which count of days or seconds all these numbers can be."""
    numbers = [float(text.replace(",", ".")) for text in texts]
    if all(_COMPACT.match(text) for text in texts):
        return DateOrder.YEAR_FIRST
    if all(SERIALS[0] <= number <= SERIALS[1] for number in numbers):
        return DateOrder.SERIAL
    seconds = [number / 1000 if number >= EPOCHS[1] else number for number in numbers]
    if all(EPOCHS[0] <= number <= EPOCHS[1] for number in seconds):
        return DateOrder.EPOCH
    return None


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    month = _months().get(text.casefold().rstrip("."))
    if month is None:
        raise ValueError(f"{text!r} is no month")
    return month


@lru_cache(1)
def _months() -> dict[str, int]:
    """Return the month that each name means, long or short, in every language."""
    found = {"sept": 9, "mrz": 3}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for month, name in get_month_names(width, context, language).items():
                    found[name.casefold().rstrip(".")] = month
    return found


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
