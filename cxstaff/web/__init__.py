"""What every page shares: headers, assets, the reader's language, and how values are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from flask import Flask, Response, current_app, request, url_for
from flask.templating import Environment
from flask_babel import (
    Babel,
    format_date,
    format_datetime,
    format_decimal,
    format_percent,
    get_locale,
)
from flask_babel import gettext as _
from jinja2 import StrictUndefined
from werkzeug.datastructures import Headers, ImmutableMultiDict
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from config import Settings
from cxstaff.text import initials, several_lines
from cxstaff.web import assets, compression, csrf, fields, frames, marks, translation

POLICY = "; ".join(
    (
        "default-src 'none'",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "manifest-src 'self'",
    )
)
FILES_POLICY = "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
OF_ALL = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
OF_PAGES = {
    **OF_ALL,
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded")
_IN_ENVIRONMENT = tuple(f"HTTP_{name.upper().replace('-', '_')}" for name in FORWARDED)
_PROXY_SEEN = "cxstaff unknown proxy"
YEAR_SECONDS = 31_536_000
FORM_BYTES = 2 * 1024 * 1024
LARGEST_KEY = 2**31 - 1
MINUTES, POINTS = "min", "points"
LARGEST_WRITTEN, MOST_WRITTEN = 1e15, 8192
"""Up to which size numbers are remembered as they were written, and how many."""

View = TypeVar("View", bound=Callable[..., Any])

babel = Babel()


def takes_files(view: View) -> View:
    """Let a page be sent files as large as the operator allows; others take what forms hold."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def cookie_name(name: str, settings: Settings) -> str:
    """Return what a cookie is called: over https so that no other host, nor http, can set it.

    Such a cookie has to be secure, for the path /, and for no domain.
    """
    return f"__Host-{name}" if settings.is_encrypted else name


def is_behind_unknown_proxy(app: Flask) -> bool:
    """Say whether requests came with what a proxy adds, though none is said to stand in front."""
    return _PROXY_SEEN in app.extensions


def is_part() -> bool:
    """Say whether a page that is open asks for a part of itself, and not a browser for a page."""
    return "HX-Request" in request.headers


def init_app(app: Flask) -> None:
    """Prepare templates, headers and the check of every form's token."""
    settings = app.config["SETTINGS"]
    app.jinja_environment = _Templates
    app.before_request(_limit)
    compression.init_app(app)  # what is done last to an answer is named first
    frames.init_app(app)
    csrf.init_app(app)
    app.before_request(_read_address)
    babel.init_app(app)
    translation.init_app(app)
    app.url_map.converters["int"] = _Number
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(page_url=_page_url)
    app.jinja_env.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
    assets.init_app(app)
    app.jinja_env.filters.update(when=when, day=day, number=number, percent=percent, amount=amount)
    app.jinja_env.filters["where_true"] = fields.where_true
    app.jinja_env.globals.update(between=between, initials=initials)
    app.jinja_env.globals.update({each.__name__: each for each in _FOR_MACROS})
    app.after_request(_secure)
    if not settings.proxies:
        app.before_request(_look_for_proxy)
    else:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]


def when(moment: datetime, zone: str | None = None) -> str:
    """Write a moment in the reader's zone (or in `zone`): 12 Nov 2026, 14:05."""
    if zone:
        return str(
            format_datetime(moment.astimezone(ZoneInfo(zone)), _DAY + ", HH:mm", rebase=False)
        )
    return str(format_datetime(moment, _DAY + ", HH:mm"))


def day(value: date | None, otherwise: str = "") -> str:
    """Write a calendar day: 12 Nov 2026; where there is none, `otherwise`."""
    return str(format_date(value, _DAY)) if value else otherwise


def number(value: float, digits: int | None = None) -> str:
    """Write a number with the reader's separators; `digits` fixes those after the point."""
    if digits is None:
        return _with_minus(format_decimal(value))
    if not abs(value) < LARGEST_WRITTEN:  # NaN is not
        return _with_minus(format_decimal(value, _pattern(digits)))
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits))
    return _written(str(get_locale()), exact, digits)


@lru_cache(maxsize=MOST_WRITTEN)
def _written(_locale: str, exact: Decimal, digits: int) -> str:
    """Write a rounded number; tables repeat them, and writing one takes long."""
    return _with_minus(format_decimal(exact, _pattern(digits)))


def _pattern(digits: int) -> str:
    return "#,##0." + "0" * digits if digits else "#,##0"


def amount(value: float, unit: str = "", digits: int | None = None) -> str:
    """Write a number with its unit: 4.21, 8.3 min; from an hour of minutes on 2 h 38 min."""
    minutes = round(abs(value)) if unit == MINUTES else 0
    if minutes < 60:
        return f"{number(value, digits)} {unit_in_words(unit)}" if unit else number(value, digits)
    hours, rest = divmod(minutes, 60)
    text = _("%(hours)s h", hours=number(hours))
    text += " " + _("%(minutes)s min", minutes=rest) if rest else ""
    return f"−{text}" if value < 0 else text


