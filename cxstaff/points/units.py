"""Units: points, and currencies by their ISO 4217 code, as whole numbers of the smallest part."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import cache

from babel.core import get_global
from babel.numbers import format_currency, format_decimal, get_currency_precision
from flask_babel import get_locale, ngettext

POINTS = "points"
CODE_LENGTH = 3


def is_unit(unit: str) -> bool:
    """Say whether something can be counted in it: points, or a currency that is in use."""
    return unit == POINTS or unit in currencies()


@cache
def currencies() -> frozenset[str]:
    """Return the codes of the currencies that are tender somewhere, as CLDR has it (babel)."""
    found = get_global("territory_currencies").values()
    return frozenset(
        code
        for used in found
        for code, _since, until, is_tender in used
        if until is None and is_tender and len(code) == CODE_LENGTH
    )


def places_of(unit: str) -> int:
    """Return how many digits stand behind the point: 0 for points and yen, 2 for euros."""
    return 0 if unit == POINTS else int(get_currency_precision(unit))


def read(text: str, unit: str) -> int:
    """Return an amount as typed ("12.50", a comma may stand for the point) in smallest parts.

    Raises ValueError for what is no number, and for more digits than the unit has.
    """
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise ValueError(text) from None
    if not value.is_finite() or abs(value) >= Decimal(10) ** 20:
        raise ValueError(text)
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > places_of(unit):
        raise ValueError(text)  # "1,000" may have meant a thousand: it is not read as one
    return int(value.scaleb(places_of(unit)))


def plain(amount: int, unit: str) -> str:
    """Return an amount as files have it: "12.50"."""
    return str(Decimal(amount).scaleb(-places_of(unit)))


def number(amount: int, unit: str) -> float | int:
    """Return an amount as spreadsheets calculate with it."""
    places = places_of(unit)
    return amount if not places else float(Decimal(amount).scaleb(-places))


def written(amount: int, unit: str) -> str:
    """Return an amount with its unit in the reader's language: "120 points", "€12.50"."""
    locale = get_locale() or "en"
    if unit == POINTS:
        told = format_decimal(amount, locale=locale)
        return str(ngettext("%(told)s point", "%(told)s points", abs(amount), told=told))
    value = Decimal(amount).scaleb(-places_of(unit))
    return str(format_currency(value, unit, locale=locale))
