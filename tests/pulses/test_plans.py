"""HR drafts, looks at, changes and ends pulses; it holds from the next round on."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.models import Team
from cxstaff.pulses import actions, jobs
from cxstaff.pulses.models import Invitation, Pulse, PulseRound
from cxstaff.pulses.questions import bank
from tests.cast import NOW, TODAY, ZONE
from tests.pulses.rounds import KEYS, LATER, a_pulse, a_round, close

NEXT = datetime(2026, 4, 15, 7, 0, tzinfo=UTC)  # nine o'clock in the summer of Berlin
PLAN = {
    "name": "Fortnightly",
    "audience": "",
    "questions": ["teei-mission", "voice-safe", "comment"],
    "per_round": "4",
    "every_weeks": "2",
    "open_days": "5",
    "opens_hour": "9",
    "first_on": "2026-04-15",
}
TURNS = ["teei-mission", "voice-safe", "tools-work", "growth-ahead", "comment"]


def test_several_teams_are_asked_with_all_below_them(as_, ines, blue, red) -> None:
    plan = PLAN | {"start": "now", "audience": [str(blue.id), str(red.id)]}
    assert as_(ines).post("/pulses/new", plan).status_code == 303
    assert db.session.scalar(db.select(db.func.count()).select_from(Invitation)) == 11
    pulse = db.session.scalars(db.select(Pulse)).one()
    assert {team.name for team in pulse.audience} == {"Blue", "Red"}
    assert pulse.per_round == 4


@pytest.mark.parametrize(
    ("audience", "told"),
    [
        ([], "Choose everybody, or at least one team"),
        (["", "{blue}"], "Choose either everybody or teams"),
        (["99999"], "not a valid choice"),
        (["9" * 5000], "not a valid choice"),
        (["x"], "not a valid choice"),
    ],
)
def test_an_audience_that_cannot_be_is_explained(as_, ines, blue, audience, told) -> None:
    typed = [each.format(blue=blue.id) for each in audience]
    page = as_(ines).post("/pulses/new", PLAN | {"start": "day", "audience": typed})
    assert page.status_code == 422
    assert told in page.text
    assert db.session.scalar(db.select(db.func.count()).select_from(Pulse)) == 0


def test_turns_are_explained_and_each_is_previewed(as_, ines) -> None:
    visit = as_(ines)
    draft = PLAN | {"questions": TURNS, "per_round": "2", "start": "day"}
    first = visit.post("/pulses/new", draft | {"preview": "1"}).text
    second = visit.post("/pulses/new", draft | {"preview": "2"}).text
    assert "after 3 rounds" in first
    asked = {"preview-voice-safe-1", "preview-tools-work-1", "preview-growth-ahead-1"}
    for page in (first, second):
        assert 'id="preview-teei-mission-1"' in page
        assert 'id="preview-comment"' in page
        assert sum(f'id="{each}"' in page for each in asked) == 1
    assert [each in first for each in sorted(asked)] != [each in second for each in sorted(asked)]


def test_a_plan_without_room_is_refused_and_nothing_typed_is_lost(as_, ines) -> None:
    draft = PLAN | {"questions": TURNS, "per_round": "1", "start": "day"}
    page = as_(ines).post("/pulses/new", draft)
    assert page.status_code == 409
    assert "leave no room" in page.text
    assert 'value="Fortnightly"' in page.text
    assert as_(ines).post("/pulses/new", draft | {"preview": "1"}).status_code == 200


def test_the_next_round_is_shown_as_an_employee_sees_it(as_, ines, blue) -> None:
    pulse = a_pulse(ines, blue, keys=TURNS, per_round=2)
    visit = as_(ines)
    shown = [visit.get(f"/pulses/{pulse.id}/preview?turn={turn}").text for turn in (1, 2, 3)]
    for key in ("voice-safe", "tools-work", "growth-ahead"):
        assert sum(f'id="preview-{key}-1"' in page for page in shown) == 1
    assert visit.get(f"/pulses/{pulse.id}/preview?turn=99").status_code == 200
    assert "<form" not in shown[0].split("<main")[1]


def test_a_change_holds_from_the_next_round_on(as_, ines, blue, red, service) -> None:
    round_ = a_round(ines, blue)
    pulse, visit = round_.pulse, as_(ines)
    asked = [each.key for each in round_.questions]
    page = visit.get(f"/pulses/{pulse.id}/edit")
    assert 'value="Monthly pulse"' in page.text
    change = PLAN | {"audience": [str(service.id)]}
    assert visit.post(f"/pulses/{pulse.id}/edit", change).status_code == 303
    assert (pulse.name, pulse.every_weeks, pulse.open_days, pulse.per_round) == (
        "Fortnightly",
        2,
        5,
        4,
    )
    assert pulse.next_opens_at == NEXT
    assert [each.key for each in round_.questions] == asked
    close(round_)
    with clock.frozen(NEXT):
        jobs.open_due()
    db.session.expire_all()
    opened = db.session.scalars(db.select(PulseRound).order_by(PulseRound.number)).all()[-1]
    assert opened.number == 1
    assert [each.key for each in opened.questions] == ["teei-mission", "voice-safe", "comment"]
    assert pulse.next_opens_at == NEXT + timedelta(weeks=2)


def test_what_was_planned_is_what_the_form_shows(as_, ines, blue) -> None:
    pulse = a_pulse(ines, blue, first_opens_at=NEXT, opens_hour=9)
    page = as_(ines).get(f"/pulses/{pulse.id}/edit").text
    for key in bank.BY_KEY:
        ticked = page.split(f'value="{key}"')[0].rsplit("<input", 1)[1]
        assert ("checked" in ticked) == (key in KEYS), key
    assert 'value="2026-04-15"' in page


def test_the_next_round_waits_for_the_open_one(as_, ines, blue) -> None:
    round_ = a_round(ines, blue)
    change = PLAN | {"first_on": "2026-03-20"}
    page = as_(ines).post(f"/pulses/{round_.pulse_id}/edit", change)
    assert page.status_code == 409
    assert "Choose a later day" in page.text
    assert db.session.get(Pulse, round_.pulse_id).name == "Monthly pulse"


def test_a_pulse_ends_and_can_begin_again(as_, ines, blue) -> None:
    pulse, visit = a_pulse(ines, blue, first_opens_at=LATER), as_(ines)
    assert visit.post(f"/pulses/{pulse.id}/ending").status_code == 303
    assert pulse.next_opens_at is None
    assert "it has ended" in visit.get(f"/pulses/{pulse.id}").text
    assert "Ended" in visit.get("/pulses/plans").text
    with clock.frozen(LATER + timedelta(days=90)):
        jobs.open_due()
    assert db.session.scalars(db.select(PulseRound)).all() == []
    assert visit.post(f"/pulses/{pulse.id}/edit", PLAN).status_code == 303
    assert pulse.next_opens_at == NEXT


@pytest.mark.both
def test_a_change_without_a_day_plans_no_round(as_, ines, blue) -> None:
    pulse = a_pulse(ines, blue, first_opens_at=LATER)
    as_(ines).post(f"/pulses/{pulse.id}/edit", PLAN | {"first_on": ""})
    assert pulse.name == "Fortnightly"
    assert pulse.next_opens_at is None


def test_drafting_is_for_hr_alone(as_, ana, cyrus, ada, ines, blue) -> None:
    pulse = a_pulse(ines, blue)
    for person in (ana, cyrus, ada):
        for path in ("edit", "preview"):
            assert as_(person).get(f"/pulses/{pulse.id}/{path}").status_code == 403
        for path in ("edit", "ending"):
            assert as_(person).post(f"/pulses/{pulse.id}/{path}", PLAN).status_code == 403
    assert as_(None).get(f"/pulses/{pulse.id}/edit").status_code == 303
    for path in ("edit", "preview"):
        assert as_(ines).get(f"/pulses/99999/{path}").status_code == 404
    assert as_(ines).post("/pulses/99999/ending").status_code == 404
    assert pulse.name == "Monthly pulse"


@pytest.mark.long
def test_a_thousand_teams_cost_no_more_questions_to_the_database(
    as_, ines, service, counting
) -> None:
    pulse = a_pulse(ines, service)
    db.session.add_all([Team(name=f"Team {n:04}", parent=service) for n in range(1000)])
    db.session.commit()
    for address in ("/pulses/new", f"/pulses/{pulse.id}/edit", f"/pulses/{pulse.id}"):
        visit = as_(ines)
        db.session.commit()
        with counting() as sent:
            assert visit.get(address).status_code == 200
        assert len(sent) <= 14, f"{address}: {len(sent)}"


def test_a_round_opened_by_hand_leaves_the_plan_alone(ines, blue) -> None:
    pulse = a_pulse(ines, blue, first_opens_at=LATER + timedelta(days=7))
    actions.open_round(pulse, now=NOW)
    db.session.commit()
    assert pulse.next_opens_at == LATER + timedelta(days=7)


@pytest.mark.parametrize(("weeks", "days"), [(4, 29), (0, None)])
def test_a_round_opened_by_hand_takes_the_place_of_one_planned_before_it_is_over(
    as_, ines, blue, weeks, days
) -> None:
    """Else the planned one could not open the next morning, as on a company's first day."""
    pulse = a_pulse(ines, blue, first_opens_at=NOW + timedelta(days=1), every_weeks=weeks)
    assert as_(ines).post(f"/pulses/{pulse.id}/rounds").status_code == 303
    then = clock.local_day(pulse.next_opens_at, ZONE) if pulse.next_opens_at else None
    assert then == (TODAY + timedelta(days=days) if days else None)


@pytest.mark.parametrize(
    ("hour", "weeks", "next_day", "last"),
    [(16, 4, 28, (7, 11)), (9, 4, 28, (7, 11)), (9, 1, 7, (7, 9)), (16, 1, 7, (7, 11))],
)
def test_a_pulse_that_begins_now_opens_next_on_another_day(
    as_, ines, hour, weeks, next_day, last
) -> None:
    """Now is eleven: sixteen of the same day would have found the first round open."""
    plan = PLAN | {"start": "now", "every_weeks": str(weeks), "opens_hour": str(hour)}
    assert as_(ines).post("/pulses/new", plan | {"open_days": "7"}).status_code == 303
    (round_,) = db.session.scalars(db.select(PulseRound))
    planned = round_.pulse.next_opens_at.astimezone(ZoneInfo(ZONE))
    assert (planned.date(), planned.hour) == (TODAY + timedelta(days=next_day), hour)
    ends = round_.closes_at.astimezone(ZoneInfo(ZONE))
    assert (ends.date() - TODAY, ends.hour) == (timedelta(days=last[0]), last[1])
    assert round_.closes_at <= round_.pulse.next_opens_at
