"""Forms filled in as somebody would who pastes text with signs that nobody can see."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import count
from typing import Any

from cxstaff.db import db

HIDDEN = "\u202e\u2066\u200b\u00ad\ufeff\u3164\x7f\x9f\U000e0041\ue000"
"""One of each kind; none may be found in the database."""

_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)  # what lies between need not be read
ANY_HIDDEN = re.compile(f"[{HIDDEN}]")
TYPED = frozenset({"text", "search", "email", "textarea"})
WORD = "Zebra"
NUMBERS = {
    "level": "6",
    "smallest": "0.1",
    "teams": "10",
    "periods": "6",
    "opens_hour": "9",
    "amount": "5",
    "level_1": "6",
    "amount_1": "5",
    "guard_level": "",
    "cap": "",
    "owner": "",
    **{f"{kind}_{place}": "" for kind in ("level", "amount") for place in (2, 3, 4, 5)},
}
DAY = "2026-12-01"

_numbers = count(1)


@dataclass
class Posted:
    """A form that changes something: where it goes, and its fields by name, with their kinds."""

    action: str
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def is_typed(self) -> bool:
        """Say whether it takes words."""
        return any(kind in TYPED for kind, _value in self.fields.values())

    def filled(self) -> dict[str, str]:
        """Return it filled in, every word of it laced."""
        return {name: _value(name, *known) for name, known in self.fields.items()}


def laced(words: str) -> str:
    """Put every hidden sign into some words."""
    return f"{HIDDEN}{words[:1]}{HIDDEN}{words[1:]}{HIDDEN}"


def hidden_in_database() -> set[str]:
    """Return the columns that hold a hidden sign."""
    return {f"{column}" for column, text in _texts() if ANY_HIDDEN.search(text)}


def tables_that_say(word: str) -> set[str]:
    """Return the tables that hold a word."""
    return {column.table.name for column, text in _texts() if word in text}


def forms_in(page: str) -> Iterator[Posted]:
    """Give the forms of a page that are posted."""
    reader = _Reader()
    for form in _FORM.findall(page):
        reader.feed(form)
    yield from reader.forms


def _texts() -> Iterator[tuple[Any, str]]:
    """Give everything the database holds, with its column; signs are not escaped."""
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(table.select()):
            for column, value in zip(table.columns, row, strict=True):
                yield column, json.dumps(value, ensure_ascii=False, default=str)


def _value(name: str, kind: str, value: str) -> str:
    short = name.rpartition("-")[2]
    if short in NUMBERS or short.startswith("team_"):
        return value or NUMBERS.get(short, "5")
    if kind == "date":
        return value or DAY
    if kind == "email" or "email" in name:
        return laced(value or f"z{next(_numbers)}@bright.example")
    if kind not in TYPED or name == "options":  # only a choice has options
        return value
    words = f"{WORD} {next(_numbers)}"
    if name == "by_role":
        return laced(f"Back office: {words}")
    return laced(value if "raw" in name else words)


class _Reader(HTMLParser):
    """Reads forms: of choices the one that is made, else the first that says something."""

    def __init__(self) -> None:
        super().__init__()
        self.forms, self.form = list[Posted](), None
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_posted = known.get("method", "").lower() == "post"
            self.form = Posted(known.get("action", "")) if is_posted else None
            self.forms += [self.form] if self.form else []
        if self.form is None:
            return
        name = known.get("name", "")
        if tag == "input" and name:
            self._input(name, known)
        elif tag == "textarea":
            self.area = name
            self.form.fields[name] = ("textarea", "")
        elif tag == "select":
            self.select = name
            self.form.fields[name] = ("select", "")
        elif tag == "option" and self.select:
            _kind, chosen = self.form.fields[self.select]
            if "selected" in known or not chosen:
                self.form.fields[self.select] = ("select", known.get("value", ""))

    def _input(self, name: str, known: dict[str, str]) -> None:
        kind, value = known.get("type", "text"), known.get("value", "")
        if kind in {"radio", "checkbox"} and "checked" not in known:
            if kind == "radio":
                self.form.fields.setdefault(name, (kind, value))
            return
        if kind not in {"file", "submit", "password"}:
            self.form.fields[name] = (kind, value)

    def handle_data(self, data: str) -> None:
        if self.form is not None and self.area:
            kind, before = self.form.fields[self.area]
            self.form.fields[self.area] = (kind, before + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""
