"""Times of day that stand in a column of their own, beside the date they belong to."""

from __future__ import annotations

import re

from cxstaff.tables.times.eastern import western

DAY = 86_400

_TIME = re.compile(
    r"([01]?\d|2[0-3])[:.h]([0-5]\d)(?:[:.]([0-5]\d))?(?:[.,]\d+)?"
    r"(?:\s*([ap]\.?\s?m\.?|uhr|h|z|utc|gmt|[+-]\d{2}:?\d{2}))?$",
    re.IGNORECASE,
)
_HALF = re.compile(r"([ap])\.?\s?m\.?$", re.IGNORECASE)
_FRACTION = re.compile(r"0?[.,]\d+$")
_COUNT = re.compile(r"\d{5}(?:[.,]0+)?$")
_MIDNIGHT = re.compile(r"[T\s]+(?:00?:00(?::00)?(?:\.0+)?|12:00(?::00)?\s*AM)$", re.IGNORECASE)
_BEHIND_A_DATE = re.compile(
    r"[T,\s]\d{1,2}[.h]\d{2}(?:\D.*)?$|^\d{5}[.,]\d*[1-9]\d*$|^\d{9,}$|^\d{8}[T ]?\d{4}"
)


def hour_of(text: str) -> int | None:
    """Return the hour of a time of day, from 0 to 23; None where it is none."""
    seconds = _seconds(text)
    return None if seconds is None else int(seconds // 3600)


def says_time(text: str) -> bool:
    """Say whether a moment as files write it tells more than its date."""
    text = western(text)
    return ":" in text or bool(_BEHIND_A_DATE.search(text))


def date_of(day: str) -> str:
    """Return a date without the midnight that systems fill it up with."""
    return _MIDNIGHT.sub("", western(day))


def joined(day: str, time: str) -> str:
    """Return a date and the time of day beside it as one text; a date that tells its time stays.

    A day that is a spreadsheet's count grows by the part of the day that has gone by.
    """
    if not time or not day:
        return day
    day = date_of(day)
    if says_time(day):
        return day
    seconds = _seconds(time)
    if seconds is not None and _COUNT.match(day):
        return f"{float(day.replace(',', '.')) + seconds / DAY:.6f}"
    if seconds is not None and _FRACTION.match(time):
        minutes, rest = divmod(round(seconds), 60)
        return f"{day} {minutes // 60}:{minutes % 60:02}:{rest:02}"
    return f"{day} {time}"


def _seconds(text: str) -> float | None:
    """Return the seconds since midnight, not counting a zone."""
    text = western(text).strip()
    if _FRACTION.match(text):
        return float(text.replace(",", ".")) * DAY
    found = _TIME.match(text)
    if found is None:
        return None
    hour, half = int(found[1]), _HALF.match(found[4] or "")
    if half:
        hour = hour % 12 + (12 if half[1].lower() == "p" else 0)
    return hour * 3600 + int(found[2]) * 60 + int(found[3] or 0)
