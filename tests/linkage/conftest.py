"""What tests of the comparison page stand on: invented companies."""

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from cxstaff.people.models import Person
from tests.linkage.studying import DECLARED, Declare
from tests.linkage.worlds import Build, World


@pytest.fixture
def company(app: Flask) -> Build:
    """Build a company: `company(teams=14, link=0.02)`."""
    return lambda **more: World(**more).build()


@pytest.fixture
def declare(as_: Any, ines: Person) -> Declare:
    """Declare a study as HR; return its address: `declare(lag="2")`."""

    def post(**changed: Any) -> str:
        made = as_(ines).post("/comparison/studies/new", DECLARED | changed)
        assert made.status_code == 303, made.text
        return str(made.location)

    return post


def words_of(answer: TestResponse) -> str:
    """Return what a page says, without its tags, in one line."""
    text = re.sub(r"<script.*?</script>", " ", answer.text, flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


@pytest.fixture
def read() -> object:
    """Read a page as people do: `read(answer)`."""
    return words_of
