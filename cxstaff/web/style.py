"""The style of every page: several sheets while they are written, one once files are built.

A browser asks for each, with headers that weigh as much as a small sheet, and one compresses
better than six.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

SHEETS = (
    "vendor/inter/inter.css",
    "vendor/tabler/tabler.css",
    "css/tokens.css",
    "css/cxstaff.css",
    "css/components.css",
    "css/forms.css",
)
BUNDLE = "style.css"
_COMMENT = re.compile(r"/\*(?!!).*?\*/\s*", re.DOTALL)
_INDENTED = re.compile(r"\n\s+")
_BESIDE = re.compile(r"url\(\./")


def sheets_in(folder: str) -> tuple[str, ...]:
    """Return the names of the files that hold the style: one that was built, while it is fresh."""
    try:
        is_fresh = os.stat(f"{folder}/{BUNDLE}").st_mtime_ns == _moment_of_all(folder)
    except FileNotFoundError:
        is_fresh = False
    return (BUNDLE,) if is_fresh else SHEETS


def bundle(folder: Path) -> None:
    """Write all sheets into one, unless it is fresh; of comments only licences are kept."""
    if sheets_in(str(folder)) == (BUNDLE,):
        return
    moment, path = _moment_of_all(str(folder)), folder / BUNDLE
    unfinished = path.with_name(f".{BUNDLE}.{os.getpid()}")
    unfinished.write_text("\n".join(_written(folder, name) for name in SHEETS))
    os.utime(unfinished, ns=(moment, moment))
    unfinished.replace(path)


def _written(folder: Path, name: str) -> str:
    """Return a sheet whose files are found from where the one sheet lies."""
    text = _COMMENT.sub("", (folder / name).read_text())
    return _BESIDE.sub(f"url({name.rpartition('/')[0]}/", _INDENTED.sub("\n", text)).strip()


def _moment_of_all(folder: str) -> int:
    """Return a moment that is another one as soon as any of the sheets has changed."""
    return sum(os.stat(f"{folder}/{name}").st_mtime_ns for name in SHEETS) // len(SHEETS)
