"""Small lines beside a name: values in a row with their intervals, as points to draw (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

WIDTH, HEIGHT, MARGIN = 320, 72, 6

Value = tuple[float, float, float] | None
"""A value with the ends of its interval, or nothing."""


@dataclass(frozen=True, slots=True)
class Spark:
    """What to draw, as `points` of SVG: bands of intervals, lines, and values that stand alone."""

    bands: tuple[str, ...]
    lines: tuple[str, ...]
    dots: tuple[tuple[int, int], ...]
    width: int = WIDTH
    height: int = HEIGHT


def spark(values: Sequence[Value], lowest: float, highest: float) -> Spark:
    """Draw values from left to right between `lowest` and `highest`; gaps stay gaps."""
    step = (WIDTH - 2 * MARGIN) / max(1, len(values) - 1)
    reach = (highest - lowest) or 1.0

    def height(value: float) -> int:
        share = min(max((value - lowest) / reach, 0.0), 1.0)
        return round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN))

    def across(place: int) -> int:
        return round(MARGIN + place * step)

    runs = list(_runs(values))
    long = [run for run in runs if len(run) > 1]
    return Spark(
        bands=tuple(
            _points(
                [(across(at), height(each[1])) for at, each in run]
                + [(across(at), height(each[2])) for at, each in reversed(run)]
            )
            for run in long
        ),
        lines=tuple(_points([(across(at), height(each[0])) for at, each in run]) for run in long),
        dots=tuple((across(run[0][0]), height(run[0][1][0])) for run in runs if len(run) == 1),
    )


def _runs(values: Sequence[Value]) -> Iterable[list[tuple[int, tuple[float, float, float]]]]:
    """Part values into runs without gaps, each value with its place."""
    for there, group in groupby(enumerate(values), key=lambda item: item[1] is not None):
        if there:
            yield [(at, each) for at, each in group if each is not None]


def _points(pairs: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in pairs)
