"""The number of a measure: of any source, with n and an interval, or why there is none."""

from datetime import date, timedelta
from typing import Any

import pytest

from cxstaff.customers.models import SUMS, Channel, ChannelTotal, Total
from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.measures import actions
from cxstaff.measures.judging import Absence, Move, Number, TargetVerdict, judge, moved
from cxstaff.measures.models import Measure
from cxstaff.measures.values import series_of, value_of, values_of
from cxstaff.people.models import Person, Team
from cxstaff.periods import Frequency, period_of
from cxstaff.pulses.models import RoundResult
from tests.cast import NOW, TODAY
from tests.levers import a_measure
from tests.rounds import built_round, invite

MONDAY = date(2026, 3, 9)
WEEK = timedelta(days=7)
MONTH = DateRange(date(2026, 2, 1), date(2026, 3, 1))


def enter(measure: Measure, by: Person, day: date, values: dict[int, float], **more: Any) -> None:
    actions.enter_readings(measure, by, starts_on=day, values=values, now=NOW, **more)


def test_one_periods_readings_are_counted_in_full(ines: Person, blue: Team, red: Team) -> None:
    measure = a_measure(ines)
    enter(measure, ines, MONDAY, {blue.id: 5.0, red.id: 8.0})
    week = period_of(MONDAY, Frequency.WEEK).days
    assert value_of(measure, blue.id, week) == Number(1, 5.0, 5.0, 5.0, 0.0)
    assert value_of(measure, None, week) == Number(2, 6.5, 6.5, 6.5, 0.0)


def test_readings_of_several_periods_make_a_mean_with_students_interval(
    ines: Person, service: Team, blue: Team, red: Team
) -> None:
    measure = a_measure(ines)
    for week, values in (
        (MONDAY, (5.0, 5.2)),
        (MONDAY - WEEK, (5.1, 5.1)),
        (MONDAY - 5 * WEEK, (90, 9)),
    ):
        enter(measure, ines, week, dict(zip((blue.id, red.id), values, strict=True)))
    found = value_of(measure, service.id, DateRange(MONDAY - WEEK, MONDAY + WEEK))
    assert isinstance(found, Number)
    assert (found.n, found.value) == (4, pytest.approx(5.1))
    assert found.low == pytest.approx(5.1 - 0.12992, abs=1e-4)  # t(3) 3.182446 * .0816497 / 2
    assert judge(found, 6.0, "down") is TargetVerdict.MET
    assert value_of(measure, service.id, DateRange(MONDAY, MONDAY)) is Absence.NO_DATA


def test_shares_with_cases_are_one_sample(
    ines: Person, service: Team, blue: Team, red: Team
) -> None:
    measure = a_measure(ines, unit="%", direction="up")
    enter(measure, ines, MONDAY, {blue.id: 80.0, red.id: 50.0}, cases={blue.id: 300, red.id: 100})
    found = value_of(measure, service.id, DateRange(MONDAY, MONDAY + WEEK))
    assert isinstance(found, Number)
    assert (found.n, found.value, found.is_sample) == (400, 72.5, True)
    assert (found.low, found.high) == (  # Wilson, 290 of 400
        pytest.approx(67.922, abs=0.01),
        pytest.approx(76.649, abs=0.01),
    )
    enter(measure, ines, MONDAY - WEEK, {blue.id: 80.0})  # without cases it is no sample any more
    both = value_of(measure, service.id, DateRange(MONDAY - WEEK, MONDAY + WEEK))
    assert isinstance(both, Number)
    assert (both.n, both.value) == (3, 70.0)


def sums(team: Team, day: date, grain: str, n: int, top2: int) -> Total:
    told = {"csat_n": n, "csat_sum": 4 * n, "csat_squares": 17 * n, "csat_top2": top2}
    return Total(grain=grain, team_id=team.id, starts_on=day, interactions=n, **told)


def channels_from_totals() -> None:
    """Add the totals of teams up to those of one channel, by which everything came."""
    db.session.add(channel := Channel(name="Phone"))
    db.session.flush()
    names = [getattr(Total, name) for name in SUMS]
    query = db.select(Total.grain, channel.id, Total.starts_on, *map(db.func.sum, names))
    query = query.group_by(Total.grain, Total.starts_on)
    keys = ("grain", "channel_id", "starts_on", *SUMS)
    db.session.execute(db.insert(ChannelTotal).from_select(keys, query))


