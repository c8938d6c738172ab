"""The attack by joining: which of a group's answers to two questions are of the same person?

The attacker knows what was answered to each question in a group, each answer alone, how moods make
answers go together among people at large, and the program. For every way in which the answers of a
group may belong together the program is run again; ways that would have published something else
than was published are out. Of what is left the attacker names the likeliest: for small groups how
all of their answers belong together, and for anybody, by the answer to one question, that to the
other. All that is allowed is what the same attacker names without the results.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, permutations
from math import sqrt
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from cxstaff.pulses.closing.tabulation import Answered, Item, results
from cxstaff.pulses.models import Driver, Scale
from cxstaff.pulses.scoring.scoring import Summary

ONE, OTHER = "voice-safe", "voice-change"
ITEMS = [Item(key, Scale.AGREE_7, Driver.VOICE, "own") for key in (ONE, OTHER)]
SMALLEST, ALL_WAYS, CANDIDATES, TRIED = 5, 6, 30, 2000
CERTAIN = 3.09  # standard errors that luck stays within 999 times of 1,000
STEPS = 400
Pairs = npt.NDArray[np.int64]  # (n, 2): what each person of a group answered to both questions
Numbers = npt.NDArray[np.float64]
Kept = Callable[[int, Summary], bool]
"""Whether a group could have been told about as this."""


@dataclass
class Score:
    """What was named rightly with all that is told, less what was without it, by group."""

    answers: list[float] = field(default_factory=list)
    whole: dict[int, list[tuple[bool, bool]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def is_luck(self) -> bool:
        """Say whether what was gained over guessing is no more than chance."""
        tables = [float(seen) - blind for each in self.whole.values() for seen, blind in each]
        return all(
            sum(gained) <= CERTAIN * max(1.0, sqrt(sum(each**2 for each in gained)))
            for gained in (self.answers, tables)
        )

    def share(self, size: int, seen: bool = True) -> float:
        """Return the share of groups of a size of which everything was named."""
        return float(np.mean([each[0 if seen else 1] for each in self.whole[size]]))

    def __str__(self) -> str:
        told = (f"{n}: {self.share(n):.2f} ({self.share(n, False):.2f})" for n in self.whole)
        return f"answers gained: {sum(self.answers):.0f}; all of a group of {', '.join(told)}"


def moody(source: np.random.Generator, sizes: Sequence[int]) -> list[Pairs]:
    """Let groups answer two questions, everybody in a mood of their own."""
    return [
        np.clip(
            np.rint(
                4.8
                + source.normal(0, 0.6)
                + source.normal(0, 0.9, (size, 1))
                + source.normal(0, 0.9, (size, 2))
            ),
            1,
            7,
        ).astype(np.int64)
        for size in sizes
    ]


@cache
def likely() -> Numbers:
    """Return the log of how often people at large answer so and so, (8, 8)."""
    seen = np.full((8, 8), 0.5)
    for group in moody(np.random.default_rng(99), [500] * 400):
        np.add.at(seen, (group[:, 0], group[:, 1]), 1)
    return np.asarray(np.log(seen / seen.sum()))


def ways(group: Pairs, source: np.random.Generator) -> tuple[list[Pairs], Numbers]:
    """Return ways in which a group's answers may belong together, with how likely each is.

    All there are of five or six people; of more, some drawn as often as they are likely.
    """
    size = len(group)
    if size <= ALL_WAYS:
        orders = np.array(list(permutations(range(size))))
    else:
        orders = np.argsort(source.random((TRIED, size)), axis=1)
    one, other = np.sort(group[:, 0]), group[orders, 1]
    weight = likely()[one[None], other].sum(axis=1)
    if size > ALL_WAYS:
        drawn = np.argsort(weight + source.gumbel(size=len(orders)))[-CANDIDATES:]
        other, weight = other[drawn], np.zeros(CANDIDATES)
    in_order = np.sort(other * 8 + one, axis=1)  # a number for each pair
    alike, at, which = np.unique(in_order, axis=0, return_index=True, return_inverse=True)
    weights = np.bincount(which.ravel(), np.exp(weight - weight.max()))
    first = np.argsort(at)
    return list(np.stack([alike % 8, alike // 8], axis=2)[first]), weights[first]


def told_of(groups: Sequence[Pairs]) -> Iterator[Summary]:
    """Run the program on groups as teams of a company; give what it publishes of their driver."""
    people = [
        (team, {ONE: int(one), OTHER: int(other)})
        for team, group in enumerate(groups, 1)
        for one, other in group
    ]
    parents: Mapping[int, int | None] = dict.fromkeys(range(1, len(groups) + 1))
    found = {
        each.team_id: each.summary
        for each in results(Answered(people, ITEMS, parents, SMALLEST))
        if each.subject == "driver:voice"
    }
    return (found[team] for team in parents)


def join(groups: Sequence[Pairs], attackers: Mapping[str, Kept]) -> dict[str, Score]:
    """Attack every group; each attacker says whether a way's result is the one that is told."""
    source, scores = np.random.default_rng(5), {name: Score() for name in attackers}
    found = [ways(group, source) for group in groups]
    told = told_of([pairs for made, _ in found for pairs in made])
    for place, (group, (made, weight)) in enumerate(zip(groups, found, strict=True)):
        results_of_ways = [next(told) for _ in made]
        tables, truth = tables_of(np.array(made)), table(group)
        for name, kept in attackers.items():
            fits = np.array([kept(place, each) for each in results_of_ways])
            seen = weight * fits if fits.any() else weight
            answers = [named(truth, np.tensordot(each, tables, 1)) for each in (seen, weight)]
            scores[name].answers.append(answers[0] - answers[1])
            if len(group) <= ALL_WAYS:
                right = [bool((tables[each.argmax()] == truth).all()) for each in (seen, weight)]
                scores[name].whole[len(group)].append((right[0], right[1]))
    return scores


