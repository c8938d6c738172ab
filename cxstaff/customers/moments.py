"""Dates and times as files write them, turned into moments a million times in little time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo


class DateOrder(StrEnum):
    """In which order a file writes day, month and year."""

    YEAR_FIRST = "ymd"
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


MOST_REMEMBERED = 20_000
HOUR = timedelta(hours=1)
MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_DATE = re.compile(r"(\d{1,4})[-/. ]+(\d{1,2}|[A-Za-z]{3,9})[-/.,]*[-/., ](\d{1,4})\.?$")
_NAMED_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})[-/. ]+(\d{1,2})[-/., ]+(\d{2,4})$")
_TIME = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?\s*([ap]\.?m\.?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(r"^(.*?)[T,\s]+(\d{1,2}[:.]\d{2}\D*.*)$", re.IGNORECASE)
_WITHIN_HOUR = {f"{m:02}": timedelta(minutes=m) for m in range(60)} | {
    f"{m:02}:{s:02}": timedelta(minutes=m, seconds=s) for m in range(60) for s in range(60)
}


class Moments:
    """Reads moments written in one order of day and month, in one zone.

    What was read before is remembered by day and hour, since files repeat those. `Moments()(text)`
    returns the moment in UTC and the company's calendar day, or raises ValueError.
    """

    def __init__(self, order: DateOrder, zone: str, company_zone: str) -> None:
        self.order, self.zone, self.company_zone = order, ZoneInfo(zone), ZoneInfo(company_zone)
        self.hours: dict[tuple[str, str], tuple[datetime, date | None]] = {}
        self.days: dict[str, tuple[datetime, date]] = {}

    def __call__(self, text: str) -> tuple[datetime, date]:
        """Return the moment, in UTC, and the company's day; a date alone is its first moment."""
        day_text, _, time_text = text.partition(" ")
        if not time_text:
            day_text, _, time_text = text.partition("T")
        hour_text, _, rest = time_text.partition(":")
        within = _WITHIN_HOUR.get(rest)
        if within is None:
            return self._read(text) if time_text else self._whole_day(text)
        known = self.hours.get((day_text, hour_text))
        if known is None:
            known = self._remember(day_text, hour_text)
        start, day = known
        moment = start + within
        return moment, day or moment.astimezone(self.company_zone).date()

    def _whole_day(self, text: str) -> tuple[datetime, date]:
        known = self.days.get(text)
        if known is None:
            if len(self.days) > MOST_REMEMBERED:
                self.days.clear()
            known = self.days[text] = self._read(text)
        return known

    def _remember(self, day_text: str, hour_text: str) -> tuple[datetime, date | None]:
        """Work out an hour once: its start in UTC and the company's day, if it is one."""
        start, day = self._read(f"{day_text} {hour_text}:00")
        end, last = self._read(f"{day_text} {hour_text}:59")
        if end - start != timedelta(minutes=59):
            raise ValueError("the clocks of this zone change within the hour")
        if len(self.hours) > MOST_REMEMBERED:
            self.hours.clear()
        known = self.hours[day_text, hour_text] = (start, day if day == last else None)
        return known

    def _read(self, text: str) -> tuple[datetime, date]:
        text = text.strip()
        parts = _AT_THE_END.match(text)
        day_text, time_text = parts.groups() if parts else (text, "0:00")
        found = _TIME.match(time_text.strip())
        if found is None:
            raise ValueError(f"{time_text!r} is no time")
        hour, minute, second, half, offset = found.groups()
        local = datetime(
            *read_date(day_text, self.order).timetuple()[:3],
            _hour(int(hour), half),
            int(minute),
            int(second or 0),
            tzinfo=_offset(offset) if offset else self.zone,
        )
        return local.astimezone(UTC), local.astimezone(self.company_zone).date()


def read_date(text: str, order: DateOrder) -> date:
    """Read a date such as 2026-03-01, 1.3.26, 01-Mar-26 or Mar 1, 2026; raises ValueError."""
    named = _NAMED_MONTH_FIRST.match(text.strip())
    if named:
        return date(_year(named[3]), _month(named[1]), int(named[2]))
    found = _DATE.match(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no date")
    first, second, third = found.groups()
    if len(first) == 4:
        return date(int(first), _month(second), int(third))
    if len(first) > 2 or len(third) not in (2, 4):
        raise ValueError(f"{text!r} is no date")
    if second.isdecimal() and order is DateOrder.MONTH_FIRST:
        first, second = second, first
    if order is DateOrder.YEAR_FIRST and second.isdecimal():
        if len(third) == 4:
            raise ValueError(f"{text!r} does not begin with the year")
        return date(_year(first), int(second), int(third))
    return date(_year(third), _month(second), int(first))


def guess_order(samples: Iterable[str]) -> DateOrder | None:
    """Tell the order of day and month from samples; None where they leave it open."""
    firsts, seconds, year_first, named = 0, 0, False, False
    for sample in samples:
        text = sample.strip()
        found = re.match(r"(\d{1,4})[-/. ](\d{1,2})[-/. ]", text)
        if found is None:
            named = named or bool(re.search(r"[A-Za-z]{3}", text.split("T")[0]))
            continue
        if len(found[1]) == 4:
            year_first = True
            continue
        firsts, seconds = max(firsts, int(found[1])), max(seconds, int(found[2]))
    if firsts > 12 >= seconds:
        return DateOrder.DAY_FIRST
    if seconds > 12 >= firsts:
        return DateOrder.MONTH_FIRST
    if firsts or seconds:
        return None
    if year_first:
        return DateOrder.YEAR_FIRST
    return DateOrder.DAY_FIRST if named else None


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(f"{hour} is no hour of half a day")
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def _offset(text: str) -> tzinfo:
    if text.upper() in {"Z", "UTC"}:
        return UTC
    offset = datetime.strptime(text.replace(":", ""), "%z").tzinfo
    return offset or UTC


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if text[:3].lower() not in MONTHS:
        raise ValueError(f"{text!r} is no month")
    return MONTHS[text[:3].lower()]


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
