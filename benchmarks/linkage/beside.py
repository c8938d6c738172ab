"""What is found beside the standing question: by measures, and as a lead, at links that are stated.

Companies are those of `unequal`. Engagement is linked with satisfaction a month later, or is not;
one of four measures moves with satisfaction of the same month as strongly as engagement of .20
does; seven other results are linked with nothing.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.linkage.companies import Floats
from benchmarks.linkage.pages import laid, material_of, result_of
from benchmarks.linkage.unequal import CHANGE, MONTHS, Unequal, remembering, unequal
from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.comparison.comparison import judged
from cxstaff.linkage.comparison.panels import Panels
from cxstaff.linkage.estimates.slopes import Slope, within_teams
from cxstaff.linkage.estimates.verdict import Lead, Verdict
from cxstaff.linkage.judging.judging import MeasureJudgement, Series, judge_measures
from cxstaff.linkage.leads.family import STANDING, Allowance, Family, Status
from cxstaff.linkage.material.material import Material
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import USUAL_OUTCOME, Question
from cxstaff.linkage.screen.screen import screen

MEASURES, MEMORY = 4, 0.6
LINK = 0.2 * CHANGE
"""Stars for a standard deviation of the measure: what a month's engagement moves at .20."""
ANOTHER, DRIVER = "nps", "driver:a"
SCORES = ("index", "enps", "teei", *(f"driver:{name}" for name in "abcdefgh"))
FAMILY = Family(SCORES, len(OUTCOMES), Question(), STANDING)
ELSEWHERE = replace(FAMILY, standing=Question("enps"))
"""A family in which the linked question is not the standing one, and so can be a lead."""
VERDICTS = frozenset({Verdict.SUPPORTS, Verdict.CONFLICTS})

Row = dict[str, float]


def found(teams: int, truth: float, seed: list[int]) -> Row:
    """Say (1 or 0) whether the standing question, the linked measure, and a lead are found.

    `measure_whole` is the measure at the whole level, as before the standing question shared it;
    `any_verdict` is one of the standing question or of any measure. Leads are looked for where the
    usual question is linked and not standing (`lead`), where another result than the usual one is
    linked (`lead_other`), and where another score is (`lead_driver`).
    """
    draw = np.random.default_rng([*seed, 1])
    own = [remembering(draw, (teams, MONTHS), MEMORY) for _ in range(MEASURES)]
    made = unequal(teams, truth, seed, is_exact=True)
    made = replace(made, y=made.y + LINK * own[0])
    material = _with_others(material_of(made), made, seed)
    is_told = _standing(material)
    beside = FAMILY.of_measures_beside_a_verdict(USUAL_OUTCOME)
    alone = FAMILY.of_measures(USUAL_OUTCOME)
    now = _judged(own, material, beside if is_told else alone)
    whole = _judged(own, material, beside)
    told = [each.reading in VERDICTS for each in now]
    return {
        "standing_told": float(is_told),
        "measure_now": float(told[0]),
        "measure_whole": float(whole[0].reading in VERDICTS),
        "any_verdict": float(is_told or any(told)),
        "lead": float(_leads(material, Question())),
        "lead_other": float(_leads(_swapped(material), Question(outcome=ANOTHER))),
        "lead_driver": float(_leads(material, Question(DRIVER))),
    }


def _with_others(material: Material, made: Unequal, seed: list[int]) -> Material:
    """Add seven results that are linked with nothing."""
    results = dict(material.results)
    for number, key in enumerate(OUTCOMES):
        if key != USUAL_OUTCOME:
            other: Floats = unequal(*made.y.shape[:1], 0.0, [*seed, 2, number], is_exact=True).y
            results[key] = laid(result_of(other, made.n))
    return replace(material, results=results)


def _standing(material: Material) -> bool:
    """Say whether the standing question gets a verdict."""
    panels, allowance = Panels(material, Question().lag), FAMILY.of(Question())
    slope = within_teams(panels.of(USUAL_OUTCOME))
    if not isinstance(slope, Slope):
        return False
    adjusted = allowance.adjusted(np.array([slope.p]), 0)
    made = judged(panels, USUAL_OUTCOME, slope, adjusted, Status.STANDING)
    return made.verdict in VERDICTS


def _judged(own: list[Floats], material: Material, level: Allowance) -> list[MeasureJudgement]:
    series = {at: Series(laid({"value": each}), better_up=True) for at, each in enumerate(own)}
    heard = material.results[USUAL_OUTCOME]
    made = judge_measures(series, heard, USUAL_OUTCOME, level)
    return [made[at] for at in series]


def _swapped(material: Material) -> Material:
    """Let what the usual result was be another one, and the other way round."""
    results = dict(material.results)
    results[USUAL_OUTCOME], results[ANOTHER] = results[ANOTHER], results[USUAL_OUTCOME]
    return replace(material, results=results)


def _leads(material: Material, linked: Question) -> bool:
    """Say whether the screen leads to the linked question where another one is standing."""
    family = ELSEWHERE if linked == Question() else FAMILY
    subjects = {linked.engagement: material}
    cells = screen(subjects, Period.MONTH, Question().lag, family).cells
    return any(each.question == linked and isinstance(each.reading, Lead) for each in cells)
