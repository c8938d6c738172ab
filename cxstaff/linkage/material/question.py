"""What a comparison asks, of which team and period, and a score as it was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cxstaff.linkage.material.periods import Period

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
    span: Period = Period.MONTH
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
class MeanScore:
    """A team's engagement in one period, in points, and the `n` answers behind it.

    `variance` is that of people's own scores, in squared points; of several questions it is a
    bound. An eNPS whose shares are coded lies from `coded_low` to `coded_high`. Where several
    `rounds` of the period are joined, `low` to `high` counts people, who answered in each of them.
    """

    n: int
    value: float
    low: float | None
    high: float | None
    variance: float | None = None
    coded_low: float | None = None
    coded_high: float | None = None
    rounds: int = 1

    @property
    def people(self) -> int:
        """Return how many people stand behind it: those of an average round."""
        return round(self.n / self.rounds)
