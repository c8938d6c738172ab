"""Milestones are told once: at eight where a person lives, to them and to who leads them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from cxstaff import clock, mail
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.milestones import actions, jobs, queries
from cxstaff.milestones.models import Birthday, Milestone, MilestoneKind
from cxstaff.milestones.queries import Occasion
from cxstaff.people import jobs as letters
from cxstaff.people.models import Person, Team, WaitingLetter
from cxstaff.people.queries import visible_team_ids
from tests.cast import NOW, SINCE, TODAY

As = Callable[[Person | None], Any]
EIGHT = datetime(2026, 3, 18, 7, 0, tzinfo=UTC)  # in Berlin
TICK = timedelta(microseconds=1)


def joined(person: Person, on: date) -> None:
    person.memberships[0].since = on
    db.session.commit()


def told_of(person: Person) -> list[Milestone]:
    db.session.rollback()
    query = db.select(Milestone).where(Milestone.person_id == person.id)
    return list(db.session.scalars(query.order_by(Milestone.id)))


def letters_to() -> list[tuple[str, str]]:
    return sorted((each.to, each.subject) for each in mail.kept_letters(1).items)


def test_years_are_told_at_eight_to_the_person_and_the_lead_once(ben: Person, ana: Person) -> None:
    joined(ben, date(2021, 3, 18))
    with clock.frozen(EIGHT - TICK):
        jobs.tell_milestones()
    assert told_of(ben) == []

    for _ in range(3):
        with clock.frozen(EIGHT):
            jobs.tell_milestones()
            letters.send_letters()

    (told,) = told_of(ben)
    assert (told.kind, told.years, told.on_day) == ("years", 5, TODAY)
    assert letters_to() == [
        (ana.email, "Ben Berg: 5 years here"),
        (ben.email, "5 years at Bright Broadband: thank you"),
    ]
    (to_lead,) = [each for each in mail.kept_letters(1).items if each.to == ana.email]
    assert f"/thanks/new?to={ben.id}" in to_lead.text


@pytest.mark.both
def test_each_zone_has_its_own_eight(ben: Person, bea: Person) -> None:
    ben.zone, bea.zone = "America/New_York", "Asia/Tokyo"
    for each in (ben, bea):
        joined(each, date(2024, 3, 18))
    with clock.frozen(datetime(2026, 3, 17, 23, 0, tzinfo=UTC)):
        jobs.tell_milestones()
    assert [each.on_day for each in told_of(bea)] == [TODAY], "eight in Tokyo"
    assert told_of(ben) == []
    with clock.frozen(datetime(2026, 3, 18, 12, 0, tzinfo=UTC)):
        jobs.tell_milestones()
    assert [each.on_day for each in told_of(ben)] == [TODAY], "eight in New York"


def test_a_lead_s_own_milestone_is_told_to_who_leads_above(ana: Person) -> None:
    joined(ana, date(2025, 3, 18))
    jobs.tell_milestones()
    letters.send_letters()
    assert {to for to, _ in letters_to()} == {ana.email, "hugo@bright.example"}


def test_nobody_moves_past_or_into_a_second_one(ben: Person) -> None:
    """A move over the date line, another joining day, another birthday: one of a kind a year."""
    joined(ben, date(2021, 3, 18))
    actions.set_birthday(ben, month=3, day=18, now=NOW - timedelta(days=30))
    db.session.commit()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"):
        ben.zone = zone
        db.session.commit()
        for hours in range(0, 72, 6):
            with clock.frozen(datetime(2026, 3, 17, tzinfo=UTC) + timedelta(hours=hours)):
                jobs.tell_milestones()
    actions.set_birthday(ben, month=4, day=2, now=NOW)
    joined(ben, date(2021, 4, 2))
    with clock.frozen(datetime(2026, 4, 2, 12, tzinfo=UTC)):
        jobs.tell_milestones()
    assert sorted((each.kind, each.year) for each in told_of(ben)) == [
        ("birthday", 2026),
        ("years", 2026),
    ]


def test_who_came_on_29_february_is_celebrated_on_the_28th_of_other_years(ben: Person) -> None:
    joined(ben, date(2024, 2, 29))
    for year, day in ((2026, date(2026, 2, 28)), (2028, date(2028, 2, 29))):
        for at in (day - timedelta(days=1), day, day + timedelta(days=1)):
            with clock.frozen(clock.at(at, datetime.min.time().replace(hour=12), "Europe/Berlin")):
                jobs.tell_milestones()
        assert [each.on_day for each in told_of(ben) if each.year == year] == [day]


def test_a_birthday_is_told_only_of_who_told_it_in_time(ben: Person, bea: Person) -> None:
    actions.set_birthday(ben, month=3, day=18, now=EIGHT - timedelta(days=1))
    actions.set_birthday(bea, month=3, day=18, now=NOW)
    db.session.commit()
    jobs.tell_milestones()
    assert [each.kind for each in told_of(ben)] == ["birthday"]
    assert told_of(bea) == [], "after eight it is next year's"


def test_who_refuses_is_told_of_to_nobody_and_shown_nowhere(
    ben: Person, bea: Person, as_: As, blue: Team
) -> None:
    joined(ben, date(2021, 3, 18))
    joined(bea, date(2021, 3, 18))
    visit = as_(ben)
    assert visit.post("/milestones/mine/refusal").status_code == 303
    jobs.tell_milestones()
    letters.send_letters()
    assert told_of(ben) == []
    assert not any("Ben" in subject for _, subject in letters_to())
    assert [each.name for each in queries.coming([blue.id], TODAY)] == ["Bea Bach"]

    as_(bea).post("/milestones/mine/refusal")
    assert "Bea Bach" not in visit.get("/milestones").text, "what was told is hidden as well"
    as_(bea).post("/milestones/mine/refusal/end")
    assert "Bea Bach" in visit.get("/milestones").text


def test_a_letter_that_waits_is_not_sent_once_somebody_refuses(ben: Person) -> None:
    joined(ben, date(2021, 3, 18))
    jobs.tell_milestones()
    actions.refuse(ben)
    db.session.commit()
    letters.send_letters()
    assert letters_to() == []
    assert db.session.scalar(db.select(db.func.count()).select_from(WaitingLetter)) == 0


def test_what_was_missed_is_told_for_three_days_and_then_no_more(ben: Person) -> None:
    joined(ben, date(2021, 3, 18))
    with clock.frozen(EIGHT + timedelta(days=4)):
        jobs.tell_milestones()
    assert told_of(ben) == []
    with clock.frozen(EIGHT + timedelta(days=3)):
        jobs.tell_milestones()
    assert [each.on_day for each in told_of(ben)] == [TODAY]


def test_who_has_left_or_came_this_year_is_not_celebrated(ben: Person, bea: Person) -> None:
    joined(ben, date(2021, 3, 18))
    joined(bea, TODAY)
    ben.left_on = TODAY
    db.session.commit()
    jobs.tell_milestones()
    assert (told_of(ben), told_of(bea)) == ([], [])


def test_a_worker_killed_half_way_leaves_all_or_nothing(
    ben: Person, blue: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined(ben, date(2021, 3, 18))

    def killed(*_: object, **_more: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(actions.outbox, "keep_all", killed)
        with pytest.raises(SystemExit):
            jobs.tell_milestones()
    db.session.rollback()
    waiting = db.select(db.func.count()).select_from(WaitingLetter)
    assert (told_of(ben), db.session.scalar(waiting)) == ([], 0)
    jobs.tell_milestones()
    assert (len(told_of(ben)), db.session.scalar(waiting)) == (1, 2)


@pytest.mark.both
def test_of_two_workers_one_tells_it(ben: Person, blue: Team) -> None:
    due = Occasion(ben.id, ben.name, MilestoneKind.YEARS, TODAY, 5, blue.id, blue.name)
    assert [actions.tell(due, now=NOW), actions.tell(due, now=NOW)] == [True, False]


@pytest.mark.parametrize(("month", "day"), [(2, 30), (4, 31), (13, 1), (0, 5)])
def test_a_day_that_no_year_has_is_kept_by_no_database(ben: Person, month: int, day: int) -> None:
    with pytest.raises(Refused):
        actions.set_birthday(ben, month=month, day=day, now=NOW)
    db.session.add(Birthday(person_id=ben.id, month=month, day=day, told_at=NOW))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_a_birthday_is_set_and_removed_by_its_owner(ben: Person, ana: Person, as_: As) -> None:
    visit = as_(ben)
    assert visit.post("/milestones/mine/birthday", {"day": "31", "month": "4"}).status_code == 409
    assert visit.post("/milestones/mine/birthday", {"day": "x", "month": "4"}).status_code == 422
    assert visit.post("/milestones/mine/birthday", {"day": "25", "month": "3"}).status_code == 303
    page = visit.get("/milestones/mine").text
    assert "You told March 25" in page
    assert "Wed 25 Mar" in as_(ana).get("/milestones").text
    assert visit.post("/milestones/mine/birthday/removal").status_code == 303
    assert "Wed 25 Mar" not in as_(ana).get("/milestones").text
    assert db.session.scalar(db.select(db.func.count()).select_from(Birthday)) == 0


def test_a_removed_birthday_is_gone_from_what_was_told(ben: Person) -> None:
    actions.set_birthday(ben, month=3, day=18, now=EIGHT - timedelta(days=1))
    db.session.commit()
    jobs.tell_milestones()
    actions.remove_birthday(ben)
    db.session.commit()
    assert [(each.on_day, each.year) for each in told_of(ben)] == [(None, 2026)]


def test_milestones_are_seen_by_who_sees_the_team(
    ben: Person, cleo: Person, ana: Person, as_: As, bea: Person
) -> None:
    joined(ben, date(2021, 3, 18))
    joined(bea, date(2021, 3, 22))
    jobs.tell_milestones()
    for address in ("/thanks", "/milestones"):
        page = as_(ana).get(address).text
        assert "5 years here" in page
        assert f"/thanks/new?to={ben.id}" in page
        assert "Ben Berg" not in as_(cleo).get(address).text
    assert "Milestones ahead" in as_(ana).get("/").text
    team_id = next(iter(visible_team_ids(ben, frozenset(), TODAY)))
    page = as_(bea).get(f"/teams/{team_id}").text
    assert "Milestones ahead" in page
    assert f"/thanks/new?to={bea.id}" not in page, "nobody thanks themselves"


def test_old_ones_are_forgotten(ben: Person) -> None:
    joined(ben, date(2021, 3, 18))
    jobs.tell_milestones()
    with clock.frozen(NOW + timedelta(days=600)):
        jobs.forget_old_milestones()
        assert len(told_of(ben)) == 1
    with clock.frozen(NOW + timedelta(days=700)):
        jobs.forget_old_milestones()
    assert told_of(ben) == []
    assert SINCE.year == 2025, "the cast's own first year is told elsewhere"
