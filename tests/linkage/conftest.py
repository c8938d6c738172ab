"""What tests of the comparison page stand on: invented companies, and nothing remembered."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from cxstaff.linkage.answers import memory
from tests.linkage.worlds import Build, World


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Forget what other companies were told; their versions may be the same by chance."""
    memory.clear()
    yield
    memory.clear()


@pytest.fixture
def company(app: Flask) -> Build:
    """Build a company: `company(teams=14, link=0.02)`."""
    return lambda **more: World(**more).build()


def words_of(answer: TestResponse) -> str:
    """Return what a page says, without its tags, in one line."""
    text = re.sub(r"<script.*?</script>", " ", answer.text, flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


@pytest.fixture
def read() -> object:
    """Read a page as people do: `read(answer)`."""
    return words_of
