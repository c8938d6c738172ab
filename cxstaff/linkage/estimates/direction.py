"""Tests of direction and of who answered, and the split-panel jackknife for feedback's bias."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import log

import numpy as np

from cxstaff.linkage.estimates.cr2 import Fit
from cxstaff.linkage.estimates.panel import FloatArray, LaggedPanel, taken
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.sample import Sample
from cxstaff.linkage.estimates.slopes import Slope, fit_within, slope_of

WHO_ANSWERED_LEVEL = 0.025
"""The p-value below which results count as moving with who answered; honest answering seldom does.
"""
SILENT_LEVEL, LEANS = 0.05, 0.3
"""The combined p-value below which silence can account for a slope, and that of the result alone.

Scores that rise when fewer answer are what silence of the unhappy leaves: there, results need only
lean with who answers. Both were set on companies other than those of the benchmark.
"""


class GateState(StrEnum):
    """What the two tests of direction say together."""

    SILENT = "silent"
    FIRED = "fired"
    UNTESTED = "untested"


@dataclass(frozen=True, slots=True)
class Gate:
    """Hold both tests of direction, the level they were judged at and what they say together.

    `answering` is how the outcome moves with who answered, and `scoring` how engagement does, None
    where that was not looked at: they tell nothing of direction, but of whether scores can be
    compared from one period to the next.
    """

    lead: Slope | Unusable
    reverse: Slope | Unusable
    level: float
    answering: Slope | Unusable | None = None
    scoring: Slope | Unusable | None = None

    @property
    def state(self) -> GateState:
        """Say fired if either test did, and silent only if both could be made and did not."""
        if self.lead_fired or self.reverse_fired:
            return GateState.FIRED
        if isinstance(self.lead, Unusable) or isinstance(self.reverse, Unusable):
            return GateState.UNTESTED
        return GateState.SILENT

    def answering_fired(self, slope: Slope | Unusable) -> bool:
        """Say whether who answered may account for a slope of the outcome on engagement.

        Outcome and engagement must both move with who answered, so that their slope has the sign of
        this one; periods like their neighbours bear that on to later ones. Where scores rise when
        more answer, the outcome alone is looked at, for then answering itself tells of engagement.
        Where they rise when fewer do, both p-values are combined by Fisher's method (1932).
        """
        result, score = self.answering, self.scoring
        if not isinstance(result, Slope) or isinstance(slope, Unusable):
            return False
        if not isinstance(score, Slope):
            return result.p < WHO_ANSWERED_LEVEL
        if ((result.value > 0) == (score.value > 0)) is not (slope.value > 0):
            return False
        if score.value > 0:
            return result.p < WHO_ANSWERED_LEVEL
        both = result.p * score.p
        # The chance of a product of two p-values as small as k is k (1 − ln k).
        return result.p < LEANS and (both <= 0 or both * (1 - log(both)) < SILENT_LEVEL)

    @property
    def lead_fired(self) -> bool:
        """Say whether the outcome already moves with engagement measured later."""
        return isinstance(self.lead, Slope) and self.lead.p < self.level

    @property
    def reverse_fired(self) -> bool:
        """Say whether engagement moves with the outcome of the period before."""
        return isinstance(self.reverse, Slope) and self.reverse.p < self.level


def direction_gate(
    lagged: LaggedPanel, level: float = 0.05, shares: FloatArray | None = None
) -> Gate:
    """Make both tests of direction, each at half of `level`: together they fire no more often.

    With the `shares` (n,) of people who answered, it is looked at whether the outcome and
    engagement move with them.
    """
    made = Gate(placebo_lead(lagged), reverse_test(lagged), level / 2)
    if shares is None:
        return made
    return replace(made, answering=who_answered(lagged, shares), scoring=who_scored(lagged, shares))


def placebo_lead(lagged: LaggedPanel) -> Slope | Unusable:
    """Estimate y[t] on e[t+1], given e[t−lag], covariates, team and period effects.

    The future cannot lie behind the present: a slope here says that something else moves both.
    """
    panel = lagged.panel
    later = panel.at(-1)
    given = np.column_stack([panel.covariates, lagged.e, later.e])
    made = fit_within(panel, panel.y, given, panel.weight)
    if isinstance(made, Unusable):
        return made
    return slope_of(*made, panel.counted, later.answers)


def reverse_test(lagged: LaggedPanel) -> Slope | Unusable:
    """Estimate e[t] on y[t−1], given e[t−1], e[t−1−lag], team and period effects.

    Cells count alike. In short series e[t−1] carries a bias (Nickell 1981, Econometrica 49). Where
    the link at `lag` is true, y[t−1] tells of e[t−1−lag] and would take up part of that bias, and
    fire; given e[t−1−lag] it cannot.
    """
    panel, before = lagged.panel, lagged.panel.before(1)
    weight = np.where(panel.weight > 0, panel.weight, np.nan)
    outcome = taken(np.where(np.isfinite(weight), panel.y, np.nan), before)
    earlier = [taken(panel.e, before)]
    if lagged.lag:  # at lag 0 both controls are the same
        earlier.append(taken(lagged.e, before))
    given = np.column_stack([*earlier, outcome])
    made = fit_within(panel, panel.e, given, np.ones_like(panel.e))
    if isinstance(made, Unusable):
        return made
    return slope_of(*made, taken(panel.counted, before), panel.answers)


def who_answered(lagged: LaggedPanel, shares: FloatArray) -> Slope | Unusable:
    """Estimate y[t] on the share (n,) of people asked who answered in t, 0 to 1.

    Of those who did not answer nothing is known but that they were asked. If busy months bring
    worse results and keep the unhappy from answering, scores rise just before results fall, and a
    link is seen where there is none. Entering the share of people who answered does not take that
    out, as the share of a dozen people is mostly chance; but over all teams it shows.

    Given engagement in t and in t − lag, covariates, team and period effects: what answering has in
    common with engagement is no matter here.
    """
    panel = lagged.panel
    known = [panel.covariates, lagged.e, *([panel.e] if lagged.lag else [])]
    made = fit_within(panel, panel.y, np.column_stack([*known, shares]), panel.weight)
    if isinstance(made, Unusable):
        return made
    return slope_of(*made, panel.weight, panel.answers)


def who_scored(lagged: LaggedPanel, shares: FloatArray) -> Slope | Unusable:
    """Estimate e[t] on the share (n,) of people asked who answered in t, 0 to 1.

    Given team and period effects. Of the unhappy who are silent nothing is known but this: scores
    are higher where fewer answer.
    """
    panel = lagged.panel
    made = fit_within(panel, panel.e, shares[:, None], panel.weight)
    if isinstance(made, Unusable):
        return made
    return slope_of(*made, panel.weight, panel.answers)


def half_panel_slope(lagged: LaggedPanel, confidence: float = 0.95) -> Slope | Unusable:
    """Estimate the headline slope with feedback's bias of short series taken out.

    Split-panel jackknife: twice the whole minus the mean of both halves of the time (Dhaene &
    Jochmans 2015, Review of Economic Studies 82); an odd number of periods is cut both ways. The
    variance is that of the same combination of the teams' CR2 scores.
    """
    panel = lagged.panel
    given = np.column_stack([panel.covariates, lagged.e])
    whole = fit_within(panel, panel.y, given, panel.weight)
    if isinstance(whole, Unusable):
        return whole
    sample, made = whole
    # The bias of feedback is about c / T: halves have twice that of the whole, so that twice the
    # whole less the mean of both halves has none.
    parts = [(2.0, sample, made)]
    count = len(sample.periods)
    for cut in {count // 2, (count + 1) // 2}:
        first = sample.periods[cut]
        for half in (panel.period < first, panel.period >= first):
            part = fit_within(panel, np.where(half, panel.y, np.nan), given, panel.weight)
            if isinstance(part, Unusable):
                return part
            parts.append((-0.25 if count % 2 else -0.5, *part))
    return slope_of(sample, _combined(parts), panel.counted, lagged.answers, confidence)


def _combined(parts: list[tuple[float, Sample, Fit]]) -> Fit:
    """Add fits up with factors, in the scaled units and teams of the first."""
    _, whole, made = parts[0]
    slope, scores = 0.0, np.zeros(len(whole.teams))
    for factor, sample, part in parts:
        scale = factor * sample.unit / whole.unit
        slope += scale * part.slope
        scores[np.searchsorted(whole.teams, sample.teams)] += scale * part.scores
    return Fit(slope, scores, made.df)
