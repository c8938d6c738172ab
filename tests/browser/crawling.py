"""Which pages somebody reaches by following links, and whose business each page is."""

import re
from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException

from cxstaff.people.access import Permission
from tests.conftest import Visit

LINK = re.compile(r'<a\b[^>]*?href="([^"#]+)')
SKIPPED = frozenset({"page", "q", "day", "month"})
ALIKE, OTHERS, MOST = 3, 2, 200
EXTRA = frozenset({"static", "home.letter_body"})
"""Endpoints that are no pages of their own."""


@dataclass(frozen=True)
class Place:
    """One page: which view shows it, with which kinds of things in its address."""

    endpoint: str
    asked: frozenset[str]


@dataclass(frozen=True)
class Reached:
    """What following links has led to: an address for each page, and the endpoints of files."""

    pages: dict[Place, str]
    files: set[str]

    def endpoints(self) -> set[str]:
        """Return the endpoints of everything."""
        return {place.endpoint for place in self.pages} | self.files


def reached(app: Flask, visit: Visit, start: str, own: Container[str]) -> Reached:
    """Follow links from `start` on; of one place, the longest of three pages stands for it.

    Of endpoints that are not `own`, which nobody looks at afterwards, two show where links lead.
    """
    found, files = defaultdict[Place, dict[str, int]](dict), set[str]()
    waiting = [start]
    while waiting:
        assert len(found) < MOST, "there is no end of pages"
        path = waiting.pop(0)
        place = place_of(app, path)
        if place is None or place.endpoint in files:
            continue
        seen = found[place]
        if path in seen or len(seen) == (ALIKE if place.endpoint in own else OTHERS):
            continue
        answer = visit.get(path, follow_redirects=True)
        status = answer.status_code
        assert status == 200, f"a link leads to {path}, which answers {status}"
        if answer.mimetype != "text/html":
            files.add(place.endpoint)
            continue
        text = answer.text
        seen[path] = len(text)
        waiting += _links(text, path)
    longest = {place: max(seen, key=seen.__getitem__) for place, seen in found.items() if seen}
    return Reached(longest, files)


def place_of(app: Flask, path: str) -> Place | None:
    """Return the place of an address, or None where no page of ours is."""
    parts = urlsplit(path)
    try:
        endpoint, _ = app.url_map.bind("here").match(parts.path, method="GET")
    except HTTPException:
        return None
    if endpoint in EXTRA:
        return None
    asked = frozenset(re.findall(r"(?:^|&)(\w+)=", parts.query)) - SKIPPED
    return Place(endpoint, asked)


def pages_for(app: Flask, permissions: frozenset[Permission]) -> set[str]:
    """Return the endpoints of all pages that ask for one of these permissions."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.endpoint not in EXTRA
        and getattr(app.view_functions[rule.endpoint], "permission", None) in permissions
    }


def _links(html: str, base: str) -> Iterator[str]:
    for link in LINK.findall(html):
        whole = urljoin(f"http://here{base}", unescape(link))
        parts = urlsplit(whole)
        if parts.netloc == "here":
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path
