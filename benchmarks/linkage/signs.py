"""False alarms and finds of the signs of gaming: `python -m benchmarks.linkage.signs`.

Honest companies of three sizes say how often each sign is raised for nothing, and the same with
something planted how often it is seen. The numbers of the page stand in `tripwires/alarms.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import repeat

import click
import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.linkage.honest import Honest, honest
from cxstaff.linkage.estimates.panel import FloatArray
from cxstaff.linkage.signs.evidence import Sign, SignTests
from cxstaff.linkage.signs.grids import Grid
from cxstaff.linkage.signs.guard_falls import GuardedLever, guard_falls
from cxstaff.linkage.signs.identical_scores import Months, identical_scores
from cxstaff.linkage.signs.payout_jumps import EndedPlan, payout_jumps
from cxstaff.linkage.signs.response_bias import response_bias
from cxstaff.linkage.signs.response_floods import Weeks, response_floods
from cxstaff.linkage.signs.words import NAMES

SIZES, WEEKS = (12, 30, 100), 52
BEGAN, ENDED = 6, 40  # the month in which levers begin, the week in which plans end
WITH_LEVERS = 6  # one team of so many has them
FASTER, LATE = 1.5, 1.0  # minutes that levers honestly save, and plans from four weeks before


@dataclass(frozen=True, slots=True)
class Planted:
    """What somebody does to one team's numbers, and how it is told."""

    sign: Sign
    words: str
    plant: Callable[[Honest, np.random.Generator], Honest]


