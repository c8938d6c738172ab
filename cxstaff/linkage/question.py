"""What a comparison asks, and the numbers it is asked of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxstaff.customers.outcomes import Estimate
from cxstaff.linkage.periods import Span

LONGEST_LAG = 3

Place = tuple[int, int]
"""A team's id and the number of a period."""


@dataclass(frozen=True, slots=True)
class Question:
    """Ask whether an outcome moves with engagement `lag` periods before."""

    engagement: str = "index"
    outcome: str = "csat"
    span: Span = Span.MONTH
    lag: int = 1


@dataclass(frozen=True, slots=True)
class Score:
    """A team's engagement in one period, in points, and the answers behind it."""

    n: int
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Material:
    """Everything known of complete periods: what was published, and what customers said.

    `halves` are the means of two fixed halves of a team's answers; `results` are by outcome;
    `above` are teams whose scores hold those of teams below them; `running` is the number of the
    first period left out for not being over.
    """

    scores: Mapping[Place, Score]
    results: Mapping[str, Mapping[Place, Estimate]]
    interactions: Mapping[Place, int]
    running: int
    halves: Mapping[Place, tuple[float, float]] = field(default_factory=dict)
    above: frozenset[int] = frozenset()

    def teams_with(self, outcome: str) -> set[int]:
        """Return the teams with any of this outcome that may be compared."""
        return {team for team, _ in self.results.get(outcome, {})} - self.above

    def teams_without(self, outcome: str) -> set[int]:
        """Return the teams that have scores, and none of this outcome."""
        return {team for team, _ in self.scores} - self.above - self.teams_with(outcome)
