"""From what is known of teams follows when each counts as a new one; nobody's answer is needed."""

from datetime import date

import numpy as np
import pytest

from benchmarks.linkage import known
from cxstaff.linkage.material.breaks import Break, ContactCounts, Facts, Held, TeamChange, breaks_of
from cxstaff.linkage.material.periods import Period, number_of

OPEN = date(9999, 12, 31)
JANUARY = number_of(date(2025, 1, 1), Period.MONTH)
BLUE, RED = 7, 9


def held(*rows):
    """Lay out (team, what, since, until) rows."""
    team, what, since, until = ([each[at] for each in rows] for at in range(4))
    days = [np.array(each, dtype="datetime64[D]") for each in (since, until)]
    return Held(np.array(team, dtype=np.int64), np.array(what, dtype=np.int64), *days)


def contacts(*rows):
    return ContactCounts(*np.array(rows, dtype=np.int64).reshape(-1, 4).T)


def facts(**known):
    none = dict.fromkeys(("leads", "people", "levers"), held())
    return Facts(**{**none, "contacts": contacts(), **known})


def found(span=Period.MONTH, months=12, **known):
    first, until = (
        number_of(date(2025, 1, 1), span),
        number_of(date(2025, 1 + months % 12, 1), span),
    )
    running = until if months < 12 else number_of(date(2026, 1, 1), span)
    return breaks_of(facts(**known), span, first, running)


def staff(team, *spans):
    """Put so many people in a team from one day until another, each span of others."""
    number, rows = 100 * team, []
    for count, since, until in spans:
        rows += [(team, number + each, since, until) for each in range(count)]
        number += count
    return rows


def test_a_new_lead_begins_a_new_team_and_the_first_that_is_known_does_not():
    known = held(
        (BLUE, 1, date(2024, 3, 1), date(2025, 5, 10)),
        (BLUE, 2, date(2025, 5, 10), OPEN),
        (RED, 3, date(2025, 4, 1), OPEN),
    )
    assert found(leads=known) == (Break(BLUE, JANUARY + 4, TeamChange.LEAD),)


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2025, 5, 16), 4),
        (date(2025, 5, 17), 5),
        (date(2025, 4, 16), 3),
        (date(2025, 4, 17), 4),
    ],
)
def test_a_change_belongs_to_the_first_month_that_lies_behind_it_for_the_larger_part(day, month):
    known = held((BLUE, 1, date(2024, 3, 1), day), (BLUE, 2, day, OPEN))
    assert [each.period for each in found(leads=known)] == [JANUARY + month]


def test_a_lead_who_comes_back_after_another_is_new_again():
    known = held(
        (BLUE, 1, date(2024, 3, 1), date(2025, 3, 1)),
        (BLUE, 2, date(2025, 3, 1), date(2025, 6, 1)),
        (BLUE, 1, date(2025, 8, 1), OPEN),
    )
    assert [each.period - JANUARY for each in found(leads=known)] == [2, 7]


def test_handing_over_is_one_break_and_so_is_a_gap_and_coming_back_is_none():
    overlapping = held(
        (BLUE, 1, date(2024, 3, 1), date(2025, 7, 1)), (BLUE, 2, date(2025, 5, 1), OPEN)
    )
    gap = held((BLUE, 1, date(2024, 3, 1), date(2025, 4, 1)), (BLUE, 2, date(2025, 8, 1), OPEN))
    back = held((BLUE, 1, date(2024, 3, 1), date(2025, 4, 1)), (BLUE, 1, date(2025, 8, 1), OPEN))
    assert [each.period - JANUARY for each in found(leads=overlapping)] == [4]
    assert [each.period - JANUARY for each in found(leads=gap)] == [7]
    assert not found(leads=back)


@pytest.mark.parametrize(("gone", "breaks"), [(3, []), (4, [4 / 12])])
def test_a_team_is_another_one_when_a_third_of_its_people_went(gone, breaks):
    people = staff(
        BLUE, (12 - gone, date(2020, 1, 1), OPEN), (gone, date(2020, 1, 1), date(2025, 6, 1))
    )
    made = found(people=held(*people))
    assert [each.share for each in made] == breaks
    assert all((each.team_id, each.period) == (BLUE, JANUARY + 5) for each in made)


