"""Customers' thanks: read where remarks stand, shown as the company chose, passed on once."""

import itertools
from datetime import timedelta
from typing import Any

import pytest

from cxstaff.customers.models import Feedback, Interaction
from cxstaff.customers.praise import Praised, newest_praise, praise_page
from cxstaff.customers.records import actions as records
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person, Team
from cxstaff.recognition import actions
from cxstaff.recognition.models import CompanyValue, Thanks
from cxstaff.recognition.rules.actions import choose
from cxstaff.recognition.rules.models import CustomersThanks
from cxstaff.recognition.rules.queries import Chosen, chosen
from cxstaff.security_log import Act
from cxstaff.security_log.models import SecurityEvent
from tests.cast import NOW
from tests.levers import a_measure
from tests.said import say
from tests.thanks import thank

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@pytest.fixture
def value(ines: Person) -> CompanyValue:
    return actions.define_value("Own it", ines, sentence="We see it through.", now=NOW)


def heard_by(person: Person, since: Any = NOW - WEEK) -> list[str]:
    found = newest_praise(Praised(person_id=person.id), since, NOW, 9)
    assert {each.text for each in found} <= set(listed_for(person))
    return [each.text for each in found]


def listed_for(person: Person) -> list[str]:
    return [each.text for each in praise_page(Praised(person_id=person.id), 1).items]


def test_praise_is_the_top_of_every_scale_that_was_answered(ben: Person, blue: Team) -> None:
    """Every combination of answers, told in words that name it."""
    scales = [None, 1, 4, 5], [None, 0, 8, 9, 10], [None, True, False], [None, True, False]
    expected = set()
    for csat, nps, satisfied, solved in itertools.product(*scales):
        words = f"{csat} {nps} {satisfied} {solved}"
        said = say(ben, blue, words)
        said.feedback.csat, said.feedback.nps = csat, nps
        said.feedback.is_satisfied, said.feedback.is_solved = satisfied, solved
        is_answered = any(each is not None for each in (csat, nps, satisfied))
        is_at_top = csat in (None, 5) and nps in (None, 9, 10)
        if is_answered and is_at_top and False not in (satisfied, solved):
            expected.add(words)
    db.session.flush()
    found = newest_praise(Praised(person_id=ben.id), NOW - WEEK, NOW, 999)
    assert {each.text for each in found} == expected
    assert len(expected) == 22


def test_a_score_without_words_is_no_praise(ben: Person, blue: Team) -> None:
    say(ben, blue, None)
    assert heard_by(ben) == listed_for(ben) == []


def test_an_answer_that_comes_late_is_new_when_it_comes(ben: Person, blue: Team) -> None:
    late, old = say(ben, blue, "Only now."), say(ben, blue, "Long ago.")
    late.happened_at = old.happened_at = NOW - 5 * WEEK
    late.feedback.given_at = NOW - DAY
    db.session.flush()
    assert heard_by(ben) == ["Only now."]
    assert set(listed_for(ben)) == {"Only now.", "Long ago."}


def test_it_goes_with_the_remark(
    ben: Person, bea: Person, blue: Team, cyrus: Person, ana: Person, value: CompanyValue
) -> None:
    """Corrected, moved, left out: the thanks follows, and so do words quoted in one of a lead."""
    said = say(ben, blue, "So patient!")
    quoted = thank(ben, ana, value=value, interaction=said)
    db.session.commit()

    def standing() -> tuple[list[str], list[str], str | None]:
        db.session.expire_all()
        return heard_by(ben), heard_by(bea), db.session.get_one(Thanks, quoted.id).quote

    assert standing() == (["So patient!"], [], "So patient!")
    records.move([said.id], bea.id, blue.id, cyrus, "It was Bea.", now=NOW)
    assert standing() == ([], ["So patient!"], None)
    records.move([said.id], ben.id, blue.id, cyrus, "It was Ben.", now=NOW)
    records.leave_out(said.id, cyrus, "A test.", now=NOW)
    assert standing() == ([], [], None)
    records.count_again(said.id, cyrus, "No test.", now=NOW)
    assert standing() == (["So patient!"], [], "So patient!")
    records.correct(said.id, {"csat": 1}, cyrus, "Misread.", now=NOW)
    assert standing() == ([], [], None)


