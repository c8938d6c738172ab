"""One comparison: engagement against an outcome, judged, with everything it rests on (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np

from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.linkage import fdr
from cxstaff.linkage.direction import GateState, direction_gate, half_panel_slope
from cxstaff.linkage.measured import Measured, measured
from cxstaff.linkage.panel import Column, FloatArray, Panel, panel_of
from cxstaff.linkage.picture import Dot, Mean, Path, dots_of, means_of, paths_of
from cxstaff.linkage.question import Material, Place, Question, Score, TakenOut
from cxstaff.linkage.reasons import Reason, Unusable
from cxstaff.linkage.reliability import Reliability, change_reliability
from cxstaff.linkage.slopes import Slope, between_teams, within_teams
from cxstaff.linkage.verdict import Hope, Judgement, judge


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold the verdict, the slopes within and between teams, and the numbers behind them.

    `questions` is how many outcomes were looked at; `interactions` happened in the cells of the
    headline, of which `counted` stand behind the outcome; `mix` says how far customers were made
    alike, None where they stay as they came; `half_panel` is the headline without the bias of
    feedback, where the direction is not clear; `dots`, `means` and `paths` are what pictures show;
    periods run from `first` to `last`. `scores`, `results` and `happened` hold every cell, used or
    not;
    `without` counts teams that have scores alone, `above` those that stand over other teams.
    """

    question: Question
    judgement: Judgement
    between: Slope | Unusable
    questions: int
    interactions: int
    dots: tuple[Dot, ...]
    means: tuple[Mean, ...]
    paths: Mapping[int, Path]
    team_ids: frozenset[int]
    without: int
    above: int
    first: int
    last: int
    scores: Mapping[Place, Score]
    results: Mapping[Place, Estimate]
    happened: Mapping[Place, int]
    counted: int = 0
    mix: TakenOut | Unusable | None = None
    measured: Measured | None = None
    half_panel: Slope | Unusable | None = None

    @property
    def slope(self) -> Slope | Unusable:
        """Return the headline: the slope within teams over time."""
        return self.judgement.slope


def compare(material: Material, question: Question) -> Comparison:
    """Judge a question; the other outcomes are looked at too, so that luck is allowed for."""
    panels = Panels(material)
    places, panel = panels.places, panels.of(question.outcome)
    unusable = material.mix if isinstance(material.mix, Unusable) else None
    slope = unusable or within_teams(panel, question.lag)
    p_values, place = _all_p(panels, question, slope)
    gate = direction_gate(panel, question.lag)
    has_fired = gate.state is GateState.FIRED
    judgement = judge(
        slope,
        float(fdr.adjusted(p_values)[place]),
        gate,
        _reliability(panel, places, material),
        hope=Hope.TOGETHER if OUTCOMES[question.outcome].better == "up" else Hope.OPPOSITE,
    )
    dots = dots_of(panel, places, question.lag)
    periods = [period for _, period in places] or [material.running - 1]
    return Comparison(
        question=question,
        judgement=judgement,
        between=unusable or between_teams(panel, question.lag),
        questions=int(np.isfinite(p_values).sum()),
        interactions=sum(material.interactions.get(dot.place, 0) for dot in dots),
        dots=dots,
        means=means_of(panel, places, question.lag),
        paths=paths_of(dots),
        team_ids=frozenset(material.teams_with(question.outcome)),
        without=len(material.teams_without(question.outcome)),
        above=len(material.above & {team for team, _ in material.scores}),
        first=min(periods),
        last=max(periods),
        scores=material.scores,
        results=material.results.get(question.outcome, {}),
        happened=material.interactions,
        counted=sum(material.results[question.outcome][dot.place].n for dot in dots),
        mix=material.mix,
        measured=measured(material),
        half_panel=half_panel_slope(panel, question.lag) if has_fired else None,
    )


class Panels:
    """Panels of one engagement subject with each outcome, laid out over the same places."""

    def __init__(self, material: Material) -> None:
        """Lay out every place with a score or any result, of teams that may be compared."""
        self.material = material
        known = set(chain(material.scores, *material.results.values()))
        self.places = sorted(place for place in known if place[0] not in material.above)
        self._at = {place: at for at, place in enumerate(self.places)}
        self._teams, self._periods = np.array(self.places, np.int64).reshape(-1, 2).T
        scores = material.scores
        values = [each.value for each in scores.values()], [each.n for each in scores.values()]
        self._e, self._answers = self._columns(scores, values)

    def of(self, outcome: str) -> Panel:
        """Return the panel of an outcome; where it has no result, it is missing."""
        results = self.material.results.get(outcome, {})
        own = self.material.weights.get(outcome, {})
        found = results.values()
        weights = (
            [own.get(place, each.n) for place, each in results.items()]
            if own
            else [each.n for each in found]
        )
        y, weight = self._columns(results, ([each.value for each in found], weights))
        return panel_of(
            self._teams,
            self._periods,
            y,
            self._e,
            weights=np.nan_to_num(weight),
            answers=self._answers,
        )

    def _columns(
        self, places: Iterable[Place], values: Sequence[Sequence[float]]
    ) -> list[FloatArray]:
        """Put each of some lists of values where its places are, (n,); NaN where there is none."""
        rows = np.fromiter(map(self._at.get, places, repeat(-1)), np.int64)
        columns = []
        for each in values:
            column = np.full(len(self.places) + 1, np.nan)  # the last takes what has no place
            column[rows] = each
            columns.append(column[:-1])
        return columns


def _all_p(panels: Panels, question: Question, slope: Slope | Unusable) -> tuple[Column, int]:
    """Return the p-value of each outcome at this lag, and the place of the one asked for."""
    keys = list(OUTCOMES)
    found = [
        slope if key == question.outcome else within_teams(panels.of(key), question.lag)
        for key in keys
    ]
    p_values = np.array([each.p if isinstance(each, Slope) else np.nan for each in found])
    return p_values, keys.index(question.outcome)


def _reliability(panel: Panel, places: list[Place], material: Material) -> Reliability | Unusable:
    if not material.halves:
        return Unusable(Reason.RELIABILITY_UNKNOWN)
    nothing = (np.nan, np.nan)
    halves = np.array([material.halves.get(place, nothing) for place in places]).reshape(-1, 2)
    return change_reliability(panel, halves[:, 0], halves[:, 1])
