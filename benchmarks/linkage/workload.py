"""Busy months that keep the unhappy from answering: `python -m benchmarks.linkage.workload`.

A busy month brings harder contacts, so that customers are less satisfied, in that month and, as
busy months follow each other, in the next. If it also keeps unhappy people from answering the
pulse, scores rise before results fall, and a link is seen where there is none. Printed is how often
the headline excludes 0, how often answering is found to be able to account for that, and how often
the first is so without the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import click
import numpy as np
from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from benchmarks.linkage.companies import SD, Floats
from benchmarks.linkage.measured import share
from cxstaff.linkage.estimates.direction import Gate, who_answered, who_scored
from cxstaff.linkage.estimates.panel import panel_of
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.slopes import Slope, within_teams

MONTHS, PEOPLE, ANSWERS = 12, 12, 150
LEVEL, CHANGE, MEMORY = 0.22, 0.18, 0.6
HARD_MEMORY, HARDER, OWN_MONTH = 0.7, 0.06, 0.06
"""How alike neighbouring months are, the stars that a busy one costs, and a team's own month."""
WILLING, FLOOR = 0.8, 5
TEAMS, LINK = (10, 30, 100), 0.2
ASIDE = Unusable(Reason.DIRECTION_UNTESTED)
"""What stands for the tests of direction, which are not looked at here."""


@dataclass(frozen=True, slots=True)
class Silence:
    """How far low spirits keep people from answering: in `busy` months, and at any time (`low`)."""

    busy: float = 0.0
    low: float = 0.0


SILENCES = {
    "the unhappy, in busy months": Silence(busy=2.0),
    "the unhappy, at any time": Silence(low=1.0),
    "anybody": Silence(),
}


@click.command()
@click.option("--tries", type=click.IntRange(10), default=400, show_default=True)
def main(tries: int) -> None:
    """Try companies with and without such silence, and with and without a link."""
    table = Table(box=MARKDOWN)
    for head in (
        "Who is silent",
        "link",
        "teams",
        "mean slope",
        "excludes 0",
        "test fires",
        "both",
    ):
        table.add_column(head, no_wrap=True)
    for (name, silence), teams in product(SILENCES.items(), TEAMS):
        for link in (0.0, LINK):
            rows = np.array([tried(teams, silence, link, number) for number in range(tries)])
            seen, fires = rows[:, 1] > 0, rows[:, 2] > 0
            shares = (str(share(each)) for each in (seen, fires, seen & ~fires))
            slope = f"{np.nanmean(rows[:, 0]):+.3f}"
            table.add_row(name, f"{link:.2f}", str(teams), slope, *shares)
    Console(width=120).print(table)


def tried(teams: int, silence: Silence, link: float, number: int) -> tuple[float, bool, bool]:
    """Give the headline, whether it excludes 0, and whether answering may account for it."""
    draw = np.random.default_rng([teams, int(10 * link), number])
    busy = _remembering(draw, teams, HARD_MEMORY)
    change = CHANGE * _remembering(draw, teams, MEMORY)
    level = LEVEL * draw.normal(size=(teams, 1))
    own = OWN_MONTH * draw.normal(size=(teams, MONTHS))
    y = 4.2 - HARDER * busy[:, 1:] + link * change[:, :-1] + own
    y += SD / np.sqrt(ANSWERS) * draw.normal(size=y.shape)
    score, answered = _pulse(draw, level + change[:, 1:], busy[:, 1:], silence)
    team, period = np.indices(y.shape)
    columns = (each.ravel() for each in (team, period, y, score))
    lagged = panel_of(*columns, answers=answered.ravel()).at(1)
    headline, shares = within_teams(lagged), answered.ravel() / PEOPLE
    if not isinstance(headline, Slope):
        return np.nan, False, False
    gate = Gate(ASIDE, ASIDE, 0.0, who_answered(lagged, shares), who_scored(lagged, shares))
    fires = gate.answering_fired(headline)
    return headline.value, headline.low > 0 or headline.high < 0, fires


def _pulse(
    draw: np.random.Generator, true: Floats, busy: Floats, silence: Silence
) -> tuple[Floats, Floats]:
    """Let people of each team (G, T) answer; fewer than five are hidden."""
    own = draw.normal(size=(*true.shape, PEOPLE))
    willing = WILLING + silence.busy * busy[..., None] * np.minimum(own, 0)
    willing = willing + silence.low * (true[..., None] + own)
    does = draw.random(own.shape) < 1 / (1 + np.exp(-willing))
    answered = does.sum(axis=-1)
    score = true + (own * does).sum(axis=-1) / np.maximum(answered, 1)
    return np.where(answered >= FLOOR, score, np.nan), answered.astype(float)


def _remembering(draw: np.random.Generator, teams: int, memory: float) -> Floats:
    """Draw a series of one month more than there are (G, T + 1), of standard deviation 1."""
    series = [draw.normal(size=teams)]
    for _ in range(MONTHS):
        series.append(memory * series[-1] + np.sqrt(1 - memory**2) * draw.normal(size=teams))
    return np.stack(series, axis=1)


if __name__ == "__main__":
    main()