def test_it_is_another_one_too_when_a_third_of_its_people_are_new():
    people = staff(BLUE, (8, date(2020, 1, 1), OPEN), (4, date(2025, 6, 1), OPEN))
    assert found(people=held(*people)) == (Break(BLUE, JANUARY + 5, TeamChange.PEOPLE, 4 / 12),)


def test_one_person_is_no_break_however_small_the_team_and_the_first_people_are_none():
    small = staff(BLUE, (2, date(2020, 1, 1), OPEN), (1, date(2020, 1, 1), date(2025, 6, 1)))
    first = staff(RED, (9, date(2025, 6, 1), OPEN))
    assert not found(people=held(*small, *first))


def test_people_who_go_one_after_another_are_no_break():
    people = staff(BLUE, *((1, date(2020, 1, 1), date(2025, 1 + at, 5)) for at in range(1, 10)))
    assert not found(people=held(*people, *staff(RED, (8, date(2020, 1, 1), OPEN))), months=8)


def test_somebody_whose_time_in_a_team_is_written_in_two_pieces_stayed():
    people = [
        (BLUE, who, since, until)
        for who in range(6)
        for since, until in (
            (date(2020, 1, 1), date(2025, 6, 1)),
            (date(2025, 6, 1), OPEN),
        )
    ]
    assert not found(people=held(*people))


def test_by_week_a_reorganisation_that_takes_three_weeks_is_one_break():
    people = staff(
        BLUE,
        (8, date(2020, 1, 1), OPEN),
        *((2, date(2020, 1, 1), date(2025, 6, day)) for day in (2, 9, 16)),
    )
    (made,) = found(Period.WEEK, people=held(*people))
    assert made.period == number_of(date(2025, 6, 16), Period.WEEK)
    assert made.share == pytest.approx(6 / 14)


@pytest.mark.parametrize(("second", "weeks"), [(date(2025, 6, 23), [3]), (date(2025, 6, 30), [])])
def test_by_week_people_count_over_four_weeks(second, weeks):
    """Two of twelve go, and two more three or four weeks later."""
    gone = ((2, date(2020, 1, 1), day) for day in (date(2025, 6, 2), second))
    made = found(Period.WEEK, people=held(*staff(BLUE, (8, date(2020, 1, 1), OPEN), *gone)))
    first = number_of(date(2025, 6, 2), Period.WEEK)
    assert [each.period - first for each in made] == weeks


@pytest.mark.parametrize(("second", "quarters"), [(date(2025, 5, 5), [1]), (date(2025, 8, 4), [])])
def test_by_quarter_people_count_over_one_quarter(second, quarters):
    gone = ((2, date(2020, 1, 1), day) for day in (date(2025, 4, 7), second))
    made = found(Period.QUARTER, people=held(*staff(BLUE, (8, date(2020, 1, 1), OPEN), *gone)))
    first = number_of(date(2025, 1, 1), Period.QUARTER)
    assert [each.period - first for each in made] == quarters


def test_two_people_of_five_are_a_break():
    people = staff(BLUE, (3, date(2020, 1, 1), OPEN), (2, date(2020, 1, 1), date(2025, 6, 1)))
    assert [each.share for each in found(people=held(*people))] == [2 / 5]


def test_a_lever_breaks_where_it_begins_and_ends_but_not_where_it_is_renewed():
    known = held(
        (BLUE, 1, date(2025, 3, 1), date(2025, 6, 1)),
        (BLUE, 1, date(2025, 6, 1), date(2025, 9, 1)),
        (RED, 2, date(2020, 1, 1), OPEN),
    )
    assert [(each.team_id, each.period - JANUARY, each.change) for each in found(levers=known)] == [
        (BLUE, 2, TeamChange.LEVER),
        (BLUE, 8, TeamChange.LEVER),
    ]


