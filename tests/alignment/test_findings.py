"""What a lead reads about the levers of a team together, and what is gathered for it."""

from datetime import timedelta
from html import unescape
from typing import Any

from cxstaff.alignment.audit.gathering import audit_of
from cxstaff.db import db
from cxstaff.measures import actions as measures
from cxstaff.people.models import Person, Team
from cxstaff.recognition.models import CompanyValue
from tests.cast import NOW, TODAY
from tests.levers import LONG_AGO, CelebrationKind, PlanKind, TargetKind, a_measure
from tests.said import say
from tests.thanks import thank

DAY = timedelta(days=1)


def read(team: Team, person: Person, as_: Any) -> str:
    page = as_(person).get(f"/teams/{team.id}").text
    return " ".join(unescape(page).split())


def test_a_lead_reads_that_pay_and_target_point_apart_and_what_to_change(
    blue: Team, ana: Person, ben: Person, as_: Any
) -> None:
    heard = measures.define_outcome_measure("Satisfaction", ana, outcome="csat", now=NOW)
    speed = a_measure(ana, guard=heard)
    TargetKind.begin(blue, heard, ana, level=4.2, since=TODAY - DAY)
    plan = PlanKind.begin(blue, speed, ana)
    page = read(blue, ana, as_)
    sentence = "Paid for Handle time, asked for Satisfaction: two directions"
    top, list_ = page.index(sentence), page.rindex(sentence)
    assert top < list_ < page.index("New target")
    found = page[list_ : page.index("New target")]
    for words in (
        "Paid for: Handle time, by “Quick hands”, since 5 Jan 2026",
        "Asked for: Satisfaction, At least 4.2 / 5, set here, since 17 Mar 2026",
        "Let “Quick hands” pay for Satisfaction, or stop when that gets worse.",
        f'href="/teams/{blue.id}/plans/{plan.id}/change"',
        f'href="/teams/{blue.id}/targets/new?measure={speed.id}"',
    ):
        assert words in found, words
    assert "Ana Alba" not in found
    seen = read(blue, ben, as_)
    assert sentence in seen
    assert f"/plans/{plan.id}/change" not in seen


def test_levers_that_agree_are_said_to_and_none_at_all_too(
    blue: Team, ana: Person, as_: Any
) -> None:
    assert "Nothing is asked, paid or celebrated here yet" in read(blue, ana, as_)
    heard = a_measure(ana, "Kindness", voice="customer")
    TargetKind.begin(blue, heard, ana, good_behaviour="Listen.", since=TODAY - DAY)
    CelebrationKind.begin(blue, heard, ana)
    assert "Nothing here points two ways" in read(blue, ana, as_)


def test_targets_from_above_ended_plans_thanks_and_numbers_are_gathered(
    service: Team, blue: Team, red: Team, ana: Person, ben: Person
) -> None:
    heard = a_measure(ana, "Kindness", voice="customer")
    TargetKind.begin(service, heard, ana, by_role="Back office: ring back.")
    TargetKind.begin(red, heard, ana, level=9.0)
    PlanKind.end(PlanKind.begin(blue, heard, ana), ana, last_day=TODAY, now=NOW)
    measures.enter_readings(heard, ana, starts_on=LONG_AGO, values={blue.id: 3.0}, now=NOW)
    for message, private in (("Well done", False), ("Between us", True)):
        thank(ben, ana, message, measure=heard, is_private=private)
    facts = audit_of(blue, [blue.id], {}, TODAY).facts
    assert [(e.since, e.level, e.says_behaviour) for e in facts.targets] == [(LONG_AGO, 6.0, True)]
    assert [(e.until, e.level) for e in facts.plans] == [(TODAY + DAY, None)]
    assert [(e.measure_id, e.count) for e in facts.thanks] == [(heard.id, 1)]
    assert [e.last_number_on for e in facts.measures] == [None]
    starts = TODAY - timedelta(days=TODAY.weekday() + 14)
    measures.enter_readings(heard, ana, starts_on=starts, values={blue.id: 3.0}, now=NOW)
    facts = audit_of(blue, [blue.id], {}, TODAY).facts
    assert [e.last_number_on for e in facts.measures] == [starts + 6 * DAY]


