"""What is tried on invented companies: each study gives one row of numbers a replication."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt

from benchmarks.linkage import beside, naive, walks
from benchmarks.linkage.companies import (
    ANSWERS,
    CHANGE,
    LEVEL,
    PERIODS,
    SCENARIOS,
    SD,
    STABLE,
    WANDERING,
    Scenario,
    company,
)
from cxstaff.linkage.estimates.direction import direction_gate
from cxstaff.linkage.estimates.panel import Panel, panel_of
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.reliability import Reliability, change_reliability
from cxstaff.linkage.estimates.sequential import level_of_a_run
from cxstaff.linkage.estimates.slopes import Slope, between_teams, within_teams
from cxstaff.linkage.estimates.verdict import Verdict, judge
from cxstaff.statistics import benjamini_hochberg

TEAMS, TRUTHS = (10, 30, 100), (0.0, 0.2)
QUESTIONS, SHARED = 20, 0.4
FEWEST, MONTHS, SMALL = 6, 36, 0.05
PLANTED, PLANTED_TEAMS = 0.33, 70
PRINTED_TEAMS, COMPANIES = (10, 11, 15, 30, 100), 200
SIZES = (Scenario("printed, equal teams"), Scenario("printed, unequal teams", sizes=0.6))
UNEQUAL = (Scenario("standing, exact scores"), Scenario("standing, seven answers", answers=7))
WALKED, MOST_WALKS, WHOLE = (12, 30), 500, 25
NAN = float("nan")

Row = dict[str, float]


@dataclass(frozen=True, slots=True)
class Study:
    """One cell of the table: a scenario, a number of teams, a true slope, and how it is tried.

    `most` is how often it is tried at the most: opening everything takes seconds a company.
    """

    name: str
    teams: int
    truth: float
    tried: Callable[[Study, int], Row]
    scenario: Scenario
    most: int = 1_000_000

    @property
    def key(self) -> str:
        """Return what its file is called."""
        return f"{self.name.replace(' ', '-')}-{self.teams}-{self.truth:.2f}"

    def row(self, replication: int) -> Row:
        """Try it once; the same numbers come back for the same replication, whatever ran before."""
        return self.tried(self, replication)

    def seed(self, replication: int) -> list[int]:
        """Return the seed of a replication."""
        return [zlib.crc32(self.key.encode()), replication]


def studies() -> Iterator[Study]:
    """Yield every cell of the table."""
    for scenario, teams, truth in product(SCENARIOS, TEAMS, TRUTHS):
        yield Study(scenario.name, teams, truth, slopes, scenario)
    for teams in TEAMS:
        yield Study("twenty questions", teams, 0.0, twenty_questions, SCENARIOS[0])
    for teams, truth in product(TEAMS, (0.0, SMALL)):
        yield Study("run every month", teams, truth, every_month, SCENARIOS[0])
    for scenario, teams in product(SIZES, PRINTED_TEAMS):
        yield Study(scenario.name, teams, 0.0, printed, scenario)
    for scenario, teams, truth in product(UNEQUAL, TEAMS, TRUTHS):
        yield Study(scenario.name, teams, truth, standing, scenario)
    for teams, truth in product(TEAMS, TRUTHS):
        yield Study("beside the standing question", teams, truth, beside_it, SCENARIOS[0])
    for teams in WALKED:
        yield Study("everything opened", teams, 0.0, everything, SCENARIOS[0], MOST_WALKS)
    yield Study("between teams", PLANTED_TEAMS, PLANTED, planted, SCENARIOS[0])


def slopes(study: Study, replication: int) -> Row:
    """Estimate the headline, both tests of direction, and the naive estimators."""
    made = company(study.scenario, study.teams, study.truth, study.seed(replication))
    slope, gate = within_teams(made.panel.at(1)), direction_gate(made.panel.at(1))
    pooled, usual = naive.pooled(made), naive.clustered(made)
    row = {f"headline_{name}": value for name, value in _numbers(slope).items()}
    row |= {"lead_p": _numbers(gate.lead)["p"], "reverse_p": _numbers(gate.reverse)["p"]}
    row |= {"averages_p": naive.team_averages(made)}
    row |= dict(zip(("pooled_value", "pooled_low", "pooled_high"), pooled, strict=True))
    row |= dict(zip(("usual_value", "usual_low", "usual_high"), usual, strict=True))
    if study.scenario.answers:
        found = change_reliability(made.panel.at(1), made.halves)
        row["reliability"] = found.value if isinstance(found, Reliability) else NAN
    return row


def standing(study: Study, replication: int) -> Row:
    """Judge the standing question of a company of small, unequal teams."""
    exact = not study.scenario.answers
    return walks.standing(study.teams, study.truth, study.seed(replication), is_exact=exact)


def everything(study: Study, replication: int) -> Row:
    """Open every page in turn at a company without any link, at every 25th in full."""
    whole = replication % WHOLE == 0
    return walks.walk(study.teams, study.seed(replication), whole=whole)


def beside_it(study: Study, replication: int) -> Row:
    """Look for a linked measure and a lead beside the standing question."""
    return beside.found(study.teams, study.truth, study.seed(replication))


def printed(study: Study, replication: int) -> Row:
    """Print the smallest visible link of a company, then look for one of that size.

    Once in the same company, whose results are raised by it, and once for the size that is printed
    on average, in another company like it.
    """
    seed = study.seed(replication)
    here = within_teams(company(study.scenario, study.teams, 0.0, seed).panel.at(1))
    if isinstance(here, Unusable):
        return {"same": NAN, "other": NAN, "df": NAN}
    size = _usually_printed(study.scenario, study.teams)
    other = company(study.scenario, study.teams, size, [*seed, 1])
    reach = here.high - here.value
    return {
        "same": float(abs(here.value + here.visible) > reach),
        "other": float(_numbers(within_teams(other.panel.at(1)))["p"] < 0.05),
        "df": here.df,
    }


@cache
def _usually_printed(scenario: Scenario, teams: int) -> float:
    """Give the smallest visible link that companies without one print on average."""
    made = [
        within_teams(company(scenario, teams, 0.0, [6, teams, number]).panel.at(1))
        for number in range(COMPANIES)
    ]
    return float(np.mean([each.visible for each in made if isinstance(each, Slope)]))


def twenty_questions(study: Study, replication: int) -> Row:
    """Judge twenty scores that share a mood against one outcome that none of them moves."""
    seed = study.seed(replication)
    made = company(study.scenario, study.teams, 0.0, seed)
    draw = np.random.default_rng([*seed, 1])
    own = CHANGE * draw.normal(size=(QUESTIONS, *made.e.shape))
    scores = np.sqrt(SHARED) * made.e + np.sqrt(1 - SHARED) * own
    team, period = np.indices(made.e.shape)
    panels = [
        panel_of(team.ravel(), period.ravel(), made.panel.y, e.ravel(), weights=made.panel.weight)
        for e in scores
    ]
    found = [within_teams(panel.at(1)) for panel in panels]
    p = np.array([_numbers(each)["p"] for each in found])
    known = change_reliability(made.panel.at(1), made.halves)
    verdicts = [
        judge(slope, float(q), direction_gate(panel.at(1)), known).verdict
        for slope, panel, q in zip(found, panels, benjamini_hochberg(p), strict=True)
        if q <= 0.05  # nothing else can be told, whatever the gate says
    ]
    told = sum(verdict is not Verdict.CANNOT_TELL for verdict in verdicts)
    return {"told": float(told), "unadjusted": float((p < 0.05).sum())}


def every_month(study: Study, replication: int) -> Row:
    """Run a study when it has its fewest periods, and again every month for three years.

    Give the first month in which a p-value is below .05, and in which one is below the level of a
    run; NaN where there is no such month.
    """
    made = company(study.scenario, study.teams, study.truth, study.seed(replication), MONTHS + 1)
    months, panel = np.arange(FEWEST, MONTHS + 1), made.panel
    p = np.array([_numbers(within_teams(_until(panel, month).at(1)))["p"] for month in months])
    levels = np.array([level_of_a_run(int(month), FEWEST) for month in months])
    return {"once": _first(months, p < 0.05), "allowed": _first(months, p < levels)}


def _until(panel: Panel, months: int) -> Panel:
    """Leave out what came after so many months compared, which begin with the second."""
    kept = panel.period <= months
    columns = (each[kept] for each in (panel.team, panel.period, panel.y, panel.e))
    return panel_of(*columns, weights=panel.weight[kept], answers=panel.answers[kept])


def _first(months: npt.NDArray[np.int64], holds: npt.NDArray[np.bool_]) -> float:
    return float(months[holds.argmax()]) if holds.any() else NAN


def planted(study: Study, replication: int) -> Row:
    """Estimate how teams differ where their averages correlate as planted."""
    made = company(study.scenario, study.teams, 0.0, study.seed(replication))
    rest = STABLE**2 + _of_average(WANDERING**2, study.scenario.memory) + SD**2 / ANSWERS / PERIODS
    spread = LEVEL**2 + _of_average(CHANGE**2, study.scenario.memory)
    slope = study.truth / np.sqrt(1 - study.truth**2) * np.sqrt(rest / spread)
    y = made.y + slope * made.e[:, :-1].mean(axis=1, keepdims=True)
    panel = made.panel
    moved = panel_of(panel.team, panel.period, y.ravel(), panel.e, weights=panel.weight)
    correlation = np.corrcoef(made.e.mean(axis=1), y.mean(axis=1))[0, 1]
    found = {
        f"between_{name}": value for name, value in _numbers(between_teams(moved.at(1))).items()
    }
    return found | {"truth": float(slope), "correlation": float(correlation)}


def _of_average(variance: float, memory: float) -> float:
    """Give the variance of a year's average of a series that forgets by `memory` a month."""
    steps = np.abs(np.subtract.outer(np.arange(PERIODS), np.arange(PERIODS)))
    return float(variance * (memory**steps).mean())


def _numbers(made: Slope | Unusable) -> Row:
    if isinstance(made, Unusable):
        return dict.fromkeys(("value", "low", "high", "p", "df"), NAN)
    return {"value": made.value, "low": made.low, "high": made.high, "p": made.p, "df": made.df}
