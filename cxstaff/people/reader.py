"""In which language and zone a page is written for the person who reads it."""

from __future__ import annotations

from functools import cache

from babel import Locale
from flask import Flask, current_app, has_request_context
from flask_babel import get_locale
from sqlalchemy.exc import SQLAlchemyError

from cxstaff.people import queries
from cxstaff.people.access import signed_in_or_none
from cxstaff.people.models import Company, Person

SOURCE_LANGUAGE = "en"


def init_app(app: Flask) -> None:
    """Let Babel ask for the language and zone of whoever is signed in."""
    chosen = app.extensions["babel"]
    chosen.locale_selector, chosen.timezone_selector = _language, _zone
    app.jinja_env.globals["get_locale"] = get_locale


def languages() -> list[tuple[str, str]]:
    """Return the languages there are translations for, as (code, own name)."""
    names = ((code, Locale.parse(code).get_display_name()) for code in _codes(_application()))
    return sorted((code, name or code) for code, name in names)


@cache
def _codes(app: Flask) -> frozenset[str]:
    """Look for translations once: they come with a release."""
    with app.app_context():
        found = app.extensions["babel"].instance.list_translations()
    return frozenset(str(locale) for locale in found) | {SOURCE_LANGUAGE}


def _application() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app


def _language() -> str:
    person, company = _reader()
    wanted = (person.locale if person else None) or (company.locale if company else None)
    return wanted if wanted in _codes(_application()) else SOURCE_LANGUAGE


def _zone() -> str:
    person, company = _reader()
    return (person.zone if person else None) or (company.zone if company else "UTC")


def _reader() -> tuple[Person | None, Company | None]:
    """Return who reads, and the company; nobody where the database does not answer."""
    try:
        person = signed_in_or_none() if has_request_context() else None
        return person, queries.find_company()
    except SQLAlchemyError:
        return None, None
