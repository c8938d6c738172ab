"""Planned and real power where teams are unequal and slow: `… benchmarks.linkage.planned`.

Each company is compared as the product does it; the planner then reads its numbers off that and
says how often a link of the true size would be found in such studies. Beside the mean of what it
says stands how many of the companies do find the link, and what would have been planned for equal
teams without gaps or memory.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import click
import numpy as np
from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from benchmarks.linkage.companies import ANSWERS, SD, STAFF, Company, Scenario, company
from benchmarks.linkage.measured import share
from cxstaff.customers.outcomes import Estimate
from cxstaff.linkage.comparison.comparison import compare
from cxstaff.linkage.estimates import power
from cxstaff.linkage.estimates.power import BALANCED
from cxstaff.linkage.estimates.slopes import LEVEL, Slope
from cxstaff.linkage.leads.family import Allowance, Status
from cxstaff.linkage.material.cells import Cells
from cxstaff.linkage.material.material import Material
from cxstaff.linkage.material.question import MeanScore, Question
from cxstaff.linkage.planner import planner

SHAPES = (
    ("equal, quick, no gaps", Scenario("equal", memory=0.0), 0.0),
    ("unequal (σ = .6)", Scenario("unequal", memory=0.0, sizes=0.6), 0.0),
    ("slow (.6)", Scenario("slow", memory=0.6), 0.0),
    ("gaps (25 %)", Scenario("gaps", memory=0.0), 0.25),
    ("all three", Scenario("all three", memory=0.6, sizes=0.6), 0.25),
)
SIZES = ((10, 0.15), (10, 0.1), (30, 0.08), (100, 0.04))
"""Teams, and a slope that is neither always nor hardly ever found among them."""
ALONE = Allowance(Status.STANDING, 1.0, 1, alone=True)
EXACT = 1e-6
"""The variance of people's answers about a team whose engagement is known without error."""


@click.command()
@click.option("--tries", type=click.IntRange(10), default=400, show_default=True)
def main(tries: int) -> None:
    """Plan and compare invented companies of every shape and size."""
    table = Table(box=MARKDOWN)
    for head in ("Companies", "teams", "link", "planned as if regular", "planned", "found"):
        table.add_column(head, no_wrap=True)
    for (name, scenario, gaps), (teams, slope) in product(SHAPES, SIZES):
        rows = np.array([tried(scenario, gaps, teams, slope, each) for each in range(tries)])
        regular, planned = 100 * rows[:, :2].mean(axis=0)
        table.add_row(
            name,
            str(teams),
            f"{slope:.2f}",
            f"{regular:.0f} %",
            f"{planned:.0f} %",
            str(share(rows[:, 2] > 0)),
        )
    Console(width=120).print(table)


def tried(
    scenario: Scenario, gaps: float, teams: int, slope: float, number: int
) -> tuple[float, float, bool]:
    """Give the power planned as if regular, the power planned, and whether the link is found."""
    made = company(scenario, teams, slope, [17, teams, number])
    kept = np.random.default_rng([18, number]).random(made.e.shape) >= gaps
    comparison = compare(material_of(made, kept), Question(), ALONE)
    start = planner.numbers_of(comparison)
    regular = power.power(slope, replace(start.size, design=BALANCED), start.spreads)
    planned = power.power(slope, start.size, start.spreads)
    found = comparison.slope
    return regular, planned, isinstance(found, Slope) and found.p < LEVEL


def material_of(made: Company, kept: np.ndarray) -> Material:
    """Lay a company out as what is read from a database is, without the cells not `kept` (G, T)."""
    team, period = np.nonzero(kept)
    e, y, n = made.e[kept], made.y[kept], made.n[kept]
    people = np.full(e.size, float(STAFF))
    scores = {"n": people, "value": e, "variance": np.full(e.size, EXACT)}
    scores |= {"people": people, "share": np.ones(e.size)}
    results = {"n": n, "value": y, "variance": np.full(e.size, SD**2)}
    return Material(
        Cells(team, period, scores, lambda row: MeanScore(STAFF, float(e[row]), None, None)),
        {
            "csat": Cells(
                team, period, results, lambda row: Estimate(ANSWERS, float(y[row]), 1, 5, SD**2)
            )
        },
        Cells(team, period, {"value": n}, lambda row: int(n[row])),
        int(kept.shape[1]),
    )


if __name__ == "__main__":
    main()
