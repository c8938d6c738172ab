"""Findings are acknowledged with a reason and a day, and come back when facts change."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from cxstaff.alignment.audit.acknowledgements import actions
from cxstaff.alignment.audit.acknowledgements.models import Acknowledgement
from cxstaff.alignment.audit.facts import Finding, FindingKind
from cxstaff.alignment.audit.gathering import TeamAudit, audit_of
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.measures.models import Measure
from cxstaff.people.models import Leadership, Person, Team
from tests.cast import NOW, TODAY
from tests.levers import LONG_AGO, PlanKind, TargetKind, a_measure

DAY = timedelta(days=1)
AGAIN = TODAY + 30 * DAY
WHY = "The plan ends in May, and its words name satisfaction."
SENTENCE = "Paid for Handle time, asked for Kindness: two directions"


@pytest.fixture
def speed(blue: Team, ana: Person) -> Measure:
    """Blue is asked for kindness since yesterday, and paid for speed: one finding."""
    heard = a_measure(ana, "Kindness", voice="customer")
    speed = a_measure(ana, guard=heard)
    TargetKind.begin(blue, heard, ana, good_behaviour="Listen.", since=TODAY - DAY)
    PlanKind.begin(blue, speed, ana)
    return speed


def audit(team: Team, today: Any = TODAY) -> TeamAudit:
    return audit_of(team, [team.id], {}, today)


def acknowledge(team: Team, measure: Measure, actor: Person, **more: Any) -> Any:
    finding = Finding(FindingKind.PAID_FOR_ANOTHER, measure.id)
    facts = audit(team).proofs[finding].fingerprint
    told = {"facts": facts, "sentence": SENTENCE, "reason": WHY, "look_again_on": AGAIN, "now": NOW}
    return actions.acknowledge(team, finding, actor, **told | more)


def is_open(team: Team, today: Any = TODAY) -> bool:
    return FindingKind.PAID_FOR_ANOTHER in {each.kind for each in audit(team, today).parts.open}


def read(answer: Any) -> str:
    return " ".join(unescape(answer.text).split())


def test_a_lead_acknowledges_a_finding_and_it_is_folded_away(
    blue: Team, speed: Measure, ana: Person, ben: Person, as_: Any
) -> None:
    page = as_(ana).get(f"/teams/{blue.id}").text
    address = f"/teams/{blue.id}/acknowledgements/new?kind=paid-for-another&measure={speed.id}"
    assert address.replace("&", "&amp;") in page or address in page
    asked = read(as_(ana).get(address))
    assert SENTENCE in asked
    assert "Paid for: Handle time, by “Quick hands”" in asked
    assert as_(ana).post(address, data={"reason": "", "look_again_on": AGAIN}).status_code == 422
    answer = as_(ana).post(address, data={"reason": WHY, "look_again_on": AGAIN})
    assert (answer.status_code, answer.location) == (303, f"/teams/{blue.id}")
    page = read(as_(ben).get(f"/teams/{blue.id}"))
    assert "Nothing new points two ways" in page
    folded = page[page.index("1 acknowledged") :]
    for words in (SENTENCE, WHY, "to look at again on 17 Apr 2026", "by Ana Alba"):
        assert words in folded, words
    assert "Open it again" not in page
    assert "Open it again" in as_(ana).get(f"/teams/{blue.id}").text


def test_who_does_not_set_the_teams_levers_acknowledges_nothing(
    blue: Team, red: Team, speed: Measure, ben: Person, rolf: Person, ines: Person, as_: Any
) -> None:
    address = f"/teams/{blue.id}/acknowledgements/new?kind=paid-for-another&measure={speed.id}"
    typed = {"reason": WHY, "look_again_on": AGAIN}
    assert as_(ben).post(address, data=typed).status_code == 403
    assert as_(rolf).post(address, data=typed).status_code == 404
    db.session.add(Leadership(team=red, person=ben, since=LONG_AGO))
    db.session.flush()
    assert as_(ben).post(address, data=typed).status_code == 403
    assert is_open(blue)
    assert as_(ines).post(address, data=typed).status_code == 303
    assert not is_open(blue)


@pytest.mark.parametrize(
    "asked", ["kind=nonsense", "kind=paid-for-another", "kind=both-ways&measure=1"]
)
def test_what_is_not_found_is_not_acknowledged(
    asked: str, blue: Team, speed: Measure, ana: Person, as_: Any
) -> None:
    assert as_(ana).get(f"/teams/{blue.id}/acknowledgements/new?{asked}").status_code == 404


def test_it_is_back_on_the_day_to_look_again_and_says_why(
    blue: Team, speed: Measure, ana: Person, as_: Any
) -> None:
    acknowledge(blue, speed, ana)
    assert not is_open(blue, AGAIN - DAY)
    assert is_open(blue, AGAIN)
    acknowledged = acknowledge_again_later(blue, speed, ana)
    assert not is_open(blue, AGAIN)
    assert acknowledged.look_again_on > AGAIN


def acknowledge_again_later(team: Team, measure: Measure, actor: Person) -> Any:
    return acknowledge(team, measure, actor, now=NOW + 30 * DAY, look_again_on=AGAIN + 30 * DAY)


def test_it_is_back_as_soon_as_a_fact_changes_and_not_because_days_pass(
    blue: Team, speed: Measure, ana: Person, as_: Any
) -> None:
    acknowledge(blue, speed, ana)
    assert not is_open(blue, TODAY + 9 * DAY)
    PlanKind.begin(blue, speed, ana, name="Race", since=TODAY)
    assert is_open(blue)
    page = read(as_(ana).get(f"/teams/{blue.id}"))
    assert f"(“{WHY}”). A fact that proves it has changed since." in page
    acknowledge(blue, speed, ana)
    assert not is_open(blue)


def test_another_target_or_level_is_another_fact_and_another_word_is_not(
    blue: Team, speed: Measure, ana: Person
) -> None:
    acknowledge(blue, speed, ana)
    speed.name = "Minutes a call"
    db.session.flush()
    assert not is_open(blue)
    TargetKind.begin(blue, a_measure(ana, "Ease", voice="customer"), ana, since=TODAY)
    assert is_open(blue)


def test_it_is_opened_again_and_its_history_is_kept(
    blue: Team, red: Team, speed: Measure, ana: Person, ben: Person, cleo: Person, as_: Any
) -> None:
    made = acknowledge(blue, speed, ana)
    address = f"/teams/{blue.id}/acknowledgements"
    assert "Holds" in as_(ben).get(address).text
    assert as_(ben).post(f"{address}/{made.id}/withdrawal").status_code == 403
    assert as_(ana).post(f"{address}/{made.id}/withdrawal").status_code == 303
    assert is_open(blue)
    assert as_(ana).post(f"{address}/{made.id}/withdrawal").status_code == 409
    listed = read(as_(ben).get(address))
    for words in (SENTENCE, WHY, "Ana Alba, 18 Mar 2026", "Opened again by Ana Alba"):
        assert words in listed, words
    assert as_(cleo).get(address).status_code == 404


def test_a_day_far_away_or_over_and_a_second_one_are_refused(
    blue: Team, speed: Measure, ana: Person, ines: Person
) -> None:
    for day in (TODAY, TODAY - DAY, TODAY + 367 * DAY):
        with pytest.raises(Refused):
            acknowledge(blue, speed, ana, look_again_on=day)
    acknowledge(blue, speed, ana, look_again_on=TODAY + DAY)
    with pytest.raises(Refused):
        acknowledge(blue, speed, ines)


def test_the_database_refuses_one_without_a_reason_or_a_day_ahead(
    blue: Team, speed: Measure, ana: Person
) -> None:
    made = acknowledge(blue, speed, ana)
    for name, value in (("reason", ""), ("look_again_on", TODAY), ("taken_back_by_id", ana.id)):
        change = update(Acknowledgement).where(Acknowledgement.id == made.id).values({name: value})
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(change)


def test_a_finding_of_the_company_is_acknowledged_by_hr_and_not_by_a_lead(
    blue: Team, ana: Person, ines: Person, as_: Any
) -> None:
    heard = a_measure(ines, "Kindness", voice="customer")
    sentence = "No team is measured on Kindness, which customers say"
    page = "/company/scorecard"
    assert sentence in read(as_(ines).get(page))
    address = f"/company/acknowledgements/new?kind=nobody-measured-on-customer&measure={heard.id}"
    typed = {"reason": WHY, "look_again_on": AGAIN}
    assert as_(ana).post(address, data=typed).status_code == 403
    assert as_(ines).post(address, data=typed).status_code == 303
    shown = read(as_(ines).get(page))
    assert shown.index("Nothing new points two ways") < shown.index(sentence) < shown.index(WHY)
    assert WHY in read(as_(ines).get("/company/acknowledgements"))
    TargetKind.begin(blue, heard, ines, level=1.0, since=LONG_AGO)
    assert sentence not in read(as_(ines).get(page))
