"""Dates and times as files write them, turned into moments a million times in little time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from cxstaff.tables.times.dates import EPOCHS, SERIALS, DateOrder, read_date, without_weekday
from cxstaff.tables.times.eastern import western
from cxstaff.tables.times.zones import ZONES

MOST_REMEMBERED = 20_000
HOUR = timedelta(hours=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 – in the zone of the file
_TIME = re.compile(
    r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?\s*([ap]\.?\s?m\.?)?\s*(?:Uhr)?\s*"
    rf"(Z|{'|'.join(ZONES)}|(?:UTC|GMT)?\s*[+-]\d{{1,2}}(?::?\d{{2}})?(?:\s\([^()]*\))?|UTC|GMT)?$",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(
    r"^(.*?)(?:[T,\s]|\s(?:um|at|à|a las|alle|alle ore|às|kl\.?|klo|[-–])\s|\s@)+"
    r"(\d{1,2}[:.h]\d{2}\D*.*)$",
    re.IGNORECASE,
)
"""A time behind a date, and what stands between: 2. März 2026 um 14:05, Mar 2, 2026 @ 14:05."""

_YEAR_LAST = re.compile(
    r"^([^\W\d_]{3,9}\.?\s+\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)(\s[A-Z]{3,4}|\s[+-]\d{4})?\s+(\d{4})$"
)
"""A moment as C and Unix print it: Mon Mar  2 14:05:30 2026."""

_BASIC = re.compile(r"^(\d{8})(?:[T ](\d{2})(\d{2})(\d{2})?|(\d{2})(\d{2})(\d{2}))(?=\D|$)")
"""ISO 8601 without signs between: 20260302T140530Z, 20260302 140530, 20260302140530."""

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
        self.is_number = order in (DateOrder.SERIAL, DateOrder.EPOCH)
        self.hours: dict[str, tuple[datetime, date | None]] = {}
        self.days: dict[str, tuple[datetime, date]] = {}
        self.dates: dict[str, date] = {}

    def __call__(self, text: str) -> tuple[datetime, date]:
        """Return the moment, in UTC, and the company's day; a date alone is its first moment."""
        if self.is_number:
            return self._counted(text)
        before, _, rest = text.partition(":")
        within, after = _WITHIN_HOUR.get(rest), ""
        if within is None:
            within, after = _parted(rest)
            if within is None:
                return self._whole_day(text)
        key = f"{before}\n{after}" if after else before
        known = self.hours.get(key) or self._remember(key, before, after)
        if known is None:
            if after:
                return self._read(text)
            raise ValueError("the clocks of this zone change within the hour")
        moment = known[0] + within
        return moment, known[1] or self._day_of(moment)

    def read_all(self, texts: Sequence[str]) -> list[tuple[datetime, date] | None]:
        """Read many texts; None for those that say no moment."""
        found = list[tuple[datetime, date] | None]()
        within, hours = _WITHIN_HOUR.get, self.hours.get
        for text in texts:
            before, _, rest = text.partition(":")
            minutes, hour = within(rest), hours(before)
            if not text:
                found.append(None)
            elif minutes is None or hour is None:
                found.append(self._read_or_none(text))
            else:
                moment = hour[0] + minutes
                found.append((moment, hour[1] or self._day_of(moment)))
        return found

    def _read_or_none(self, text: str) -> tuple[datetime, date] | None:
        try:
            return self(text)
        except (ValueError, OverflowError):
            return None

    def _day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.company_zone).date()

    def _counted(self, text: str) -> tuple[datetime, date]:
        """Read days since 1900, to the second, or seconds or milliseconds since 1970."""
        number = float(text.strip().replace(",", "."))
        if self.order is DateOrder.SERIAL:
            if not SERIALS[0] <= number <= SERIALS[1]:
                raise ValueError(f"{text!r} is no count of days")
            local = SERIAL_ZERO + timedelta(seconds=round(number * 86_400))
            moment = local.replace(tzinfo=self.zone).astimezone(UTC)
        else:
            seconds = number / 1000 if number > EPOCHS[1] else number
            if not EPOCHS[0] <= seconds <= EPOCHS[1]:
                raise ValueError(f"{text!r} is no count of seconds")
            moment = EPOCH + timedelta(seconds=int(seconds))
        return moment, self._day_of(moment)

    def _whole_day(self, text: str) -> tuple[datetime, date]:
        known = self.days.get(text)
        if known is None:
            if len(self.days) > MOST_REMEMBERED:
                self.days.clear()
            known = self.days[text] = self._read(text)
        return known

    def _remember(self, key: str, before: str, after: str) -> tuple[datetime, date | None] | None:
        """Work out an hour once: its start in UTC and the company's day, if it is one.

        None where the clocks of the zone change within the hour.
        """
        first = self._local(f"{before}:00:00{after}")
        start, day = self._told(first)
        end, last = self._told(first.replace(minute=59))
        if end - start != timedelta(minutes=59):
            return None
        if len(self.hours) > MOST_REMEMBERED:
            self.hours.clear()
        known = self.hours[key] = (start, day if day == last else None)
        return known

    def _read(self, text: str) -> tuple[datetime, date]:
        return self._told(self._local(text))

    def _told(self, local: datetime) -> tuple[datetime, date]:
        return local.astimezone(UTC), local.astimezone(self.company_zone).date()

    def _local(self, text: str) -> datetime:
        """Read a moment in the zone that it names, or that of the file."""
        text = _rearranged(without_weekday(western(text).strip()))
        parts = _AT_THE_END.match(text)
        day_text, time_text = parts.groups() if parts else (text, "0:00")
        found = _TIME.match(time_text.strip())
        if found is None:
            raise ValueError(f"{time_text!r} is no time")
        hour, minute, second, half, offset = found.groups()
        return datetime(
            *self._date(day_text).timetuple()[:3],
            _hour(int(hour), half),
            int(minute),
            int(second or 0),
            tzinfo=_offset(offset) if offset else self.zone,
        )

    def _date(self, text: str) -> date:
        """Read a date, once where it stands beside several hours."""
        known = self.dates.get(text)
        if known is None:
            if len(self.dates) > MOST_REMEMBERED:
                self.dates.clear()
            known = self.dates[text] = read_date(text, self.order)
        return known


