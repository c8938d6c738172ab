"""Odds ratio of being heard after unresolved contacts, held against that of other teams (pure)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cxstaff.linkage.estimates.panel import FloatArray
from cxstaff.linkage.estimates.prediction import predict_from_others
from cxstaff.linkage.signs.evidence import (
    Evidence,
    Quantity,
    RaisedSign,
    Sign,
    SignTests,
    Silence,
    watch,
)

FEWEST_CONTACTS = 30
"""Contacts a team must have of each kind: resolved, and not."""
PART = 100.0


def response_bias(counts: FloatArray, team_ids: Sequence[int], first: int, last: int) -> SignTests:
    """Look at every team over the periods `first` to `last`.

    `counts` (4, G) are contacts not resolved and those of them with an answer of the customer, then
    the same for resolved ones. The logarithm of the odds ratio of being heard, with ½ added to each
    count (Haldane 1956; Anscombe 1956), is held against those of the other teams, so that what all
    have in common, such as unhappy customers who answer less, raises nothing.
    """
    bad, bad_heard, good, good_heard = counts
    enough = np.minimum(bad, good) >= FEWEST_CONTACTS
    parts = np.array([bad_heard, bad - bad_heard, good_heard, good - good_heard]) + 0.5
    ratio = np.log(parts[0] * parts[3] / (parts[1] * parts[2]))
    spread = (1 / parts).sum(axis=0)
    seen = predict_from_others(np.where(enough, ratio, np.nan), np.where(enough, spread, np.nan))
    odds = parts[2] / parts[3]

    def found(at: int) -> RaisedSign:
        low, high = (_share(odds[at] * np.exp(end[at])) for end in (seen.low, seen.high))
        evidence = (
            Evidence(
                Quantity.HEARD_UNRESOLVED, _part(bad_heard[at], bad[at]), low, high, int(bad[at])
            ),
            Evidence(
                Quantity.HEARD_RESOLVED, _part(good_heard[at], good[at]), None, None, int(good[at])
            ),
        )
        return RaisedSign(team_ids[at], first, last, evidence, float(seen.p_low[at]))

    nothing = Silence.TOO_FEW_OTHERS if enough.any() else Silence.NO_NUMBERS
    return watch(Sign.UNHEARD, seen.p_low, found, nothing)


def _part(heard: float, contacts: float) -> float:
    return PART * float(heard / contacts)


def _share(odds: float) -> float:
    return PART * float(odds / (1 + odds))
