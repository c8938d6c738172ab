"""Invented companies in which nobody games anything, for counting the false alarms of signs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cxstaff.linkage.estimates.panel import FloatArray

WEEKS_A_MONTH = 4
CUTS = (-1.6, -1.2, -0.8, 0.1)
"""Where a latent mood is cut to scores of 1 to 5: shares like those of the real file."""
POINTS = np.arange(1, 6)


@dataclass(frozen=True, slots=True)
class Honest:
    """What happened in G teams over T weeks, (G, T) each; scores lie between 1 and 5.

    `contacts` of which `resolved`; `heard_good` and `heard_bad` answered after resolved contacts
    and after others, `answers` in all, with their sum, sum of squares and how many are 4 or 5.
    `minutes` is the mean handling time.
    """

    contacts: FloatArray
    resolved: FloatArray
    heard_good: FloatArray
    heard_bad: FloatArray
    answers: FloatArray
    total: FloatArray
    squares: FloatArray
    top2: FloatArray
    minutes: FloatArray

    def months(self, name: str) -> FloatArray:
        """Add weeks up to months of four weeks: (G, T // 4)."""
        values: FloatArray = getattr(self, name)
        teams, weeks = values.shape
        whole = values[:, : weeks // WEEKS_A_MONTH * WEEKS_A_MONTH]
        return np.asarray(whole.reshape(teams, -1, WEEKS_A_MONTH).sum(axis=2))


def honest(teams: int, weeks: int, dice: np.random.Generator) -> Honest:
    """Draw a company: its teams differ lastingly, drift, share ups and downs, and vary in size.

    How much of each is drawn too: from calm companies to restless ones.
    """
    lasting, drift, common = (
        dice.uniform(0.05, 0.25),
        dice.uniform(0.02, 0.15),
        dice.uniform(0, 0.2),
    )

    def wave(scale: float) -> FloatArray:
        return scale * (
            lasting * dice.normal(size=(teams, 1))
            + common * dice.normal(size=weeks)
            + drift * _drifting(teams, weeks, dice)
        )

    size = dice.lognormal(np.log(60), 0.5, (teams, 1))
    contacts = 1 + dice.poisson(size * np.exp(wave(1.0)))
    resolved = dice.binomial(contacts, _share(0.9 + wave(2.0)))
    willing = -0.85 + wave(2.0)
    gap = -0.4 + lasting * dice.normal(size=(teams, 1))
    heard_good = dice.binomial(resolved, _share(willing))
    heard_bad = dice.binomial(contacts - resolved, _share(willing + gap))
    scores = _scores(heard_good + heard_bad, wave(1.0), dice)
    minutes = 8 + 2 * wave(1.0) + 3 * dice.normal(size=(teams, weeks)) / np.sqrt(contacts)
    made = (
        contacts,
        resolved,
        heard_good,
        heard_bad,
        scores.sum(axis=2),
        scores @ POINTS,
        scores @ POINTS**2,
        scores[..., 3:].sum(axis=2),
        minutes,
    )
    return Honest(*(np.asarray(each, dtype=np.float64) for each in made))


def _drifting(teams: int, weeks: int, dice: np.random.Generator) -> FloatArray:
    """Draw a first-order autoregression of spread 1 for each team (G, T)."""
    memory = dice.uniform(0, 0.9)
    found = dice.normal(size=(teams, weeks))
    for week in range(1, weeks):
        found[:, week] = memory * found[:, week - 1] + np.sqrt(1 - memory**2) * found[:, week]
    return found


def _share(logit: FloatArray) -> FloatArray:
    return np.asarray(1 / (1 + np.exp(-logit)))


def _scores(n: npt.NDArray[np.int64], mood: FloatArray, dice: np.random.Generator) -> FloatArray:
    """Draw how many of n customers (G, T) chose each score: (G, T, 5), an ordered probit."""
    from scipy.special import ndtr

    below = ndtr(np.array(CUTS) - mood[..., None])
    ends = np.concatenate([np.zeros_like(below[..., :1]), below, np.ones_like(below[..., :1])], -1)
    return np.asarray(dice.multinomial(n, np.diff(ends, axis=-1)), dtype=np.float64)