def _rearranged(text: str) -> str:
    """Return a moment with its time behind its date, parted by signs."""
    found = _BASIC.match(text)
    if found:
        day, *parts = (each for each in found.groups() if each is not None)
        hour, minute, second = [*parts, "00"][:3]
        return f"{day} {hour}:{minute}:{second}{text[found.end() :]}"
    return _YEAR_LAST.sub(r"\1 \4 \2\3", text)


def _parted(rest: str) -> tuple[timedelta | None, str]:
    """Part what follows an hour into minutes with seconds, and a zone or half of the day."""
    cut = 5 if rest[2:3] == ":" else 2
    within, after = _WITHIN_HOUR.get(rest[:cut]), rest[cut:]
    if cut == 5 and after[:1] in {".", ","}:
        after = after[1:].lstrip("0123456789")  # parts of seconds
    return (None if after[:1] in {".", ",", ":"} else within), after


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(f"{hour} is no hour of half a day")
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def _offset(text: str) -> tzinfo:
    """Return how far Z, UTC, CET, +01:00, +01, +0100 or GMT+1 lies from UTC."""
    word = text.lower()
    if word in ZONES:
        return timezone(timedelta(hours=ZONES[word]))
    word = word.partition("(")[0]
    sign, digits = re.sub(r"[a-z\s:]", "", word)[:1], re.sub(r"\D", "", word)
    if not digits:
        return UTC
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-ahead if sign == "-" else ahead)
