"""Every page opened in turn at companies without a link, and what a standing question finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.linkage.pages import SUBJECTS, Invented, material_of, without_link
from benchmarks.linkage.unequal import unequal
from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.comparison.comparison import compare
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.estimates.verdict import Lead, Reading, Verdict
from cxstaff.linkage.judging.judging import Series, judge_measures
from cxstaff.linkage.leads.family import ALONE, STANDING, Family
from cxstaff.linkage.material.material import Material
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Mix, Question
from cxstaff.linkage.screen.screen import screen

SCORES = (*SUBJECTS, "driver:f", "driver:g", "driver:h")
FAMILY = Family(SCORES, len(OUTCOMES), Question(), STANDING)
"""What can be asked of a company with eleven scores, where measures are judged as well."""
LAGS = range(4)
RESULTS = tuple(OUTCOMES)

Row = dict[str, float]


def standing(teams: int, truth: float, seed: list[int], *, is_exact: bool) -> Row:
    """Judge the standing question of one unequal company, alone and beside measures."""
    material = material_of(unequal(teams, truth, seed, is_exact=is_exact))
    made = compare(material, Question(), ALONE)
    slope, told = made.slope, made.judgement.verdict is not Verdict.CANNOT_TELL
    if not isinstance(slope, Slope):
        return dict.fromkeys(("value", "low", "high", "df", "refused", "told", "beside"), np.nan)
    # Points of a score are 20 for a standard deviation: the truth is told in those.
    value, low, high = (20 * each for each in (slope.value, slope.low, slope.high))
    return {
        "value": value,
        "low": low,
        "high": high,
        "df": slope.df,
        "refused": float(slope.df < Terms().df),
        "told": float(told),
        "beside": float(told and slope.p <= STANDING * Terms().level),
    }


def walk(teams: int, seed: list[int]) -> Row:
    """Open everything at a company without any link; count the verdicts and leads it meets."""
    company = without_link(teams, seed)
    readings = [*_screens(company), *_measures(company), *_same_mix(company), *_chosen(company)]
    leads = sum(isinstance(each, Lead) for each in readings)
    verdicts = sum(each in (Verdict.SUPPORTS, Verdict.CONFLICTS) for each in readings)
    return {"verdicts": float(verdicts), "leads": float(leads), "opened": float(len(readings))}


def _screens(company: Invented) -> Iterator[Reading]:
    """Read every score against every result at every span and lag."""
    for span, materials in company.materials.items():
        for lag in LAGS:
            yield from (cell.reading for cell in screen(materials, span, lag, FAMILY).cells)


def _measures(company: Invented) -> Iterator[Reading]:
    """Judge the measures by every result."""
    results = company.materials[Period.MONTH][SUBJECTS[0]].results
    series = {at: Series(each, better_up=True) for at, each in enumerate(company.measures)}
    for key in RESULTS:
        found = judge_measures(series, results[key], key, FAMILY.of_measures(key))
        yield from (each.reading for each in found.values())


def _same_mix(company: Invented) -> Iterator[Reading]:
    """Compare every score with satisfaction at every lag with the mix taken out.

    There is but one kind of customer here, so that taking it out changes nothing but the question.
    """
    for subject, lag in ((each, lag) for each in SUBJECTS for lag in LAGS):
        asked = Question(subject, lag=lag, mix=Mix.SAME)
        material = company.materials[Period.MONTH][subject]
        yield compare(material, asked, FAMILY.of(asked)).judgement.verdict


def _chosen(company: Invented) -> Iterator[Reading]:
    """Compare half of the teams, and half of the time, at every lag."""
    material = company.materials[Period.MONTH][SUBJECTS[0]]
    teams = np.unique(material.scores.team)
    for lag in LAGS:
        asked = Question(lag=lag, team_id=1)
        some = _only(material, teams[: teams.size // 2])
        yield compare(some, asked, FAMILY.of(asked)).judgement.verdict


def _only(material: Material, teams: np.ndarray) -> Material:
    def kept(cells):  # type: ignore[no-untyped-def]
        return cells.only(np.isin(cells.team, teams))

    results = {key: kept(each) for key, each in material.results.items()}
    return replace(material, scores=kept(material.scores), results=results)
