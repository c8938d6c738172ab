"""Changes of teams that the product knows: `python -m benchmarks.linkage.known`.

Companies of small, unequal teams (see `unequal`), in which something lasting moves a team's
engagement and its customers together: a reorganisation, a new lead, other channels, a lever. What
the product would know of it is written down as its tables hold it, among people who leave and mixes
that waver at any time, and goes through the very rules and comparison of the pages. Printed is how
often the standing question gets a verdict without that knowledge and with it. A shock that nobody
wrote down stands beside them: it is a miss, and cannot be anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

import click
import numpy as np
from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from benchmarks.linkage.companies import Floats
from benchmarks.linkage.measured import between
from benchmarks.linkage.pages import POINTS, material_of
from benchmarks.linkage.unequal import (
    ANSWERS,
    FEWEST_PEOPLE,
    HARD_MEMORY,
    LEVEL,
    MONTHS,
    PEOPLE,
    STABLE,
    TOGETHER,
    remembering,
    unequal,
)
from cxstaff.linkage.comparison.comparison import Comparison, compare
from cxstaff.linkage.estimates.reasons import Reason
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.estimates.verdict import Verdict
from cxstaff.linkage.leads.family import ALONE
from cxstaff.linkage.material.breaks import Break, ContactCounts, Facts, Held, breaks_of
from cxstaff.linkage.material.periods import Period, first_day, number_of
from cxstaff.linkage.material.question import Question

FIRST = number_of(date(2024, 1, 1), Period.MONTH)
HALF = MONTHS // 2
TEAMS, LINK, SEED = (10, 30, 100), 0.2, 13
LEAVING, OWN_MIX, MIX_SPREAD, CONTACTS = 0.025, 0.5, 0.05, 3
"""People who leave a month, the usual share of a channel and how it wavers, contacts per answer."""
ALIKE, REORGANISED, LED, SHIFTED, LEVERED, SHAKEN = 0.5, 0.3, 0.5, 0.3, 0.5, 0.5
"""How alike levels before and after a reorganisation are, and the part of teams that each meets."""
LEAD_LIFTS, SHIFT, SHIFT_LIFTS = (0.12, 0.05), 0.4, (-0.10, -0.16)
LEVER_LIFTS, SHOCK_LIFTS = (-0.18, -0.12), (-0.25, -0.15)
"""What each adds to engagement and to satisfaction, and the share of contacts that shift."""


@dataclass
class Story:
    """What happened to teams (G, T): lifts of both numbers, and what the product knows of it."""

    draw: np.random.Generator
    engagement: Floats
    result: Floats
    renewed: np.ndarray
    led_anew: np.ndarray
    shifted: Floats
    lever_from: np.ndarray

    @classmethod
    def of(cls, teams: int, draw: np.random.Generator) -> Story:
        """Begin with nothing having happened; `lever_from` (G,) is a month, −1 for none."""
        zeros = np.zeros((4, teams, MONTHS))
        lever = np.full(teams, -1)
        return cls(draw, zeros[0], zeros[1], zeros[2] > 0, zeros[3] > 0, zeros[3].copy(), lever)

    def some(self, part: float) -> np.ndarray:
        """Choose a part of the teams."""
        count = len(self.engagement)
        return self.draw.permutation(count)[: round(part * count)]

    def lift(self, team: int, month: int, engagement: float, result: float, late: int = 0) -> None:
        """Move both numbers of a team for good, results `late` months after."""
        self.engagement[team, month:] += engagement
        self.result[team, month + late :] += result


def reorganisation(story: Story) -> None:
    """Give some teams other people and customers at half time."""
    for team in story.some(REORGANISED):
        before, fresh = story.draw.normal(size=(2, 2))
        change = (ALIKE - 1) * before + np.sqrt(1 - ALIKE**2) * fresh
        with_it = TOGETHER * change[0] + np.sqrt(1 - TOGETHER**2) * change[1]
        story.lift(team, HALF, LEVEL * change[0], STABLE * with_it)
        story.renewed[team, HALF] = True


def new_lead(story: Story) -> None:
    """Give some teams another lead at any time, who lifts both."""
    for team in story.some(LED):
        month, size = int(story.draw.integers(2, MONTHS - 1)), story.draw.normal()
        story.lift(team, month, LEAD_LIFTS[0] * size, LEAD_LIFTS[1] * size)
        story.led_anew[team, month] = True


def channels(story: Story) -> None:
    """Let contacts of some teams come by another channel, a harder one, from some month on."""
    for team in story.some(SHIFTED):
        month = int(story.draw.integers(2, MONTHS - 2))
        story.lift(team, month, *SHIFT_LIFTS)
        story.shifted[team, month:] += SHIFT


def lever(story: Story) -> None:
    """Pay some teams for an internal number from some month on."""
    for team in story.some(LEVERED):
        month = int(story.draw.integers(2, MONTHS - 1))
        story.lift(team, month, *LEVER_LIFTS)
        story.lever_from[team] = month


def shock(story: Story) -> None:
    """Shake half of the teams at half time, their customers a month later, unknown to anybody."""
    for team in story.some(SHAKEN):
        story.lift(team, HALF, *SHOCK_LIFTS, late=1)


def nothing(story: Story) -> None:
    """Let nothing happen beyond what happens everywhere."""


WORLDS: dict[str, Callable[[Story], None]] = {
    "nothing": nothing,
    "reorganisation": reorganisation,
    "new lead": new_lead,
    "other channels": channels,
    "a lever begins": lever,
    "shock nobody knows": shock,
}


@dataclass(frozen=True, slots=True)
class Tried:
    """What one company met: a verdict without and with what is known, and how many were parted.

    `covered` says whether the interval of what the verdict with it rests on holds the truth.
    """

    unknown: bool
    known: bool
    covered: bool
    too_little: bool
    parted: float


def tried(world: str, teams: int, slope: float, number: int, first: int = SEED) -> Tried:
    """Judge the standing question of one company, whose engagement is known without error."""
    seed = [first, [*WORLDS].index(world), teams, round(100 * slope), number]
    story = Story.of(teams, np.random.default_rng(seed))
    WORLDS[world](story)
    made = unequal(teams, slope, [*seed, 1], is_exact=True)
    e, halves = made.e + story.engagement, made.halves + story.engagement
    material = material_of(replace(made, e=e, halves=halves, y=made.y + story.result))
    breaks = known_breaks(story)
    without = compare(material, Question(), ALONE)
    beside = compare(replace(material, breaks=breaks), Question(), ALONE)
    reasons = beside.judgement.reasons
    parted = len({each.team_id for each in breaks}) / teams
    too_little = Reason.CHANGES_LEAVE_TOO_LITTLE in reasons
    return Tried(told(without), told(beside), covers(beside, slope), too_little, parted)


def told(made: Comparison) -> bool:
    """Say whether a verdict was given."""
    return made.judgement.verdict is not Verdict.CANNOT_TELL


def covers(made: Comparison, slope: float) -> bool:
    """Say whether the interval of an answer holds the truth, in stars for a unit of engagement."""
    seen = made.slope
    return isinstance(seen, Slope) and seen.low < slope / POINTS < seen.high


def known_breaks(story: Story) -> tuple[Break, ...]:
    """Find the breaks by the product's own rules, in months counted from 0."""
    facts = Facts(_leads(story), _people(story), _levers(story), _contacts(story))
    found = breaks_of(facts, Period.MONTH, FIRST, FIRST + MONTHS)
    return tuple(replace(each, period=each.period - FIRST) for each in found)


