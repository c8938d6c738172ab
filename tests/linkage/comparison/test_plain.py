"""Three plain lines and a picture without a script: they say what the estimate says."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel

from cxstaff.linkage.comparison.charts import pictures_of, plot_within
from cxstaff.linkage.comparison.comparison import compare
from cxstaff.linkage.comparison.plot import HEIGHT, WIDTH, Axis, intervals
from cxstaff.linkage.comparison.words.card import comparison_card
from cxstaff.linkage.leads.family import ALONE
from cxstaff.linkage.material.question import Question
from tests.linkage.comparison.test_comparison import material

TERMS = ["How sure", "What could have been seen", "What cannot be ruled out"]
SURE, SEEN, OPEN = range(3)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Let sentences be written without the application around them."""
    app = Flask(__name__)
    Babel(app)
    with app.app_context():
        yield


def lines_of(link: float, question: Question | None = None, **given: Any) -> list[str]:
    comparison = compare(material(link, **given), question or Question(), ALONE)
    lines = comparison_card(comparison, "engagement").lines
    assert [term for term, _ in lines] == TERMS
    return [text for _, text in lines]


def test_a_verdict_is_told_in_three_plain_lines() -> None:
    lines = lines_of(0.01)
    assert "This is your standing question, so its answer is a verdict." in lines[SURE]
    assert "Of 100 companies without any link, no more than 5" in lines[SURE]
    assert "of five such links, four would have been found" in lines[SEEN]
    assert re.search(r"A link of 0\.\d+ points or more for \d+ points of engagement", lines[SEEN])
    assert "another lead, other people, a busy season" in lines[OPEN]
    assert re.search(r"go along with \d+ % of the ups and downs of both", lines[OPEN])


def test_without_a_link_the_lines_say_that_there_may_be_none() -> None:
    lines = lines_of(0.0)
    assert lines[SURE].startswith("Not sure enough to say anything.")
    assert "What would help: More teams and more months." in lines[SURE]
    assert lines[OPEN].startswith("That there is no link at all.")


def test_where_luck_is_not_the_reason_the_reason_is_told_and_no_other() -> None:
    lines = lines_of(0.01, teams=5)
    assert "Not sure enough" not in lines[SURE]
    assert lines[SURE].startswith("No answer yet, for the reason above.")


@pytest.mark.parametrize("link", [0.01, -0.01, 0.0])
def test_the_picture_draws_every_cell_and_the_line_that_was_seen(link: float) -> None:
    comparison = compare(material(link), Question(), ALONE)
    plot = plot_within(comparison, "engagement")
    assert plot
    dots = [tuple(map(int, each)) for each in re.findall(r"M(\d+),(\d+)h0", plot.dots)]
    assert len(dots) == comparison.cells
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in dots)
    (left, begins), (right, ends) = (
        tuple(map(int, each.split(","))) for each in plot.line.removeprefix("M").split("L")
    )
    assert (left, right) == (0, WIDTH)
    assert (begins > ends) == (comparison.slope.value > 0), "up is further up"
    assert abs(begins + ends - HEIGHT) <= 1, "through the usual of both"
    reach = float(plot.across.last.removeprefix("+"))
    assert max(abs(each.across) for each in comparison.shown_dots) <= reach
    assert plot.up.first == plot.up.last.replace("−", "+")


def test_both_pictures_say_alike_how_many_dots_are_drawn() -> None:
    comparison = compare(material(0.01, teams=120), Question(), ALONE)
    assert len(comparison.dots) > 1000
    told = f"300 of {len(comparison.dots):,} dots are drawn, evenly chosen."
    names = {team: f"Team {team}" for team in range(120)}
    pictures = pictures_of(comparison, names, "engagement", "Engagement", "")
    plot = plot_within(comparison, "engagement")
    assert plot
    assert pictures
    assert plot.summary.endswith(told)
    assert pictures.summary.endswith(told)
    assert plot.dots.count("h0") == len(pictures.within["series"][0]["values"]) == 300


def test_intervals_stand_in_their_order_about_the_line_of_no_link() -> None:
    plot = intervals([(2, 1, 3), (-1, -4, 2)], "", "", "points", Axis("", "1 Mar", "", "2 Mar"))
    dots = [tuple(map(int, each)) for each in re.findall(r"M(\d+),(\d+)h0", plot.dots)]
    assert dots == [(133, 55), (267, 138)]
    assert plot.bars == "M133,82L133,28M267,220L267,55"
    assert plot.up == Axis("points", "+4.0", "0", "−4.0")
