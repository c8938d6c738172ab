"""Slopes of a customer outcome on each measure of teams, adjusted for all of them (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import floor, log10, nan

import numpy as np

from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.linkage.estimates.panel import LaggedPanel, anew, distinct, panel_of
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.slopes import Slope, within_teams
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.estimates.verdict import (
    Beside,
    Lead,
    Reading,
    Verdict,
    is_enough,
    obstacles_to_lead,
)
from cxstaff.linkage.leads.family import Allowance, Status
from cxstaff.linkage.material.breaks import Break, placed
from cxstaff.linkage.material.cells import PERIODS, Cells, places_of
from cxstaff.linkage.material.variation import precision

SAME_ANSWERS = (frozenset({"csat", "csat_top2"}),)
"""Outcomes that are counted from the same answers, and so move together whatever happens."""


class Exclusion(StrEnum):
    """Why a measure is not held against the customer's voice at all."""

    ITSELF = "itself"
    SAME_ANSWERS = "same_answers"
    NO_NUMBERS = "no_numbers"


@dataclass(frozen=True, slots=True)
class Series:
    """A measure's numbers by team and month; `better_up` says which way is better.

    `outcome` names the customer outcome that it is, None where readings are entered.
    """

    values: Cells[float]
    better_up: bool
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class MeasureJudgement:
    """What customers say of a measure.

    `slope` is in units of the customer outcome per unit of the measure; `step` (units of the
    measure, above 0) is about what a team's months differ by, and `effect` what goes with a step
    in the better direction, with its 95 % interval `low` to `high`. `questions` counts the
    measures that luck is allowed for, `adjusted_p` allows for them.
    """

    reading: Reading
    reason: Reason | Exclusion | None
    slope: Slope | Unusable | None = None
    adjusted_p: float = float("nan")
    questions: int = 0
    step: float = 0.0
    effect: float = 0.0
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True, slots=True)
class _Estimated:
    """The slope a measure is judged by, its p-value among all measures, and the one beside it."""

    slope: Slope | Unusable
    adjusted_p: float
    beside: Beside | None


