"""Panels of one engagement subject with each outcome, laid out over the same places (pure)."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from cxstaff.linkage.estimates.panel import LaggedPanel, anew, distinct, panel_of
from cxstaff.linkage.material.breaks import placed
from cxstaff.linkage.material.cells import NOTHING, PERIODS, places_of
from cxstaff.linkage.material.material import Material
from cxstaff.linkage.material.variation import precision


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
