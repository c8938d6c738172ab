"""The promise in words: the page and the document say the numbers that the program holds to."""

import re
from pathlib import Path

import pytest

from cxstaff.pulses.answering import links
from cxstaff.pulses.models import SMALLEST_COMMENTS, SMALLEST_GROUP
from cxstaff.pulses.sealing import box

DOCUMENT = (Path(__file__).parents[3] / "docs" / "privacy.md").read_text()


def words(text: str) -> str:
    """Return a text without tags, on one line."""
    return " ".join(re.sub(r"<[^>]+>|\*", " ", text).split())


@pytest.fixture
def page(as_) -> str:
    return as_(None).get("/privacy").text


def test_both_name_the_smallest_groups(page) -> None:
    said = words(page)
    assert f"No score is shown for fewer than {SMALLEST_GROUP} answers" in said
    assert f"where fewer than {SMALLEST_COMMENTS} people answered" in said
    assert f"If fewer than {SMALLEST_GROUP} people answer a round" in said
    written = words(DOCUMENT)
    assert f"Nothing is told of fewer than {SMALLEST_GROUP} people" in written
    assert f"No comment where fewer than {SMALLEST_COMMENTS} people answered" in written
    assert f"If fewer than {SMALLEST_GROUP} people answer, their answers are destroyed" in written


def test_the_document_names_what_the_program_does() -> None:
    written = words(DOCUMENT)
    assert f"padded to {box.PAYLOAD_BYTES:,} bytes" in written
    assert f"for {links.ON_A_DEVICE.seconds // 60} minutes" in written


def test_both_say_as_many_things_that_are_not_promised(page) -> None:
    heading = "What is not promised"
    of_page = re.search(rf"{heading}.*?<ul>(.*?)</ul>", page, re.S)
    assert of_page
    listed = re.findall(r"^\* ", DOCUMENT.split(f"## {heading}")[1], re.M)
    assert of_page[1].count("<li>") == len(listed) == 7
