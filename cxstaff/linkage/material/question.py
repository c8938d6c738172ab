"""What a comparison asks, and the numbers it is asked of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from cxstaff.customers.outcomes import Estimate
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.material.periods import Span

if TYPE_CHECKING:
    from cxstaff.linkage.estimates.reliability import Differences

STEP = 10
"""Points of engagement that slopes are told for; one point is too little to picture."""
USUAL_OUTCOME = "csat"
"""The customer result that is compared unless another is chosen."""

Place = tuple[int, int]
"""A team's id and the number of a period."""


class Mix(StrEnum):
    """Which mix of customers a team's result is told for: its own, or the same for every team."""

    OWN = "own"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Question:
    """Ask whether an outcome moves with engagement `lag` periods before.

    Of a team and those below it (None: all), in the periods that the days from `first_on` to
    `last_on` lie in (None: no end); the outcome is that of a `mix` of customers.
    """

    engagement: str = "index"
    outcome: str = USUAL_OUTCOME
    span: Span = Span.MONTH
    lag: int = 1
    mix: Mix = Mix.OWN
    team_id: int | None = None
    first_on: date | None = None
    last_on: date | None = None

    @property
    def is_narrowed(self) -> bool:
        """Say whether only some teams or periods are asked about."""
        return (self.team_id, self.first_on, self.last_on) != (None, None, None)


@dataclass(frozen=True, slots=True)
class Score:
    """A team's engagement in one period, in points, and the answers behind it.

    `variance` is that of people's own scores, in squared points; of several questions it is a
    bound. An eNPS whose shares are coded lies from `coded_low` to `coded_high`.
    """

    n: int
    value: float
    low: float | None
    high: float | None
    variance: float | None = None
    coded_low: float | None = None
    coded_high: float | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A team's answers to the questions of a score in one round.

    `answers` is the fewest that a question has; `shares` hold for each question the variance of its
    answers as a share of what chance would give: 0 where all agree, 1 where all choices are alike.
    """

    answers: int
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Say how far the mix of customers was made the same.

    `strata` were told apart and hold `counted` answers; `left_out` answers could not be compared;
    `filled` (0–1) is the share of the mix that usual differences between strata stood in for.
    """

    strata: int
    counted: int
    left_out: int
    filled: float


@dataclass(frozen=True, slots=True)
class Material:
    """Everything known of complete periods: what was published, and what customers said.

    `halves` are the means of two fixed halves of a team's answers; `results` are by outcome;
    `above` are teams whose scores hold those of teams below them; `running` is the number of the
    first period left out for not being over. `weights` are by outcome, where results do not weigh
    by their answers; `mix` is None where customers stay as they came. `items` are by team, of the
    newest period with scores. `differences` are between teams of the whole company, by period;
    None where they follow from the scores.
    """

    scores: Mapping[Place, Score]
    results: Mapping[str, Mapping[Place, Estimate]]
    interactions: Mapping[Place, int]
    running: int
    halves: Mapping[Place, tuple[float, float]] = field(default_factory=dict)
    above: frozenset[int] = frozenset()
    weights: Mapping[str, Mapping[Place, float]] = field(default_factory=dict)
    mix: TakenOut | Unusable | None = None
    items: Mapping[int, Items] = field(default_factory=dict)
    differences: Mapping[int, Differences] | None = None
