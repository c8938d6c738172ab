"""What can be computed from sums that are told: linear algebra modulo a large prime.

Everything is exact except that a determinant other than 0 may be divisible by the prime, which
for matrices like these has a chance of about one in 10^15. Fractions would take minutes.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

PRIME = 2**61 - 1
Matrix = Sequence[Sequence[int | Fraction]]


def rank(rows: Matrix) -> int:
    """Return the rank of a matrix."""
    return _rank([_modular(row) for row in rows])


class RowSpace:
    """All that combinations of rows can tell, asked for by columns."""

    def __init__(self, rows: Matrix, columns: int) -> None:
        """Find the vectors that every row, and so every combination, is at right angles to."""
        reduced, pivots = _reduced([_modular(row) for row in rows])
        free = [n for n in range(columns) if n not in set(pivots)]
        self._null = [[0] * len(free) for _ in range(columns)]
        for k, column in enumerate(free):
            self._null[column][k] = 1
            for row, pivot in zip(reduced, pivots, strict=False):
                self._null[pivot][k] = -row[column] % PRIME

    def tells_of(self, columns: Iterable[int]) -> bool:
        """Say whether some combination other than nought is about these columns alone."""
        return self.told_of(columns) > 0

    def told_of(self, columns: Iterable[int]) -> int:
        """Return how many combinations, none made of others, are about these columns alone."""
        part = [self._null[column] for column in columns]
        return len(part) - _rank(part)


def _modular(row: Sequence[int | Fraction]) -> list[int]:
    return [
        x % PRIME if isinstance(x, int) else x.numerator * pow(x.denominator, -1, PRIME) % PRIME
        for x in row
    ]


def _rank(rows: list[list[int]]) -> int:
    """Return how many rows are not made of others: what a pivot clears is never looked at again."""
    left, found = list(rows), 0
    while left:
        lead = left.pop()
        column = next((n for n, value in enumerate(lead) if value), None)
        if column is None:
            continue
        found += 1
        inverse = -pow(lead[column], -1, PRIME)
        for r, row in enumerate(left):
            if row[column]:
                factor = row[column] * inverse % PRIME
                left[r] = [(a + factor * b) % PRIME for a, b in zip(row, lead, strict=True)]
    return found


def _reduced(rows: list[list[int]]) -> tuple[list[list[int]], list[int]]:
    """Return the reduced row echelon form and the columns of its pivots."""
    matrix, pivots = list(rows), list[int]()
    for column in range(len(matrix[0]) if matrix else 0):
        found = len(pivots)
        pivot = next((r for r in range(found, len(matrix)) if matrix[r][column]), None)
        if pivot is None:
            continue
        inverse = pow(matrix[pivot][column], -1, PRIME)
        lead = [x * inverse % PRIME for x in matrix[pivot]]
        matrix[pivot], matrix[found] = matrix[found], lead
        for r, row in enumerate(matrix):
            if r != found and (factor := row[column]):
                matrix[r] = [(a - factor * b) % PRIME for a, b in zip(row, lead, strict=True)]
        pivots.append(column)
        if len(pivots) == len(matrix):
            break
    return matrix, pivots
