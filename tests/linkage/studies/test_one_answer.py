"""A question that a study declared is answered alike on the study's page and everywhere else."""

import re
from typing import Any

import pytest

from cxstaff.linkage.estimates.verdict import Verdict
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.screen.queries import screened
from cxstaff.linkage.verdicts.queries import study_of, verdicts_at
from cxstaff.people.models import Person
from tests.cast import TODAY, ZONE
from tests.linkage.studying import Declare, later
from tests.linkage.worlds import Build

AT = Period.MONTH, 1
ASKED = {"engagement": "index", "outcome": "csat_top2", "period": "month", "lag": "1"}
SENTENCE = re.compile(r'class="verdict">\s*(.*?)<p class="verdict-sentence">(.*?)</p>', re.S)


def answer_on(page: Any) -> tuple[str, ...]:
    """Return the reading and the sentence of a page."""
    found = SENTENCE.search(page.text)
    assert found
    return tuple(" ".join(re.sub(r"<[^>]*>", " ", each).split()) for each in found.groups())


@pytest.mark.both
def test_a_question_of_a_study_has_its_verdict_on_every_page(
    company: Build, declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.03)
    visit = as_(ines)
    address = declare(**ASKED)
    waiting = read(visit.get("/comparison", query_string=ASKED))
    assert "which gives a verdict once it has run." in waiting
    assert "Lead: together" in waiting
    visit.post(f"{address}/versions")

    told = answer_on(visit.get(address))
    assert told[0] == "Supports"
    page = visit.get("/comparison", query_string=ASKED)
    assert answer_on(page) == answer_on(visit.get("/comparison/sheet", query_string=ASKED)) == told
    assert "the study “Mood and satisfaction”, which gives its verdict:" in read(page)
    assert f'href="{address}"' in page.text
    assert "Lead: together" not in read(page)
    screen = visit.get("/comparison/screen?period=month&lag=1").text
    assert "1 question has the verdict of a study." in screen
    cell = re.search(r'title="([^"]*)"\s+href="[^"]*outcome=csat_top2', screen)
    assert cell
    assert cell[1] == "Supports"
    assert f'href="{address}">Its study' in screen


def test_the_standing_question_keeps_its_verdict_and_names_the_study(
    company: Build, declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.03)
    visit = as_(ines)
    visit.post(f"{declare()}/versions")
    page = visit.get("/comparison")
    assert "too, which gives a verdict of its own: Supports." in read(page)
    assert "This is your standing question" in read(page)
    cells = {cell.question: cell for cell in screened(*AT, TODAY, ZONE).cells}
    assert cells[Question()].study_id is None


def test_another_question_is_read_as_before_and_the_first_study_counts(
    company: Build, declare: Declare, as_: Any, ines: Person
) -> None:
    company(link=0.03)
    visit = as_(ines)
    first = declare(**ASKED)
    visit.get("/comparison", query_string=ASKED)  # a look: what is declared now is exploratory
    with later():
        declare(**ASKED, name="Later")
    question = Question(outcome="csat_top2")
    found = study_of(question)
    assert found is not None
    assert f"/{found.study.id}" in first
    assert verdicts_at(*AT) == {}
    assert study_of(Question(outcome="csat_top2", lag=2)) is None
    visit.post(f"{first}/versions")
    assert [each.verdict for each in verdicts_at(*AT).values()] == [Verdict.SUPPORTS]
    assert verdicts_at(Period.MONTH, 2) == {}
    made = {cell.question: cell for cell in screened(*AT, TODAY, ZONE).cells}
    assert made[question].reading is Verdict.SUPPORTS
