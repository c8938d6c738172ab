"""Numbers as files write them: the sign before the decimals, and the unit of lengths of time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from math import isfinite


class Decimal(StrEnum):
    """The sign before the decimals; the other one groups thousands."""

    POINT = "point"
    COMMA = "comma"


class Unit(StrEnum):
    """The unit of a length of time that is written as a plain number."""

    MILLISECONDS = "ms"
    SECONDS = "s"
    MINUTES = "min"
    HOURS = "h"


SECONDS_IN = {
    Unit.MILLISECONDS: 0.001,
    Unit.SECONDS: 1.0,
    Unit.MINUTES: 60.0,
    Unit.HOURS: 3600.0,
}
LIKELY_SECONDS = (60.0, 14_400.0)
"""Between which lengths half of all contacts last, were they given in seconds."""

_HINTS = {
    Unit.MILLISECONDS: frozenset("ms msec millis milliseconds millisekunden мс".split()),
    Unit.SECONDS: frozenset(
        "s sec secs second seconds sek sekunden sekunde seconde secondes segundo segundos secondi"
        " secondo seg sekund sekundy sekunder seconden sn saniye с сек секунд секунды 秒 秒数"
        " 초".split()
    ),
    Unit.MINUTES: frozenset(
        "m min mins minute minutes minuten minuto minutos minuti minut minuty minuter minutter dk"
        " dakika мин минут минуты 分 分钟 分鐘 분".split()
    ),
    Unit.HOURS: frozenset(
        "h hr hrs hour hours stunden stunde std heure heures hora horas ora ore godz godzin godziny"
        " uur uren timmar timer saat ч час часа часов 時間 小时 小時 시간".split()
    ),
}
_DAYS = frozenset(
    "d day days tag tage tagen jour jours día días giorni dia dias д дн дней 日 天 일".split()
)
UNIT_WORDS = frozenset[str]().union(*_HINTS.values()) - {"m", "с", "s", "h"}
"""Words for units of time that headings end in."""

HOURS_A_DAY, HOURS_AND_MINUTES = 24, 2
_TWO_PARTS = re.compile(r"(\d{1,2}):([0-5]\d)$")
_ISO = re.compile(r"p(?:\d+d)?(?:t(?=\d)(?:\d+h)?(?:\d+m)?(?:\d+(?:[.,]\d+)?s)?)?(?<=[dhms])")
_SPOKEN = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)\.?,?\s*")
_METRIC = re.compile(r"t[A-Z]")
"""How Genesys Cloud calls its metrics, such as tHandle; all are in milliseconds."""

_GROUPED = re.compile(r"-?\d{1,3}[.,]\d{3}$")
_SPACES = re.compile("[\u00a0\u202f' ]")


def guess_decimal(samples: Iterable[str]) -> Decimal | None:
    """Tell the sign before the decimals from samples; None where 1.234 may be either.

    Without any number that has a point or a comma it is the point.
    """
    seen, is_open = set[Decimal](), False
    for sample in samples:
        text = _SPACES.sub("", sample.strip())
        if ":" in text:
            continue
        last = max(text.rfind("."), text.rfind(","))
        if last < 0:
            continue
        sign, other = text[last], "," if text[last] == "." else "."
        if other in text or (text.count(sign) == 1 and not _GROUPED.match(text)):
            seen.add(Decimal.POINT if sign == "." else Decimal.COMMA)
        elif text.count(sign) > 1:
            seen.add(Decimal.COMMA if sign == "." else Decimal.POINT)
        else:
            is_open = True
    if len(seen) == 1:
        return seen.pop()
    return None if seen or is_open else Decimal.POINT


def guess_unit(heading: str, samples: Iterable[str], decimal: Decimal | None) -> Unit | None:
    """Tell the unit of plain numbers from the heading, or from how long half of them are.

    None where neither makes it likely. Lengths written as 3:20 need none, unless half of them were
    shorter than contacts are: then they may be hours and minutes.
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)  # handleTimeMs
    words = set(re.findall(r"[^\W\d_]+", apart.casefold()))
    if _METRIC.match(heading):
        return Unit.MILLISECONDS
    for unit, hints in _HINTS.items():
        if words & hints:
            return unit
    texts = list(samples)
    if _may_be_hours(texts):
        return None
    plain = [text for text in texts if ":" not in text and not _spoken(text)]
    numbers = [_number_or_none(text, decimal or Decimal.POINT) for text in plain]
    found = sorted(number for number in numbers if number is not None)
    if not found:
        return Unit.SECONDS
    middle = found[len(found) // 2]
    return Unit.SECONDS if LIKELY_SECONDS[0] <= middle <= LIKELY_SECONDS[1] else None


def _may_be_hours(texts: Iterable[str]) -> bool:
    """Say whether lengths such as 0:04 may be hours and minutes."""
    found = [_TWO_PARTS.match(text.strip()) for text in texts]
    pairs = [(int(two[1]), int(two[2])) for two in found if two]
    if not pairs or len(pairs) < len(found) or max(first for first, _ in pairs) >= HOURS_A_DAY:
        return False
    seconds = sorted(60 * first + second for first, second in pairs)
    return 0 < seconds[len(seconds) // 2] < LIKELY_SECONDS[0]


def read_number(text: str, decimal: Decimal) -> float:
    """Read 1234.5, 1,234.5, 1 234,5 or 1.234,5; raises ValueError where it is none."""
    plain = _SPACES.sub("", text.strip())
    group, point = (",", ".") if decimal is Decimal.POINT else (".", ",")
    whole, sign, rest = plain.partition(point)
    if group in rest or (group in whole and not re.match(r"-?\d{1,3}(\D\d{3})+$", whole)):
        raise ValueError(f"{text!r} is no number")
    number = float(whole.replace(group, "") + ("." + rest if sign else ""))
    if not isfinite(number):
        raise ValueError(f"{text!r} is no number")
    return number


def read_seconds(text: str, unit: Unit, decimal: Decimal) -> float:
    """Read a length of time as seconds: a number in a unit, 3:20, 0:03:20 or 1 02:03:04.

    Two parts are minutes and seconds, but hours and minutes where the unit is hours.
    """
    if ":" not in text:
        spoken = _spoken(text)
        return read_number(text, decimal) * SECONDS_IN[unit] if spoken is None else spoken
    days, _, clock = text.strip().rpartition(" ")
    if clock.casefold() in _HINTS[Unit.HOURS] and days.count(":") == 1:
        return read_seconds(f"{days}:00", unit, decimal)  # 06:30 hrs
    total = float(days.rstrip("d")) * 24 if days else 0.0
    parts = clock.split(":")
    if days and len(parts) != 3:
        raise ValueError(f"{text!r} is no length of time")
    if days:
        total += float(parts.pop(0))
    if unit is Unit.HOURS and len(parts) == HOURS_AND_MINUTES:
        parts.append("0")
    for part in parts:
        total = 60 * total + float(part.replace(",", "."))
    if not isfinite(total):
        raise ValueError(f"{text!r} is no length of time")
    return total


def _spoken(text: str) -> float | None:
    """Return the seconds of a length of time with units: 4h 10m, 0 hours 15 minutes, 5 分 10 秒.

    Also as ISO 8601 writes them: PT4M10S, P1DT2H.
    """
    text, total = text.strip().casefold(), 0.0
    if _ISO.fullmatch(text):
        text = text.replace("p", "").replace("t", "")
    if not text or not (text[-1].isalpha() or text[-1] == "."):
        return None
    while text:
        found = _SPOKEN.match(text)
        seconds = _seconds_in(found[2]) if found else None
        if found is None or seconds is None:
            return None
        total += float(found[1].replace(",", ".")) * seconds
        text = text[found.end() :]
    return total


def _seconds_in(word: str) -> float | None:
    """Return how many seconds a word for a unit means."""
    if word in _DAYS:
        return 86_400.0
    return next((SECONDS_IN[unit] for unit, words in _HINTS.items() if word in words), None)


def _number_or_none(text: str, decimal: Decimal) -> float | None:
    try:
        return read_number(text, decimal)
    except ValueError:
        return None
