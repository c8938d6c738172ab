"""Static files: their addresses, which cache for good, and their copies compressed when built."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path

import brotli
from flask import Flask, Response, current_app, request, send_from_directory, url_for
from flask.cli import AppGroup
from markupsafe import Markup
from rich.console import Console
from werkzeug.security import safe_join

from cxstaff.web import style

assets_cli = AppGroup("assets", help="Static files.")

TEXTS = frozenset({".css", ".js", ".svg"})
COPIES = {"br": ".br", "gzip": ".gz"}
"""Endings of compressed copies by the encoding that a browser asks for, the smallest first."""
SPRITE = "vendor/tabler-icons/sprite.svg"
SMALLEST = 11
"""Brotli's slowest level: files are packed once and sent often."""


class Addresses:
    """Give the address of a static file, with a stamp of its content so that it caches for good."""

    def __init__(self) -> None:
        self.known = dict[tuple[str, str], tuple[int, str]]()

    def __call__(self, name: str) -> str:
        """Return the address of the file called `name`, below the folder of static files.

        Pages ask some thirty times, so that an address is written once, until the file changes.
        """
        path, below = f"{current_app.static_folder}/{name}", request.script_root
        changed = _moment(path)
        moment, address = self.known.get((name, below), (0, ""))
        if moment != changed:
            address = url_for("static", filename=name, v=stamp_of(Path(path).read_bytes()))
            self.known[name, below] = (changed, address)
        return address


def init_app(app: Flask) -> None:
    """Serve the compressed copies of static files, give addresses, add `flask assets …`."""
    address = Addresses()
    app.jinja_env.globals.update(
        style_sheets=lambda: map(address, style.sheets_in(current_app.static_folder or "")),
        asset=address,
        draw_icon=drawing(address),
    )
    app.view_functions["static"] = serve
    app.cli.add_command(assets_cli)


def drawing(address: Callable[[str], str]) -> Callable[[str | None], Markup]:
    """Return what draws the icon of a name, with the addresses of files that `address` gives.

    Without a name it draws nothing.
    """
    return lambda name: _drawn(address(SPRITE), name) if name else Markup("")


def stamp_of(content: bytes) -> str:
    """Return the stamp of a file's content, as its address carries it."""
    return hashlib.blake2b(content, digest_size=6).hexdigest()


def serve(filename: str) -> Response:
    """Answer with a static file: with the copy of it that the browser can unpack, if it is fresh.

    Without one the file itself is sent, and compressed as it goes (see `cxstaff.web.compression`).
    """
    folder = Path(current_app.static_folder or "")
    for encoding, ending in COPIES.items():
        if request.accept_encodings[encoding] and _is_fresh(folder, filename, ending):
            kind, _encoding = guess_type(filename)
            answer = send_from_directory(folder, filename + ending, mimetype=kind)
            del answer.headers["Content-Disposition"]  # the copy's own name is nobody's matter
            answer.headers["Content-Encoding"] = encoding
            return answer
    answer = current_app.send_static_file(filename)
    if Path(filename).suffix in TEXTS:
        answer.direct_passthrough = False
        answer.make_sequence()  # read whole: what compresses a stream leaves its file open
    return answer


def compress(folder: Path) -> Iterator[Path]:
    """Write the one sheet of style, and the compressed copies that are missing or out of date.

    Yields each file looked at.
    """
    style.bundle(folder)
    for path in sorted(folder.rglob("*")):
        if path.suffix not in TEXTS:
            continue
        content, moment = path.read_bytes(), path.stat().st_mtime_ns
        for encoding, ending in COPIES.items():
            if not _is_fresh(folder, str(path.relative_to(folder)), ending):
                _write(Path(f"{path}{ending}"), _packed(content, encoding), moment)
        yield path


@assets_cli.command("compress")
def compress_files() -> None:
    """Write compressed copies of static files beside them; those that are up to date stay."""
    count = sum(1 for _ in compress(Path(current_app.static_folder or "")))
    Console().print(f"{count} static files have compressed copies.")


@lru_cache(maxsize=1024)
def _drawn(sprite: str, name: str) -> Markup:
    """Draw an icon of the sprite at an address, as an ornament that is not read out."""
    return Markup(
        '<svg class="glyph" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>'
    ).format(sprite, name)


def _is_fresh(folder: Path, filename: str, ending: str) -> bool:
    """Say whether a copy was made of the file as it is: it then has the file's own moment."""
    path = safe_join(str(folder), filename)
    try:
        return path is not None and _moment(path) == _moment(path + ending)
    except OSError:
        return False


def _moment(path: str) -> int:
    return os.stat(path).st_mtime_ns


def _packed(content: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=SMALLEST))
    return gzip.compress(content, 9, mtime=0)


def _write(path: Path, content: bytes, moment: int) -> None:
    """Write a copy so that no reader sees a part of it, with the moment of what it is of."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    os.utime(unfinished, ns=(moment, moment))
    unfinished.replace(path)
