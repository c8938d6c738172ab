"""Invented companies of small, unequal teams, whose links are weaker than in `companies`.

Teams × 12 months compared. Satisfaction is 4.2, a lasting level of the team that goes with its
lasting engagement, a season common to all, the share of hard contacts, the team's engagement of the
month before as it strays from its own level, a team's month, and the noise of few answers.
Engagement is in standard deviations of one person's own answers. People differ for good in .7 of
that, so that about seven answers show a slope of 0.20 as 0.06.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.linkage.companies import SD, Floats

MONTHS = 13  # of which 12 can be compared with the month before
USUAL, SEASON, SEASONS = 4.2, 0.05, 0.5
LEVEL, CHANGE, CHANGE_MEMORY = 0.22, 0.18, 0.6
STABLE, TOGETHER = 0.12, 0.71
HARD, HARD_SPREAD, HARD_MEMORY, WORSE = 0.3, 0.1, 0.7, 0.6
OWN_MONTH, OWN_MEMORY = 0.06, 0.4
ANSWERS, SIZES = 150, 0.6
PEOPLE, FEWEST_PEOPLE, MOST_PEOPLE, PEOPLE_SIZES = 11, 5, 30, 0.4
ANSWERING, FLOOR, ALMOST = 0.65, 5, 0.01
LASTING = 0.7  # of how people differ; the rest is a person's month


@dataclass(frozen=True, slots=True)
class Unequal:
    """Hold one company: teams × months of what is published, with NaN where it is hidden.

    `e` is engagement and `answered` the people behind it (G, T); `halves` (2, G, T) are those of
    two fixed halves of people; `y` is satisfaction and `n` its answers (G, T).
    """

    e: Floats
    answered: Floats
    halves: Floats
    y: Floats
    n: Floats


def unequal(teams: int, slope: float, seed: list[int], *, is_exact: bool) -> Unequal:
    """Invent a company in which a unit of engagement is `slope` stars a month later.

    Engagement is known without error, or as the mean of those about seven people who answer.
    """
    draw = np.random.default_rng(seed)
    people = np.clip(
        np.rint(PEOPLE * np.exp(PEOPLE_SIZES * draw.normal(size=teams))), FEWEST_PEOPLE, MOST_PEOPLE
    ).astype(int)
    n = np.maximum(
        draw.poisson(ANSWERS * np.exp(SIZES * draw.normal(size=teams))[:, None], (teams, MONTHS)), 2
    )
    stable = draw.normal(size=(2, teams))
    level = LEVEL * stable[0]
    lasting = STABLE * (TOGETHER * stable[0] + np.sqrt(1 - TOGETHER**2) * stable[1])
    change = CHANGE * remembering(draw, (teams, MONTHS + 1), CHANGE_MEMORY)
    hard = HARD_SPREAD * remembering(draw, (teams, MONTHS), HARD_MEMORY)
    own = OWN_MONTH * remembering(draw, (teams, MONTHS), OWN_MEMORY)
    season = SEASON * np.sin(SEASONS * np.arange(MONTHS) + 2 * np.pi * draw.random())
    mean = USUAL + lasting[:, None] - season - WORSE * hard + slope * change[:, :-1] + own
    y = mean + SD / np.sqrt(n) * draw.normal(size=n.shape)
    true = level[:, None] + change[:, 1:]
    if is_exact:
        answered = np.repeat(people[:, None], MONTHS, axis=1).astype(float)
        apart = ALMOST * draw.normal(size=true.shape)  # halves that are the same cannot be compared
        return Unequal(true, answered, np.stack([true + apart, true - apart]), y, n.astype(float))
    return Unequal(*_answered(draw, people, true), y, n.astype(float))


def remembering(draw: np.random.Generator, shape: tuple[int, ...], memory: float) -> Floats:
    """Draw series (G, T) of standard deviation 1, each value `memory` like the one before."""
    series = [draw.normal(size=shape[0])]
    for _ in range(shape[1] - 1):
        fresh = np.sqrt(1 - memory**2) * draw.normal(size=shape[0])
        series.append(memory * series[-1] + fresh)
    return np.stack(series, axis=1)


def _answered(
    draw: np.random.Generator, people: np.ndarray, true: Floats
) -> tuple[Floats, Floats, Floats]:
    """Let people of two fixed halves answer; what fewer than five said is hidden."""
    teams, months = true.shape
    who = np.arange(MOST_PEOPLE) < people[:, None]
    first = np.arange(MOST_PEOPLE) < people[:, None] // 2
    level = np.sqrt(LASTING) * draw.normal(size=(teams, MOST_PEOPLE, 1))
    own = level + np.sqrt(1 - LASTING) * draw.normal(size=(teams, MOST_PEOPLE, months))
    there = (draw.random(own.shape) < ANSWERING) & who[:, :, None]
    of_half = [there & half[:, :, None] for half in (first, ~first)]
    counts = np.stack([each.sum(axis=1) for each in of_half])
    sums = np.stack([(own * each).sum(axis=1) for each in of_half])
    halves = true + sums / np.maximum(counts, 1)
    answered = counts.sum(axis=0)
    scores = (counts * halves).sum(axis=0) / np.maximum(answered, 1)
    both = (counts >= FLOOR).all(axis=0)
    return (
        np.where(answered >= FLOOR, scores, np.nan),
        answered.astype(float),
        np.where(both, halves, np.nan),
    )
