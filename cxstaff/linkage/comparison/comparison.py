"""One comparison: the slope of an outcome on engagement, its tests, and the verdict (pure)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.linkage.comparison.agreement import MeasurementQuality, measurement_quality
from cxstaff.linkage.comparison.panels import Panels
from cxstaff.linkage.comparison.points import Dot, Dots, TeamMean, dots_of, drawn, means_of
from cxstaff.linkage.estimates.direction import Gate, GateState, direction_gate, half_panel_slope
from cxstaff.linkage.estimates.panel import FloatArray, IntArray, LaggedPanel, distinct
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
from cxstaff.linkage.material.breaks import Break
from cxstaff.linkage.material.cells import NOTHING, PERIODS, CellCounts, Cells, ends_of, teams_of
from cxstaff.linkage.material.material import Material, MixAdjustment, TeamCells
from cxstaff.linkage.material.question import MeanScore, Question
from cxstaff.linkage.material.variation import step_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Hold the verdict, the slopes within and between teams, and what the pages say of them.

    `allowance` says what the question is among all that can be asked; `questions` is how many
    outcomes were looked at; `interactions` happened in the cells of the
    headline, of which `counted` stand behind the outcome; `mix` says how far customers were made
    alike, None where they stay as they came; `half_panel` is the headline without the bias of
    feedback, where the direction is not clear; `step` is how far a team's score usually moves, in
    points; `shown_dots` and `shown_means` are what pictures show of all cells and teams.
    The headline has `cells`, in the periods `compared`; some team has a score in those `scored`.
    Periods run from `first` to `last`, and `breaks` of the teams compared lie in them. Scores lie
    within `score_ends`, results within `result_ends`.
    `without` counts teams that have scores alone, `above` those that stand over other teams.
    """

    question: Question
    allowance: Allowance
    judgement: Judgement
    between: Slope | Unusable
    questions: int
    step: float
    interactions: int
    counted: int
    cells: int
    shown_dots: tuple[Dot, ...]
    shown_means: tuple[TeamMean, ...]
    team_ids: frozenset[int]
    without: int
    above: int
    first: int
    last: int
    running: int
    compared: tuple[int, ...]
    scored: tuple[int, ...]
    known: CellCounts
    score_ends: tuple[float, float]
    result_ends: tuple[float, float]
    mix: MixAdjustment | Unusable | None
    measured: MeasurementQuality | None
    half_panel: Slope | Unusable | None
    breaks: tuple[Break, ...]

    @property
    def slope(self) -> Slope | Unusable:
        """Return the headline: the slope within teams over time that the answer rests on."""
        return self.judgement.slope

    @property
    def beside(self) -> Slope | Unusable | None:
        """Return the estimate beside it; one of the two has teams parted by each of `breaks`."""
        return None if self.judgement.beside is None else self.judgement.beside.slope

    @property
    def estimates(self) -> Estimates:
        """Return what was estimated."""
        return Estimates(self.judgement, self.between, self.questions, self.half_panel)


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeComparison(Comparison):
    """A comparison with every cell, used or not: of a thousand teams by weeks some 30 MB.

    `dots` are the cells of the headline, `means` those of all teams.
    """

    dots: Dots
    means: tuple[TeamMean, ...]
    scores: Cells[MeanScore]
    results: Cells[Estimate]
    happened: Cells[int]

    @property
    def of_teams(self) -> TeamCells:
        """Return the cells of all teams."""
        return TeamCells(self.scores, self.results, self.happened)

    @property
    def told(self) -> Comparison:
        """Return the same without the cells."""
        own = {each.name: getattr(self, each.name) for each in fields(Comparison)}
        return Comparison(**own)


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
) -> WholeComparison:
    """Judge a question by what it is among all that can be asked, so that luck is allowed for.

    `estimates` are those of the very same material, question and allowance, where they are known.
    """
    panels = Panels(material, question.lag)
    places, lagged = panels.places, panels.of(question.outcome)
    made = estimates or _estimates(panels, lagged, question, allowance)
    parted = panels.anew(question.outcome) if made.judgement.rests_on_parted else None
    dots, means = dots_of(parted or lagged, places), means_of(lagged, places)
    results = material.results.get(question.outcome, NOTHING)
    return WholeComparison(
        question=question,
        allowance=allowance,
        judgement=made.judgement,
        between=made.between,
        questions=made.questions,
        step=step_of(material.scores, material.above),
        dots=dots,
        shown_dots=tuple(drawn(dots)),
        means=means,
        shown_means=tuple(drawn(means)),
        scores=material.scores,
        results=results,
        happened=material.interactions,
        score_ends=ends_of(material.scores),
        result_ends=ends_of(results),
        running=material.running,
        mix=material.mix,
        measured=measurement_quality(material),
        half_panel=made.half_panel,
        **_counts(material, panels, results, dots),
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
    gate = _gate(panels, outcome, beside)
    reliability = _reliability(lagged, panels.places, panels.material)
    if status is Status.POST_HOC:
        return shown_only(slope, adjusted_p, gate, reliability, beside)
    if status is Status.EXPLORATORY:
        return lead(slope, adjusted_p, gate, reliability, beside)
    hope = (
        DesiredDirection.TOGETHER if OUTCOMES[outcome].better == "up" else DesiredDirection.OPPOSITE
    )
    return judge(slope, adjusted_p, gate, reliability, hope=hope, beside=beside)


def _gate(panels: Panels, outcome: str, beside: Beside | None) -> Gate:
    """Test the direction of what the answer rests on: teams parted by known changes.

    A change that moved both numbers for good would pass for a cause that nobody knows of. Where too
    little is left of parted teams for both tests, teams are tested as they are called.
    """
    parted = panels.anew(outcome) if beside is not None else None
    if parted is not None:
        gate = direction_gate(parted, shares=panels.shares)
        if gate.state is not GateState.UNTESTED:
            return gate
    return direction_gate(panels.of(outcome), shares=panels.shares)


def _counts(
    material: Material, panels: Panels, results: Cells[Estimate], dots: Dots
) -> dict[str, Any]:
    """Count what stands behind a comparison, and the teams and periods it is about."""
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
        "cells": len(dots),
        "compared": tuple(distinct(dots.periods).tolist()),
        "scored": tuple(distinct(material.scores.period).tolist()),
        "known": CellCounts(len(material.scores), len(material.interactions), len(results)),
        "interactions": int(np.nansum(happened)),
        "counted": int(results.at("n", dots.places).sum()),
        "team_ids": frozenset(heard),
        "without": len(scored - material.above - heard),
        "above": len(scored & material.above),
        "first": int(periods.min()),
        "last": int(periods.max()),
    }


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
