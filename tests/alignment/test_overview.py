"""The overview of teams: who reads what in a row, which rows are asked for, and the file of it."""

import csv
import io
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from python_calamine import load_workbook

from cxstaff.alignment import jobs
from cxstaff.alignment.audit.acknowledgements.actions import acknowledge
from cxstaff.alignment.overview.models import MixedMessage
from cxstaff.customers.models import Total
from cxstaff.db import db
from cxstaff.measures import actions as measures
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import RoundResult
from tests.cast import NOW, TODAY
from tests.levers import CelebrationKind, PlanKind, TargetKind, a_measure
from tests.rounds import built_round, invite
from tests.thanks import thank

DAY = timedelta(days=1)
APART = "Paid for Handle time, asked for Satisfaction: two directions"


@pytest.fixture
def heard(ines: Person, service: Team) -> Measure:
    """Service is asked for what customers say, and its teams with it."""
    made = measures.define_outcome_measure("Satisfaction", ines, outcome="csat", now=NOW)
    TargetKind.begin(service, made, ines, level=4.2, since=TODAY - DAY)
    return made


@pytest.fixture
def speed(heard: Measure, ines: Person, blue: Team) -> Measure:
    """Blue is paid for speed."""
    made = a_measure(ines, guard=heard)
    PlanKind.begin(blue, made, ines)
    return made


def looked() -> None:
    db.session.commit()
    jobs.look_for_mixed_messages()


def rows(answer: Any) -> dict[str, str]:
    """Return what stands in the row of each team, by its name."""
    body = unescape(answer.text).partition("<tbody>")[2].partition("</tbody>")[0]
    told = [" ".join(row.split()) for row in body.split("<tr>")[1:]]
    return {row.partition("</a>")[0].rpartition(">")[2]: row for row in told}


def lines(answer: Any) -> dict[str, dict[str, str]]:
    found = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))
    return {each["Team"]: each for each in found}


def test_a_row_has_chips_numbers_with_their_range_and_one_sentence(
    speed: Measure, blue: Team, red: Team, ana: Person, ben: Person, ines: Person, as_: Any
) -> None:
    CelebrationKind.begin(blue, speed, ana)
    thank(ben, ana, message="Well solved", measure=speed, now=NOW)
    csat = {"csat_n": 40, "csat_sum": 180, "csat_squares": 820, "interactions": 50}
    monday = TODAY - timedelta(days=TODAY.weekday() + 14)
    counted = (("day", TODAY - 28 * DAY), ("week", monday), ("day", TODAY - DAY))
    for grain, day in (*counted, ("day", TODAY - 29 * DAY), ("day", monday)):
        place = {"grain": grain, "team_id": blue.id, "starts_on": day}
        db.session.add(Total(**place, **csat))
    round_ = built_round(NOW - 20 * DAY, opened_box_at=NOW - 15 * DAY)
    invite(round_, [ana, ben], blue)
    told = {"invited": 8, "n": 7, "mean": 60.0, "variance": 90.0, "favourable": 0.5}
    db.session.add(RoundResult(round_id=round_.id, team_id=blue.id, subject="index", **told))
    looked()
    found = rows(as_(ines).get("/teams"))["Blue"]
    measured, incented, celebrated = (
        found.partition(f'data-label="{name}">')[2].partition("</td>")[0]
        for name in ("Measured", "Incented", "Celebrated")
    )
    assert "Satisfaction" in measured
    assert "Handle time" not in measured
    assert "Handle time" in incented
    assert "Handle time, in 1 thanks" in celebrated
    assert "Service" in found
    assert "Ana Alba" in found
    assert "from 120)" in found
    assert "4.50" in found
    assert "7 of 8 answered" in found
    assert APART in found
    red_row = rows(as_(ines).get("/teams"))["Red"]
    assert APART not in red_row
    assert "No data yet" in red_row


def test_what_is_hidden_and_what_is_not_for_all_says_so(
    heard: Measure, red: Team, ana: Person, ben: Person, cleo: Person, rolf: Person,
    ines: Person, ada: Person, as_: Any,
) -> None:  # fmt: skip
    round_ = built_round(NOW - 20 * DAY, opened_box_at=NOW - 15 * DAY)
    invite(round_, [cleo, rolf], red)
    db.session.commit()
    assert "Hidden to protect people" in rows(as_(ines).get("/teams"))["Red"]
    assert "Hidden to protect people" in rows(as_(rolf).get("/teams"))["Red"]
    for person in (cleo, ada):
        row = rows(as_(person).get("/teams"))["Red"]
        assert "Open to leads, HR and CX" in row, person.name
        assert "Hidden to protect people" not in row
    assert list(rows(as_(ben).get("/teams"))) == ["Blue"]


def test_a_range_that_nobody_can_tell_is_no_number(
    blue: Team, ana: Person, ines: Person, as_: Any
) -> None:
    round_ = built_round(NOW - 20 * DAY, opened_box_at=NOW - 15 * DAY)
    invite(round_, [ana], blue)
    told = {"invited": 8, "n": 7, "mean": 63.0, "variance": None, "favourable": 0.5}
    db.session.add(RoundResult(round_id=round_.id, team_id=blue.id, subject="index", **told))
    db.session.commit()
    row = rows(as_(ines).get("/teams"))["Blue"]
    assert "Cannot tell" in row
    assert "63" not in row