def table(pairs: Pairs) -> Numbers:
    """Count who answered what to both questions, (8, 8)."""
    return tables_of(pairs[None])[0]


def tables_of(ways: Pairs) -> Numbers:
    """Count the same of each of some ways (w, n, 2), (w, 8, 8)."""
    cells = np.arange(len(ways))[:, None] * 64 + ways[..., 0] * 8 + ways[..., 1]
    found = np.bincount(cells.ravel(), minlength=len(ways) * 64)
    return found.reshape(-1, 8, 8).astype(float)


def named(truth: Numbers, believed: Numbers) -> float:
    """Count people whose second answer is the one believed most likely given the first."""
    return float(truth[np.arange(8), believed.argmax(axis=1)].sum())


def join_by_halves(groups: Pairs, halves: Numbers, told: Callable[[Numbers], Numbers]) -> Score:
    """Attack groups (g, n, 2) by the sum of both answers of one half, which nobody can name.

    `halves` (g,) are what is told of them, `told` the same of sums (g, s). A walk through the ways
    (Metropolis et al. 1953) stays in each as long as it is likely: by moods, and by how many halves
    of the group would have been told so.
    """
    size = groups.shape[1]
    inside = np.array(list(combinations(range(size), size // 2)))
    member = np.zeros((size, len(inside)))
    member[inside.T, np.arange(len(inside))] = 1
    score = Score()
    blind, seen = (
        _walk(groups, lambda sums: np.ones(sums.shape, bool)),
        _walk(groups, lambda sums: np.isclose(told(sums), halves[:, None]), member),
    )
    for place, group in enumerate(groups):
        truth = table(group)
        score.answers.append(named(truth, seen[place]) - named(truth, blind[place]))
    return score


def _walk(groups: Pairs, fits: Callable[[Numbers], Any], member: Numbers | None = None) -> Numbers:
    """Return how long a walk stays in each pair of answers, (g, 8, 8)."""
    source, rows = np.random.default_rng(6), np.arange(len(groups))
    one, other = groups[..., 0], source.permuted(groups[..., 1], axis=1)
    stayed = np.zeros((len(groups), 8, 8))

    def likelihood(pairs: Pairs) -> Numbers:
        mood = likely()[one, pairs].sum(axis=1)
        if member is None:
            return mood
        return np.asarray(mood + np.log(fits((one + pairs) @ member).sum(axis=1) + 1e-9))

    here = likelihood(other)
    for step in range(STEPS):
        swapped = other.copy()
        a, b = source.integers(0, groups.shape[1], (2, len(groups)))
        swapped[rows, a], swapped[rows, b] = other[rows, b], other[rows, a]
        there = likelihood(swapped)
        goes = np.log(source.random(len(groups))) < there - here
        other, here = np.where(goes[:, None], swapped, other), np.where(goes, there, here)
        if step >= STEPS // 5:
            np.add.at(stayed, (rows[:, None], one, other), 1)
    return stayed


def join_by_correlation(
    companies: Sequence[Pairs], kept: Callable[[Pairs], float], width: float
) -> Score:
    """Attack companies (g, 5, 2) by their ICC(1), which is told within `width` / 2.

    It tells how far people differ within all groups together, and so the sum of products of both
    answers; for one group, what is left of it by what the others most likely have.
    """
    orders, score = np.array(list(permutations(range(SMALLEST)))), Score()
    for groups in companies:
        one, other = groups[..., 0], groups[..., 1][:, orders]
        mood = likely()[one[:, None], other].sum(axis=2)
        weight = np.exp(mood - mood.max(axis=1, keepdims=True))
        weight /= weight.sum(axis=1, keepdims=True)
        products = (one[:, None] * other).sum(axis=2)
        usual = (weight * products).sum(axis=1)
        spread = (weight * products**2).sum(axis=1) - usual**2
        low, high = sorted(_products(groups, kept(groups) + end) for end in (-width / 2, width / 2))
        others = usual.sum() - usual, np.sqrt(np.maximum(spread.sum() - spread, 0.05))
        ends = [
            ndtr((end - products - others[0][:, None]) / others[1][:, None])
            for end in (low - 0.5, high + 0.5)
        ]
        seen = weight * (ends[1] - ends[0] + 1e-12)
        for group, pairs, before, after in zip(groups, other, weight, seen, strict=True):
            tables = tables_of(np.stack([np.broadcast_to(group[:, 0], pairs.shape), pairs], 2))
            answers = [named(table(group), np.tensordot(w, tables, 1)) for w in (after, before)]
            score.answers.append(answers[0] - answers[1])
    return score


def _products(groups: Pairs, icc1: float) -> float:
    """Return the sum of products of both answers that an ICC(1) of the means of both tells."""
    size, means = groups.shape[1], groups.mean(axis=(1, 2))
    between = size * means.var(ddof=1)
    within = between * (1 - icc1) / (1 + (size - 1) * icc1) * (size - 1) * len(groups)
    squares = (groups.astype(float) ** 2).sum() / 4 - size * (means**2).sum()
    return float((within - squares) * 2)
