"""Every page opened in turn at companies without a link, and what a standing question finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

import numpy as np

from benchmarks.linkage.pages import SUBJECTS, Invented, material_of, without_link
from benchmarks.linkage.quick import NEAR, grids, t_values
from benchmarks.linkage.unequal import unequal
from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.comparison.comparison import compare, judged
from cxstaff.linkage.comparison.panels import Panels
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.slopes import Slope, within_teams
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.estimates.verdict import Lead, Reading, Verdict, lead_of
from cxstaff.linkage.judging.judging import MeasureJudgement, Series, judge_measures
from cxstaff.linkage.leads.family import ALONE, STANDING, Family, Status
from cxstaff.linkage.material.cells import Cells
from cxstaff.linkage.material.material import Material
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Mix, Question
from cxstaff.linkage.screen.screen import screen

FAMILY = Family(SUBJECTS, len(OUTCOMES), Question(), STANDING)
"""What can be asked of a company with eight scores, where measures are judged as well."""
ELSEWHERE = replace(FAMILY, standing=Question("enps"))
"""The same where a company declared another standing question than the usual one."""
VERDICTS = frozenset({Verdict.SUPPORTS, Verdict.CONFLICTS})
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


def walk(teams: int, seed: list[int], *, whole: bool) -> Row:
    """Open everything at a company without any link; count the verdicts and leads it meets.

    A `whole` walk opens every page; others work out in full only what is near to standing out.
    `standing_p` and `measures_p` are the lowest p-values that would be verdicts with a level of
    their own, so that any way of sharing the level can be tried. `leads_elsewhere` are those where
    another question stands than the usual one; measures then have less than is counted here.
    `unlike` counts readings that come
    out otherwise in a whole walk, or on the comparison; NaN where the walk was none.
    """
    company = without_link(teams, seed)
    groups = [*_near(company)]
    read, elsewhere = (_told(groups, family) for family in (FAMILY, ELSEWHERE))
    beside = [*_measures(company), *(_chosen(company) if whole else [])]
    readings = [*read.values(), *beside]
    verdicts = sum(each in VERDICTS for each in readings)
    return {
        "verdicts": float(verdicts),
        "leads": float(_count_leads(readings)),
        "leads_elsewhere": float(_count_leads([*elsewhere.values(), *beside])),
        "opened": float(len(readings)),
        "standing_p": _standing_p(company),
        "measures_p": _measures_p(company),
        "unlike": _unlike(company, read, seed) if whole else np.nan,
    }


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are adjusted together, with their slopes; one that is not near is None."""

    asked: Sequence[Question]
    slopes: Sequence[Slope | Unusable | None]
    panels: Panels | None


def _count_leads(readings: Iterable[Reading]) -> int:
    return sum(isinstance(each, Lead) for each in readings)


def _near(company: Invented) -> Iterator[Group]:
    """Estimate every question; slopes that are far from standing out are not worked out in full."""
    for span, materials in company.materials.items():
        yield from _groups(materials, span, Mix.OWN)
    yield from _groups(company.alike, Period.MONTH, Mix.SAME)


def _groups(materials: Mapping[str, Material], span: Period, mix: Mix) -> Iterator[Group]:
    """Estimate every score against every result at every lag: drivers say what the screen says."""
    known = [Panels(each, 0) for each in materials.values()]
    e = np.stack([grids(each, RESULTS[0])[0] for each in known])
    y, weight = np.swapaxes([grids(known[0], key)[1:] for key in RESULTS], 0, 1)
    told = np.isfinite(e[0, 0])
    for lag in LAGS:
        last = e.shape[-1] - lag
        use = np.flatnonzero(told[:last])
        near = abs(t_values(e[..., use], y[..., use + lag], weight[..., use + lag])) >= NEAR
        for (subject, material), row in zip(materials.items(), near, strict=True):
            panels = Panels(material, lag) if row.any() else None
            asked = [Question(subject, key, span, lag, mix) for key in RESULTS]
            slopes = [
                within_teams(panels.of(each.outcome)) if panels and is_near else None
                for each, is_near in zip(asked, row, strict=True)
            ]
            yield Group(asked, slopes, panels)


def _told(groups: Iterable[Group], family: Family) -> dict[Question, Reading]:
    """Read every question as the screen does."""
    found = dict[Question, Reading]()
    for group in groups:
        found |= _told_of(group, family)
    return found


