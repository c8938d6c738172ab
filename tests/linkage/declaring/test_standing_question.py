"""The standing question: declared before looking, changed with a record, read alike everywhere."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.linkage.leads import queries
from cxstaff.linkage.leads.actions import declare, look
from cxstaff.linkage.material.question import Mix, Question
from cxstaff.people.models import Person
from cxstaff.pulses.models import RoundResult
from cxstaff.security_log.models import SecurityEvent
from tests.cast import NOW
from tests.linkage.worlds import Build, publish

PAGE = "/comparison/standing-question"
EARLIER = NOW - timedelta(days=1)
NPS = Question(outcome="nps")
CHOSEN = {"engagement": "index", "outcome": "nps", "period": "month", "lag": "1"}
READINGS = ("Supports", "Conflicts", "Cannot tell", "Lead: together", "Lead: opposite")


def test_the_usual_question_stands_until_another_is_declared(
    as_: Any, ines: Person, read: Any
) -> None:
    assert queries.standing().question == Question()
    page = read(as_(ines).get(PAGE))
    assert "Nobody declared one, so the usual question of cxstaff stands" in page
    assert "change it freely" in page
    assert "every comparison could be answered" not in page  # nobody saw a verdict from before
    made = as_(ines).post(PAGE, CHOSEN)
    assert made.status_code == 303
    assert queries.standing().question == NPS
    assert "by Ines Ingo" in read(as_(ines).get(PAGE))
    acts = set(db.session.scalars(db.select(SecurityEvent.act)))
    assert "standing question declared" in acts


def test_what_was_looked_at_before_gets_leads_and_every_change_stays_on_record(
    as_: Any, ines: Person, read: Any
) -> None:
    look(NPS, EARLIER.date(), now=EARLIER)
    db.session.commit()
    as_(ines).post(PAGE, CHOSEN)
    assert not queries.standing().gets_verdicts
    page = read(as_(ines).get(PAGE))
    assert "is a lead, not a verdict" in page
    assert "was opened on 1 day," in page
    assert "Before 30 Nov 2026, every comparison could be answered" in page
    as_(ines).post(PAGE, CHOSEN | {"outcome": "csat"})
    assert queries.standing().gets_verdicts  # nobody chose the usual one by what was seen
    assert len(queries.declared_before()) == 2
    assert "Declared so far" in read(as_(ines).get(PAGE))


def test_the_comparison_opens_on_the_standing_question(
    company: Build, as_: Any, ines: Person
) -> None:
    company()
    declare(Question(outcome="csat_top2", lag=0), ines, now=EARLIER)
    db.session.commit()
    page = as_(ines).get("/comparison", query_string={"page": "2"}).text
    assert '<option selected value="csat_top2">' in page
    assert '<option selected value="0">' in page
    db.session.expire_all()
    asked = as_(ines).get("/comparison", query_string={"outcome": "nps"}).text
    assert '<option selected value="nps">' in asked
    assert '<option selected value="1">' in asked  # what an address leaves out is as usual


def test_only_a_whole_company_can_be_asked_about_and_not_the_same_twice(ines: Person) -> None:
    with pytest.raises(Refused):
        declare(Question(mix=Mix.SAME), ines, now=NOW)
    declare(NPS, ines, now=NOW)
    with pytest.raises(Refused):
        declare(NPS, ines, now=NOW)


def test_what_is_typed_wrongly_is_explained(as_: Any, ines: Person, read: Any) -> None:
    answer = as_(ines).post(PAGE, CHOSEN | {"outcome": "profit"})
    assert answer.status_code == 422
    assert "Choose one from the list" in read(answer)


def test_hr_and_cx_declare_it_and_nobody_else(
    as_: Any, ines: Person, cyrus: Person, ana: Person, ben: Person, ada: Person
) -> None:
    for person in (ines, cyrus):
        assert as_(person).get(PAGE).status_code == 200
    for person in (ana, ben, ada):
        assert as_(person).get(PAGE).status_code == 403
        assert as_(person).post(PAGE, CHOSEN).status_code == 403
    assert as_(None).get(PAGE).status_code == 303


def reading_of(text: str) -> str:
    answer = text[text.index("Show ") :]
    return min(READINGS, key=lambda word: answer.find(word) % 10**9)


def questions() -> Iterator[tuple[str, str, int]]:
    return product(("csat", "csat_top2"), ("month", "quarter"), (0, 1))


@pytest.mark.parametrize("stands", [Question(), Question(outcome="csat_top2", lag=0)])
def test_every_page_says_the_same_of_a_question(
    stands: Question, company: Build, as_: Any, ines: Person, read: Any
) -> None:
    world = company(link=0.01)
    for result in list(db.session.scalars(db.select(RoundResult))):
        publish(
            next(each for each in world.made if each.id == result.team_id),
            next(each for each in world.rounds if each.id == result.round_id),
            result.mean + result.round_id % 3,
            subject="driver:voice",
        )
    if stands != Question():
        declare(stands, ines, now=EARLIER)
    db.session.commit()
    for outcome, span, lag in questions():
        asked = {"outcome": outcome, "period": span, "lag": str(lag)}
        told = {
            subject: reading_of(
                read(as_(ines).get("/comparison", query_string=asked | {"engagement": subject}))
            )
            for subject in ("index", "driver:voice")
        }
        sheet = read(as_(ines).get("/comparison/sheet", query_string=asked))
        assert told["index"] in sheet
        screen = as_(ines).get("/comparison/screen", query_string={"period": span, "lag": lag})
        for subject, reading in told.items():
            cell = rf'title="([^"]*)"\s+href="[^"]*={subject}&amp;outcome={outcome}&amp;'
            shown = re.search(cell, screen.text.replace("%3A", ":"))
            assert shown
            assert shown[1] == reading
