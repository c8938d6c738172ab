"""What tests of the comparison page stand on: invented companies."""

import re
from html import unescape

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.linkage.worlds import Build, World


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
