"""Ends of what is shown: an eNPS of few answers says which way it is open, a group has no band."""

import re

import pytest

from cxstaff.db import db
from cxstaff.pulses import actions, words
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.models import RoundResult
from tests.cast import NOW
from tests.pulses.rounds import a_round, close, everybody, hire
from tests.pulses.test_results import over, read_csv, read_xlsx, tell, words_of

STATEMENTS = ("teei-mission", "teei-asked", "teei-tools")


@pytest.fixture
def happy(ines, blue):
    """Twelve people of Blue would all recommend; two more were asked."""
    people = [*everybody(blue), *hire(blue, 14 - len(everybody(blue)))]
    made = a_round(ines, blue, keys=(*STATEMENTS, "enps"))
    for person in people[:12]:
        answers = dict.fromkeys(STATEMENTS, 7) | {"enps": 10}
        actions.answer(hold_respondent(made.id, person.id), answers, None, now=NOW)
    close(made)
    return made


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((80, 80, 100), "+80 or more"),
        ((-80, -100, -80), "−80 or less"),
        ((0, -10, 10), "about 0"),
        ((40, 40, 50), "+40 or more"),
        ((-20, -20, -10), "−20 or more"),
        ((33.4, None, None), "33"),
        ((-33.4, None, None), "−33"),
    ],
)
def test_a_coded_mean_says_which_way_it_is_open(app, given, said) -> None:
    assert words.mean(*given) == said


@pytest.mark.long
def test_pages_and_files_say_that_an_enps_is_open(as_, ines, happy, blue) -> None:
    visit, base = as_(ines), f"/pulses/rounds/{happy.id}"
    for page in ("results?", "teams?show=scores&", "trend?subject=enps&"):
        address = f"{base}/{page}team={blue.id}"
        assert "+80 or more" in words_of(visit.get(address)), page
    rows = read_csv(visit.get(f"{base}/results.csv?team={blue.id}"))
    [told] = [row for row in rows if row[0] == "eNPS" and len(row) > 6]
    assert told[1] == "'+80 or more"
    assert float(told[2]) < 80
    assert told[3] == "100"
    sheet = read_xlsx(visit.get(f"{base}/results.xlsx?team={blue.id}"))["Scores"]
    [again] = [row for row in sheet if row[0] == "eNPS"]
    assert again[1:4] == ["+80 or more", *told[2:4]]


def test_where_everybody_answered_the_end_stays_open(as_, ines, blue) -> None:
    made = over(0, [blue])
    tell(made, blue, "enps", 80, invited=12, coded_low=80.0, coded_high=100.0, variance=4000.0)
    made.questions[0].key, made.questions[0].instrument = "enps", "enps"
    made.questions[0].scale = "0-10"
    db.session.commit()
    page = words_of(as_(ines).get(f"/pulses/rounds/{made.id}/results?team={blue.id}"))
    assert "+80 or more" in page
    assert "everybody answered" in page


def test_the_temkin_index_of_a_group_is_a_mean_without_a_band(as_, ines, happy, blue) -> None:
    page = words_of(as_(ines).get(f"/pulses/rounds/{happy.id}/results?team={blue.id}"))
    assert "21.0 of 21" in page
    assert "to 21.0 with 95 % confidence" in page
    for band in ("highly engaged", "moderately", "slightly", "disengaged"):
        assert band not in page


def test_equal_answers_of_some_show_a_range(as_, ines, happy, blue) -> None:
    [told] = db.session.scalars(
        db.select(RoundResult).where(
            RoundResult.team_id == blue.id, RoundResult.subject == "question:teei-asked"
        )
    )
    assert (told.mean, told.variance) == (100, 0)
    page = words_of(as_(ines).get(f"/pulses/rounds/{happy.id}/results?team={blue.id}"))
    assert "100 (100" not in page
    assert re.search(r"100 \(95–100\) ?, 12 answered", page)