def mix(shares, count=200):
    """Let half of ten teams' contacts come by either channel; in BLUE as `shares` say by month."""
    dice = np.random.default_rng(1)
    rows = []
    for team in (BLUE, *range(20, 29)):
        for at in range(12):
            share = shares[at] if team == BLUE else 0.5
            by_chat = int(dice.binomial(count, share))
            rows += [(team, JANUARY + at, 1, by_chat), (team, JANUARY + at, 2, count - by_chat)]
    return contacts(*rows)


def test_a_mix_of_channels_that_shifts_for_good_is_a_break_in_the_month_it_does():
    (made,) = found(contacts=mix([0.2] * 6 + [0.6] * 6))
    assert (made.team_id, made.period, made.change) == (BLUE, JANUARY + 6, TeamChange.CHANNELS)
    assert made.share == pytest.approx(0.4, abs=0.06)
    (by_week,) = found(Period.WEEK, contacts=mix([0.2] * 6 + [0.6] * 6))
    assert by_week.period == number_of(date(2025, 7, 1), Period.WEEK)


@pytest.mark.parametrize(("month", "quarter"), [(6, 2), (7, 2), (8, 3)])
def test_a_shift_of_channels_belongs_to_the_quarter_that_lies_behind_it(month, quarter):
    (made,) = found(Period.QUARTER, contacts=mix([0.2] * month + [0.7] * (12 - month)))
    assert made.period - number_of(date(2025, 1, 1), Period.QUARTER) == quarter


def test_a_shift_of_channels_belongs_to_the_week_that_lies_behind_it_for_the_larger_part():
    (made,) = found(Period.WEEK, contacts=mix([0.2] * 7 + [0.7] * 5))  # 1 August is a Friday
    assert made.period == number_of(date(2025, 8, 4), Period.WEEK)


@pytest.mark.parametrize(("first", "running", "count"), [(5, 7, 1), (6, 12, 0), (0, 6, 0)])
def test_a_shift_outside_of_the_periods_asked_about_is_none(first, running, count):
    """It comes with month 6; a team that begins with it is new anyhow."""
    known = facts(contacts=mix([0.2] * 6 + [0.7] * 6))
    made = breaks_of(known, Period.MONTH, JANUARY + first, JANUARY + running)
    assert len(made) == count


@pytest.mark.parametrize(
    "shares", [[0.5] * 12, [0.5] * 6 + [0.95] + [0.5] * 5, [0.45] * 6 + [0.6] * 6]
)
def test_a_mix_that_wavers_or_is_odd_for_a_month_is_none(shares):
    assert not found(contacts=mix(shares))


def test_where_mixes_always_waver_it_takes_more():
    dice = np.random.default_rng(2)
    rows = []
    for team in range(20, 50):
        for at in range(12):
            by_chat = int(200 * dice.uniform(0.05, 0.95))
            rows += [(team, JANUARY + at, 1, by_chat), (team, JANUARY + at, 2, 200 - by_chat)]
    assert len(found(contacts=contacts(*rows))) <= 3


def test_of_few_contacts_nothing_is_told():
    assert not found(contacts=mix([0.1] * 6 + [0.9] * 6, count=9))


@pytest.mark.parametrize(
    ("world", "change"),
    [
        ("reorganisation", TeamChange.PEOPLE),
        ("new lead", TeamChange.LEAD),
        ("other channels", TeamChange.CHANNELS),
        ("a lever begins", TeamChange.LEVER),
        ("shock nobody knows", None),
    ],
)
def test_what_happened_in_the_worlds_of_the_benchmark_is_found_and_hardly_anything_else(
    world, change
):
    story = known.Story.of(100, np.random.default_rng(4))
    known.WORLDS[world](story)
    happened = set(np.flatnonzero(story.engagement.any(axis=1)).tolist()) if change else set()
    made = known.known_breaks(story)
    seen = {each.team_id for each in made if each.change is change}
    assert len(happened - seen) <= 0.05 * len(happened)
    assert len([each for each in made if each.team_id not in happened]) <= 4


@pytest.mark.long
def test_a_reorganisation_misleads_a_company_that_does_not_know_of_it_more_often():
    rows = [known.tried("reorganisation", 30, 0.0, number) for number in range(160)]
    assert sum(each.known for each in rows) <= 0.06 * len(rows)
    assert sum(each.unknown for each in rows) > sum(each.known for each in rows)