def test_an_outcome_has_its_own_interval_over_days_and_over_months_alike(
    ines: Person, service: Team, blue: Team, red: Team
) -> None:
    top2 = actions.define_outcome_measure("Satisfied", ines, outcome="csat_top2", now=NOW)
    day, first = date(2026, 2, 10), MONTH.since
    for team, n, good in ((blue, 40, 30), (red, 60, 30)):
        db.session.add_all([sums(team, day, "day", n, good), sums(team, first, "month", n, good)])
    db.session.flush()
    channels_from_totals()
    by_days = value_of(top2, service.id, MONTH)
    by_month = series_of({top2: [period_of(first, Frequency.MONTH)]}, service.id)[top2.id]
    assert isinstance(by_days, Number)
    assert [by_days] == by_month
    assert (by_days.n, by_days.value) == (100, 60.0)
    assert by_days.low == pytest.approx(50.2, abs=0.05)
    assert value_of(top2, None, MONTH) == by_days
    each = values_of(top2, [service.id, blue.id, red.id], MONTH)
    assert [each[t.id] for t in (service, blue)] == [by_days, value_of(top2, blue.id, MONTH)]


def test_a_quarter_adds_its_months_up(ines: Person, blue: Team) -> None:
    top2 = actions.define_outcome_measure(
        "Satisfied", ines, outcome="csat_top2",
        meaning=actions.MeasureWords(frequency=Frequency.QUARTER), now=NOW,
    )  # fmt: skip
    for month, good in ((10, 10), (11, 20), (12, 30)):
        db.session.add(sums(blue, date(2025, month, 1), "month", 50, good))
    db.session.flush()
    quarter = period_of(date(2025, 12, 31), Frequency.QUARTER)
    (found,) = series_of({top2: [quarter]}, blue.id)[top2.id]
    assert isinstance(found, Number)
    assert (found.n, found.value) == (150, 40.0)


def test_what_pulses_tell_is_what_was_published_and_hidden_is_not_absent(
    ines: Person, blue: Team, red: Team, ben: Person, cleo: Person
) -> None:
    index = actions.define_pulse_measure("Engagement", ines, subject="index", now=NOW)
    round_ = built_round(NOW - timedelta(days=30), 7, opened_box_at=NOW - timedelta(days=23))
    invite(round_, [ben], blue)
    invite(round_, [cleo], red)
    told = {"subject": "index", "invited": 8, "n": 6, "mean": 71.4, "variance": 100.0}
    db.session.add(RoundResult(round_id=round_.id, team_id=blue.id, favourable=0.6, **told))
    db.session.flush()
    found = value_of(index, blue.id, MONTH)
    assert isinstance(found, Number)
    assert (found.n, found.value) == (6, 71.4)
    assert found.low is not None
    assert found.low < 71.4
    assert value_of(index, red.id, MONTH) is Absence.HIDDEN
    assert value_of(index, None, MONTH) is Absence.HIDDEN
    earlier = DateRange(date(2026, 1, 1), MONTH.since)
    assert value_of(index, red.id, earlier) is Absence.NO_DATA
    months = [period_of(date(2026, m, 1), Frequency.MONTH) for m in (1, 2)]
    assert series_of({index: months}, blue.id)[index.id] == [Absence.NO_DATA, found]
    assert values_of(index, [blue.id, red.id], MONTH) == {blue.id: found, red.id: Absence.HIDDEN}


@pytest.mark.parametrize(
    ("before", "after", "better", "move"),
    [
        (Number.counted(1, 5.0), Number.counted(1, 6.0), "up", Move.BETTER),
        (Number.counted(1, 5.0), Number.counted(1, 6.0), "down", Move.WORSE),
        (Number.counted(1, 5.0), Number.counted(1, 5.0), "up", Move.SAME),
        (Number(90, 80, 70, 88, 4.0), Number(90, 70, 60, 79, 4.0), "up", Move.CANNOT_TELL),
        (Number(900, 80, 77, 83, 1.5), Number(900, 70, 67, 73, 1.5), "up", Move.WORSE),
        (Number(1, 5.0, None, None), Number.counted(1, 6.0), "up", Move.CANNOT_TELL),
    ],
)
def test_a_move_is_told_as_far_as_both_numbers_are_sure(
    before: Number, after: Number, better: str, move: Move
) -> None:
    assert moved(before, after, better).move is move


def test_values_cost_the_same_for_however_many_teams(
    ines: Person, service: Team, blue: Team, counting: Any
) -> None:
    measure = a_measure(ines)
    teams = [Team(name=f"Squad {n}", parent=blue) for n in range(30)]
    db.session.add_all(teams)
    db.session.flush()
    enter(measure, ines, MONDAY, {each.id: 5.0 for each in teams})
    ids, days = [each.id for each in teams], DateRange(MONDAY, MONDAY + WEEK)
    with counting() as one:
        values_of(measure, [blue.id], days)
    with counting() as many:
        found = values_of(measure, [service.id, blue.id, *ids], days)
    assert len(many) == len(one)
    assert found[service.id] == Number.counted(30, 5.0)
    assert TODAY > MONDAY
