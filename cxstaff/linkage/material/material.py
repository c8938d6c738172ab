"""The numbers a comparison is asked of, laid out by team and period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxstaff.customers.outcomes import Estimate
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.reliability import Differences
from cxstaff.linkage.material.breaks import Break
from cxstaff.linkage.material.cells import NOTHING, Cells
from cxstaff.linkage.material.question import MeanScore


@dataclass(frozen=True, slots=True)
class Items:
    """A team's answers to the questions of a score in one round.

    `answers` is the fewest that a question has; `shares` hold for each question the variance of its
    answers as a share of what chance would give: 0 where all agree, 1 where all choices are alike.
    """

    answers: int
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class MixAdjustment:
    """Say how far the mix of customers was made the same.

    `strata` were told apart and hold `counted` answers; `left_out` answers could not be compared;
    `filled` (0–1) is the share of the mix that usual differences between strata stood in for.
    """

    strata: int
    counted: int
    left_out: int
    filled: float


@dataclass(frozen=True, slots=True)
class TeamCells:
    """What is known of some teams: their scores, their results of one outcome, their contacts."""

    scores: Cells[MeanScore]
    results: Cells[Estimate]
    happened: Cells[int]


@dataclass(frozen=True, slots=True)
class Material:
    """Everything known of complete periods: what was published, and what customers said.

    `halves` are the means of two fixed halves of a team's answers; `results` are by outcome;
    `above` are teams whose scores hold those of teams below them; `running` is the number of the
    first period left out for not being over. `weights` are by outcome, where results do not weigh
    by their answers; `mix` is None where customers stay as they came. `items` are by team, of the
    newest period with scores. `differences` are between teams of the whole company, by period;
    None where they follow from the scores. `breaks` are periods from which teams count as new ones.
    All is laid out once, where it is read.
    """

    scores: Cells[MeanScore]
    results: Mapping[str, Cells[Estimate]]
    interactions: Cells[int]
    running: int
    halves: Cells[tuple[float, float]] = field(default_factory=lambda: NOTHING)
    above: frozenset[int] = frozenset()
    weights: Mapping[str, Cells[float]] = field(default_factory=dict)
    mix: MixAdjustment | Unusable | None = None
    items: Mapping[int, Items] = field(default_factory=dict)
    differences: Mapping[int, Differences] | None = None
    breaks: tuple[Break, ...] = ()
