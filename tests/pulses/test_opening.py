"""Everybody is asked at the planned hour of their own day, late rounds are short or left out."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.models import Leave, Membership, Person
from cxstaff.people.teams import actions as teams
from cxstaff.pulses import actions, jobs, queries
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.models import Invitation, PulseRound
from cxstaff.pulses.planning import opening_times
from tests.cast import SINCE, TODAY
from tests.pulses.rounds import a_pulse, everybody

DAY = date(2026, 3, 25)  # the clocks of Berlin change within the week that follows
FIRST = opening_times.opening(DAY, 9, "Europe/Berlin")
AUCKLAND, HONOLULU = "Pacific/Auckland", "Pacific/Honolulu"
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
ZONES = st.sampled_from(clock.zone_names())


@given(DAYS, st.integers(0, 23), ZONES, ZONES)
def test_every_zone_opens_at_the_hour_of_its_own_day(day, hour, zone, other) -> None:
    found = opening_times.openings(day, hour, {zone, other})
    for each, moment in found.items():
        local = moment.astimezone(ZoneInfo(each))
        shown = datetime.combine(day, time(hour))
        skipped = local.replace(tzinfo=None) - shown  # by clocks that go forward over the hour
        assert timedelta(0) <= skipped <= timedelta(days=1)
        assert not skipped or not _exists(shown, each)
    assert abs(found[zone] - found[other]) <= timedelta(hours=50)  # a zone may skip a whole day


@given(DAYS, st.integers(0, 23), ZONES, st.integers(1, 28))
def test_a_window_ends_at_the_hour_it_began(day, hour, zone, days) -> None:
    begun = opening_times.opening(day, hour, zone)
    ends = opening_times.closing(begun, days, zone)
    assert abs(ends - begun - timedelta(days=days)) <= timedelta(hours=25)
    assert ends > begun


def test_people_are_asked_at_their_own_nine(ines, blue, red) -> None:
    _live(blue, AUCKLAND, HONOLULU)
    pulse = _planned(ines, blue, weeks=4)
    auckland, honolulu = (opening_times.opening(DAY, 9, zone) for zone in (AUCKLAND, HONOLULU))
    assert _at(auckland - timedelta(minutes=1)) == []
    (round_,) = _at(auckland)
    hours = {i.opens_at for i in db.session.scalars(db.select(Invitation))}
    assert hours == {auckland, FIRST, honolulu}
    assert round_.opens_at == auckland
    assert round_.closes_at >= honolulu + timedelta(days=7) - timedelta(hours=1)
    for moment in (FIRST, honolulu, honolulu + timedelta(days=1)):
        assert len(_at(moment)) == 1
    assert pulse.next_opens_at == opening_times.opening(
        DAY + timedelta(weeks=4), 9, "Europe/Berlin"
    )


def test_nobody_is_counted_alone_for_having_another_clock(as_, ines, blue) -> None:
    """HR can give somebody a zone in which they are asked hours before all others."""
    _live(blue, AUCKLAND)
    pulse = _planned(ines, blue, weeks=4)
    page = f"/pulses/{pulse.id}"
    auckland = opening_times.opening(DAY, 9, AUCKLAND)
    (round_,) = _at(auckland)
    early = db.session.scalars(db.select(Person).where(Person.zone == AUCKLAND)).one()
    with clock.frozen(auckland):
        actions.answer(hold_respondent(round_.id, early.id), {"enps": 9}, None, now=auckland)
        db.session.commit()
        told = "".join(as_(ines).get(path).text for path in (page, "/pulses/plans", "/"))
        assert " of 6" not in told
        assert queries.participation_in([round_.id], auckland) == {}
        assert queries.participation_by_team(round_, auckland) == {}
    with clock.frozen(FIRST):
        assert "1 of 6" in as_(ines).get(page).text
        assert queries.participation_by_team(round_, FIRST)[blue.id].answered == 1


@pytest.mark.long
def test_a_week_of_a_weekly_pulse_ends_where_the_next_begins(ines, blue) -> None:
    _live(blue, AUCKLAND, HONOLULU)
    _planned(ines, blue, weeks=1)
    moment, rounds = FIRST - timedelta(days=1), list[PulseRound]()
    while len(rounds) < 4:
        rounds = _at(moment)
        moment += timedelta(hours=1)
    for one, following in pairwise(rounds):
        assert one.closes_at == following.opens_at
        assert following.number == one.number + 1


@pytest.mark.parametrize(
    ("late", "opened", "left_out"),
    [
        (timedelta(minutes=5), 1, False),
        (timedelta(days=3), 1, False),
        (timedelta(days=4), 0, True),
        (timedelta(days=6, hours=23), 0, True),
        (timedelta(days=8), 0, True),
        (timedelta(days=40), 0, True),
    ],
)
def test_a_worker_that_was_down(ines, blue, late, opened, left_out) -> None:
    pulse = _planned(ines, blue, weeks=1)
    rounds = _at(FIRST + late)
    assert len(rounds) == opened
    assert ("standstill" in (pulse.complaint or "")) == left_out
    assert pulse.next_opens_at > FIRST + late
    for round_ in rounds:
        assert round_.opens_at == FIRST + late
        assert round_.closes_at == opening_times.opening(
            DAY + timedelta(days=7), 9, "Europe/Berlin"
        )
    assert len(_at(pulse.next_opens_at)) == opened + 1
    assert pulse.complaint is None


def test_a_pulse_asked_once_opens_however_late_for_the_whole_window(ines, blue) -> None:
    pulse = _planned(ines, blue, weeks=0)
    (round_,) = _at(FIRST + timedelta(days=12))
    assert round_.closes_at - round_.opens_at == timedelta(days=7)
    assert pulse.next_opens_at is None
    assert len(_at(FIRST + timedelta(days=30))) == 1


def test_a_clock_that_jumps_back_opens_nothing_twice(ines, blue) -> None:
    _planned(ines, blue, weeks=1)
    assert len(_at(FIRST)) == 1
    assert len(_at(FIRST - timedelta(days=3))) == 1
    assert len(_at(FIRST + timedelta(hours=1))) == 1


def test_who_is_away_on_the_day_is_not_asked(ines, blue, ben, bea, ana, red, service) -> None:
    db.session.add_all(
        [
            Leave(person=ben, since=DAY, until=DAY + timedelta(days=1)),
            Leave(person=bea, since=SINCE, until=DAY),  # back on the day
            Leave(person=ana, since=TODAY, until=None),
        ]
    )
    db.session.commit()
    _planned(ines, service, weeks=4)
    _at(FIRST)
    asked = set(db.session.scalars(db.select(Invitation.person_id)))
    assert bea.id in asked
    assert not {ben.id, ana.id} & asked


def test_who_left_during_a_standstill_is_not_asked(ines, service, ben, blue, red) -> None:
    _planned(ines, service, weeks=4)
    ben.left_on = DAY + timedelta(days=2)
    db.session.commit()
    _at(FIRST + timedelta(days=3))
    assert ben.id not in set(db.session.scalars(db.select(Invitation.person_id)))


def test_turns_go_on_where_each_person_was(ines, service, blue, red, cleo) -> None:
    keys = ("teei-mission", "enps", "voice-safe", "tools-work", "growth-ahead")
    _planned(ines, service, weeks=1, keys=keys, per_round=3)
    turns, seen = 3, []
    for week in range(turns + 1):
        _at(opening_times.opening(DAY + timedelta(weeks=week), 9, "Europe/Berlin"))
        query = db.select(Invitation.person_id, Invitation.turn).join(PulseRound)
        seen.append(dict(list(map(tuple, db.session.execute(query.filter_by(number=week))))))
    assert seen[0].keys() == seen[-1].keys()
    assert all(
        sorted(each[person] for each in seen[:turns]) == list(range(turns)) for person in seen[0]
    )
    assert seen[0] == seen[-1]


def _exists(shown: datetime, zone: str) -> bool:
    """Say whether clocks in a zone ever show this."""
    there = shown.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone))
    return there.replace(tzinfo=None) == shown


def _live(team, *zones: str) -> None:
    for person, zone in zip(everybody(team), zones, strict=False):
        person.zone = zone
    db.session.commit()


def _planned(actor, team, *, weeks: int, **more):
    plan = {"every_weeks": weeks, "opens_hour": 9, "first_opens_at": FIRST} | more
    return a_pulse(actor, team, **plan)


def _at(moment: datetime) -> list[PulseRound]:
    """Let the job run at a moment; return the rounds there are, oldest first."""
    with clock.frozen(moment):
        jobs.open_due()
    db.session.expire_all()
    return list(db.session.scalars(db.select(PulseRound).order_by(PulseRound.opens_at)))


def test_a_pulse_of_a_merged_team_goes_on_for_the_other(ines, blue, red) -> None:
    pulse = _planned(ines, blue, weeks=1)
    [round_] = _at(FIRST)
    theirs = {person.id for person in everybody(blue)}
    teams.merge_team(blue, red, on=DAY + timedelta(days=1), actor=ines, now=FIRST)
    db.session.commit()
    first, then = _at(FIRST + timedelta(weeks=1))
    assert (first.id, pulse.complaint) == (round_.id, None)
    query = db.select(Invitation.person_id).where(Invitation.round_id == then.id)
    asked = set(db.session.scalars(query))
    assert theirs < asked == {person.id for person in everybody(red)}


def test_memberships_count_as_of_the_day(ines, blue, red, ben) -> None:
    ben.memberships[0].until = DAY
    db.session.add(Membership(person=ben, team=red, since=DAY))
    db.session.commit()
    _planned(ines, red, weeks=1)
    _at(FIRST)
    assert ben.id in set(db.session.scalars(db.select(Invitation.person_id)))
