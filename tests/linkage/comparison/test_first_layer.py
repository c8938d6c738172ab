"""What a reader meets first: one sentence, one picture, three plain lines, and no statistics."""

import re
from html import unescape
from typing import Any

import pytest

from cxstaff.people.models import Person
from tests.linkage.worlds import Build
from tests.statistical import STATISTICAL

TERMS = ["How sure", "What could have been seen", "What cannot be ruled out"]


def words(html: str) -> str:
    return " ".join(
        unescape(re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", html, flags=re.S)).split()
    )


def first_layer(page: str) -> str:
    begin = page.index('id="answer"')
    return page[begin : page.index('id="statisticians"')]


@pytest.mark.parametrize("world", [{"link": 0.01}, {"link": 0.0}, {"teams": 1}])
def test_nothing_statistical_stands_before_it_is_opened(
    world: dict[str, Any], company: Build, as_: Any, ines: Person
) -> None:
    company(**world)
    page = as_(ines).get("/comparison").text
    shown = words(first_layer(page))
    assert [term for term in TERMS if term in shown] == TERMS
    assert not STATISTICAL.findall(shown)
    assert STATISTICAL.findall(words(page)), "the words that are looked for are used below"
    assert ("picture-dots" in first_layer(page)) == (world != {"teams": 1})
    assert '<details class="disclosure"><summary>' in page[page.index('id="statisticians"') :][:200]


def test_who_turns_the_pages_of_teams_finds_them_open(
    company: Build, as_: Any, ines: Person
) -> None:
    company(teams=30, months=3)
    page = as_(ines).get("/comparison?page=2").text
    assert '<details class="disclosure" open>' in page[page.index('id="statisticians"') :][:200]
