"""Scores and customer results of every team and period, gathered as arrays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from cxstaff import clock
from cxstaff.customers.averages import averages
from cxstaff.customers.columns import SumColumns, columns, columns_of_teams
from cxstaff.customers.models import Grain
from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.linkage.estimates.panel import FloatArray, IntArray, coded
from cxstaff.linkage.material.cells import PERIODS, Cells, is_in_order, key_of
from cxstaff.linkage.material.coded import held
from cxstaff.linkage.material.periods import Period, first_day, number_of
from cxstaff.linkage.material.question import MeanScore
from cxstaff.pulses import queries as pulses
from cxstaff.pulses.questions.instruments import ENPS
from cxstaff.pulses.results.queries.subjects import INDEX
from cxstaff.pulses.scoring.scoring import CODED_BELOW, Interval, interval

CONTACTS = "interactions"
"""The sum that counts contacts."""
COMPARED = (CONTACTS, *sorted({name for each in OUTCOMES.values() for name in each.sums}))
"""The sums that outcomes are computed from, besides."""
SMALL = np.iinfo(np.int32).max
LEAST_CODED = 1e-6
"""Points between the ends of a score from which it is told as coded: less is rounding."""
LOWEST = {ENPS: -100.0}
"""The lowest score of a subject, where it is not 0."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """The number of the period that each round counts in, by the round's id.

    Rounds of another engagement index than the company's are `others`: they have no part in it.
    """

    periods: Mapping[int, int]
    others: frozenset[int]

    def about(self, engagement: str) -> Mapping[int, int]:
        """Return the period of every round that counts for an engagement subject."""
        if engagement != INDEX or not self.others:
            return self.periods
        return {id_: each for id_, each in self.periods.items() if id_ not in self.others}


def rounds_over(span: Period, zone: str, running: int) -> Rounds:
    """Return the rounds that opened before the period `running`."""
    opened = pulses.opened()
    periods = {id_: period_of(each.opens_at, zone, span) for id_, each in opened.items()}
    return Rounds(
        {round_id: period for round_id, period in periods.items() if period < running},
        frozenset(round_id for round_id, each in opened.items() if not each.is_of_index),
    )


def scores(
    engagement: str, rounds: Rounds, team_ids: Collection[int] | None = None
) -> Cells[MeanScore]:
    """Join what rounds of one period published of a few teams (None: all), weighted by answers.

    Mostly the same people answer in each of them, so answers do not add up as people do. By
    Minkowski the error of a mean of means is at most the mean of their errors, however answers go
    together; so the joined interval is the mean of the rounds' own.
    """
    found = _published(engagement, team_ids)
    joined = _joined(
        found, rounds.about(engagement), dict.fromkeys(("mean", "variance", "low", "high"), "n")
    )
    sums, lowest = joined.sums, LOWEST.get(engagement, 0.0)
    names = "mean", "variance", "n", "invited", "low", "high"
    one = {name: found.columns[name] for name in names}

    def score(row: int) -> MeanScore:
        parts = joined.rows(row)
        n, value, variance, low, high = (
            float(sums[name][row]) for name in ("n", "mean", "variance", "low", "high")
        )
        own = [_ends({name: float(each[at]) for name, each in one.items()}, lowest) for at in parts]
        ends = _mean_of([float(one["n"][at]) / n for at in parts], own)
        is_coded = high - low > LEAST_CODED
        return MeanScore(
            int(n),
            value,
            ends.low if ends else None,
            ends.high if ends else None,
            None if np.isnan(variance) else variance,
            low if is_coded else None,
            high if is_coded else None,
            len(parts),
        )

    laid = {"n": sums["n"], "value": sums["mean"], "variance": sums["variance"]}
    laid |= {"people": sums["n"] / joined.count, "share": sums["n"] / sums["invited"]}
    return Cells(joined.team, joined.period, laid, score)


def _ends(one: Mapping[str, float], lowest: float) -> Interval | None:
    """Give the interval of one round's score; `low` to `high` is what coding leaves open."""
    variance = None if np.isnan(one["variance"]) else one["variance"]
    coded, n, invited = Interval(one["low"], one["high"]), int(one["n"]), int(one["invited"])
    return interval(one["mean"], variance, n, invited, lowest, coded)