def _told_of(group: Group, family: Family) -> dict[Question, Reading]:
    p = np.array([each.p if isinstance(each, Slope) else 1.0 for each in group.slopes])
    found = dict[Question, Reading]()
    for place, (question, slope) in enumerate(zip(group.asked, group.slopes, strict=True)):
        allowance, panels = family.of(question), group.panels
        adjusted = allowance.adjusted(p, place)
        found[question] = Verdict.CANNOT_TELL
        if slope is not None and panels and allowance.status is Status.STANDING:
            made = judged(panels, question.outcome, slope, adjusted, allowance.status)
            found[question] = made.verdict
        elif slope is not None:
            found[question] = lead_of(slope, adjusted)[0]
    return found


def _unlike(company: Invented, read: Mapping[Question, Reading], seed: list[int]) -> float:
    """Count what is read otherwise where every page is opened, and one comparison at random."""
    opened = dict(_screens(company)) | dict(_same_mix(company))
    asked = list(read)[np.random.default_rng([*seed, 1]).integers(len(read))]
    unlike = sum(opened[each] is not read[each] for each in opened)
    return float(unlike + (_compared(company, asked) is not read[asked]))


def _screens(company: Invented) -> Iterator[tuple[Question, Reading]]:
    """Read every score against every result at every span and lag."""
    for span, materials in company.materials.items():
        for lag in LAGS:
            cells = screen(materials, span, lag, FAMILY).cells
            yield from ((cell.question, cell.reading) for cell in cells)


def _same_mix(company: Invented) -> Iterator[tuple[Question, Reading]]:
    """Compare every score with every result of the same mix of customers, month by month.

    Each is a question of its own, told by its slope alone, as the comparison tells it.
    """
    for (subject, material), lag in product(company.alike.items(), LAGS):
        panels = Panels(material, lag)
        for outcome in RESULTS:
            asked = Question(subject, outcome, lag=lag, mix=Mix.SAME)
            slope = within_teams(panels.of(outcome))
            p = np.array([slope.p if isinstance(slope, Slope) else np.nan])
            yield asked, lead_of(slope, FAMILY.of(asked).adjusted(p, 0))[0]


def _compared(company: Invented, asked: Question) -> Reading:
    """Open the comparison itself."""
    material = company.materials[asked.span][asked.engagement]
    if asked.mix is Mix.SAME:  # other results stay as they came
        alike, key = company.alike[asked.engagement], asked.outcome
        results = {**material.results, key: alike.results[key]}
        material = replace(material, results=results, weights={key: alike.weights[key]})
    return compare(material, asked, FAMILY.of(asked)).judgement.verdict


def _measures(company: Invented) -> Iterator[Reading]:
    """Judge the measures by every result."""
    for key in RESULTS:
        yield from (each.reading for each in _judged(company, key, FAMILY).values())


def _judged(company: Invented, outcome: str, family: Family) -> dict[int, MeasureJudgement]:
    results = company.materials[Period.MONTH][SUBJECTS[0]].results
    series = {at: Series(each, better_up=True) for at, each in enumerate(company.measures)}
    return judge_measures(series, results[outcome], outcome, family.of_measures(outcome))


def _standing_p(company: Invented) -> float:
    """Give the p-value of the standing question if nothing but luck is against a verdict."""
    panels = Panels(company.materials[Period.MONTH][SUBJECTS[0]], Question().lag)
    slope = within_teams(panels.of(Question().outcome))
    p = slope.p if isinstance(slope, Slope) else np.nan
    told = judged(panels, Question().outcome, slope, p, Status.STANDING).verdict in VERDICTS
    return p if told else np.nan


def _measures_p(company: Invented) -> float:
    """Give the lowest p-value of measures, adjusted for all of them, that would be a verdict."""
    found = _judged(company, Question().outcome, replace(FAMILY, standing_part=None)).values()
    return min((each.adjusted_p for each in found if each.reading in VERDICTS), default=np.nan)


def _chosen(company: Invented) -> Iterator[Reading]:
    """Compare half of the teams, and half of the time."""
    material = company.materials[Period.MONTH][SUBJECTS[0]]
    teams = np.unique(material.scores.team)
    half = teams[: teams.size // 2]
    for asked, kept in (
        (Question(team_id=1), lambda cells: np.isin(cells.team, half)),
        (Question(last_on=date(2026, 1, 1)), lambda cells: cells.period < material.running // 2),
    ):
        some = _only(material, kept)
        yield compare(some, asked, FAMILY.of(asked)).judgement.verdict


def _only(material: Material, wanted: Callable[[Cells[Any]], np.ndarray]) -> Material:
    def kept(cells: Cells[Any]) -> Cells[Any]:
        return cells.only(wanted(cells))

    results = {key: kept(each) for key, each in material.results.items()}
    return replace(material, scores=kept(material.scores), results=results)