def _held(begins: np.ndarray, team: np.ndarray) -> Held:
    """Lay out who holds a place (P, T), of a `team` (P,), from where each begins to the next."""
    place, month = np.nonzero(begins)
    until = np.full(place.size, MONTHS + 1)
    goes_on = place[1:] == place[:-1]
    until[:-1][goes_on] = month[1:][goes_on]
    days = np.array(
        [first_day(FIRST + each, Period.MONTH) for each in range(MONTHS + 2)], "datetime64[D]"
    )
    return Held(team[place], np.arange(place.size), days[month], days[until])


def _leads(story: Story) -> Held:
    begins = story.led_anew.copy()
    begins[:, 0] = True
    return _held(begins, np.arange(len(begins)))


def _people(story: Story) -> Held:
    """Let people leave and others come at any time; a renewed team gets nobody it had."""
    sizes = np.maximum(story.draw.poisson(PEOPLE, len(story.renewed)), FEWEST_PEOPLE)
    team = np.repeat(np.arange(sizes.size), sizes)
    begins = story.draw.random((team.size, MONTHS)) < LEAVING
    begins |= story.renewed[team]
    begins[:, 0] = True
    return _held(begins, team)


def _levers(story: Story) -> Held:
    team = np.flatnonzero(story.lever_from >= 0)
    begins = np.arange(MONTHS) == story.lever_from[team][:, None]
    return replace(_held(begins, team), what=np.zeros(team.size, dtype=np.int64))


def _contacts(story: Story) -> ContactCounts:
    wavers = MIX_SPREAD * remembering(story.draw, story.shifted.shape, HARD_MEMORY)
    share = np.clip(OWN_MIX - story.shifted + wavers, 0.02, 0.98)
    count = np.full(share.shape, CONTACTS * ANSWERS)
    first = story.draw.binomial(count, share)
    team, month = (np.tile(each.ravel(), 2) for each in np.indices(share.shape))
    channel = np.repeat([0, 1], share.size)
    counts = np.concatenate([first.ravel(), (count - first).ravel()])
    return ContactCounts(team, FIRST + month, channel, counts)


def lines(
    tries: int, worlds: tuple[str, ...], teams: tuple[int, ...], seed: int = SEED
) -> Iterator[list[str]]:
    """Write a line for each world, size and truth."""
    for world, size, slope in product(worlds, teams, (0.0, LINK)):
        rows = [tried(world, size, slope, number, seed) for number in range(tries)]
        unknown, known, covered = (
            np.array([getattr(row, each) for row in rows])
            for each in ("unknown", "known", "covered")
        )
        too_little = np.mean([row.too_little for row in rows])
        parted = np.mean([row.parted for row in rows])
        yield [world, str(size), f"{slope:.2f}", between(unknown), between(known),
               between(covered), f"{100 * too_little:.0f} %", f"{100 * parted:.0f} %"]  # fmt: skip


@click.command()
@click.option("--tries", type=click.IntRange(10), default=400, show_default=True)
@click.option("--world", "worlds", type=click.Choice([*WORLDS]), multiple=True)
@click.option("--teams", type=click.IntRange(2), multiple=True)
@click.option("--seed", type=click.IntRange(0), default=SEED, show_default=True)
def main(tries: int, worlds: tuple[str, ...], teams: tuple[int, ...], seed: int) -> None:
    """Try companies in which lasting changes move both numbers, with and without a link."""
    table = Table(box=MARKDOWN)
    for head in ("What happens", "teams", "link", "verdict, not known", "verdict, known",
                 "covers", "too little left", "teams parted"):  # fmt: skip
        table.add_column(head, no_wrap=True)
    for line in lines(tries, worlds or tuple(WORLDS), teams or TEAMS, seed):
        table.add_row(*line)
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
