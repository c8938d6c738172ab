"""Pages that are the same for many people, written once, with places for what is a reader's own.

What a page is written from is named, and it is kept for all who share that, in the life of a
process. Its templates reach nothing else: they are compiled apart, and of what templates may call
elsewhere only that is there which tells nothing of who reads; the rest fails. So nothing of one
reader is kept and shown to another: what is their own is put in afterwards, into its places.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Hashable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, lru_cache
from time import monotonic
from typing import Any

from flask import Flask, current_app, render_template, request, session
from flask_babel import get_locale, get_timezone
from jinja2 import Environment
from markupsafe import Markup, escape

from cxstaff.web.assets import drawing

MOST_PAGES, MOST_PARTS = 256, 4096
"""How many are kept: of pages those of a few rounds, each with some turns, in some languages."""

LOOK_SECONDS = 1
"""How long a page may name a static file as it was before it changed."""

OF_ALL = frozenset(
    """_ gettext ngettext url_for initials between get_locale page_language look_of wrong_fields
    scale_look steps_of column_classes joint tone_of icon_of places_shown aria_current lasting
    remark_parts""".split()
)
"""What templates may call that is the same for all who share a language, a zone, an address."""

TOKEN = "csrf_token"  # noqa: S105 – the name of one
_FLASHES, _KEPT_AS = "_flashes", "frames"
_MARK = f"x{secrets.token_hex(16)}x"  # nobody can type one, since none is ever sent
_PLACES = re.compile(f"{_MARK}([a-z_]+){_MARK}")

Named = tuple[tuple[str, Hashable], ...]
Source = Callable[[], Hashable]


Frame = list[str]
"""A page as it was written: pieces of HTML in turns with names of places."""

_written_from = ContextVar[Mapping[str, Hashable]]("written from")


class Frames:
    """The pages that an application keeps, what all are written from, and what each reader adds."""

    def __init__(self, app: Flask) -> None:
        self.everywhere, self.app = app.jinja_env, app
        self.shared, self.own = dict[str, Source](), dict[str, Callable[[], str]]()
        self.pages = lru_cache(MOST_PAGES)(self._write)
        self.parts = lru_cache(MOST_PARTS)(self._write)
        self.files, self.sheets, self.looked = dict[str, str](), list[str](), 0.0

    def page(self, template: str, shared: Mapping[str, Hashable], own: Mapping[str, str]) -> str:
        """Return a whole page, see `page`."""
        self._look()
        all_ = tuple((name, source()) for name, source in self.shared.items())
        found = self.pages(template, _where(), all_, tuple(shared.items()), tuple(own))
        return self._filled(found, own)

    def part(self, template: str, shared: Mapping[str, Hashable], own: Mapping[str, str]) -> Markup:
        """Return a part of a page, see `part`."""
        found = self.parts(template, _where(), (), tuple(shared.items()), tuple(own))
        return Markup(self._filled(found, own))  # noqa: S704 – a template

    def address(self, name: str) -> str:
        """Return the address of a static file, and remember that pages name it."""
        self.files[name] = address = self._known("asset")(name)
        return str(address)

    def style_sheets(self) -> list[str]:
        """Return the addresses of the style, and remember that pages name them."""
        self.sheets = list(self._known("style_sheets")())
        return self.sheets

    @cached_property
    def templates(self) -> Environment:
        """Templates that see what is shared, and places for the rest."""
        known, apart = self.everywhere.globals, self.everywhere.overlay()
        shared = {name: _Shared(name) for name in self.shared}
        apart.globals = {name: known[name] for name in OF_ALL} | shared
        apart.globals |= {"asset": self.address, "style_sheets": self.style_sheets}
        apart.globals |= {"draw_icon": drawing(self.address), TOKEN: lambda: place(TOKEN)}
        apart.globals["get_flashed_messages"] = lambda **_asked: ()
        return apart

    def _write(
        self, template: str, _where: object, all_: Named, shared: Named, own: tuple[str, ...]
    ) -> Frame:
        """Write a page from what is shared, and nothing else."""
        before = _written_from.set(dict(all_))
        try:
            places = {name: place(name) for name in own}
            page = self.templates.get_template(template).render(**dict(shared), own=places)
        finally:
            _written_from.reset(before)
        return _PLACES.split(page)

    def _look(self) -> None:
        """Forget all pages where a file that some name has changed; asked once in a second.

        To ask for the moments of ten files takes as long as filling a page. Monotonic, since it is
        compared with itself alone.
        """
        if monotonic() - self.looked < LOOK_SECONDS:
            return
        self.looked, address = monotonic(), self._known("asset")
        is_same = all(address(name) == known for name, known in list(self.files.items()))
        if not is_same or self.sheets != list(self._known("style_sheets")()):
            self.files.clear()
            self.pages.cache_clear()
            self.parts.cache_clear()

    def _known(self, name: str) -> Any:
        """Return what templates of pages for one reader call by a name."""
        return self.everywhere.globals[name]

    def _filled(self, frame: Frame, own: Mapping[str, str]) -> str:
        pieces = frame.copy()
        pieces[1::2] = [
            escape(own[name] if name in own else self.own[name]()) for name in pieces[1::2]
        ]
        return "".join(pieces)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What a template calls for something that all readers of a page share."""

    name: str

    def __call__(self) -> Hashable:
        return _written_from.get()[self.name]


def init_app(app: Flask) -> None:
    """Keep pages that are the same for many people."""
    app.extensions[_KEPT_AS] = Frames(app)


def frames_of(app: Flask) -> Frames:
    """Return the pages that an application keeps."""
    found: Frames = app.extensions[_KEPT_AS]
    return found


def place(name: str) -> str:
    """Return what is written where a reader's own text of this name is to be put in."""
    return f"{_MARK}{name}{_MARK}"


def page(template: str, shared: Mapping[str, Hashable], own: Mapping[str, str]) -> str:
    """Return a page as `render_template` does, written once for all who share `shared`.

    The template finds a reader's own texts in `own`; it must not decide anything by them. Where
    something waits to be said to this reader alone, the page is written for them alone.
    """
    if _FLASHES in session:
        return render_template(template, **shared, own=own)
    return frames_of(current_app).page(template, shared, own)


def part(template: str, shared: Mapping[str, Hashable], own: Mapping[str, str]) -> Markup:
    """Return a part of a page in the same way; its template finds nothing but these."""
    return frames_of(current_app).part(template, shared, own)


def _where() -> tuple[str, str, str]:
    """Return in what language, zone and below which address a page is read."""
    return str(get_locale()), str(get_timezone()), request.script_root