def test_the_handler_alone_is_shown_it_unless_the_company_chose_otherwise(
    ben: Person, bea: Person, cleo: Person, ines: Person, blue: Team, as_: Any
) -> None:
    say(ben, blue, "So patient with me!")
    db.session.commit()
    path = "/thanks/from-customers"

    def shown_to() -> list[bool]:
        pages = [as_(each).get(path).text for each in (ben, bea, cleo, ines)]
        return ["So patient with me!" in page for page in pages]

    assert shown_to() == [True, False, False, False]
    assert "A customer thanked you" in as_(ben).get("/").text
    assert "A customer thanked you" not in as_(bea).get("/").text
    choose(Chosen(CustomersThanks.TEAM), ines, now=NOW)
    db.session.commit()
    assert shown_to() == [True, True, False, True]
    assert "A customer thanked Ben Berg" in as_(bea).get(path).text
    choose(Chosen(CustomersThanks.OFF), ines, now=NOW)
    db.session.commit()
    assert as_(ben).get(path).status_code == 404
    assert "So patient with me!" not in as_(ben).get("/").text.split("What customers said")[0]
    assert "From customers" not in as_(ben).get("/thanks").text


def test_a_lead_passes_it_on_with_one_click_and_once(
    ana: Person, ben: Person, blue: Team, value: CompanyValue, as_: Any
) -> None:
    said = say(ben, blue, "So patient with me!")
    db.session.commit()
    assert f"/thanks/from-customers/{said.id}" in as_(ana).get("/").text
    answers = [as_(ana).post(f"/thanks/from-customers/{said.id}") for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303]
    (thanks,) = db.session.scalars(db.select(Thanks))
    assert (thanks.giver, thanks.receivers[0].person, thanks.value) == (ana, ben, value)
    assert "Ana Alba: thank you, too" in as_(ben).get("/thanks/from-customers").text
    assert "So patient with me!" in as_(ben).get(answers[0].location).text


def test_a_measure_is_chosen_before_a_value(
    ana: Person, ben: Person, ines: Person, blue: Team, value: CompanyValue, as_: Any
) -> None:
    measure, said = a_measure(ines, voice="customer"), say(ben, blue, "So patient!")
    db.session.commit()
    as_(ana).post(f"/thanks/from-customers/{said.id}")
    assert db.session.scalars(db.select(Thanks)).one().measure == measure


def test_what_cannot_be_passed_on(
    ana: Person, ben: Person, cleo: Person, blue: Team, as_: Any
) -> None:
    good, bad = say(ben, blue, "So patient!"), say(ben, blue, "Useless.", 1)
    gone = say(ben, blue, "So kind!")
    gone.is_left_out = True
    db.session.commit()
    path = "/thanks/from-customers"
    assert as_(ana).post(f"{path}/{good.id}").status_code == 409  # nothing to celebrate by
    assert as_(ben).post(f"{path}/{good.id}").status_code == 409  # oneself
    asked = (ana, bad.id), (ana, gone.id), (cleo, good.id), (ana, 10**9)
    for person, number in asked:
        assert as_(person).post(f"{path}/{number}").status_code == 404


def test_hr_and_cx_choose_how_thanks_work(
    ana: Person, ines: Person, cyrus: Person, as_: Any
) -> None:
    typed = {"customers_thanks": "team", "lately_weeks": "6"}
    assert as_(ana).get("/thanks/rules").status_code == 403
    for person in (ines, cyrus):
        assert "How thanks work" in as_(person).get("/thanks").text
        assert as_(person).post("/thanks/rules", typed).status_code == 303
    assert chosen() == Chosen(CustomersThanks.TEAM, 6)
    told = db.select(SecurityEvent.act).where(SecurityEvent.act == Act.THANKS_RULES_CHANGED)
    assert len(list(db.session.scalars(told))) == 1
    bad = as_(ines).post("/thanks/rules", typed | {"lately_weeks": "0"})
    assert bad.status_code == 422


@pytest.mark.parametrize("weeks", [0, 53])
def test_lately_is_a_plain_number_of_weeks(weeks: int, ines: Person) -> None:
    with pytest.raises(Refused, match="from 1 to 52"):
        choose(Chosen(lately_weeks=weeks), ines, now=NOW)


def test_a_page_of_praise_asks_a_bounded_number_of_questions(
    ben: Person, blue: Team, as_: Any, counting: Any
) -> None:
    for number in range(30):
        say(ben, blue, f"Fine {number}")
    db.session.commit()
    with counting() as sent:
        assert "Fine 29" in as_(ben).get("/thanks/from-customers").text
    assert len(sent) <= 15
    assert db.session.scalar(db.select(db.func.count()).select_from(Feedback)) == 30
    assert db.session.scalar(db.select(db.func.count()).select_from(Interaction)) == 30
