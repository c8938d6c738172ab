"""What templates, scripts and Python write of style: classes, tags and attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WRITERS = ("templates/**/*.html", "static/js/*.js", "cxstaff/**/*.py")
MADE_BY_BROWSERS = frozenset({"html", "body"})
MADE_BY_FIELDS = frozenset({"input", "select", "textarea", "option", "optgroup", "label", "p"})
"""Tags that stand in no template: browsers add the first, WTForms and scripts write the others."""

WORD = re.compile(r"[A-Za-z][\w-]*")
IN_CLASS = re.compile(r"class(?:_|Name|List\.\w+)?\s*[=(]\s*(\"[^\"]*\"|'[^']*')")
WITH_DASH = re.compile(r"[A-Za-z]\w*(?:-\w+)+")
TAG = re.compile(r"<([a-z][a-z0-9]*)")


def texts() -> Iterator[str]:
    """Return all that can write a class into a page."""
    for pattern in WRITERS:
        for path in sorted(ROOT.glob(pattern)):
            if "mail" not in path.relative_to(ROOT).parts[:2]:
                yield path.read_text("utf-8")


def classes_in(text: str) -> set[str]:
    """Return the words that may be classes: all where classes stand, elsewhere those with a dash.

    A class that is put together at run time has to stand somewhere as a whole.
    """
    found = set(WITH_DASH.findall(text))
    for value in IN_CLASS.findall(text):
        found |= set(WORD.findall(value))
    return found


def used() -> dict[str, list[str]]:
    """Return what is used by kind: classes, tags, attributes."""
    classes: set[str] = set()
    tags, attributes = set(MADE_BY_BROWSERS | MADE_BY_FIELDS), set[str]()
    for text in texts():
        classes |= classes_in(text)
        tags |= set(TAG.findall(text))
        attributes |= set(WORD.findall(text))
    return {
        kind: sorted(words)
        for kind, words in (("classes", classes), ("tags", tags), ("attributes", attributes))
    }


def classes_of(sheet: str) -> set[str]:
    """Return the classes that a style sheet has rules for."""
    return set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", re.sub(r"url\([^)]*\)|/\*.*?\*/", "", sheet)))
