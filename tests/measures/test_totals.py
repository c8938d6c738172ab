"""What all teams' readings of a period add up to is kept, and is what they add up to."""

from dataclasses import astuple
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from flask import Flask

from cxstaff.customers.models import SUMS, Channel, ChannelTotal, Grain, Total
from cxstaff.customers.sums_over_time import by_start
from cxstaff.db import db
from cxstaff.measures import actions
from cxstaff.measures.actions import totals
from cxstaff.measures.models import Measure, Reading, ReadingTotal
from cxstaff.measures.queries import ReadingSums, sums_by_period
from cxstaff.people.models import Person, Team
from tests.cast import NOW
from tests.forked import at_once
from tests.levers import a_measure

MONDAY = date(2026, 3, 9)
WEEKS = [MONDAY - timedelta(weeks=back) for back in range(3)]
SINCE, UNTIL = WEEKS[-1], MONDAY + timedelta(weeks=1)


def of_all(measure_id: int) -> dict[tuple[int, date], ReadingSums]:
    return sums_by_period([measure_id], None, SINCE, UNTIL)


def of_some(measure_id: int, teams: list[int]) -> dict[tuple[int, date], ReadingSums]:
    return sums_by_period([measure_id], teams, SINCE, UNTIL)


def test_whatever_is_entered_corrected_and_removed_the_sums_are_those_of_the_readings(
    ines: Person, blue: Team, red: Team, service: Team
) -> None:
    dice, teams = Random(69), [blue.id, red.id, service.id]
    measures = [a_measure(ines, "Minutes"), a_measure(ines, "Share", unit="%")]
    removed = 0
    for _step in range(40):
        measure, week, some = dice.choice(measures), dice.choice(WEEKS), dice.sample(teams, 2)
        told: dict[str, Any] = {"starts_on": week, "why": "It was wrong", "now": NOW}
        there = db.session.get(Reading, (measure.id, some[0], week))
        if there is not None and dice.random() < 0.5:
            removed += actions.remove_readings(measure, ines, team_ids=some[:1], **told)
        else:
            values = {each: dice.choice([0.0, -3.5, 0.1, 97.5]) for each in some}
            cases = {each: dice.choice([1, 400]) for each in some[1:]}
            actions.enter_readings(measure, ines, values=values, cases=cases, **told)
        kept, told_by_teams = of_all(measure.id), of_some(measure.id, teams)
        assert kept.keys() == told_by_teams.keys()
        for key, sums in kept.items():
            assert astuple(sums) == pytest.approx(astuple(told_by_teams[key]))
        assert totals.differences() == 0
    assert removed > 5


def test_readings_of_one_week_entered_at_once_are_all_in_its_sums(
    app: Flask, ines: Person, blue: Team, red: Team, service: Team
) -> None:
    measure_id, by, teams = a_measure(ines).id, ines.id, [blue.id, red.id, service.id]
    db.session.commit()

    def enter(number: int) -> None:
        own = {"starts_on": MONDAY, "values": {teams[number]: float(number)}, "now": NOW}
        measure = db.session.get_one(Measure, measure_id)
        actions.enter_readings(measure, db.session.get_one(Person, by), **own)

    assert at_once(app, enter, 3) == {True: 3}
    db.session.rollback()
    assert of_all(measure_id)[measure_id, MONDAY].count == 3
    assert totals.differences() == 0


def test_an_operator_sees_sums_that_differ_and_counts_them_anew(
    command: Any, ines: Person, blue: Team
) -> None:
    measure = a_measure(ines)
    for week in WEEKS:
        actions.enter_readings(measure, ines, starts_on=week, values={blue.id: 5.0}, now=NOW)
    assert command("measures", "verify").exit_code == 0
    db.session.execute(db.update(ReadingTotal).values(total=6.0))
    db.session.execute(db.delete(ReadingTotal).where(ReadingTotal.starts_on == MONDAY))
    wrong = command("measures", "verify")
    assert (wrong.exit_code, "3 periods differ" in wrong.output) == (1, True)
    assert "3 periods" in command("measures", "rebuild").output
    assert command("measures", "verify").exit_code == 0
    assert of_all(measure.id)[measure.id, MONDAY].total == 5.0


def test_what_customers_said_of_the_company_is_that_of_its_channels(blue: Team, red: Team) -> None:
    channels = [Channel(name=name) for name in ("Phone", "Chat")]
    db.session.add_all(channels)
    db.session.flush()
    for place, (team, channel) in enumerate(zip((blue, red), channels, strict=True), 1):
        for grain, day in ((Grain.WEEK, MONDAY), (Grain.WEEK, WEEKS[2]), (Grain.DAY, MONDAY)):
            told = {"grain": grain.value, "starts_on": day} | dict.fromkeys(SUMS, place)
            db.session.add(Total(team_id=team.id, **told))
            db.session.add(ChannelTotal(channel_id=channel.id, **told))
    span = Grain.WEEK, WEEKS[1], UNTIL
    assert by_start(None, *span) == by_start([blue.id, red.id], *span)
    assert by_start(None, *span)[MONDAY].by_name["csat_n"] == 3
