"""One group's results of several rounds as one: what the rounds tell, put together. Pure.

Where questions take turns, a round asks part of a group about a driver and the next round another
part. Put together they are the group.

**Nothing is told that the rounds did not tell.** A fold is a weighted mean of published results and
the sum of their counts, so it lies in the row space of what is published already: whoever solves
for a group of few finds nothing with it that they did not find without it, and it is of the rounds
together that closing holds back what could be solved (docs/decisions/0013-two-rounds.md). What one
round hides is not among its results, so it has no part here either: two hidden halves of five and
three people do not become one group of eight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxstaff.pulses.scoring.scoring import Interval, interval
from cxstaff.pulses.scoring.significance import Result


@dataclass(frozen=True, slots=True)
class FoldedScore:
    """A mean in points over one round or more, by `n` answers of `invited` who were asked.

    `between` is where the mean of all asked lies with 95 % confidence, None where one round leaves
    no variance; `coded` where a mean lies whose shares are coded.
    """

    mean: float
    between: Interval | None
    n: int
    invited: int
    coded: Interval | None


def fold(told: Sequence[Result]) -> FoldedScore:
    """Put the results of one round or more together, weighted by answers.

    Some may have answered in more than one of them. By Minkowski the standard error of a mean is at
    most the mean of the standard errors, however answers go together; so the interval is the mean
    of the rounds' own.
    """
    n = sum(each.n for each in told)
    parts = [each.n / n for each in told]
    own = [
        interval(each.mean, each.variance, each.n, each.invited, each.lowest, each.coded)
        for each in told
    ]
    known = [each for each in own if each is not None]
    coded = [each.ends for each in told] if any(each.coded for each in told) else []
    return FoldedScore(
        sum(part * each.mean for part, each in zip(parts, told, strict=True)),
        _mean_of(parts, known) if len(known) == len(told) else None,
        n,
        sum(each.invited for each in told),
        _mean_of(parts, coded) if coded else None,
    )


def _mean_of(parts: Sequence[float], ends: Sequence[Interval]) -> Interval:
    pairs = list(zip(parts, ends, strict=True))
    return Interval(
        sum(part * each.low for part, each in pairs), sum(part * each.high for part, each in pairs)
    )
