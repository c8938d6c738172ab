"""Small lines beside a name: values in a row with their intervals, as points to draw (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

WIDTH, HEIGHT, MARGIN = 320, 40, 4

Value = tuple[float, float, float] | None
"""A value with the ends of its interval, or nothing."""


@dataclass(frozen=True, slots=True)
class Spark:
    """What to draw: bands of intervals and lines as paths of SVG, and values that stand alone."""

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
            _path(
                [(across(at), height(each[1])) for at, each in run]
                + [(across(at), height(each[2])) for at, each in reversed(run)]
            )
            for run in long
        ),
        lines=tuple(_path([(across(at), height(each[0])) for at, each in run]) for run in long),
        dots=tuple((across(run[0][0]), height(run[0][1][0])) for run in runs if len(run) == 1),
    )


def _runs(values: Sequence[Value]) -> Iterable[list[tuple[int, tuple[float, float, float]]]]:
    """Part values into runs without gaps, each value with its place."""
    for there, group in groupby(enumerate(values), key=lambda item: item[1] is not None):
        if there:
            yield [(at, each) for at, each in group if each is not None]


def _path(points: Sequence[tuple[int, int]]) -> str:
    """Write where a path begins, and each way from there on: a page of weeks has thousands.

    Level ways in a row are one. A sign parts two numbers as well as a space does.
    """
    ways: list[tuple[int, int]] = []
    for (x, y), (right, down) in pairwise(points):
        if ways and down == y and ways[-1][1] == 0:
            ways[-1] = (ways[-1][0] + right - x, 0)
        else:
            ways.append((right - x, down - y))
    written = " ".join(f"{right} {down}" for right, down in ways).replace(" -", "-")
    return f"M{points[0][0]},{points[0][1]}l{written}"
