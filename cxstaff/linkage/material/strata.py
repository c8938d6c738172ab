"""Standardise customer results to one mix, from running sums by channel and segment.

Sums are kept by team, period, channel and segment, not by reason: the mix of reasons stays in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import select

from cxstaff.customers.averages import MOMENTS
from cxstaff.customers.models import Cell
from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.db import db
from cxstaff.linkage.estimates.casemix import Standardised, Strata, standardised
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.material.cells import NOTHING, numbers_of, results_of
from cxstaff.linkage.material.gathering import grain_of
from cxstaff.linkage.material.material import Material, MixAdjustment
from cxstaff.linkage.material.periods import first_day, number_of
from cxstaff.linkage.material.question import Place, Question
from cxstaff.statistics import CONFIDENCE_Z


def with_same_mix(material: Material, question: Question) -> Material:
    """Replace the results of the outcome asked for by those under one mix; others stay."""
    known = material.results.get(question.outcome, NOTHING)
    places = sorted(place for place in known if place[0] not in material.above)
    table = _strata(places, question, material.running)
    found = standardised(table)
    results, weights = dict[Place, Estimate](), dict[Place, float]()
    mix: MixAdjustment | Unusable
    if isinstance(found, Unusable):
        mix = found if places else Unusable(Reason.NO_CELLS)
    else:
        results = _estimates(places, found, MOMENTS[question.outcome][1])
        weights = {place: float(found.weight[at]) for at, place in enumerate(places)}
        mix = MixAdjustment(found.strata, int(found.counted.sum()), found.left_out, found.filled)
    return replace(
        material,
        results={**material.results, question.outcome: results_of(results)},
        weights={question.outcome: numbers_of(weights)},
        mix=mix,
    )


def _estimates(
    places: list[Place], found: Standardised, ends: tuple[float, float]
) -> dict[Place, Estimate]:
    """Give each place its result with a 95 % interval, held within the ends of its scale."""
    estimates = {}
    for at, place in enumerate(places):
        n, value, se = int(found.counted[at]), float(found.value[at]), float(found.se[at])
        if n:
            middle, low, high = (
                min(max(each, ends[0]), ends[1])
                for each in (value, value - CONFIDENCE_Z * se, value + CONFIDENCE_Z * se)
            )
            estimates[place] = Estimate(n, middle, low, high, se**2 * n)
    return estimates


def _strata(places: list[Place], question: Question, running: int) -> Strata:
    """Read the sums of some places by stratum; months add up to quarters."""
    rows = list(_rows(places, question, running))
    table = np.array(rows, dtype=np.float64).reshape(len(rows), -1 if rows else 4)
    kinds = int(table[:, 1].max()) + 1 if rows else 1
    keys, row = np.unique((table[:, 0] * kinds + table[:, 1]).astype(np.int64), return_inverse=True)
    n, *sums = (np.bincount(row, part, keys.size).astype(float) for part in table[:, 2:].T)
    factors = np.array(MOMENTS[question.outcome][0])[:, : len(sums)]
    total, squares = factors @ np.array(sums)
    teams = np.array([team_id for team_id, _ in places], dtype=np.int64)
    return Strata(keys // kinds, keys % kinds, n, total, squares, teams)


def _rows(places: list[Place], question: Question, running: int) -> Iterator[tuple[int, ...]]:
    """Give the code of a place, that of a stratum, and the outcome's sums, from every cell."""
    sums = [getattr(Cell, name) for name in OUTCOMES[question.outcome].sums]
    grain = grain_of(question.span)
    keys: tuple[Any, ...] = Cell.team_id, Cell.starts_on, Cell.channel_id, Cell.segment_id
    query = select(*keys, *sums).where(
        Cell.grain == grain.value, Cell.starts_on < first_day(running, question.span), sums[0] > 0
    )
    codes = {place: code for code, place in enumerate(places)}
    strata, numbers = dict[tuple[int, int], int](), dict[date, int]()
    for team_id, starts_on, channel_id, segment_id, *counted in db.session.execute(query):
        if starts_on not in numbers:
            numbers[starts_on] = number_of(starts_on, question.span)
        code = codes.get((team_id, numbers[starts_on]))
        if code is not None:
            yield code, strata.setdefault((channel_id, segment_id), len(strata)), *counted
