"""Pages as tests read them: how a template breaks its lines inside a tag is nobody's business."""

import re
from functools import cached_property
from typing import Any

from flask.testing import FlaskClient

_TAG = re.compile(r"<[a-z][^<>]*>")
_BREAK = re.compile(r"\n\s*")


class PageText:
    """An answer whose tags stand on one line each, as browsers read them."""

    mimetype: str

    @cached_property
    def text(self) -> str:
        """Return what came, with a blank for each break inside a tag."""
        text: str = super().text  # type: ignore[misc]
        return unbroken(text) if self.mimetype == "text/html" else text


class Browser(FlaskClient):
    """A client of the application that reads pages so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.response_wrapper = type("Page", (PageText, self.response_wrapper), {})


def unbroken(html: str) -> str:
    """Return HTML with each of its tags on one line."""
    return _TAG.sub(lambda tag: _BREAK.sub(" ", tag[0]), html)
