"""What can go wrong in a way that a person is told about, and the pages that tell them."""

from __future__ import annotations

from datetime import date
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from cxstaff.db import db
from cxstaff.web import day

PAGES = frozenset({400, 403, 404, 405, 409, 413, 422, 429, 500})


class Refused(Exception):
    """What was asked cannot be done; the sentence says why in the person's words.

    `values` fill the named places of the sentence after it is translated, so that domain code
    needs to know nothing of languages.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence % values if values else sentence)
        self.sentence, self.values = sentence, values

    def in_words(self) -> str:
        """Return the sentence in the reader's language."""
        return str(gettext(self.sentence, **{k: _spoken(v) for k, v in self.values.items()}))


def init_app(app: Flask) -> None:
    """Answer every failure with a page that says what happened and what to do next."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)


def _spoken(value: object) -> object:
    """Write a day as pages do; other values stay as they are."""
    return day(value) if type(value) is date else value


def _refused(error: Refused) -> ResponseReturnValue:
    return _page(409, message=error.in_words(), back=_way_back())


def _stale_form(_error: CSRFError) -> ResponseReturnValue:
    return _page(400, message=gettext("This page was open for too long. Go back and try again."))


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    if isinstance(error, InternalServerError):
        db.session.rollback()
    code = error.code if error.code in PAGES else 400
    return _page(code, status=error.code, headers=_kept(error))


def _way_back() -> tuple[str, str]:
    """Return an address from which to go on, and what it is: whence the reader came, else home.

    Where that is not told, it is the nearest page above what was asked for.
    """
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc == request.host and _is_page(came_from.path):
        at = urlunsplit(("", "", came_from.path, came_from.query, ""))
        return at, gettext("Go back to the page")
    above = list(accumulate(PurePosixPath(request.path).parts[1:], lambda a, b: f"{a}/{b}"))
    above = above if request.method == "POST" else above[:-1]
    for path in reversed(above):
        if _is_page(f"{request.script_root}/{path}"):
            return f"{request.script_root}/{path}", gettext("Go back to the page")
    return f"{request.script_root}/", gettext("Go to the home page")


def _is_page(path: str) -> bool:
    """Say whether an address of this site shows a page."""
    below = path.removeprefix(request.script_root)
    return not path.startswith("//") and current_app.url_map.bind_to_environ(request.environ).test(
        below, method="GET"
    )


def _kept(error: HTTPException) -> dict[str, str]:
    """Keep what a client needs of the first answer, such as Allow and Retry-After."""
    return {k: v for k, v in error.get_headers() if k.lower() in {"allow", "retry-after"}}


def _page(code: int, status: int | None = None, **context: Any) -> ResponseReturnValue:
    headers = context.pop("headers", {})
    template = f"errors/{code}.html" if code != 405 else "errors/404.html"
    return render_template(template, **{"message": None, **context}), status or code, headers
