"""When thanks between a few people are a pattern worth a look: counts against plain rules (pure).

A rule never asks why. Where a team has few colleagues to thank, thanks to one of them are what
anybody would expect, and no pattern of one or two people is looked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

FEWEST_COLLEAGUES = 5
"""Whoever has fewer colleagues in their team is not looked at for thanks to one of them."""


class PatternKind(StrEnum):
    """A pattern: two thank each other, one's thanks go to one person, points come back."""

    PAIR = "pair"
    ONE_PERSON = "one person"
    ROUND = "round"


class PatternAnswer(StrEnum):
    """What happens where a pattern is noticed: nothing, HR is told, or the thanks is not taken."""

    OFF = "off"
    ALERT = "alert"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class PatternRule:
    """When something is a pattern: within `weeks`, from `fewest` thanks on.

    `share` (0–100, in percent) is how much of what somebody gave has to be in it. For points that
    come back, `fewest` counts how often everybody on the way gave some.
    """

    answer: PatternAnswer
    weeks: int
    fewest: int
    share: int


DEFAULTS: Mapping[PatternKind, PatternRule] = {
    PatternKind.PAIR: PatternRule(PatternAnswer.ALERT, 13, 5, 60),
    PatternKind.ONE_PERSON: PatternRule(PatternAnswer.ALERT, 13, 6, 75),
    PatternKind.ROUND: PatternRule(PatternAnswer.ALERT, 13, 3, 50),
}


@dataclass(frozen=True, slots=True)
class Given:
    """What was given by name within a rule's weeks.

    `to_one` are thanks to one person alone, by giver and receiver; `in_all` those each gave, to
    several as well; `colleagues` how many others are in each giver's team.
    """

    to_one: Mapping[tuple[int, int], int]
    in_all: Mapping[int, int]
    colleagues: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern among people, in the order of who gives to whom.

    `counts` are thanks from each to the next, of the last to the first; of one person's there is
    one count. `of` is how many the first gave in all.
    """

    kind: PatternKind
    people: tuple[int, ...]
    counts: tuple[int, ...]
    of: int


def pairs(given: Given, rule: PatternRule) -> Iterator[Pattern]:
    """Yield who thank each other again and again, each with most of what they give."""
    for (one, other), count in sorted(given.to_one.items()):
        back = given.to_one.get((other, one), 0)
        is_often = one < other and min(count, back) >= rule.fewest
        if is_often and _is_much(given, one, count, rule) and _is_much(given, other, back, rule):
            yield Pattern(PatternKind.PAIR, (one, other), (count, back), given.in_all[one])


def to_one_person(given: Given, rule: PatternRule) -> Iterator[Pattern]:
    """Yield whose thanks go to one person for the most part."""
    for (giver, receiver), count in sorted(given.to_one.items()):
        if count >= rule.fewest and _is_much(given, giver, count, rule):
            told = (giver, receiver), (count,)
            yield Pattern(PatternKind.ONE_PERSON, *told, given.in_all[giver])


def rounds(with_points: Given, rule: PatternRule) -> Iterator[Pattern]:
    """Yield two or three people among whom points go round, each once, from the smallest id on."""
    onward = defaultdict[int, list[int]](list)
    for (giver, receiver), count in sorted(with_points.to_one.items()):
        if count >= rule.fewest and _share(with_points, giver, count) >= rule.share:
            onward[giver].append(receiver)
    for path in _ways_round(onward):
        following = (*path[1:], path[0])
        counts = tuple(
            with_points.to_one[one, other] for one, other in zip(path, following, strict=True)
        )
        yield Pattern(PatternKind.ROUND, path, counts, with_points.in_all[path[0]])


def is_pattern_with(
    given: Given, rule: PatternRule, kind: PatternKind, giver: int, receiver: int
) -> bool:
    """Say whether one more thanks of a giver to a receiver makes a pattern, or goes on with it."""
    count, of = given.to_one.get((giver, receiver), 0) + 1, given.in_all.get(giver, 0) + 1
    if given.colleagues.get(giver, 0) < FEWEST_COLLEAGUES:
        return False
    if 100 * count < rule.share * of or count < rule.fewest:
        return False
    back = given.to_one.get((receiver, giver), 0)
    return kind is PatternKind.ONE_PERSON or back >= rule.fewest


def _is_much(given: Given, giver: int, count: int, rule: PatternRule) -> bool:
    has_choice = given.colleagues.get(giver, 0) >= FEWEST_COLLEAGUES
    return has_choice and _share(given, giver, count) >= rule.share


def _share(given: Given, giver: int, count: int) -> float:
    return 100 * count / given.in_all[giver]


def _ways_round(onward: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """Yield every way round of two or three, from its smallest id on."""
    for first, seconds in sorted(onward.items()):
        for second in seconds:
            if second < first:
                continue
            if first in onward.get(second, ()):
                yield first, second
            for third in onward.get(second, ()):
                if third > first and third != second and first in onward.get(third, ()):
                    yield first, second, third