def test_the_companys_scorecard_names_what_customers_say_that_no_team_is_measured_on(
    blue: Team, ines: Person, as_: Any
) -> None:
    told = "No team is measured on Kindness, which customers say"
    heard = a_measure(ines, "Kindness", voice="customer")
    TargetKind.begin(blue, a_measure(ines), ines)
    target = TargetKind.begin(blue, heard, ines, since=TODAY + DAY)
    assert told in as_(ines).get("/company/scorecard").text
    assert told not in as_(ines).get(f"/teams/{blue.id}/scorecard").text
    target.since = TODAY
    assert told not in as_(ines).get("/company/scorecard").text


def test_what_people_are_thanked_for_counts_as_celebrated_on_page_and_scorecard(
    blue: Team, ana: Person, ben: Person, as_: Any
) -> None:
    heard = a_measure(ana, "Kindness", voice="customer")
    TargetKind.begin(blue, heard, ana, since=TODAY - DAY)
    care = CompanyValue(name="Care", sentence="We care.")
    remark = say(ben, blue, "Ben stayed until it worked")
    told = [
        {"measure": heard, "interaction": remark},
        {"measure": heard},
        {"value": care},
        {"measure": heard, "is_private": True},
    ]
    db.session.add(care)
    db.session.flush()
    for number, each in enumerate(told):
        thank(ben, ana, f"Thank you {number}", **each)
    page = read(blue, ana, as_)
    column = page[page.index("lever-celebrated") :]
    for words in (
        "Thanked in public 3 times in 90 days, 1 for a customer’s words",
        "Named in 2 thanks of 90 days, 1 of them for a customer’s words",
        "Value: Care",
    ):
        assert words in column, words
    scorecard = as_(ana).get(f"/teams/{blue.id}/scorecard").text
    assert "Named in 2 thanks of 90 days, 1 of them for a customer’s words" in scorecard
    assert "Public thanks of 90 days named as well: Value: Care (1)" in scorecard
    rows = as_(ana).get(f"/teams/{blue.id}/scorecard.csv").text.splitlines()
    assert rows[-1].endswith(",2,1")


def test_a_plan_in_words_alone_is_said_to_be_unread_and_one_with_rules_tells_its_level(
    blue: Team, ana: Person, as_: Any
) -> None:
    heard = a_measure(ana, "Kindness", voice="customer")
    TargetKind.begin(blue, heard, ana, since=TODAY - DAY)
    PlanKind.begin(blue, heard, ana)
    page = read(blue, ana, as_)
    assert "“Quick hands” is in words alone. Which level it asks for" in page
    assert "1 in words alone" in page
    assert "Kindness: at least" not in page


def test_the_catalogue_names_opposites_and_both_pulling_shows_on_the_page(
    blue: Team, ana: Person, ines: Person, as_: Any
) -> None:
    listening = a_measure(ines, "Listening", voice="customer", direction="up")
    quick = a_measure(ines, "Quick visits")
    for measure in (listening, quick):
        TargetKind.begin(blue, measure, ana, since=TODAY - DAY)
    sentence = "Quick visits and Listening pull against each other"
    assert sentence not in read(blue, ana, as_)
    typed = {"name": "Quick visits", "unit": "min", "opposite_id": listening.id}
    assert as_(ines).post(f"/measures/{quick.id}/edit", data=typed).status_code == 303
    page = read(blue, ana, as_)
    assert sentence in page
    assert "when Quick visits gets better, Listening gets worse" in page
    for measure, other in ((quick, "Listening"), (listening, "Quick visits")):
        shown = " ".join(as_(ana).get(f"/measures/{measure.id}").text.split())
        assert other in shown[shown.index("Gets worse when it gets better") :]
    refused = as_(ines).post(f"/measures/{quick.id}/edit", data=typed | {"opposite_id": quick.id})
    assert refused.status_code in {409, 422}