def unit_in_words(unit: str) -> str:
    """Return the name of a unit in the reader's language; what a company called so itself stays."""
    if unit == POINTS:
        return str(_("points"))
    return str(_("min")) if unit == MINUTES else unit


def signed(value: float, digits: int, unit: str = "") -> str:
    """Write a number with its sign, and its unit: +1.2, −4 min; what rounds to nothing has none."""
    is_above = value > 0 and number(value, digits) != number(0, digits)
    return f"{'+' if is_above else ''}{amount(value, unit, digits)}"


def between(low: float, high: float, unit: str = "", digits: int | None = None) -> str:
    """Write the ends of an interval: 4.03–4.26, −41 to −37, 53 min to 2 h 4 min."""
    in_hours = unit == MINUTES and round(max(abs(low), abs(high))) >= 60
    ends = [amount(end, unit, digits) if in_hours else number(end, digits) for end in (low, high)]
    return (marks.spelt_out() if in_hours or low < 0 else "–").join(ends)


def percent(value: float, digits: int = 0) -> str:
    """Write a share of 0–1 as a percentage."""
    return str(format_percent(value, "#,##0" + ("." + "0" * digits if digits else "") + " %"))


def _with_minus(text: str) -> str:
    """Write the real sign before what is below 0; what was rounded to 0 has none."""
    return text.replace("-", "−" if any(each in text for each in "123456789∞") else "")


_DAY = "d MMM yyyy"
_FOR_MACROS: tuple[Callable[..., Any], ...] = (
    *(fields.look_of, fields.wrong_fields, fields.aria_current, marks.scale_look, marks.steps_of),
    *(marks.column_classes, marks.joint, marks.tone_of, marks.icon_of),
    *(marks.places_shown, marks.lasting, marks.remark_parts),
)
"""What the macros in templates/components call."""


class _Templates(Environment):
    """Templates that share what is global: none is given globals of its own.

    What they import is looked through for such globals each time a page is rendered, which takes
    long where they are a chain of two dictionaries.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template sees everywhere."""
        return super().make_globals(d) if d else self.globals


class _Number(IntegerConverter):
    """A number in an address; one that no key of a table can reach is not found."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **({"max": LARGEST_KEY} | options))


def _page_url(page: int, name: str = "page") -> str:
    """Return this page's address with another page number of a list."""
    query: dict[str, Any] = request.args.to_dict(flat=False)
    endpoint = request.endpoint or "home.index"
    return url_for(endpoint, **(request.view_args or {}), **(query | {name: page}))


def _look_for_proxy() -> None:
    """Tell the log once that a proxy stands in front which the settings do not know of."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if _PROXY_SEEN not in app.extensions and any(
        map(request.environ.__contains__, _IN_ENVIRONMENT)
    ):
        app.extensions[_PROXY_SEEN] = True
        app.logger.warning(
            "Requests come through a proxy, but CXSTAFF_PROXIES is 0: everybody seems to come from "
            "one address and without encryption. Set it to the number of proxies in front."
        )


def is_for_files() -> bool:
    """Say whether the page that is asked for takes files."""
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "takes_files", False))


def read_form() -> None:
    """Read what is sent, however slowly it comes; not for pages that take files."""
    _limit()
    request.get_data(parse_form_data=True)


def _limit() -> None:
    """Read no more of what is sent than a form can hold, unless the page takes files."""
    if not is_for_files():
        request.max_content_length = FORM_BYTES


def _read_address() -> None:
    """Read what an address asks for as people read it, which is how texts are kept."""
    if not request.query_string:
        return
    asked = request.args.items(multi=True)
    request.args = ImmutableMultiDict([(key, several_lines(value)) for key, value in asked])


def _secure(response: Response) -> Response:
    """Tell the browser what an answer may do; of a static file that is nothing."""
    headers = response.headers
    if request.is_secure:
        below = "; includeSubDomains" if current_app.config["SETTINGS"].hsts_subdomains else ""
        headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_SECONDS}{below}")
    if request.endpoint == "static":
        _add(headers, OF_ALL)
        headers["Content-Security-Policy"] = FILES_POLICY
        if "v" in request.args:
            headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
        return response
    _add(headers, OF_PAGES)
    return response


def _add(headers: Headers, wanted: Mapping[str, str]) -> None:
    """Add headers that a view has not set; looking for each of them alone takes longer."""
    there = {name.lower() for name, _value in headers}
    headers.extend([each for each in wanted.items() if each[0].lower() not in there])