def test_teams_are_asked_for_by_what_is_mixed_new_voice_and_measure(
    speed: Measure, heard: Measure, blue: Team, red: Team, ana: Person, ines: Person, as_: Any
) -> None:
    mood = a_measure(ines, "Mood", voice="employee")
    CelebrationKind.begin(red, mood, ines)
    looked()
    asked = {
        "mixed=y": None,
        "voice=internal": ["Blue"],
        "voice=employee": ["Red"],
        "voice=customer": ["Blue", "Red", "Service"],
        f"measure={heard.id}": ["Blue", "Red", "Service"],
        f"measure={speed.id}": ["Blue"],
        f"measure={speed.id}&voice=customer": [],
        "q=serv&voice=internal": ["Blue"],
        "new=y&voice=internal": ["Blue"],
    }
    for query, teams in asked.items():
        found = list(rows(as_(ines).get(f"/teams?{query}")))
        assert teams is None or found == teams, query
        assert list(lines(as_(ines).get(f"/teams.csv?{query}"))) == found, query
    assert "Blue" in rows(as_(ines).get("/teams?mixed=y"))
    assert "Office" not in rows(as_(ines).get("/teams?mixed=y"))
    for each in db.session.scalars(db.select(MixedMessage)):
        each.found_on = TODAY - 7 * DAY
    db.session.commit()
    assert rows(as_(ines).get("/teams?new=y")) == {}
    assert "No team is like that" in as_(ines).get("/teams?new=y").text
    assert as_(ines).get("/teams?voice=loud").status_code == 422
    TargetKind.begin(None, mood, ines)
    db.session.commit()
    assert len(rows(as_(ines).get(f"/teams?measure={mood.id}"))) == 4


def test_what_is_acknowledged_is_mixed_no_more_until_a_fact_changes(
    speed: Measure, blue: Team, ana: Person, ines: Person, as_: Any
) -> None:
    looked()
    for each in db.session.scalars(db.select(MixedMessage).where(MixedMessage.team_id == blue.id)):
        told = {"facts": each.facts, "sentence": APART, "reason": "Until summer", "now": NOW}
        acknowledge(blue, each.finding, ana, look_again_on=TODAY + 9 * DAY, **told)
    db.session.commit()
    assert "Blue" not in rows(as_(ines).get("/teams?mixed=y"))
    assert "Blue" not in rows(as_(ines).get("/teams?new=y"))
    row = rows(as_(ines).get("/teams"))["Blue"]
    assert "Nothing new points two ways" in row
    PlanKind.begin(blue, a_measure(ines, "Calls"), ines)
    TargetKind.begin(blue, a_measure(ines, "Kindness", voice="customer"), ines)
    looked()
    assert "Blue" in rows(as_(ines).get("/teams?mixed=y"))
    assert "Paid for" in rows(as_(ines).get("/teams"))["Blue"]


def test_before_the_first_look_the_page_says_so(ines: Person, blue: Team, as_: Any) -> None:
    assert "have not been looked for yet" in as_(ines).get("/teams").text
    looked()
    assert "within minutes of a change" in as_(ines).get("/teams").text


@pytest.mark.both
def test_the_file_holds_numbers_and_no_formulas_of_what_the_reader_may_see(
    heard: Measure, blue: Team, ana: Person, ben: Person, ines: Person, as_: Any
) -> None:
    blue.name = "=1+1"
    PlanKind.begin(blue, a_measure(ines, "@Speed", guard=heard), ines)
    place = {"grain": "day", "team_id": blue.id, "starts_on": TODAY - 2 * DAY}
    db.session.add(Total(**place, csat_n=40, csat_sum=180, csat_squares=820))
    looked()
    answer = as_(ines).get("/teams.csv?mixed=y")
    line = lines(answer)["'=1+1"]
    assert line["Incented"] == "'@Speed"
    assert (line["Satisfaction"], line["Answers, 28 days"]) == ("4.5", "40")
    assert line["Mixed messages"].startswith("Paid for @Speed, asked for Satisfaction")
    assert line["Newest found on"] == TODAY.isoformat()
    assert list(lines(as_(ben).get("/teams.csv"))) == ["'=1+1"]
    assert lines(as_(ben).get("/teams.csv"))["'=1+1"]["Why none"] == "Open to leads, HR and CX"
    book = io.BytesIO(as_(ines).get("/teams.xlsx?mixed=y").data)
    head, *body = load_workbook(book).get_sheet_by_name("Teams").to_python()
    numbers = {row[0]: row[head.index("Satisfaction")] for row in body}
    assert numbers["=1+1"] == 4.5
    assert as_(None).get("/teams.csv").status_code == 303


@pytest.mark.both
def test_however_many_teams_there_are_the_page_asks_the_same(
    speed: Measure, blue: Team, ines: Person, as_: Any, counting: Any
) -> None:
    looked()
    with counting() as few:
        as_(ines).get("/teams?mixed=y&voice=internal")
    for number in range(40):
        team = Team(name=f"Squad {number:02}", parent=blue)
        db.session.add(team)
        db.session.flush()
        PlanKind.begin(team, speed, ines)
    looked()
    with counting() as many:
        assert len(rows(as_(ines).get("/teams?mixed=y&voice=internal"))) == 10
    assert len(many) <= len(few)
    assert len(many) <= 30
