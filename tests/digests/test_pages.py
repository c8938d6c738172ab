"""The pages of digests: one's own editions, the plan, the deliveries."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from cxstaff import clock
from cxstaff.db import db
from cxstaff.digests import jobs, queries
from cxstaff.digests.models import DigestPlan, Edition, EditionState
from cxstaff.people.models import Person
from tests.cast import NOW
from tests.digests.conftest import Thank, edition_of

As = Callable[[Person | None], Any]


@pytest.mark.long
def test_the_browser_shows_what_the_letter_says(
    plan: DigestPlan, thank: Thank, ana: Person, ben: Person, bea: Person, as_: As
) -> None:
    thank(ana, ben, "You calmed an angry customer.")
    thank(ana, ben, "Between us: superb.", audience="private")
    for n in range(13):
        thank(ben, bea, f"Reason {n:02}")
    jobs.send_due()

    page = as_(ben).get(f"/digests/{edition_of(ben).id}")

    assert page.status_code == 200
    assert "You were thanked 2 times" in page.text
    assert "You calmed an angry customer." in page.text
    assert "Between us: superb." in page.text
    assert page.text.count("Reason ") == 9, "the tenth of the team is Ben's own"
    assert "13 in all" in page.text


def test_only_the_reader_finds_an_edition(
    edition: Edition, ben: Person, ana: Person, ines: Person, as_: As
) -> None:
    path = f"/digests/{edition.id}"
    assert as_(ben).get(path).status_code == 200
    for other in (ana, ines):
        assert as_(other).get(path).status_code == 404
    assert as_(None).get(path).status_code == 303


def test_the_list_names_the_next_one_in_ones_own_zone(
    edition: Edition, ben: Person, as_: As
) -> None:
    ben.zone = "Pacific/Auckland"
    page = as_(ben).get("/digests").text
    assert "16 Mar 2026" in page
    assert "23 Mar 2026" in page
    assert "Pacific/Auckland" in page


def test_somebody_without_editions_is_told_what_to_do(app: Any, cleo: Person, as_: As) -> None:
    page = as_(cleo).get("/digests")
    assert page.status_code == 200
    assert "No digest yet" in page.text


@pytest.mark.long
def test_many_editions_fill_pages_with_a_bounded_number_of_questions(
    edition: Edition, ben: Person, as_: As, counting: Any
) -> None:
    for week in range(1, 40):
        db.session.add(_older(edition, week))
    db.session.commit()
    with counting() as sent:
        first = as_(ben).get("/digests")
    assert "Page 1 of 2" in first.text
    assert as_(ben).get("/digests?page=2").text.count("/digests/") > 14
    assert len(sent) <= 20


def test_everybody_chooses_how_often_the_digest_comes(
    plan: DigestPlan, ben: Person, as_: As
) -> None:
    visit = as_(ben)
    assert 'href="/letters"' in visit.get("/digests").text
    page = visit.get("/letters").text
    assert "As the company sends it: every week" in page
    assert "Monday, 23 Mar 2026, from 08:00" in page

    assert visit.post("/letters/digest", {"every": "monthly"}).status_code == 303
    assert "Monday, 6 Apr 2026" in visit.get("/letters").text
    assert visit.post("/letters/digest", {"every": "never"}).status_code == 303
    assert queries.refuses(ben.id)
    assert "You asked for no mail" in visit.get("/digests").text
    assert visit.post("/letters/digest", {"every": ""}).status_code == 303
    assert queries.choice_of(ben.id) is None
    assert visit.post("/letters/digest", {"every": ""}).status_code == 303, "twice does no harm"


def test_a_rhythm_that_there_is_not_is_explained(ben: Person, as_: As) -> None:
    answer = as_(ben).post("/letters/digest", {"every": "hourly"})
    assert answer.status_code == 422
    assert "Please look at this again" in answer.text
    assert queries.choice_of(ben.id) is None


def test_hr_and_admins_choose_day_and_hour(ines: Person, ada: Person, as_: As) -> None:
    for person, hour in ((ines, 6), (ada, 17)):
        assert as_(person).get("/digests/plan").status_code == 200
        answer = as_(person).post(
            "/digests/plan", {"every": "fortnightly", "weekday": "4", "hour": str(hour)}
        )
        assert answer.status_code == 303
        plan = queries.find_plan()
        assert plan is not None
        assert (plan.every, plan.weekday, plan.hour) == ("fortnightly", 4, hour)
        assert not plan.is_paused


def test_a_paused_plan_says_so(ines: Person, ben: Person, as_: As) -> None:
    as_(ines).post(
        "/digests/plan", {"every": "weekly", "weekday": "0", "hour": "8", "is_paused": "y"}
    )
    assert "paused" in as_(ben).get("/digests").text


@pytest.mark.parametrize(
    "typed",
    [
        {"every": "weekly", "weekday": "9", "hour": "8"},
        {"every": "weekly", "weekday": "1", "hour": "24"},
        {"every": "yearly", "weekday": "1", "hour": "8"},
        {"weekday": "x"},
        {},
    ],
)
def test_a_plan_that_makes_no_sense_is_explained(
    ines: Person, as_: As, typed: dict[str, str]
) -> None:
    answer = as_(ines).post("/digests/plan", typed)
    assert answer.status_code == 422
    assert "Please look at this again" in answer.text
    assert queries.find_plan() is None


def test_others_choose_nothing(ben: Person, ana: Person, cyrus: Person, as_: As) -> None:
    for person in (ben, ana, cyrus):
        assert as_(person).get("/digests/plan").status_code == 403
        assert as_(person).post("/digests/plan", {"weekday": "0", "hour": "1"}).status_code == 403
        assert as_(person).get("/digests/deliveries").status_code == 403
    assert as_(None).get("/digests/plan").status_code == 303


@pytest.mark.long
def test_an_admin_sees_what_failed_and_has_it_tried_again(
    edition: Edition, ada: Person, ben: Person, as_: As
) -> None:
    edition.state, edition.complaint = EditionState.FAILED, "550 no such mailbox"
    page = as_(ada).get("/digests/deliveries?state=failed").text
    assert "550 no such mailbox" in page
    assert "Ben Berg" in page
    assert "Given up" in page

    assert as_(ben).post(f"/digests/deliveries/{edition.id}/attempts").status_code == 403
    assert as_(ada).post(f"/digests/deliveries/{edition.id}/attempts").status_code == 303
    with clock.frozen(NOW + timedelta(minutes=1)):
        jobs.send_due()
    assert edition_of(ben).state == "sent"


@pytest.mark.long
def test_what_was_sent_is_not_sent_again(edition: Edition, ada: Person, as_: As) -> None:
    answer = as_(ada).post(f"/digests/deliveries/{edition.id}/attempts")
    assert answer.status_code == 409
    assert "has not failed" in answer.text
    assert as_(ada).post("/digests/deliveries/999999/attempts").status_code == 404


@pytest.mark.long
def test_deliveries_are_listed_in_pages(
    edition: Edition, ada: Person, as_: As, counting: Any
) -> None:
    for week in range(1, 40):
        db.session.add(_older(edition, week))
    db.session.commit()
    with counting() as sent:
        page = as_(ada).get("/digests/deliveries?page=99")
    assert page.status_code == 200
    assert len(sent) <= 16
    assert as_(ada).get("/digests/deliveries?state=nonsense").status_code == 200


@pytest.mark.long
def test_an_operator_sends_and_looks(
    plan: DigestPlan, thank: Thank, ana: Person, ben: Person, command: Any
) -> None:
    thank(ana, ben, "You calmed an angry customer.")

    dry = command("digests", "send", "--dry-run")
    assert dry.exit_code == 0
    assert "15 due" in dry.output
    assert db.session.scalars(db.select(Edition)).all() == []

    assert "7 sent" in command("digests", "send").output
    assert "No digest was due" in command("digests", "send").output
    shown = command("digests", "show", "ben@bright.example")
    assert "You calmed an angry customer." in shown.output
    assert "Nobody on the roster" in command("digests", "show", "eve@bright.example").output


def _older(edition: Edition, weeks: int) -> Edition:
    back = timedelta(days=7 * weeks)
    return Edition(
        person_id=edition.person_id,
        ends_on=date(2026, 3, 16) - back,
        since=edition.since - back,
        until=edition.until - back,
        state=EditionState.SENT,
        message_id=f"<{weeks}@test>",
        attempts=1,
        claimed_at=edition.claimed_at - back,
    )
