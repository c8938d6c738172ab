"""How much a first visit pulls: the bytes of each page with all that it asks for.

Bytes are the same on every machine. What they mean in seconds on a phone, `python -m benchmarks
first-visit` measures.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import brotli
from flask import Flask
from werkzeug.test import TestResponse

from cxstaff.people.models import Person, Team
from cxstaff.pulses.answering import links
from tests.conftest import Visit
from tests.linkage.worlds import Build
from tests.pulses.rounds import a_round, answer, close, everybody, hire

As = Callable[[Person | None], Visit]
UNPACKS = {"Accept-Encoding": "gzip, deflate, br, zstd"}
NAMED = re.compile(r'(?:href|src|data-library)="(/static/[^"#]+)')
LARGEST_PAGE = 60_000
"""Bytes of HTML that a page may have before it is compressed."""


@dataclass(frozen=True)
class Weight:
    """The bytes of a page, unpacked, and of all that came with it, packed and with headers."""

    page: int
    all: int


def weight_of(visit: Visit, path: str) -> Weight:
    """Ask for a page and for each file that it names, as a browser with nothing kept."""
    page = visit.get(path, headers=UNPACKS)
    assert page.status_code == 200, path
    text = brotli.decompress(page.data).decode()
    files = [visit.get(unescape(each), headers=UNPACKS) for each in set(NAMED.findall(text))]
    assert len(files) > 5
    assert all(file.status_code == 200 for file in files)
    return Weight(len(text.encode()), sum(map(sent, (page, *files))))


def sent(response: TestResponse) -> int:
    """Return the bytes of an answer and of its headers."""
    headers = sum(len(name) + len(value) + 4 for name, value in response.headers)
    return len(response.data) + headers


def test_answering_is_light(
    served: Path, app: Flask, as_: As, ines: Person, ben: Person, blue: Team
) -> None:
    round_ = a_round(ines, blue)
    signed_in = weight_of(as_(ben), f"/pulses/rounds/{round_.id}")
    assert signed_in.all <= 55_000
    link = links.write(round_.id, ben, app.config["SETTINGS"].secret_key)
    assert weight_of(as_(None), f"/answers/{link}").all <= 55_000


def test_home_is_light(served: Path, as_: As, ben: Person, ines: Person) -> None:
    for person in (ben, ines):
        assert weight_of(as_(person), "/").all <= 52_000


def test_the_comparison_is_light(served: Path, as_: As, ines: Person, company: Build) -> None:
    company(teams=24, months=12, link=0.01)
    weight = weight_of(as_(ines), "/comparison")
    assert weight.page <= LARGEST_PAGE
    assert weight.all <= 217_000


def test_results_are_light(served: Path, as_: As, ines: Person, blue: Team) -> None:
    hire(blue, 20)
    round_ = a_round(ines, blue)
    answer(round_, everybody(blue), words="Better headsets, please.")
    close(round_)
    weight = weight_of(as_(ines), f"/pulses/rounds/{round_.id}/results")
    assert weight.page <= LARGEST_PAGE
    assert weight.all <= 212_000
