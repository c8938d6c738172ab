"""Pages compressed as they go, except where compressing could tell a secret by its length.

Whoever can have a browser ask for a page again and again, with text of their choice in it, and can
see how long the encrypted answers are, learns what else stands on the page: text that is there
already compresses better (BREACH, 2013). Three things keep that from working: a form's token is
masked anew on each page (`cxstaff.web.csrf`), a page with a secret goes as it is, and so does one
whose address was written by another site.
"""

from __future__ import annotations

from flask import Flask, Response, g, request
from flask_compress import Compress

KINDS = ["text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml"]
ALGORITHMS = ["br", "zstd", "gzip"]
FAST = 5
"""Brotli's level: from here on a page takes longer to compress than it saves on its way."""
ELSEWHERE = frozenset({"cross-site", "same-site"})

compressor = Compress()


def init_app(app: Flask) -> None:
    """Compress answers, and let templates say what on them is secret."""
    app.config.update(
        COMPRESS_REGISTER=False,
        COMPRESS_MIMETYPES=KINDS,
        COMPRESS_ALGORITHM=ALGORITHMS,
        COMPRESS_ALGORITHM_STREAMING=ALGORITHMS,
        COMPRESS_BR_LEVEL=FAST,
    )
    compressor.init_app(app)
    app.after_request(_compress)
    app.jinja_env.globals["secret"] = secret


def secret(text: str) -> str:
    """Return a secret as it is, to be shown: the answer it stands in is not compressed."""
    g.shows_secret = True
    return text


def _compress(response: Response) -> Response:
    if response.location or g.get("shows_secret") or _is_worded_elsewhere():
        return response
    return compressor.after_request(response)


def _is_worded_elsewhere() -> bool:
    """Say whether another site sent the browser here, with words in the address."""
    return bool(request.query_string) and request.headers.get("Sec-Fetch-Site") in ELSEWHERE
