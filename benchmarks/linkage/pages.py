"""Companies as the pages of the comparison read them: scores and results laid out by place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from benchmarks.linkage.companies import SD, Floats
from benchmarks.linkage.unequal import ALMOST, CHANGE_MEMORY, FLOOR, Unequal, remembering
from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.linkage.estimates.casemix import Standardised, Strata, standardised
from cxstaff.linkage.material.cells import Cells
from cxstaff.linkage.material.material import Material
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import MeanScore

SUBJECTS = ("index", "enps", "teei", *(f"driver:{name}" for name in "abcde"))
MONTHS, WEEKS_A_MONTH, MONTHS_A_QUARTER = 24, 4, 3
MOOD, WITH_CSAT = 0.4, (1.0, 0.9, 0.9, 0.6, 0.5, 0.4, 0.4, 0.0, 0.0)
"""How far scores share a mood, and how far each result goes with satisfaction."""
ANSWERS, OWN, SIZES, PEOPLE = 150, 0.5, 0.6, 11
WIDTHS = {
    Period.WEEK: 1,
    Period.MONTH: WEEKS_A_MONTH,
    Period.QUARTER: WEEKS_A_MONTH * MONTHS_A_QUARTER,
}
"""Weeks that a period has."""
HARD, HARD_SPREAD, WORSE = 0.3, 0.1, 0.6
"""The share of hard contacts, how it differs by team and month, and what they are rated lower."""
POINTS = 20.0
"""Points of a score for one standard deviation of people's answers."""


@dataclass(frozen=True, slots=True)
class Invented:
    """A company without any link: material of every score by span, and measures by month.

    `alike` is the same material by month, with every result told of the same mix of customers.
    """

    materials: Mapping[Period, Mapping[str, Material]]
    alike: Mapping[str, Material]
    measures: tuple[Cells[float], ...]


@dataclass(frozen=True, slots=True)
class Kinds:
    """Answers of simple and hard contacts by team and week: `n` (2, G, W), and `y`, their means."""

    n: Floats
    y: Floats

    def over(self, weeks: int) -> Kinds:
        """Join `weeks` at a time."""
        n = _added(self.n, weeks)
        return Kinds(n, _added(self.n * self.y, weeks) / np.maximum(n, 1.0))


def laid(columns: Mapping[str, Floats]) -> Cells[Any]:
    """Lay out columns of teams × periods; a place is known where `value` is."""
    team, period = np.nonzero(np.isfinite(columns["value"]))
    rows = {name: column[team, period] for name, column in columns.items()}
    return Cells(team, period, rows, lambda row: {name: each[row] for name, each in rows.items()})


def material_of(made: Unequal) -> Material:
    """Lay out one company of small, unequal teams, with satisfaction alone."""
    results: dict[str, Cells[Estimate]] = {"csat": laid(result_of(made.y, made.n))}
    return _material(_score(made.e, made.answered), results, made.n, _halved(made.halves, made))


def without_link(teams: int, seed: list[int], measures: int = 4) -> Invented:
    """Invent two years of a company in which nothing moves with anything else.

    Eight scores share a mood, eight results go with satisfaction; weeks make up months, and months
    quarters. Team sizes are log-normal, and what moves a team lasts.
    """
    draw = np.random.default_rng(seed)
    weeks = MONTHS * WEEKS_A_MONTH
    people = np.maximum(FLOOR, draw.poisson(PEOPLE, teams)).astype(float)
    size = ANSWERS / WEEKS_A_MONTH * np.exp(SIZES * draw.normal(size=teams))
    n = np.maximum(draw.poisson(size[:, None], (teams, weeks)), 2)
    mood = remembering(draw, (teams, MONTHS), CHANGE_MEMORY)
    scores = {subject: _mixed(draw, mood, MOOD, people) for subject in SUBJECTS}
    hard = HARD + HARD_SPREAD * remembering(draw, (teams, MONTHS), CHANGE_MEMORY)
    counts = draw.binomial(n, np.repeat(np.clip(hard, 0.02, 0.98), WEEKS_A_MONTH, axis=1))
    kinds = np.stack([n - counts, counts]).astype(float)
    shared = _weekly(draw, kinds)
    results = {
        key: Kinds(kinds, np.sqrt(part) * shared + np.sqrt(1 - part) * _weekly(draw, kinds))
        for key, part in zip(OUTCOMES, WITH_CSAT, strict=True)
    }
    own = (laid({"value": remembering(draw, (teams, MONTHS), 0.6)}) for _ in range(measures))
    materials = {span: _spanned(span, scores, results, people) for span in WIDTHS}
    alike = _alike(materials[Period.MONTH], results)
    return Invented(materials, alike, tuple(own))


def _weekly(draw: np.random.Generator, n: Floats) -> Floats:
    """Draw weeks' results (2, G, W): what moves a team for months, and those who answered."""
    months = remembering(draw, (n.shape[1], MONTHS), CHANGE_MEMORY)
    lasting = OWN * SD / np.sqrt(ANSWERS) * np.repeat(months, WEEKS_A_MONTH, axis=1)
    noise = SD / np.sqrt(np.maximum(n, 1.0)) * draw.normal(size=n.shape)
    return np.asarray(lasting - np.array([0.0, WORSE])[:, None, None] + noise)


