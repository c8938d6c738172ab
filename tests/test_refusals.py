"""The page of what could not be done leads back to where its reader was."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from cxstaff.people.models import Person

pytestmark = pytest.mark.only("sqlite")  # no statement differs

HERE = "http://localhost"
WORD = "/customers/handlers/removal?word=nobody"


@pytest.mark.parametrize(
    ("came_from", "asked", "back"),
    [
        (f"{HERE}/customers/handlers?page=2", WORD, "/customers/handlers?page=2"),
        (None, WORD, "/customers/handlers"),
        (f"{HERE}/customers/handlers/removal", WORD, "/customers/handlers"),
        ("http://elsewhere.example/customers", WORD, "/customers/handlers"),
        ("http://localhost.elsewhere.example//x", WORD, "/customers/handlers"),
        (f"{HERE}//customers", WORD, "/customers/handlers"),
    ],
)
def test_a_refusal_leads_back_to_the_page_where_it_was_asked_for(
    came_from: str | None,
    asked: str,
    back: str,
    cyrus: Person,
    as_: Callable[..., Any],
) -> None:
    headers = {"Referer": came_from} if came_from else {}
    answer = as_(cyrus).post(asked, headers=headers)
    assert answer.status_code == 409
    assert re.findall(r'<a class="btn btn-primary" href="([^"]*)"', answer.text) == [back]
    assert "Go back to the page" in answer.text