def _mean_of(shares: Sequence[float], own: Sequence[Interval | None]) -> Interval | None:
    """Give the mean of intervals, each counting its share; None if one is not known."""
    ends = [each for each in own if each is not None]
    if len(ends) < len(own):
        return None
    low = sum(share * each.low for share, each in zip(shares, ends, strict=True))
    high = sum(share * each.high for share, each in zip(shares, ends, strict=True))
    return Interval(low, high)


def _published(engagement: str, team_ids: Collection[int] | None) -> pulses.ResultColumns:
    """Read what was published; `low` and `high` are the ends of what a mean stands for."""
    found = pulses.score_columns(engagement, team_ids)
    columns = dict(found.columns)
    mean, low, high = columns["mean"], columns["mean"], columns["mean"]
    if engagement == ENPS:
        coded = columns.pop("coded_low"), columns.pop("coded_high")
        low, high = (np.where(np.isnan(each), mean, each) for each in coded)
        held_, held_low, held_high = held(mean, columns["variance"], columns["n"])
        is_large = columns["n"] >= CODED_BELOW
        mean = np.where(is_large, held_, mean)
        low, high = np.where(is_large, held_low, low), np.where(is_large, held_high, high)
    columns |= {"mean": mean, "low": low, "high": high}
    return replace(found, columns=columns)


def halves(engagement: str, rounds: Rounds) -> Cells[tuple[float, float]]:
    """Join both halves' means over the rounds of one period, each weighted by its answers."""
    found = pulses.half_columns(engagement)
    means = {"first_mean": "first_n", "second_mean": "second_n"}
    joined = _joined(found, rounds.about(engagement), means)
    first, second = joined.sums["first_mean"], joined.sums["second_mean"]
    laid = {"first": first, "second": second}
    laid |= {name: joined.sums[name] for name in ("first_n", "second_n")}

    def both(row: int) -> tuple[float, float]:
        return float(first[row]), float(second[row])

    return Cells(joined.team, joined.period, laid, both)


@dataclass(frozen=True, slots=True)
class JoinedRounds:
    """What rounds of one period found about a team, for k places: `sums` (k,) by name.

    `order` are the rows of the rounds, place by place; those of a place begin at `starts` (k + 1,).
    """

    team: IntArray
    period: IntArray
    sums: dict[str, FloatArray]
    order: IntArray
    starts: IntArray

    @property
    def count(self) -> IntArray:
        """Return how many rounds are joined in each place (k,)."""
        counted: IntArray = np.diff(self.starts)
        return counted

    def rows(self, place: int) -> list[int]:
        """Return the rows of the rounds joined in one place."""
        rows: list[int] = self.order[self.starts[place] : self.starts[place + 1]].tolist()
        return rows


