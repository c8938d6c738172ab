"""Working calendars: countries, and regions of them, whose public holidays are known.

A calendar is a code such as DE or DE-BY (ISO 3166). The library that knows them is large and
seldom needed, so it is loaded when somebody asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from babel import Locale

LANGUAGES = ("en", "de", "fr", "es", "it")
LOOK_AHEAD = timedelta(days=366)


def find_calendar(text: str) -> str | None:
    """Return the code of a calendar that is written as DE, DE-BY, Germany or Allemagne."""
    country, _, region = text.strip().replace("_", "-").partition("-")
    code = country.strip().upper()
    if code not in _regions():
        code, region = _countries().get(text.strip().casefold(), ""), ""
    if not code:
        return None
    if not region:
        return code
    known = {each.casefold(): each for each in _regions()[code]}
    found = known.get(region.strip().casefold())
    return f"{code}-{found}" if found else None


def name_of(calendar: str, language: str) -> str:
    """Return what a calendar is called in a language: its country, and the region's code."""
    country, _, region = calendar.partition("-")
    name = Locale.parse(language).territories.get(country, country)
    return f"{name}, {region}" if region else str(name)


def next_holiday(calendar: str, day: date, language: str) -> tuple[date, str] | None:
    """Return the next public holiday of a calendar from a day on, within a year, and its name.

    The name is in a language where it is known in it, else in the country's own.
    """
    import holidays

    country, _, region = calendar.partition("-")
    kind = getattr(holidays, country)
    spoken = [each for each in kind.supported_languages if each.startswith(language)]
    known = kind(
        subdiv=region or None,
        years=(day.year, day.year + 1),
        language=spoken[0] if spoken else kind.default_language,
    )
    coming = sorted(each for each in known if day <= each <= day + LOOK_AHEAD)
    return (coming[0], known[coming[0]]) if coming else None


@lru_cache(1)
def _regions() -> Mapping[str, list[str]]:
    """Return the regions of every country whose holidays are known."""
    import holidays

    return dict(holidays.list_supported_countries(include_aliases=False))


@lru_cache(1)
def _countries() -> dict[str, str]:
    """Return the code of each country by its name in every language, in small letters."""
    return {
        str(name).casefold(): code
        for language in LANGUAGES
        for code, name in Locale.parse(language).territories.items()
        if code in _regions()
    }
