"""Time zones by the short names that headings give them: "Started at (UTC)", "Created (CST)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from cxstaff import clock

ZONES = {
    "cet": 1,
    "cest": 2,
    "mez": 1,
    "mesz": 2,
    "wet": 0,
    "west": 1,
    "eet": 2,
    "eest": 3,
    "msk": 3,
    "jst": 9,
    "kst": 9,
}
"""Hours ahead of UTC that short names of zones mean; those that mean several are not known."""

PLACES = {
    "edt": ("America/New_York",),
    "est": ("America/New_York",),
    "cdt": ("America/Chicago",),
    "cst": ("America/Chicago", "Asia/Shanghai"),
    "mdt": ("America/Denver",),
    "mst": ("America/Denver",),
    "pdt": ("America/Los_Angeles",),
    "pst": ("America/Los_Angeles",),
    "ast": ("America/Halifax", "Asia/Riyadh"),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "bst": ("Europe/London", "Asia/Dhaka"),
    "gst": ("Asia/Dubai", "Atlantic/South_Georgia"),
    "aest": ("Australia/Sydney",),
    "aedt": ("Australia/Sydney",),
    "awst": ("Australia/Perth",),
    "nzst": ("Pacific/Auckland",),
    "nzdt": ("Pacific/Auckland",),
    "hkt": ("Asia/Hong_Kong",),
    "sgt": ("Asia/Singapore",),
    "sast": ("Africa/Johannesburg",),
    "brt": ("America/Sao_Paulo",),
    "trt": ("Europe/Istanbul",),
}
"""Where the clocks go that headings call so, whether or not they were put forward on a day below.

Of several the first is meant by companies in America.
"""

AUSTRALIAN = {"est": "Australia/Sydney", "edt": "Australia/Sydney", "cst": "Australia/Adelaide"}
"""What companies in Australia call theirs, too."""

_SEASONS = datetime(2026, 1, 15), datetime(2026, 7, 15)  # noqa: DTZ001 – in any zone

_NAMES = "|".join([*ZONES, *PLACES])
_SHORT = re.compile(
    rf"\b({_NAMES}|(?:utc|gmt)(?:\s*[+-]\s*\d{{1,2}}(?::?00)?)?)(?![\w/:])", re.IGNORECASE
)
_LONG = re.compile(r"\b[A-Z][A-Za-z]+/[A-Z][A-Za-z_/+-]+")
"""A zone as the IANA calls it: "Created at (Europe/Copenhagen)"."""


@dataclass(frozen=True, slots=True)
class Named:
    """Which zones a heading may name; several where its short name means each of them."""

    word: str
    zones: tuple[str, ...]


def zone_in(heading: str, home: str) -> str | None:
    """Return the zone that the heading of a column of moments names, None where it names none.

    `home` is the company's, which is meant where its own clocks are called so. A short name that
    means several zones, of which none is the company's, names none; see `zones_in`.
    """
    named = zones_in(heading, home)
    return named.zones[0] if named and len(named.zones) == 1 else None


def zones_in(heading: str, home: str) -> Named | None:
    """Return all zones that a heading may name."""
    long = _LONG.search(heading)
    if long and long[0] in clock.zone_names():
        return Named(long[0], (long[0],))
    found = _SHORT.search(re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", heading))
    if found is None:
        return None
    word = re.sub(r"\s", "", found[1].lower()).removesuffix("00").removesuffix(":")
    zones = _called(word, home)
    return Named(found[1], zones) if zones else None


def candidates(heading: str) -> tuple[str, ...]:
    """Return every zone that a heading may name, wherever the company is."""
    named = zones_in(heading, "UTC")
    there = AUSTRALIAN.get(named.word.lower()) if named else None
    return (*(named.zones if named else ()), *([there] if there else []))


def _called(word: str, home: str) -> tuple[str, ...]:
    if word in _names_of(home):
        return (home,)
    if word in PLACES:
        if home.startswith("Australia/") and word in AUSTRALIAN:
            return (*PLACES[word], AUSTRALIAN[word])
        return PLACES[word][:1] if home.startswith("America/") else PLACES[word]
    ahead = ZONES[word] if word in ZONES else int(word[3:] or 0)
    if not ahead:
        return ("UTC",)
    return (f"Etc/GMT{-ahead:+d}",) if -14 <= -ahead <= 12 else ()  # the sign is turned round


@lru_cache(maxsize=64)
def _names_of(zone: str) -> frozenset[str]:
    """Return what the clocks of a zone are called in winter and in summer; GMT is meant as it is.

    Germans call theirs MEZ and MESZ.
    """
    names = {(day.replace(tzinfo=ZoneInfo(zone)).tzname() or "").lower() for day in _SEASONS}
    german = {"mez", "mesz"} if "cet" in names else set()
    return frozenset(names | german) - {"gmt", "utc"}
