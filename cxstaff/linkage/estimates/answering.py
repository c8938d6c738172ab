"""Whether a customer result moves with how many answered the pulse in the same period (pure).

Of those who did not answer nothing is known but that they were asked. If busy months bring worse
results and keep the unhappy from answering, scores rise just before results fall, and a link is
seen where there is none. Entering the share of people who answered does not take that out, as the
share of a dozen people is mostly chance; but over all teams it shows.
"""

from __future__ import annotations

import numpy as np

from cxstaff.linkage.estimates.panel import FloatArray, LaggedPanel
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.slopes import Slope, fit_within, slope_of

LEVEL = 0.01
"""The p-value below which results count as moving with who answered; honest answering seldom does.
"""


def who_answered(lagged: LaggedPanel, shares: FloatArray) -> Slope | Unusable:
    """Estimate y[t] on the share (n,) of people asked who answered in t, 0 to 1.

    Given engagement in t and in t − lag, covariates, team and period effects: what answering has in
    common with engagement is no matter here.
    """
    panel = lagged.panel
    known = [panel.covariates, lagged.e, *([panel.e] if lagged.lag else [])]
    made = fit_within(panel, panel.y, np.column_stack([*known, shares]), panel.weight)
    if isinstance(made, Unusable):
        return made
    return slope_of(*made, panel.weight, panel.answers)