def watches(company: Honest) -> list[SignTests]:
    """Look for every sign that is estimated; the first teams have levers, which honestly work."""
    teams = company.contacts.shape[0]
    ids = list(range(teams))
    have = np.arange(teams) < max(1, teams // WITH_LEVERS)
    names = "contacts", "resolved", "heard_bad", "heard_good"
    contacts, good, bad_heard, good_heard = (
        getattr(company, name)[:, -26:].sum(axis=1) for name in names
    )
    csat = _mean(*(company.months(each) for each in ("answers", "total", "squares")))
    by_week = _minutes(company.minutes, company.contacts)
    by_month = _minutes(company.months("minutes") / 4, company.months("contacts"))
    led = [
        GuardedLever(("target", at), at, BEGAN, by_month, csat, False, True, ~have)
        for at in np.flatnonzero(have).tolist()
    ]
    plans = [
        EndedPlan(("plan", at), at, ENDED, ENDED, by_week, False, ~have)
        for at in np.flatnonzero(have).tolist()
    ]
    return [
        guard_falls(led, ids, 0),
        payout_jumps(plans, ids, 0),
        response_bias(np.array([contacts - good, bad_heard, good, good_heard]), ids, 0, 5),
        identical_scores(
            Months(*(company.months(n) for n in ("answers", "total", "squares", "top2"))), ids, 0
        ),
        response_floods(
            Weeks(company.contacts, company.answers, company.total, company.squares), ids, 0
        ),
    ]


def with_honest_levers(company: Honest) -> Honest:
    """Let levers save minutes for good, of which nobody should be suspected."""
    teams = company.contacts.shape[0]
    minutes = company.minutes.copy()
    minutes[: max(1, teams // WITH_LEVERS), 4 * BEGAN :] -= FASTER
    minutes[: max(1, teams // WITH_LEVERS), ENDED - 4 :] -= LATE
    return replace(company, minutes=minutes)


def _scored(company: Honest, cells: FloatArray, answers: FloatArray, score: int) -> Honest:
    """Let more customers of some weeks (G, T) answer, all with one score."""
    more = np.where(cells, answers, 0.0)
    return replace(
        company,
        contacts=company.contacts + np.maximum(more + company.answers - company.contacts, 0),
        answers=company.answers + more,
        total=company.total + more * score,
        squares=company.squares + more * score**2,
        top2=company.top2 + more * (score >= 4),
    )


def _hurried(company: Honest, dice: np.random.Generator) -> Honest:
    total, answers = company.total.copy(), company.answers[0, 4 * BEGAN :]
    total[0, 4 * BEGAN :] -= np.minimum(0.4 * answers, total[0, 4 * BEGAN :] - answers)
    return replace(company, total=total)


def _spurted(company: Honest, dice: np.random.Generator) -> Honest:
    minutes = company.minutes.copy()
    minutes[0, ENDED - 4 : ENDED] -= 2.0
    minutes[0, ENDED:] += LATE
    return replace(company, minutes=minutes)


def _held_back(company: Honest, dice: np.random.Generator) -> Honest:
    heard = company.heard_bad.copy()
    heard[0] = dice.binomial(heard[0].astype(int), 0.4)
    return replace(company, heard_bad=heard)


def _copied(company: Honest, dice: np.random.Generator) -> Honest:
    parts = {
        name: getattr(company, name).copy() for name in ("answers", "total", "squares", "top2")
    }
    for name, of_one in (("answers", 1), ("total", 5), ("squares", 25), ("top2", 1)):
        parts[name][0, 20:24] = 20.0 * of_one
    return replace(company, **parts)


def _flooded(company: Honest, dice: np.random.Generator) -> Honest:
    one = np.zeros(company.contacts.shape, dtype=bool)
    one[0, 30] = True
    return _scored(company, one, np.maximum(company.contacts - company.answers, 0), 5)


PLANTED = (
    Planted(Sign.GUARD, "1.5 minutes saved, 0.4 points of satisfaction lost", _hurried),
    Planted(Sign.PAYOUT, "2 minutes less in the last four weeks, and back", _spurted),
    Planted(Sign.UNHEARD, "6 of 10 answers after bad contacts kept back", _held_back),
    Planted(Sign.ALIKE, "80 answers of a month, all fives", _copied),
    Planted(Sign.FLOOD, "whoever had not answered in a week answers five", _flooded),
)


def raised(teams: int, number: int, planted: Planted | None = None) -> set[Sign]:
    """Say which signs are raised in a company: any if honest, in the first team if planted."""
    dice = np.random.default_rng([teams, number])
    company = with_honest_levers(honest(teams, WEEKS, dice))
    if planted:
        company = planted.plant(company, dice)
        seen = next(each for each in watches(company) if each.sign is planted.sign)
        return {planted.sign} if any(found.team_id == 0 for found in seen.found) else set()
    return {each.sign for each in watches(company) if each.found}


def _minutes(value: FloatArray, n: FloatArray) -> Grid:
    return Grid(n, value, np.full(value.shape, 9.0))


def _mean(n: FloatArray, total: FloatArray, squares: FloatArray) -> Grid:
    known = np.maximum(n, 1.0)
    return Grid(n, total / known, np.maximum(squares / known - (total / known) ** 2, 0.0))


def table(counted: Mapping[tuple[Sign, int, bool], int], honest_: int, planted: int) -> Table:
    """Lay out how many of the companies of each size a sign was raised in."""
    made = Table("Sign", *(f"false alarms, {n} teams" for n in SIZES), "planted", "found, 30 teams")
    for each in PLANTED:
        alarms = [f"{counted[each.sign, size, False]} of {honest_}" for size in SIZES]
        found = f"{counted[each.sign, 30, True]} of {planted}"
        made.add_row(str(NAMES[each.sign]), *alarms, each.words, found)
    return made


@click.command()
@click.option("--companies", type=click.IntRange(1), default=1000, help="Honest ones of each size.")
@click.option("--planted", type=click.IntRange(1), default=300, help="With each sign planted.")
def main(companies: int, planted: int) -> None:
    """Count false alarms and finds; print the table of docs/benchmarks-linkage.md."""
    counted = dict.fromkeys(((s, n, p) for s in Sign for n in SIZES for p in (True, False)), 0)
    todo = [(n, at, None) for n in SIZES for at in range(companies)]
    todo += [(30, at, each) for each, most in zip(PLANTED, repeat(planted)) for at in range(most)]
    for size, number, each in track(todo, "Trying", transient=True):
        for sign in raised(size, number, each):
            counted[sign, size, each is not None] += 1
    Console(width=None if Console().is_terminal else 200).print(table(counted, companies, planted))


if __name__ == "__main__":
    main()