def _mixed(draw: np.random.Generator, mood: Floats, shared: float, people: Floats) -> Floats:
    """Give the monthly means of a score, of people who answer."""
    own = np.sqrt(shared) * mood + np.sqrt(1 - shared) * remembering(draw, mood.shape, 0.6)
    return np.asarray(0.18 * own + draw.normal(size=mood.shape) / np.sqrt(people[:, None]))


def _spanned(
    span: Period, scores: Mapping[str, Floats], results: Mapping[str, Kinds], people: Floats
) -> dict[str, Material]:
    """Lay a company out by one span: rounds lie in the first week of a month."""
    width = WIDTHS[span]
    over = {key: each.over(width) for key, each in results.items()}
    counted = next(iter(over.values())).n.sum(axis=0)
    told = {
        key: laid(result_of((each.n * each.y).sum(axis=0) / counted, counted))
        for key, each in over.items()
    }
    weeks = next(iter(results.values())).n.shape[-1]
    answered = np.repeat(people[:, None], MONTHS, axis=1)
    made = {}
    for subject, score in scores.items():
        halves = None
        if span is Period.WEEK:
            placed = np.full((people.size, weeks), np.nan)
            placed[:, ::WEEKS_A_MONTH] = score
            laid_score = _score(placed, np.repeat(answered, WEEKS_A_MONTH, axis=1))
        else:
            months = width // WEEKS_A_MONTH
            laid_score = _score(_added(score, months) / months, _added(answered, months))
            # Halves that are the same cannot be compared, and then nothing is told.
            apart = ALMOST * np.random.default_rng(score.size).normal(size=score.shape)
            known = np.stack([score + apart, score - apart])
            halves = _halves(known, answered / 2) if span is Period.MONTH else None
        made[subject] = _material(laid_score, told, counted, halves)
    return made


def _alike(materials: Mapping[str, Material], results: Mapping[str, Kinds]) -> dict[str, Material]:
    """Tell every result by month of one mix of customers, as `with_same_mix` does it."""
    found = {key: _of_one_mix(each.over(WEEKS_A_MONTH)) for key, each in results.items()}
    alike = {key: result for key, (result, _) in found.items()}
    weights = {key: weight for key, (_, weight) in found.items()}
    return {
        subject: replace(material, results=alike, weights=weights)
        for subject, material in materials.items()
    }


def _of_one_mix(kinds: Kinds) -> tuple[Cells[Estimate], Cells[float]]:
    """Standardise a result, and give the answers of the usual mix that it is as good as."""
    shape = kinds.n.shape[1:]
    some = kinds.n > 0
    kind, team, period = np.nonzero(some)
    n, y = kinds.n[some], kinds.y[some]
    cell = team * shape[1] + period
    teams = np.repeat(np.arange(shape[0]), shape[1])
    made = standardised(Strata(cell, kind, n, n * y, n * (y**2 + SD**2), teams))
    if not isinstance(made, Standardised):
        raise RuntimeError(f"No mix in common: {made.reason}.")
    value, n = made.value.reshape(shape), made.counted.astype(float).reshape(shape)
    variance = made.se.reshape(shape) ** 2 * n
    told = {"value": np.where(n > 0, value, np.nan), "n": n, "variance": variance}
    return laid(told), laid({"value": made.weight.reshape(shape)})


def _added(values: Floats, width: int) -> Floats:
    """Add up every `width` values along the last axis (…, W)."""
    return np.asarray(values.reshape(*values.shape[:-1], -1, width).sum(axis=-1))


def result_of(y: Floats, n: Floats) -> dict[str, Floats]:
    """Give the columns of a result (G, T) of `n` answers."""
    return {"value": y, "n": n, "variance": np.full(y.shape, SD**2)}


def _score(e: Floats, answered: Floats) -> Cells[MeanScore]:
    spread = np.full(e.shape, POINTS**2)
    columns = {"value": POINTS * e, "n": answered, "variance": spread, "people": answered}
    return laid(columns | {"share": np.ones(e.shape)})


def _halves(halves: Floats, people: Floats) -> Cells[tuple[float, float]]:
    first, second = POINTS * halves
    columns = {"first": first, "second": second, "first_n": people, "second_n": people}
    return laid(columns | {"value": first})


def _halved(halves: Floats, made: Unequal) -> Cells[tuple[float, float]]:
    return _halves(halves, made.answered / 2)


def _material(
    scores: Cells[MeanScore],
    results: Mapping[str, Cells[Estimate]],
    counted: Floats,
    halves: Cells[tuple[float, float]] | None,
) -> Material:
    happened: Cells[int] = laid({"value": counted})
    more = {} if halves is None else {"halves": halves}
    return Material(scores, results, happened, counted.shape[1], **more)
