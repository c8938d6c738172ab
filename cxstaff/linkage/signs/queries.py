"""Every tripwire over the whole company, as it stands on a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from cxstaff.customers import queries as customers
from cxstaff.linkage.estimates.panel import BoolArray
from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.periods import Period, first_day, number_of
from cxstaff.linkage.signs.evidence import RaisedSign, Sign, SignTests
from cxstaff.linkage.signs.gathering import Ground, ground, numbers_by_measure
from cxstaff.linkage.signs.guard_falls import WINDOW, GuardedLever, guard_falls
from cxstaff.linkage.signs.identical_scores import Months, identical_scores
from cxstaff.linkage.signs.lever_spells import PLAN, Spell, joined, measures_of
from cxstaff.linkage.signs.lever_spells import levers as every_lever
from cxstaff.linkage.signs.payout_jumps import BASE, LAST, EndedPlan, payout_jumps
from cxstaff.linkage.signs.response_bias import response_bias
from cxstaff.linkage.signs.response_floods import Weeks, response_floods
from cxstaff.linkage.signs.tied_pay import tied_pay
from cxstaff.measures import queries as measures
from cxstaff.people import queries as people

MONTHS, WEEKS, HEARD_MONTHS, ALIKE_MONTHS = 24, 52, 6, 12
"""How far back months and weeks are looked at, and of months those for who is heard, and alike."""


def watched(today: date) -> list[SignTests]:
    """Look for every sign of gaming in what was over before `today`."""
    levers = tuple(every_lever())
    state = customers.version(), measures.readings_version()
    made: list[SignTests] = cache.get(
        ("signs", levers, today, *state), lambda: watches(levers, today)
    )
    return made


def fallen_guards(team_id: int, today: date) -> list[RaisedSign]:
    """Return the signs that a measure of a team got better while its guard got worse."""
    return every_fallen_guard(today).get(team_id, [])


def every_fallen_guard(today: date) -> dict[int, list[RaisedSign]]:
    """Return the same of every team that has one, by team."""
    found = dict[int, list[RaisedSign]]()
    for each in watched(today):
        if each.sign is Sign.GUARD:
            for sign in each.found:
                found.setdefault(sign.team_id, []).append(sign)
    return found


def watches(levers: Sequence[Spell], today: date) -> list[SignTests]:
    """Look for every sign in what was over before `today`, with every lever there is or was."""
    teams = [team.id for team in people.all_teams()]
    months, weeks = (
        ground(span, count, today, teams)
        for span, count in ((Period.MONTH, MONTHS), (Period.WEEK, WEEKS))
    )
    return [
        guard_falls(_guarded(levers, months, today), months.team_ids, months.first),
        payout_jumps(_paid(levers, weeks), weeks.team_ids, weeks.first),
        _unheard(months),
        _alike(months),
        _flooded(weeks),
        _tied(levers, today),
    ]


def _guarded(levers: Sequence[Spell], months: Ground, today: date) -> Iterator[GuardedLever]:
    """Give every lever in force on a guarded measure that began within the months looked at."""
    kept = [each for each in levers if each.guard]
    numbers = numbers_by_measure(measures_of(kept).values(), months)
    for each in joined(kept):
        row, start = months.row_of(each.team_id), months.column_of(each.since)
        start += first_day(months.first + start, Period.MONTH) < each.since
        if row is None or each.guard is None or not each.holds_in(today, _next(today)) or start < 1:
            continue
        since = first_day(months.first + max(start - WINDOW, 0), Period.MONTH)
        yield GuardedLever(
            (each.table, each.lever_id),
            row,
            start,
            numbers[each.measure.id],
            numbers[each.guard.id],
            each.measure.up,
            each.guard.up,
            _without(levers, each, months, since, today),
        )


def _paid(levers: Sequence[Spell], weeks: Ground) -> Iterator[EndedPlan]:
    """Give every plan whose end lies within the weeks looked at."""
    plans = [each for each in levers if each.table == PLAN and each.until is not None]
    numbers = numbers_by_measure(measures_of(plans).values(), weeks)
    for each in plans:
        if each.until is None:
            continue
        row, end = weeks.row_of(each.team_id), weeks.column_of(each.until)
        after = end + (each.until.weekday() > 0)
        if row is None or end < LAST + BASE or after + LAST > weeks.count:
            continue
        since, until = (
            first_day(weeks.first + week, Period.WEEK) for week in (end - LAST - BASE, after + LAST)
        )
        yield EndedPlan(
            (each.table, each.lever_id),
            row,
            end,
            after,
            numbers[each.measure.id],
            each.measure.up,
            _without([one for one in levers if one.table == PLAN], each, weeks, since, until),
        )


def _without(
    levers: Sequence[Spell], lever: Spell, ground: Ground, since: date, until: date
) -> BoolArray:
    """Say which teams (G,) had no lever on the same measure on any day of [since, until)."""
    with_one = {
        each.team_id
        for each in levers
        if each.measure.id == lever.measure.id and each.holds_in(since, until)
    }
    return ~np.isin(np.array(ground.team_ids), list(with_one))


def _unheard(months: Ground) -> SignTests:
    totals, good, heard_good, heard_bad = (
        months.sums(name)[:, -HEARD_MONTHS:].sum(axis=1)
        for name in ("resolved_n", "resolved_yes", "resolved_heard", "unresolved_heard")
    )
    counts = np.array([totals - good, heard_bad, good, heard_good])
    last = months.first + months.count - 1
    return response_bias(counts, months.team_ids, last - HEARD_MONTHS + 1, last)


def _alike(months: Ground) -> SignTests:
    first = months.count - ALIKE_MONTHS
    names = "csat_n", "csat_sum", "csat_squares", "csat_top2"
    parts = (months.sums(name)[:, first:] for name in names)
    return identical_scores(Months(*parts), months.team_ids, months.first + first)


def _flooded(weeks: Ground) -> SignTests:
    names = "interactions", "csat_n", "csat_sum", "csat_squares"
    return response_floods(
        Weeks(*(weeks.sums(name) for name in names)), weeks.team_ids, weeks.first
    )


def _tied(levers: Sequence[Spell], today: date) -> SignTests:
    in_force = [
        each for each in levers if each.table == PLAN and each.holds_in(today, _next(today))
    ]
    plans = [((e.table, e.lever_id), e.team_id, e.measure.is_of_employees) for e in in_force]
    return tied_pay(plans, number_of(today, Period.MONTH))


def _next(day: date) -> date:
    return day + timedelta(days=1)
