"""How often 95 % intervals hold the truth where answers are few: `… benchmarks.linkage.intervals`.

Customers' means of few skewed answers, teams at the ceiling of a scale, and months joined of weekly
rounds in which the same people answer. What was done before stands beside what the product does.
"""

from __future__ import annotations

from collections.abc import Iterator

import click
import numpy as np
from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table
from scipy import stats

from benchmarks.linkage.companies import SHARES, STARS, Floats
from benchmarks.linkage.measured import Share, share
from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.pulses.scoring.scoring import interval

CEILINGS = {"of 100, 90 say 7 and 10 say 1": (0.1, 0.0, 0.0, 0.0, 0.0, 0.0, 0.9)}
CEILINGS |= {"of 100, 80 say 7, 15 say 6, 5 say 2": (0.0, 0.05, 0.0, 0.0, 0.0, 0.15, 0.8)}
TEAM, ANSWERED, WEEKS, ALIKE = 12, 8, 4, 0.8
"""People of a team, those who answer, rounds a month, and how alike a person answers in them."""
Row = tuple[str, Share, Share]


@click.command()
@click.option("--tries", type=click.IntRange(100), default=20_000, show_default=True)
def main(tries: int) -> None:
    """Draw answers of known truth and count how often intervals hold it."""
    table = Table(box=MARKDOWN)
    for head in ("95 % intervals that hold the truth", "before", "now"):
        table.add_column(head, no_wrap=True)
    for what, before, now in rows(tries):
        table.add_row(what, str(before), str(now))
    Console(width=120).print(table)


def rows(tries: int) -> Iterator[Row]:
    """Yield what is drawn, and how often both intervals hold the truth."""
    for n in (7, 10, 15, 20, 100):
        yield _customers(n, tries)
    for told, shares in CEILINGS.items():
        for size, answered in ((10, 5), (10, 8), (30, 20)):
            yield _ceiling(told, np.array(shares), (size, answered), tries)
    yield _months(tries)


def _customers(n: int, tries: int) -> Row:
    """Ask n customers of a real service desk for 1 to 5 stars."""
    drawn = np.random.default_rng(n).multinomial(n, SHARES, tries)
    totals, squares = drawn @ STARS, drawn @ STARS**2
    truth = float((SHARES * STARS).sum())
    spread = np.maximum(squares / n - (totals / n) ** 2, 0) * n / (n - 1)
    reach = stats.t.ppf(0.975, n - 1) * np.sqrt(spread / n)
    made = [
        OUTCOMES["csat"].estimate(n, int(total), int(square))
        for total, square in zip(totals, squares, strict=True)
    ]
    now = np.array([each is not None and each.low <= truth <= each.high for each in made])
    return f"satisfaction of {n} customers", share(abs(totals / n - truth) <= reach), share(now)


def _ceiling(told: str, shares: Floats, size: tuple[int, int], tries: int) -> Row:
    """Ask a team of people drawn from `shares` of 1 to 7, of whom some answer."""
    people, answered = size
    draw = np.random.default_rng(people + answered)
    team = draw.choice(np.linspace(0, 100, 7), (tries, people), p=shares)
    seen, truth = team[:, :answered], team.mean(axis=1)
    mean, spread = seen.mean(axis=1), seen.var(axis=1, ddof=1)
    reach = stats.t.ppf(0.975, answered - 1) * np.sqrt(spread / answered * (1 - answered / people))
    now = _held(mean, spread, answered, people, truth)
    name = f"{answered} of a team of {people}; {told}"
    return name, share(abs(mean - truth) <= reach), share(now)


def _months(tries: int) -> Row:
    """Ask the same people of a team every week, who mostly answer as they did the week before."""
    draw = np.random.default_rng(7)
    person = np.sqrt(ALIKE) * draw.normal(size=(tries, TEAM, 1))
    points = 60 + 20 * (person + np.sqrt(1 - ALIKE) * draw.normal(size=(tries, TEAM, WEEKS)))
    truth, seen = points.mean(axis=(1, 2)), points[:, :ANSWERED]
    means, spreads = seen.mean(axis=1), seen.var(axis=1, ddof=1)
    answers = ANSWERED * WEEKS
    as_people = _held(means.mean(axis=1), spreads.mean(axis=1), answers, TEAM * WEEKS, truth)
    ends = np.array(
        [
            [_ends(m, v, ANSWERED, TEAM) for m, v in zip(*month, strict=True)]
            for month in zip(means, spreads, strict=True)
        ]
    ).mean(axis=1)
    now = (ends[:, 0] <= truth) & (truth <= ends[:, 1])
    return f"{WEEKS} weeks in which {ANSWERED} of {TEAM} answer", share(as_people), share(now)


def _held(mean: Floats, spread: Floats, n: int, asked: int, truth: Floats) -> np.ndarray:
    ends = np.array([_ends(m, v, n, asked) for m, v in zip(mean, spread, strict=True)])
    held: np.ndarray = (ends[:, 0] - 1e-9 <= truth) & (truth <= ends[:, 1] + 1e-9)
    return held


def _ends(mean: float, spread: float, n: int, asked: int) -> tuple[float, float]:
    made = interval(float(mean), float(spread), n, asked)
    if made is None:
        raise RuntimeError("One answer has no interval.")
    return made.low, made.high


if __name__ == "__main__":
    main()
