"""How many hits are more than luck: guesses are held to the rate of matching at random.

A guess gives the people of a group the rows of that group in some order. With every order equally
likely, a person whose secret is v hits with (rows that say v) / (rows); adding that up gives the
expected hits exactly, whatever the answers are. Of 1,000 attackers who are merely lucky, and try
all the orders there are, 999 stay under the bound (one-sided, binomial).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import scipy

LUCK = 0.001
ORDERS = 30  # rows in 5 orders with people in 6


@dataclass
class Score:
    """Hits of one attack, and how many a guess at random would have."""

    hits: int = 0
    tries: int = 0
    expected: float = 0.0

    def add(self, guessed: Sequence[Hashable], truth: Sequence[Hashable]) -> None:
        """Count one group: the k-th guess is about the k-th person; the rows are the guesses."""
        rows = Counter(guessed)
        self.hits += sum(a == b for a, b in zip(guessed, truth, strict=False))
        self.tries += len(truth)
        self.expected += sum(rows[secret] for secret in truth) / max(len(guessed), len(truth), 1)

    @property
    def bound(self) -> float:
        """Return the most hits that luck explains."""
        rate = self.expected / self.tries if self.tries else 0.0
        return (
            float(scipy.stats.binom.isf(LUCK / ORDERS, self.tries, rate))
            if rate < 1
            else self.tries
        )

    @property
    def is_luck(self) -> bool:
        return self.hits <= self.bound

    def __str__(self) -> str:
        return (
            f"{self.hits} of {self.tries}, at random {self.expected:.1f}, luck ≤ {self.bound:.0f}"
        )
