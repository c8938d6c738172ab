"""One comparison: the slope of an outcome on engagement, its tests, and the verdict (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.linkage.comparison.agreement import MeasurementQuality, measurement_quality
from cxstaff.linkage.comparison.points import Dots, TeamMean, dots_of, means_of
from cxstaff.linkage.estimates.direction import GateState, direction_gate, half_panel_slope
from cxstaff.linkage.estimates.panel import (
    FloatArray,
    IntArray,
    LaggedPanel,
    anew,
    distinct,
    panel_of,
)
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.reliability import Halves, Reliability, change_reliability
from cxstaff.linkage.estimates.slopes import Slope, between_teams, within_teams
from cxstaff.linkage.estimates.verdict import (
    Beside,
    DesiredDirection,
    Judgement,
    judge,
    lead,
    shown_only,
)
from cxstaff.linkage.leads.family import Allowance, Status
from cxstaff.linkage.material.breaks import Break, placed
from cxstaff.linkage.material.cells import NOTHING, PERIODS, Cells, places_of, teams_of
from cxstaff.linkage.material.material import Material, MixAdjustment
from cxstaff.linkage.material.question import Question, Score
from cxstaff.linkage.material.variation import precision, step_of


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold the verdict, the slopes within and between teams, and the numbers behind them.

    `allowance` says what the question is among all that can be asked; `questions` is how many
    outcomes were looked at; `interactions` happened in the cells of the
    headline, of which `counted` stand behind the outcome; `mix` says how far customers were made
    alike, None where they stay as they came; `half_panel` is the headline without the bias of
    feedback, where the direction is not clear; `dots` and `means` are what pictures show; `step` is
    how far a team's score usually moves, in points;
    periods run from `first` to `last`, and `breaks` of the teams compared lie in them. `scores`,
    `results` and `happened` hold every cell, used or not;
    `without` counts teams that have scores alone, `above` those that stand over other teams.
    """

    question: Question
    allowance: Allowance
    judgement: Judgement
    between: Slope | Unusable
    questions: int
    step: float
    interactions: int
    dots: Dots
    means: tuple[TeamMean, ...]
    team_ids: frozenset[int]
    without: int
    above: int
    first: int
    last: int
    running: int
    scores: Cells[Score]
    results: Cells[Estimate]
    happened: Cells[int]
    counted: int = 0
    mix: MixAdjustment | Unusable | None = None
    measured: MeasurementQuality | None = None
    half_panel: Slope | Unusable | None = None
    breaks: tuple[Break, ...] = ()

    @property
    def slope(self) -> Slope | Unusable:
        """Return the headline: the slope within teams over time."""
        return self.judgement.slope

    @property
    def beside(self) -> Slope | Unusable | None:
        """Return the headline where teams count as new ones from each of `breaks` on."""
        return None if self.judgement.beside is None else self.judgement.beside.slope

    @property
    def estimates(self) -> Estimates:
        """Return what was estimated."""
        return Estimates(self.judgement, self.between, self.questions, self.half_panel)


@dataclass(frozen=True, slots=True)
class Estimates:
    """Hold what a comparison estimates, apart from the numbers it shows: see `Comparison`."""

    judgement: Judgement
    between: Slope | Unusable
    questions: int
    half_panel: Slope | Unusable | None


def compare(
    material: Material,
    question: Question,
    allowance: Allowance,
    estimates: Estimates | None = None,
) -> Comparison:
    """Judge a question by what it is among all that can be asked, so that luck is allowed for.

    `estimates` are those of the very same material, question and allowance, where they are known.
    """
    panels = Panels(material, question.lag)
    places, lagged = panels.places, panels.of(question.outcome)
    made = estimates or _estimates(panels, lagged, question, allowance)
    dots = dots_of(lagged, places)
    return Comparison(
        question=question,
        allowance=allowance,
        judgement=made.judgement,
        between=made.between,
        questions=made.questions,
        step=step_of(material.scores, material.above),
        dots=dots,
        means=means_of(lagged, places),
        scores=material.scores,
        results=material.results.get(question.outcome, NOTHING),
        happened=material.interactions,
        running=material.running,
        mix=material.mix,
        measured=measurement_quality(material),
        half_panel=made.half_panel,
        **_counts(material, panels, question.outcome, dots),
    )


def _estimates(
    panels: Panels, lagged: LaggedPanel, question: Question, allowance: Allowance
) -> Estimates:
    mix = panels.material.mix
    unusable = mix if isinstance(mix, Unusable) else None
    slope = unusable or within_teams(lagged)
    p_values, place = _all_p(panels, question, slope)
    adjusted_p = allowance.adjusted(p_values, place)
    beside = beside_changes(panels, question.outcome, (p_values, place), allowance)
    judgement = judged(panels, question.outcome, slope, adjusted_p, allowance.status, beside)
    has_fired = judgement.gate.state is GateState.FIRED
    return Estimates(
        judgement,
        unusable or between_teams(lagged),
        int(np.isfinite(p_values).sum()),
        half_panel_slope(lagged) if has_fired else None,
    )


