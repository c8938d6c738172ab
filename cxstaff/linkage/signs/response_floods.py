"""Outlying weeks: response shares and scores far from a team's own usual, at once (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cxstaff.linkage.estimates.panel import BoolArray, FloatArray
from cxstaff.linkage.estimates.prediction import Prediction, predict_from_others
from cxstaff.linkage.signs.evidence import (
    LEVEL,
    Evidence,
    Quantity,
    RaisedSign,
    Sign,
    SignTests,
    Silence,
)
from cxstaff.statistics import benjamini_hochberg, holm

FEWEST_CONTACTS, FEWEST_ANSWERS, FEWEST_WEEKS = 20, 5, 12
PART = 100.0


@dataclass(frozen=True, slots=True)
class Weeks:
    """What happened in G teams over T weeks, (G, T) each.

    `contacts`, `answers` from 1 to 5 among them, and the answers' sum and sum of squares.
    """

    contacts: FloatArray
    answers: FloatArray
    total: FloatArray
    squares: FloatArray


@dataclass(frozen=True, slots=True)
class WeeksBeside:
    """Each week's number beyond that of the other teams in the week, held against others; (G, T).

    `usual` is the other teams' number, that `held` is about.
    """

    held: Prediction
    usual: FloatArray


def response_floods(weeks: Weeks, team_ids: Sequence[int], first: int) -> SignTests:
    """Look at every team's weeks with enough contacts and answers; column 0 is week `first`.

    First the share of contacts with an answer, on the scale that makes its variance even
    (Anscombe 1948, Biometrika 35), beyond that of the other teams in the week, is held against the
    team's other weeks; false discoveries are controlled over all weeks. In the weeks that are left
    the mean score is held against other weeks in the same way, and must stand out among those left
    (Holm 1979, Scandinavian Journal of Statistics 6).
    """
    enough = (weeks.contacts >= FEWEST_CONTACTS) & (weeks.answers >= FEWEST_ANSWERS)
    enough &= enough.sum(axis=1, keepdims=True) >= FEWEST_WEEKS
    shares, scores = _shares(weeks, enough), _scores(weeks, enough)
    more = benjamini_hochberg(shares.held.p_high[enough])
    looks = int(np.isfinite(more).sum())
    if not looks:
        nothing = Silence.TOO_FEW_OTHERS if enough.any() else Silence.NO_NUMBERS
        return SignTests(Sign.FLOOD, 0, silence=nothing)
    busy = np.argwhere(enough)[np.nan_to_num(more, nan=1.0) <= LEVEL]
    ways = np.minimum(scores.held.p_high, scores.held.p_low)
    found = [_found(weeks, shares, scores, float(2 * ways[g, t]), g, t) for g, t in busy]
    adjusted = holm(np.array([each.p for each in found]))
    told = [
        replace(each, team_id=team_ids[each.team_id], adjusted_p=float(p))
        for each, p in zip(found, adjusted, strict=True)
        if p <= LEVEL
    ]
    told = [replace(each, first=first + each.first, last=first + each.last) for each in told]
    return SignTests(Sign.FLOOD, looks, tuple(sorted(told, key=lambda each: each.adjusted_p)))


def _shares(weeks: Weeks, enough: BoolArray) -> WeeksBeside:
    answers = np.minimum(weeks.answers, weeks.contacts)
    evened = np.arcsin(np.sqrt((answers + 0.375) / (weeks.contacts + 0.75)))
    return _beside(evened, 1 / (4 * weeks.contacts + 2), enough)


def _scores(weeks: Weeks, enough: BoolArray) -> WeeksBeside:
    n = np.maximum(weeks.answers, 1.0)
    about = np.maximum(weeks.squares - weeks.total**2 / n, 0.0)[enough].sum()
    one = about / max(float((weeks.answers[enough] - 1).sum()), 1.0)
    return _beside(weeks.total / n, one / n, enough)


def _beside(value: FloatArray, variance: FloatArray, enough: BoolArray) -> WeeksBeside:
    """Take the mean of the other teams in the week out of each number, and hold it to the rest."""
    weight = np.where(enough, 1 / np.maximum(variance, 1e-12), 0.0)
    rest = weight.sum(axis=0) - weight
    others = ((weight * value).sum(axis=0) - weight * value) / np.maximum(rest, 1e-12)
    there = enough & (rest > 0)
    usual = np.where(there, others, np.nan)
    held = predict_from_others(
        np.where(there, value - usual, np.nan), np.where(there, variance, np.nan)
    )
    return WeeksBeside(held, usual)


def _found(
    weeks: Weeks, shares: WeeksBeside, scores: WeeksBeside, p: float, team: int, week: int
) -> RaisedSign:
    """Put a busy week in words of its own units; team and week are still places on the grid."""
    at = team, week
    n, contacts = weeks.answers[at], weeks.contacts[at]
    heard = [
        PART * float(np.sin(np.clip(end[at] + shares.usual[at], 0, np.pi / 2)) ** 2)
        for end in (shares.held.low, shares.held.high)
    ]
    score = [
        float(np.clip(end[at] + scores.usual[at], 1, 5))
        for end in (scores.held.low, scores.held.high)
    ]
    evidence = (
        Evidence(Quantity.HEARD, PART * float(n / contacts), heard[0], heard[1], int(contacts)),
        Evidence(Quantity.SCORE, float(weeks.total[at] / n), score[0], score[1], int(n)),
    )
    return RaisedSign(int(team), int(week), int(week), evidence, min(p, 1.0))