def _joined(
    found: pulses.ResultColumns, rounds: Mapping[int, int], means: Mapping[str, str]
) -> JoinedRounds:
    """Join what rounds of one period found about a team.

    `means` name the column of answers that each of them is weighted by; other columns are added up.
    """
    known, at = coded(found.round_)
    period = np.array([rounds.get(each, -1) for each in known.tolist()], dtype=np.int64)[at]
    over = np.flatnonzero(period >= 0)
    keys = key_of(found.team, period)[over]
    order = over[np.argsort(keys, kind="stable")]
    keys = key_of(found.team, period)[order]
    begins = np.append(True, keys[1:] != keys[:-1])[: keys.size]
    starts = np.flatnonzero(begins)
    place = None if starts.size == keys.size else begins.cumsum() - 1

    def added(column: FloatArray) -> FloatArray:
        """Add up what lies in one place; mostly each has one round, and nothing is added."""
        if place is None:
            return column
        return np.asarray(np.bincount(place, column, starts.size), dtype=np.float64)

    columns = {
        name: np.asarray(each[order], dtype=np.float64) for name, each in found.columns.items()
    }
    joined = dict[str, FloatArray]()
    for name, column in columns.items():
        answers = columns[means[name]] if name in means else None
        joined[name] = (
            added(column) if answers is None else added(column * answers) / added(answers)
        )
    keys = keys[starts]
    ends = np.append(starts, order.size)
    return JoinedRounds(keys // PERIODS, keys % PERIODS, joined, order, ends)


def results(span: Period, running: int) -> tuple[dict[str, Cells[Estimate]], Cells[int]]:
    """Return every outcome by place, and how much happened there, before the period `running`."""
    until = first_day(running, span)
    team, period, sums = _by_place(columns(grain_of(span), until, names=COMPARED), span)
    happened = _counted(team, period, sums)
    return {key: _outcome(key, happened, sums) for key in OUTCOMES}, happened


def results_of_teams(
    outcome: str, span: Period, running: int, team_ids: Collection[int]
) -> tuple[Cells[Estimate], Cells[int]]:
    """Return one outcome of a few teams by place, and how much happened there."""
    names, until = (*OUTCOMES[outcome].sums, CONTACTS), first_day(running, span)
    totals = columns_of_teams(grain_of(span), until, team_ids, names)
    team, period, sums = _by_place(totals, span)
    happened = _counted(team, period, sums)
    return _outcome(outcome, happened, sums), happened


def _counted(team: IntArray, period: IntArray, sums: Mapping[str, IntArray]) -> Cells[int]:
    """Lay out how many contacts there were."""
    happened = sums[CONTACTS]
    return Cells(team, period, {"value": happened.astype(float)}, lambda row: int(happened[row]))


def _by_place(totals: SumColumns, span: Period) -> tuple[IntArray, IntArray, dict[str, IntArray]]:
    """Return team, period (m,) each and sums (m,): months of one quarter add up."""
    keys = key_of(totals.team, numbers_of_days(totals.starts_on, span))
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    sums = {name: _halved(each)[order] for name, each in totals.sums.items()}
    if not is_in_order(keys):
        starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
        added = {name: np.add.reduceat(each, starts, dtype=np.int64) for name, each in sums.items()}
        keys, sums = keys[starts], {name: _halved(each) for name, each in added.items()}
    return keys // PERIODS, keys % PERIODS, sums


def _halved(numbers: IntArray) -> npt.NDArray[Any]:
    """Hold whole numbers in half the memory where they are small enough."""
    fits = not numbers.size or int(numbers.max()) <= SMALL >= -int(numbers.min())
    return numbers.astype(np.int32) if fits else numbers


def _outcome(key: str, happened: Cells[int], sums: Mapping[str, IntArray]) -> Cells[Estimate]:
    """Lay out an outcome where there is something to compute it from; intervals come when asked.

    `sums` (m,) are in the order of the cells of what `happened`.
    """
    outcome, found = OUTCOMES[key], averages(key, sums)
    own = [sums[name] for name in outcome.sums]

    def estimate(row: int) -> Estimate:
        made = outcome.estimate(*(int(each[row]) for each in own))
        if made is None:
            raise KeyError(row)
        return made

    values = {"n": found.n, "value": found.value, "variance": found.variance}
    every, there = happened.beside(values, estimate), found.n > 0
    return every if there.all() else every.only(there)


def grain_of(span: Period) -> Grain:
    """Return the totals that periods are made of: weeks, or months, which add up to quarters."""
    return Grain.WEEK if span is Period.WEEK else Grain.MONTH


def numbers_of_days(days: npt.NDArray[Any], span: Period) -> IntArray:
    """Return the numbers (m,) of the periods that days (m,) lie in."""
    known, place = coded(days.astype("datetime64[D]").astype(np.int64))
    numbers = [number_of(day, span) for day in known.astype("datetime64[D]").tolist()]
    return np.array(numbers, dtype=np.int64)[place]


def period_of(moment: datetime, zone: str, span: Period) -> int:
    """Return the number of the period that a moment lies in, by the calendar of a zone."""
    return number_of(clock.local_day(moment, zone), span)
