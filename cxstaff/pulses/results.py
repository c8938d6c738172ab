"""What a round publishes, worked out once from all answers at closing. Pure arithmetic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cxstaff.pulses import scoring
from cxstaff.pulses.bank import ENPS, TEEI
from cxstaff.pulses.disclosure import publishable
from cxstaff.pulses.grouping import Parents, groups_below
from cxstaff.pulses.models import Driver, Scale
from cxstaff.pulses.scoring import Summary

TEEI_STATEMENTS = 3
Group = int | None
Numbers = Mapping[str, int]
Views = list[tuple[Group, frozenset[Group]]]


@dataclass(frozen=True, slots=True)
class Item:
    """A question with numbers for answers."""

    key: str
    scale: Scale
    driver: str | None
    instrument: str


@dataclass(frozen=True, slots=True)
class Published:
    """One published view: a team (None: all asked), a subject, and what was answered."""

    team_id: int | None
    subject: str
    summary: Summary


@dataclass(frozen=True)
class Answered:
    """All answers to a round, by the group they are counted in, and the rules they stand under."""

    responses: Sequence[tuple[Group, Numbers]]
    items: Sequence[Item]
    parents: Parents
    smallest: int

    @cached_property
    def views(self) -> Views:
        """Return the views there could be: all asked, and every team that holds a group."""
        groups = {group for group, _ in self.responses}
        teams = groups_below((group for group in groups if group is not None), self.parents)
        return [(None, frozenset(groups))] + [(team, frozenset(g)) for team, g in teams.items()]

    @cached_property
    def by_group(self) -> dict[Group, list[Numbers]]:
        """Return each group's answers."""
        found: dict[Group, list[Numbers]] = defaultdict(list)
        for group, numbers in self.responses:
            found[group].append(numbers)
        return found

    def of(self, groups: Iterable[Group]) -> Iterable[Numbers]:
        """Return the answers of several groups."""
        return (numbers for group in groups for numbers in self.by_group[group])


def results(answered: Answered) -> list[Published]:
    """Return everything that is published of a round, and nothing else ever is."""
    found: list[Published] = []
    single = {item.key: _of_item(answered, item) for item in answered.items}
    for item in answered.items:
        found += _listed(f"question:{item.key}", single[item.key])
        if item.instrument == ENPS:
            found += _listed("enps", _of_promoters(answered, item, single[item.key]))
    for subject, items in _composites(answered.items):
        found += _listed(subject, _of_composite(answered, items, single))
    return found


def _listed(subject: str, views: Mapping[Group, Summary]) -> list[Published]:
    return [Published(team, subject, summary) for team, summary in views.items()]


def _of_item(answered: Answered, item: Item) -> dict[Group, Summary]:
    """Summarise one question for every view that may be published."""
    key, scale = item.key, item.scale
    people = {
        group: sum(key in numbers for numbers in given)
        for group, given in answered.by_group.items()
    }
    chosen = publishable(answered.views, people, answered.smallest)
    return {
        team: _summary(scale, [n[key] for n in answered.of(groups) if key in n])
        for team, groups in answered.views
        if team in chosen
    }


def _summary(scale: Scale, values: Sequence[int]) -> Summary:
    favourable = sum(scoring.is_favourable(scale, value) for value in values)
    return scoring.summarise([scoring.points(scale, value) for value in values], favourable)


def _of_promoters(
    answered: Answered, item: Item, published: Mapping[Group, Summary]
) -> dict[Group, Summary]:
    """Summarise an eNPS for the views its question is published in."""
    return {
        team: scoring.summarise(
            [scoring.promoter_points(n[item.key]) for n in answered.of(groups) if item.key in n],
            None,
        )
        for team, groups in answered.views
        if team in published
    }


def _composites(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """Name the subjects that several questions make up: index, TEEI, and each other driver."""
    found = [("index", [item for item in items if item.driver == Driver.ENGAGEMENT])]
    statements = [item for item in items if item.instrument == TEEI]
    if len(statements) == TEEI_STATEMENTS:
        found.append(("teei", statements))
    for driver in Driver:
        if driver is not Driver.ENGAGEMENT:
            found.append((f"driver:{driver}", [item for item in items if item.driver == driver]))
    return [(subject, parts) for subject, parts in found if parts]


def _of_composite(
    answered: Answered, items: Sequence[Item], single: Mapping[str, Mapping[Group, Summary]]
) -> dict[Group, Summary]:
    """Put published questions together, in the views where every one of them is published.

    A question that too few answered in the whole company counts for nobody.
    """
    heard = [item for item in items if None in single[item.key]]
    if not heard:
        return {}
    return {
        team: scoring.composite(
            [single[item.key][team] for item in heard],
            [_mean_of(numbers, heard) for numbers in answered.of(groups) if _says(numbers, heard)],
        )
        for team, groups in answered.views
        if all(team in single[item.key] for item in heard)
    }


def _says(numbers: Numbers, items: Sequence[Item]) -> bool:
    return any(item.key in numbers for item in items)


def _mean_of(numbers: Numbers, items: Sequence[Item]) -> float:
    given = [scoring.points(item.scale, numbers[item.key]) for item in items if item.key in numbers]
    return sum(given) / len(given)
