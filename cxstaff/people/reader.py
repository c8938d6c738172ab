"""In which language and zone a page is written for the person who reads it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.localedata import locale_identifiers
from flask import Flask, current_app, has_request_context
from flask_babel import get_locale
from sqlalchemy.exc import SQLAlchemyError

from cxstaff.people import queries
from cxstaff.people.access import account_or_none, is_signed_in
from cxstaff.people.account import Account
from cxstaff.people.company import CompanyFacts
from cxstaff.people.models import Person
from cxstaff.people.navigation import navigation
from cxstaff.web.frames import frames_of, place

SOURCE_LANGUAGE = "en"
ASKED_BY_TERMINAL = ("LC_ALL", "LC_MESSAGES", "LANG")
OFFERED = "languages offered"  # functions that name further languages, kept with the application


def init_app(app: Flask) -> None:
    """Let Babel ask for the language and zone of whoever is signed in."""
    chosen = app.extensions["babel"]
    chosen.locale_selector, chosen.timezone_selector = _locale, _zone
    app.jinja_env.globals.update(get_locale=get_locale, page_language=page_language)
    _share(app)


@dataclass(frozen=True, slots=True)
class Anybody:
    """Whoever is signed in, as pages are written that many people share: places for their own."""

    name: str = place("reader_name")
    email: str = place("reader_email")
    initials: str = place("reader_initials")


def _share(app: Flask) -> None:
    """Say what pages of many people may show of who reads them, and which of it all share."""
    frames, anybody = frames_of(app), Anybody()
    frames.shared |= {
        "signed_in": lambda: anybody if is_signed_in() else None,
        "company": queries.find_facts,
        "navigation": navigation,
    }
    frames.own |= {
        "reader_name": lambda: _signed_in().name,
        "reader_email": lambda: _signed_in().email or "",
        "reader_initials": lambda: _signed_in().initials,
    }


def _signed_in() -> Account | Person:
    reader = account_or_none()
    assert reader is not None  # noqa: S101 – the page was written for somebody signed in
    return reader


def also_in(app: Flask, named: Callable[[], Iterable[str]]) -> None:
    """Offer the languages that `named` returns too: a feature keeps words in them."""
    app.extensions.setdefault(OFFERED, []).append(named)


def languages(*chosen: str | None) -> list[tuple[str, str]]:
    """Return the languages that can be chosen, and those `chosen`, as (code, own name)."""
    app = _application()
    codes = set(catalogues()) | {code for code in chosen if code}
    for named in app.extensions.get(OFFERED, ()):
        codes |= set(named())
    known = (code for code in codes if is_language(code))
    names = ((code, Locale.parse(code).get_display_name()) for code in known)
    return sorted((code, name or code) for code, name in names)


def catalogues() -> frozenset[str]:
    """Return the languages that whole pages are translated into."""
    return _codes(_application())


def is_language(code: str) -> bool:
    """Say whether Babel knows a language by this code, such as 'pt' or 'pt_BR'."""
    return code in _every_language()


def language_of_terminal() -> str:
    """Return the language that commands are answered in before there is a company.

    It is the first that the environment asks for (`LC_ALL`, `LC_MESSAGES`, `LANG`) if pages are
    translated into it, English otherwise.
    """
    asked = next(filter(None, map(os.environ.get, ASKED_BY_TERMINAL)), "")
    code = asked.partition(".")[0]
    while code and code not in catalogues():
        code = code.rpartition("_")[0]
    return code or SOURCE_LANGUAGE


def page_language() -> str:
    """Return the language most of a page is in, as HTML names it.

    It is English for readers whose language has the words of questions only.
    """
    code = str(get_locale() or SOURCE_LANGUAGE)
    while code and code not in catalogues():
        code = code.rpartition("_")[0]
    return (code or SOURCE_LANGUAGE).replace("_", "-")


@cache
def _every_language() -> frozenset[str]:
    return frozenset(locale_identifiers())


@cache
def _codes(app: Flask) -> frozenset[str]:
    """Look for translations once: they come with a release."""
    with app.app_context():
        found = app.extensions["babel"].instance.list_translations()
    return frozenset(str(locale) for locale in found) | {SOURCE_LANGUAGE}


def _application() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app


def _locale() -> Locale:
    return _read(_language())


@cache  # there are no others than Babel knows
def _read(code: str) -> Locale:
    return Locale.parse(code)


def _language() -> str:
    person, company = _reader()
    wanted = (person.locale if person else None) or (company.locale if company else None)
    if company is None and not has_request_context():
        return language_of_terminal()
    return wanted if wanted and is_language(wanted) else SOURCE_LANGUAGE


def _zone() -> str:
    person, company = _reader()
    return (person.zone if person else None) or (company.zone if company else "UTC")


def _reader() -> tuple[Account | Person | None, CompanyFacts | None]:
    """Return who reads, and the company; nobody where the database does not answer."""
    try:
        person = account_or_none() if has_request_context() else None
        return person, queries.find_facts()
    except SQLAlchemyError:
        return None, None
