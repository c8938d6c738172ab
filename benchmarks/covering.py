"""How often intervals of pulses hold the truth, and how wide: `python -m benchmarks.covering`.

Teams are drawn with moods of their own, some answer, and the mean of everybody asked is looked for
in the interval. `before` is Student's t on each person's own mean, which told too much about
persons and too little about ceilings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.progress import track

from cxstaff.pulses.models import Scale
from cxstaff.pulses.scoring import scoring
from cxstaff.pulses.scoring.scoring import Interval, Summary
from cxstaff.statistics import t_reach

Draw = np.random.Generator
Answers = npt.NDArray[np.int64]  # (N, questions)
SIZES = ((5, 6), (5, 10), (8, 12), (12, 20), (20, 40), (30, 60), (60, 90))
"""How many answer, of how many asked."""
WORLDS = ("moods", "ceiling", "nearly all at the top", "two camps")
SCORES = ("a question", "Temkin index", "engagement index", "eNPS")
REPETITIONS = 2000


@dataclass(frozen=True, slots=True)
class Covered:
    """How often the truth was held, and the mean width in points, now and as it was before."""

    world: str
    score: str
    n: int
    invited: int
    before: float
    now: float
    width_before: float
    width: float


def measured(repetitions: int, sizes: tuple[tuple[int, int], ...] = SIZES) -> Iterator[Covered]:
    """Draw every world and size, and give what its intervals held."""
    for world in WORLDS:
        for n, invited in sizes:
            source = np.random.default_rng([7, WORLDS.index(world), n, invited])
            people = [team(world, invited, source) for _ in range(repetitions)]
            for score in SCORES:
                yield _covered(world, score, n, people)


def team(world: str, size: int, source: Draw) -> Answers:
    """Let a team answer three questions on a scale of seven, and a fourth from 0 to 10."""
    if world == "nearly all at the top":
        unhappy = source.random((size, 1)) > source.uniform(0.85, 0.97)
        below = (unhappy & (source.random((size, 4)) < 0.7)) | (source.random((size, 4)) > 0.97)
        level = np.where(below, source.integers(1, 7, (size, 4)), 7).astype(float)
    elif world == "two camps":
        level = np.where(source.random((size, 1)) < source.uniform(0.3, 0.7), 6.5, 1.5)
        level = level + source.normal(0, 0.7, (size, 4))
    else:
        usual, mood = (6.9, 0.8) if world == "ceiling" else (4.8, 0.9)
        level = usual + source.normal(0, 0.4) + source.normal(0, mood, (size, 1))
        level = level + source.normal(0, 0.8, (size, 4))
    level[:, 3] = (level[:, 3] - 1) / 6 * 10
    return np.clip(np.rint(level), [1, 1, 1, 0], [7, 7, 7, 10]).astype(np.int64)


def _covered(world: str, score: str, n: int, people: list[Answers]) -> Covered:
    held: list[list[float]] = [[], [], [], []]
    for everybody in people:
        truth, invited = _truth(score, everybody), len(everybody)
        ends = _before(score, everybody[:n], invited), _now(score, everybody[:n], invited)
        for place, each in enumerate(ends):
            held[place].append(each.low - 1e-9 <= truth <= each.high + 1e-9)
            held[2 + place].append(each.high - each.low)
    before, now, width_before, width = (fmean(each) for each in held)
    return Covered(world, score, n, len(people[0]), before, now, width_before, width)


def _questions(score: str) -> list[int]:
    return {"a question": [0], "Temkin index": [0, 1, 2]}.get(score, [0, 1, 2, 3])


def _points(answers: Answers) -> npt.NDArray[np.float64]:
    lowest, highest = np.array([1, 1, 1, 0]), np.array([7, 7, 7, 10])
    return np.asarray((answers - lowest) / (highest - lowest) * 100)


def _truth(score: str, everybody: Answers) -> float:
    if score == "eNPS":
        for_us, against = scoring.promoter_shares(everybody[:, 3].tolist())
        return (for_us - against) * 100
    return float(_points(everybody)[:, _questions(score)].mean())


def _now(score: str, answers: Answers, invited: int) -> Interval:
    """Return the interval as it is published and shown."""
    if score == "eNPS":
        told, lowest = scoring.promoters(answers[:, 3].tolist()), -100.0
    else:
        told, lowest = scoring.composite([_single(answers, k) for k in _questions(score)]), 0.0
    mean, variance, coded = told.mean, told.variance, told.coded
    found = scoring.interval(mean, variance, told.n, invited, lowest, coded)
    assert found is not None
    return found


def _single(answers: Answers, question: int) -> Summary:
    scale = Scale.ZERO_TO_TEN if question == 3 else Scale.AGREE_7
    return scoring.summarise([scoring.points(scale, int(v)) for v in answers[:, question]], None)


def _before(score: str, answers: Answers, invited: int) -> Interval:
    """Return Student's t on people's own means; of an eNPS on its coded shares."""
    n = len(answers)
    if score == "eNPS":
        told, lowest = scoring.promoters(answers[:, 3].tolist()), -100.0
        mean, variance = told.mean, told.variance or 0.0
    else:
        own, lowest = _points(answers)[:, _questions(score)].mean(axis=1), 0.0
        mean, variance = float(own.mean()), float(own.var(ddof=1))
    reach = t_reach(n - 1) * (variance / n * (1 - n / invited)) ** 0.5
    return Interval(max(lowest, mean - reach), min(100.0, mean + reach))


def main() -> None:
    """Write the table."""
    console = Console(width=200)
    heads = "Answers", "Score", "Of asked", "Held before", "Held now", "Width before", "Width now"
    console.print(f"| {' | '.join(heads)} |")
    console.print("|---|---|---:|---:|---:|---:|---:|")
    total = len(WORLDS) * len(SIZES) * len(SCORES)
    for each in track(measured(REPETITIONS), total=total, transient=True):
        console.print(
            f"| {each.world} | {each.score} | {each.n} of {each.invited} | {each.before:.1%} "
            f"| {each.now:.1%} | {each.width_before:.1f} | {each.width:.1f} |"
        )


if __name__ == "__main__":
    main()