def judge_measures(
    series: Mapping[int, Series],
    heard: Cells[Estimate],
    outcome: str,
    allowance: Allowance,
    breaks: Sequence[Break] = (),
) -> dict[int, MeasureJudgement]:
    """Judge each measure (by id) by an outcome of customers in the same team and month.

    Within teams over time, CR2 errors by team; luck is allowed for over all measures with a slope,
    as one group of `allowance`: they get verdicts by the main customer result, leads by others.
    Supports, or together: where the measure was better than usual, so was the outcome. Where teams
    have known `breaks`, the slope is that with teams as new ones from each of them on, and that of
    teams as they are called has to have its sign. Which came first is not asked: a measure is meant
    to tell of the customer at the time.
    """
    aside = {key: _exclusion(each, outcome) for key, each in series.items()}
    asked = [key for key, why in aside.items() if why is None]
    called = [_lagged(series[key].values, heard) for key in asked]
    team_ids = [distinct(places_of(series[key].values, heard) // PERIODS) for key in asked]
    parted = [anew(each, *placed(breaks, ids)) for each, ids in zip(called, team_ids, strict=True)]
    found = {
        key: MeasureJudgement(Verdict.CANNOT_TELL, why)
        for key, why in aside.items()
        if why is not None
    }
    estimates = _estimated(called, parted, allowance)
    questions = sum(isinstance(each.slope, Slope) for each in estimates)
    for key, estimate in zip(asked, estimates, strict=True):
        judged = _judged(series[key], estimate, questions, outcome)
        found[key] = judged if allowance.status is Status.STANDING else _as_lead(judged)
    return found


def would_stand_out(found: Iterable[MeasureJudgement], allowance: Allowance) -> bool:
    """Say whether a measure that luck may account for would not, with the whole of the level."""
    return any(
        each.reason in (Reason.MAY_BE_ONE_OF_MANY, Reason.LOST_BESIDE_CHANGES)
        and each.adjusted_p * allowance.part <= Terms().level
        for each in found
    )


def _exclusion(series: Series, outcome: str) -> Exclusion | None:
    if series.outcome == outcome:
        return Exclusion.ITSELF
    if any({series.outcome, outcome} <= same for same in SAME_ANSWERS):
        return Exclusion.SAME_ANSWERS
    return None if series.values else Exclusion.NO_NUMBERS


def _estimated(
    called: Sequence[LaggedPanel], parted: Sequence[LaggedPanel | None], allowance: Allowance
) -> list[_Estimated]:
    """Estimate measures, each also with teams parted where some are, adjusted for all of them."""
    if not called:
        return []
    slopes = [within_teams(each) for each in called]
    others = [None if each is None else within_teams(each) for each in parted]
    rests = [
        slope if other is None or not is_enough(other, Terms()) else other
        for slope, other in zip(slopes, others, strict=True)
    ]
    own, adjusted = (
        allowance.adjusted_all(np.array([_p(each) for each in every])) for every in (slopes, rests)
    )
    result = list[_Estimated]()
    for at, (slope, other) in enumerate(zip(slopes, others, strict=True)):
        beside = None if other is None else Beside(other, nan)
        if rests[at] is other:
            beside = Beside(slope, float(own[at]), is_parted=False)
        result.append(_Estimated(rests[at], float(adjusted[at]), beside))
    return result


def _p(slope: Slope | Unusable) -> float:
    return slope.p if isinstance(slope, Slope) else float("nan")


def _lagged(numbers: Cells[float], results: Cells[Estimate]) -> LaggedPanel:
    places = places_of(numbers, results)
    y, n, variance = (results.at(each, places) for each in ("value", "n", "variance"))
    made = panel_of(places // PERIODS, places % PERIODS, y, numbers.at("value", places), counted=n)
    weights = precision(made.team, made.period, y, n, variance)
    return replace(made, weight=weights).at(0)


def _judged(series: Series, found: _Estimated, questions: int, outcome: str) -> MeasureJudgement:
    slope, adjusted_p = found.slope, found.adjusted_p
    reason = next(iter(obstacles_to_lead(slope, adjusted_p, Terms(), found.beside)), None)
    if isinstance(slope, Unusable):
        return MeasureJudgement(Verdict.CANNOT_TELL, reason, slope, adjusted_p, questions)
    step = _step(series.values)
    towards_better = step if series.better_up else -step
    effect = towards_better * slope.value
    ends = sorted((towards_better * slope.low, towards_better * slope.high))
    is_better = (effect > 0) == (OUTCOMES[outcome].better == "up")
    verdict = Verdict.SUPPORTS if is_better else Verdict.CONFLICTS
    if reason is not None:
        verdict = Verdict.CANNOT_TELL
    return MeasureJudgement(verdict, reason, slope, adjusted_p, questions, step, effect, *ends)


def _as_lead(judged: MeasureJudgement) -> MeasureJudgement:
    leads = {Verdict.SUPPORTS: Lead.TOGETHER, Verdict.CONFLICTS: Lead.OPPOSITE}
    return replace(judged, reading=leads.get(Verdict(judged.reading), judged.reading))


def _step(numbers: Cells[float]) -> float:
    """Round what a team's months differ by to 1, 2 or 5 times a power of ten."""
    _, team = np.unique(numbers.team, return_inverse=True)
    value = numbers.columns["value"]
    apart = value - (np.bincount(team, value) / np.bincount(team))[team]
    spread = float(np.sqrt(np.mean(apart**2)))
    if spread <= 0:
        return 1.0
    power = 10.0 ** floor(log10(spread))
    return float(max(size * power for size in (1, 2, 5) if size * power <= spread * (1 + 1e-9)))
