"""Pictures that are there without a script, on paper too: paths of SVG between labelled ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, log10

from cxstaff.web import signed

WIDTH, HEIGHT = 400, 220
ROUND = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
"""What the ends of an axis are rounded up to, times a power of ten."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """What stands along a side of a picture: its title, both ends, and the middle between them."""

    title: str
    first: str
    middle: str
    last: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture as paths of SVG: dots, bars of intervals, a line with a band; nothing is "".

    `up` is told from the top down, `across` from left to right.
    """

    title: str
    summary: str
    up: Axis
    across: Axis
    dots: str = ""
    bars: str = ""
    band: str = ""
    line: str = ""
    axes: str = f"M0,{HEIGHT // 2}H{WIDTH}"
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Frame:
    """Places values between −`across` and `across`, −`up` and `up`, in the units of the picture."""

    across: float
    up: float

    def at(self, point: Point) -> str:
        """Write the place of a point."""
        x = (point[0] / self.across + 1) * WIDTH / 2
        y = (1 - point[1] / self.up) * HEIGHT / 2
        return f"{x:.0f},{y:.0f}"

    def path(self, points: Iterable[Point]) -> str:
        """Write a line from point to point."""
        return "M" + "L".join(self.at(each) for each in points)

    def dots(self, points: Iterable[Point]) -> str:
        """Write a dot at each point."""
        return "".join(f"M{self.at(each)}h0" for each in points)


def intervals(
    estimates: Sequence[tuple[float, float, float]],
    title: str,
    summary: str,
    up: str,
    across: Axis,
) -> Plot:
    """Draw estimates with the ends of their intervals (value, low, high), from left to right."""
    frame = Frame(1.0, reach_of(end for each in estimates for end in each))
    places = [2 * (at + 1) / (len(estimates) + 1) - 1 for at in range(len(estimates))]
    placed = list(zip(places, estimates, strict=True))
    return Plot(
        title,
        summary,
        axis_about_zero(up, frame.up, falls=True),
        across,
        dots=frame.dots((x, value) for x, (value, _low, _high) in placed),
        bars="".join(frame.path([(x, low), (x, high)]) for x, (_value, low, high) in placed),
    )


def axis_about_zero(title: str, reach: float, *, falls: bool = False) -> Axis:
    """Name both ends of an axis about 0; one that `falls` is told from its upper end."""
    digits = max(0, -floor(log10(reach)) + 1) if reach < 10 else 0
    low, high = signed(-reach, digits), signed(reach, digits)
    return Axis(str(title), *((high, "0", low) if falls else (low, "0", high)))


def reach_of(values: Iterable[float]) -> float:
    """Round the largest size up to what is easily read; 1 where there is none."""
    largest = max((abs(each) for each in values), default=0.0)
    if largest <= 0:
        return 1.0
    power = 10.0 ** floor(log10(largest))
    return next(size * power for size in ROUND if size * power >= largest * (1 - 1e-9))