def beside_changes(
    panels: Panels, outcome: str, group: tuple[FloatArray, int], allowance: Allowance
) -> Beside | None:
    """Estimate an outcome with teams as new ones from each known change on; None without any.

    Its p-value takes the place of the outcome's own among those of the `group`, at its place.
    """
    p_values, place = group
    lagged = panels.anew(outcome) if np.isfinite(p_values[place]) else None
    if lagged is None:
        return None
    slope = within_teams(lagged)
    beside = p_values.copy()
    beside[place] = slope.p if isinstance(slope, Slope) else np.nan
    return Beside(slope, allowance.adjusted(beside, place))


def judged(
    panels: Panels,
    outcome: str,
    slope: Slope | Unusable,
    adjusted_p: float,
    status: Status,
    beside: Beside | None = None,
) -> Judgement:
    """Give a verdict to the standing question, a lead to others, nothing to chosen teams."""
    lagged = panels.of(outcome)
    gate = direction_gate(lagged, shares=panels.shares)
    reliability = _reliability(lagged, panels.places, panels.material)
    if status is Status.POST_HOC:
        return shown_only(slope, adjusted_p, gate, reliability, beside)
    if status is Status.EXPLORATORY:
        return lead(slope, adjusted_p, gate, reliability, beside)
    hope = (
        DesiredDirection.TOGETHER if OUTCOMES[outcome].better == "up" else DesiredDirection.OPPOSITE
    )
    return judge(slope, adjusted_p, gate, reliability, hope=hope, beside=beside)


def _counts(material: Material, panels: Panels, outcome: str, dots: Dots) -> dict[str, Any]:
    """Count what stands behind a comparison, and the teams and periods it is about."""
    results = material.results.get(outcome, NOTHING)
    happened = material.interactions.at("value", dots.places)
    scored, heard = teams_of(material.scores), teams_of(results) - material.above
    periods = panels.places % PERIODS if panels.places.size else np.array([material.running - 1])
    inside = set(distinct(dots.places // PERIODS).tolist())
    return {
        "breaks": tuple(
            each
            for each in material.breaks
            if each.team_id in inside and periods.min() < each.period <= periods.max()
        ),
        "interactions": int(np.nansum(happened)),
        "counted": int(results.at("n", dots.places).sum()),
        "team_ids": frozenset(heard),
        "without": len(scored - material.above - heard),
        "above": len(scored & material.above),
        "first": int(periods.min()),
        "last": int(periods.max()),
    }


class Panels:
    """Panels of one engagement subject with each outcome, laid out over the same places.

    The lag is taken once for all outcomes, for engagement is the same in each.
    """

    def __init__(self, material: Material, lag: int) -> None:
        """Lay out every place with a score or any result, of teams that may be compared."""
        self.material, scores = material, material.scores
        self.places = places_of(scores, *material.results.values(), without=material.above)
        value, answers, self.shares = scores.all_at(("value", "n", "share"), self.places)
        team, period = self.places // PERIODS, self.places % PERIODS
        nothing = np.full(self.places.size, np.nan)
        self._lagged = panel_of(team, period, nothing, value, answers=answers).at(lag)

    def of(self, outcome: str) -> LaggedPanel:
        """Return the panel of an outcome; where it has no result, it is missing."""
        return self._explaining(self._lagged, outcome)

    def anew(self, outcome: str) -> LaggedPanel | None:
        """Return it with teams as new ones from each known change on; None where none is parted."""
        made = self._anew
        return None if made is None else self._explaining(made, outcome)

    @cached_property
    def _anew(self) -> LaggedPanel | None:
        return anew(self._lagged, *placed(self.material.breaks, distinct(self.places // PERIODS)))

    def _explaining(self, lagged: LaggedPanel, outcome: str) -> LaggedPanel:
        results = self.material.results.get(outcome, NOTHING)
        own, panel = self.material.weights.get(outcome), self._lagged.panel
        y, n, variance = results.all_at(("value", "n", "variance"), self.places)
        size = n
        if own is not None:  # answers of the usual mix that a result is as good as
            size = np.where(np.isfinite(n), np.nan_to_num(own.at("value", self.places)), 0.0)
            variance = variance / n * size
        weights = precision(panel.team, panel.period, y, size, variance)
        return lagged.explaining(y, weights, np.nan_to_num(n))


def _all_p(panels: Panels, question: Question, slope: Slope | Unusable) -> tuple[FloatArray, int]:
    """Return the p-value of each outcome at this lag, and the place of the one asked for."""
    keys = list(OUTCOMES)
    found = [slope if key == question.outcome else within_teams(panels.of(key)) for key in keys]
    p_values = np.array([each.p if isinstance(each, Slope) else np.nan for each in found])
    return p_values, keys.index(question.outcome)


def _reliability(
    lagged: LaggedPanel, places: IntArray, material: Material
) -> Reliability | Unusable:
    if not material.halves:
        return Unusable(Reason.RELIABILITY_UNKNOWN)
    names = ("first", "second", "first_n", "second_n")
    return change_reliability(lagged, Halves(*material.halves.all_at(names, places)))
