"""ICC(1): how much of how people's own means differ lies between groups. Pure arithmetic.

A score of several questions is a mean of each person's answers, and how such means differ within a
group tells which answers belong to one person. So this is worked out at closing, while answers
still lie together, over all groups of the company at once, and kept rounded where enough people
stand behind it. People whom somebody could have made up are left out: answers that are known would
leave those of a few others to be solved for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cxstaff.pulses.closing.tabulation import Answered, Group, Item, composites, heard
from cxstaff.pulses.disclosure.anonymity import Assurance
from cxstaff.pulses.scoring import scoring

FEWEST_GROUPS, FEWEST_ANSWERS = 10, 100
DIGITS = 2
STILL = 1e-9
"""Share of the squares below which groups, or people in them, do not differ at all."""


@dataclass(frozen=True, slots=True)
class Correlation:
    """ICC(1) of a subject, from below 0 to 1, over `teams` groups with `answers` people."""

    subject: str
    icc1: float
    teams: int
    answers: int


def correlations(answered: Answered) -> list[Correlation]:
    """Return ICC(1) of the index, the Temkin index and each driver, where it may be kept."""
    found = []
    for subject, items in composites([item for item in answered.items if item.scale.is_rated]):
        means = _by_group(answered, heard(items, answered))
        answers = sum(len(each) for each in means)
        if len(means) >= FEWEST_GROUPS and answers >= FEWEST_ANSWERS:
            value = icc1(means)
            if value is not None:
                found.append(Correlation(subject, round(value, DIGITS), len(means), answers))
    return found


def icc1(groups: Iterable[Sequence[float]]) -> float | None:
    """Give ICC(1) by one-way analysis of variance with the mean group size (Bliese 2000).

    `groups` are the values of people, by group. None where there is nothing to compare: fewer than
    two groups, no group of two, or no difference between groups or within them.
    """
    told = [each for each in groups if each]
    answers = sum(len(each) for each in told)
    if len(told) < 2 or answers <= len(told):
        return None
    grand = sum(map(sum, told)) / answers
    means = [sum(each) / len(each) for each in told]
    between = sum(len(each) * (m - grand) ** 2 for each, m in zip(told, means, strict=True))
    within = sum((value - m) ** 2 for each, m in zip(told, means, strict=True) for value in each)
    squares = sum(value**2 for each in told for value in each)
    if min(between, within) <= STILL * squares:
        return None
    # With F = MSB / MSW and the mean size k of a group, ICC(1) = (F − 1) / (F − 1 + k).
    ratio = between / (len(told) - 1) / (within / (answers - len(told)))
    return (ratio - 1) / (ratio - 1 + answers / len(told))


def _by_group(answered: Answered, items: Sequence[Item]) -> list[list[float]]:
    """Return each settled person's own mean of several questions, by the group they count in."""
    places = answered.cells_of([item.key for item in items]).places
    found: dict[Group, list[float]] = defaultdict(list)
    for (group, given), assurance in zip(
        answered.people, answered.assurances_of_people, strict=True
    ):
        if places and assurance is Assurance.SETTLED and any(item.key in given for item in items):
            found[places[group]].append(_mean_of(given, items))
    # Who is counted with the company alone is of many teams: they are no group that is alike.
    return [means for group, means in found.items() if group is not None]


def _mean_of(numbers: Mapping[str, int], items: Sequence[Item]) -> float:
    given = [scoring.points(item.scale, numbers[item.key]) for item in items if item.key in numbers]
    return sum(given) / len(given)
