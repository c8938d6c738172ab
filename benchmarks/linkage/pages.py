"""Companies as the pages of the comparison read them: scores and results laid out by place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.linkage.companies import SD, Floats
from benchmarks.linkage.unequal import CHANGE_MEMORY, FLOOR, Unequal, remembering
from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.linkage.material.cells import Cells
from cxstaff.linkage.material.material import Material
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Score

SUBJECTS = ("index", "enps", "teei", *(f"driver:{name}" for name in "abcde"))
MONTHS, WEEKS_A_MONTH, MONTHS_A_QUARTER = 24, 4, 3
MOOD, WITH_CSAT = 0.4, (1.0, 0.9, 0.9, 0.6, 0.5, 0.4, 0.0, 0.0)
"""How far scores share a mood, and how far each result goes with satisfaction."""
ANSWERS, OWN, SIZES, PEOPLE = 150, 0.5, 0.6, 11
WIDTHS = {
    Period.WEEK: 1,
    Period.MONTH: WEEKS_A_MONTH,
    Period.QUARTER: WEEKS_A_MONTH * MONTHS_A_QUARTER,
}
"""Weeks that a period has."""
POINTS = 20.0
"""Points of a score for one standard deviation of people's answers."""


@dataclass(frozen=True, slots=True)
class Invented:
    """A company without any link: material of every score by span, and measures by month."""

    materials: Mapping[Period, Mapping[str, Material]]
    measures: tuple[Cells[float], ...]


def laid(columns: Mapping[str, Floats]) -> Cells[Any]:
    """Lay out columns of teams × periods; a place is known where `value` is."""
    team, period = np.nonzero(np.isfinite(columns["value"]))
    rows = {name: column[team, period] for name, column in columns.items()}
    return Cells(team, period, rows, lambda row: {name: each[row] for name, each in rows.items()})


def material_of(made: Unequal) -> Material:
    """Lay out one company of small, unequal teams, with satisfaction alone."""
    results: dict[str, Cells[Estimate]] = {"csat": laid(_result(made.y, made.n))}
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
    n = np.maximum(draw.poisson(size[:, None], (teams, weeks)), 2).astype(float)
    mood = remembering(draw, (teams, MONTHS), CHANGE_MEMORY)
    scores = {subject: _mixed(draw, mood, MOOD, people) for subject in SUBJECTS}
    shared = _weekly(draw, n)
    results = {
        key: np.sqrt(part) * shared + np.sqrt(1 - part) * _weekly(draw, n)
        for key, part in zip(OUTCOMES, WITH_CSAT, strict=True)
    }
    own = (laid({"value": remembering(draw, (teams, MONTHS), 0.6)}) for _ in range(measures))
    return Invented(
        {
            span: _spanned(span, scores, results, n, people)
            for span in (Period.WEEK, Period.MONTH, Period.QUARTER)
        },
        tuple(own),
    )


def _weekly(draw: np.random.Generator, n: Floats) -> Floats:
    """Draw results of weeks: what moves a team for months, and those who happened to answer."""
    months = remembering(draw, (n.shape[0], MONTHS), CHANGE_MEMORY)
    lasting = OWN * SD / np.sqrt(ANSWERS) * np.repeat(months, WEEKS_A_MONTH, axis=1)
    return np.asarray(lasting + SD / np.sqrt(n) * draw.normal(size=n.shape))


def _mixed(draw: np.random.Generator, mood: Floats, shared: float, people: Floats) -> Floats:
    """Give the monthly means of a score, of people who answer."""
    own = np.sqrt(shared) * mood + np.sqrt(1 - shared) * remembering(draw, mood.shape, 0.6)
    return np.asarray(0.18 * own + draw.normal(size=mood.shape) / np.sqrt(people[:, None]))


def _spanned(
    span: Period, scores: Mapping[str, Floats], results: Mapping[str, Floats], n: Floats,
    people: Floats,
) -> dict[str, Material]:  # fmt: skip
    """Lay a company out by one span: rounds lie in the first week of a month."""
    width = WIDTHS[span]
    counted = _added(n, width)
    told = {
        key: laid(_result(_added(y * n, width) / counted, counted)) for key, y in results.items()
    }
    answered = np.repeat(people[:, None], MONTHS, axis=1)
    made = {}
    for subject, score in scores.items():
        halves = None
        if span is Period.WEEK:
            placed = np.full(n.shape, np.nan)
            placed[:, ::WEEKS_A_MONTH] = score
            laid_score = _score(placed, np.repeat(answered, WEEKS_A_MONTH, axis=1))
        else:
            months = width // WEEKS_A_MONTH
            laid_score = _score(_added(score, months) / months, _added(answered, months))
            known = np.stack([score + 0.02, score - 0.02])
            halves = _halves(known, answered / 2) if span is Period.MONTH else None
        made[subject] = _material(laid_score, told, counted, halves)
    return made


def _added(values: Floats, width: int) -> Floats:
    ends = range(0, values.shape[1] + 1, width)
    return np.stack([values[:, a:b].sum(axis=1) for a, b in pairwise(ends)], axis=1)


def _result(y: Floats, n: Floats) -> dict[str, Floats]:
    return {"value": y, "n": n, "variance": np.full(y.shape, SD**2)}


def _score(e: Floats, answered: Floats) -> Cells[Score]:
    spread = np.full(e.shape, POINTS**2)
    columns = {"value": POINTS * e, "n": answered, "variance": spread, "people": answered}
    return laid(columns)


def _halves(halves: Floats, people: Floats) -> Cells[tuple[float, float]]:
    first, second = POINTS * halves
    columns = {"first": first, "second": second, "first_n": people, "second_n": people}
    return laid(columns | {"value": first})


def _halved(halves: Floats, made: Unequal) -> Cells[tuple[float, float]]:
    return _halves(halves, made.answered / 2)


def _material(
    scores: Cells[Score],
    results: Mapping[str, Cells[Estimate]],
    counted: Floats,
    halves: Cells[tuple[float, float]] | None,
) -> Material:
    happened: Cells[int] = laid({"value": counted})
    more = {} if halves is None else {"halves": halves}
    return Material(scores, results, happened, counted.shape[1], **more)
