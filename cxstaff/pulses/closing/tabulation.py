"""What a round publishes, worked out once from all answers at closing. Pure arithmetic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from cxstaff.pulses.disclosure.anonymity import (
    NOBODY,
    AnonymitySet,
    Assurance,
    anonymity_set,
    cover_of,
    together,
)
from cxstaff.pulses.disclosure.differencing_attacks import NOTHING_BEFORE, Before, joined
from cxstaff.pulses.disclosure.grouping import Parents, groups_below, roll_up
from cxstaff.pulses.disclosure.suppression import publishable
from cxstaff.pulses.models import Driver, Scale
from cxstaff.pulses.questions.bank import ENPS, TEEI
from cxstaff.pulses.scoring import scoring
from cxstaff.pulses.scoring.scoring import Summary

TEEI_STATEMENTS = 3
Group = int | None
Numbers = Mapping[str, int]
Views = list[tuple[Group, frozenset[Group]]]


@dataclass(frozen=True, slots=True)
class Item:
    """A question with numbers for answers: points on a scale, or which of `options` was chosen."""

    key: str
    scale: Scale
    driver: str | None
    instrument: str
    options: int = 0
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """One published view: a team (None: all asked), a subject, and what was answered."""

    team_id: int | None
    subject: str
    summary: Summary


@dataclass(frozen=True)
class PlacedCounts:
    """Something that people of several groups did: how many of each, and where they are counted."""

    places: Mapping[Group, Group]  # by the group made at opening
    counts: Mapping[Group, int]  # by the group they are counted in, always enough
    views: Views
    chosen: Set[Group]  # the teams among `views` that may be published

    @property
    def shown(self) -> Views:
        """Return the views that may be published."""
        return [(team, groups) for team, groups in self.views if team in self.chosen]


@dataclass(frozen=True)
class Answered:
    """All answers to a round, by the group made at opening, and the rules they stand under.

    Everything is decided for each question alone, among those who answered it: not everybody is
    asked everything, and anybody may leave something out. `assurances` are those of `people`, in
    their order; without them everybody counts as settled. `before` says for each question how it
    was told lately (see `differencing_attacks`).
    """

    people: Sequence[tuple[Group, Numbers]]
    items: Sequence[Item]
    parents: Parents
    smallest: int
    assurances: Sequence[Assurance] = ()
    before: Mapping[str, Before] = field(default_factory=dict)

    @cached_property
    def cells(self) -> dict[str, PlacedCounts]:
        """Return for each question where its answers are counted."""
        return {
            item.key: self.cells_of([item.key], self.before.get(item.key, NOTHING_BEFORE))
            for item in self.items
        }

    def cells_of(self, keys: Sequence[str], before: Before = NOTHING_BEFORE) -> PlacedCounts:
        """Return where those are counted who answered at least one of several questions."""
        assurances: dict[Group, list[Assurance]] = defaultdict(list)
        for (group, given), assurance in zip(self.people, self.assurances_of_people, strict=True):
            if any(key in given for key in keys):
                assurances[group].append(assurance)
        counts = {
            group: anonymity_set(assurances[group]) for group in sorted(assurances, key=_in_order)
        }
        return cells(counts, self.parents, self.smallest, before)

    @property
    def assurances_of_people(self) -> Sequence[Assurance]:
        """Return the assurance of each of `people`."""
        return self.assurances or [Assurance.SETTLED] * len(self.people)

    @cached_property
    def values(self) -> dict[str, dict[Group, list[int]]]:
        """Return the answers to each question, by the group they are counted in, ascending.

        Sums are rounded otherwise in another order. In the one order of people the last digits of
        two questions' means and variances would tell which answers lie together.
        """
        found: dict[str, dict[Group, list[int]]] = {
            key: {group: [] for group in counted.counts} for key, counted in self.cells.items()
        }
        for group, given in self.people:
            for key, value in given.items():
                if found.get(key):
                    found[key][self.cells[key].places[group]].append(value)
        return {
            key: {group: ascending(values) for group, values in by_group.items()}
            for key, by_group in found.items()
        }

    def of_view(self, key: str, groups: Iterable[Group]) -> list[int]:
        """Return the answers to a question that are counted in several groups, ascending."""
        return ascending(value for group in groups for value in self.values[key].get(group, ()))


def ascending(values: Iterable[int]) -> list[int]:
    """Return answers by value, so that no sum is rounded by who came first."""
    return sorted(values)


def cells(
    counts: Mapping[Group, AnonymitySet],
    parents: Parents,
    smallest: int,
    before: Before = NOTHING_BEFORE,
) -> PlacedCounts:
    """Count people (by the group made at opening) in groups of enough, or nowhere.

    Where few changed since `before`, groups are joined so that nobody can be told by the change.
    """
    nowhere = PlacedCounts({}, {}, [], frozenset())
    if not together(counts.values()).is_enough(smallest):
        return nowhere
    named = {group: count for group, count in counts.items() if group is not None and count}
    left = counts.get(None, NOBODY)
    places: dict[Group, Group] = {None: None}
    places |= dict(roll_up(named, parents, smallest, left).items())
    totals = {group: count.total for group, count in counts.items()}
    alone = joined(places, totals, before, parents, cover_of(smallest))
    if alone is None:
        return nowhere
    places = alone
    counted: dict[Group, AnonymitySet] = {}
    for group, count in counts.items():
        if count:
            counted[places[group]] = counted.get(places[group], NOBODY) + count
    teams = groups_below((group for group in counted if group is not None), parents)
    views: Views = [(None, frozenset(counted))]
    views += [(team, frozenset(groups)) for team, groups in teams.items()]
    chosen = publishable(views, counted, smallest)
    return PlacedCounts(
        places, {group: found.total for group, found in counted.items()}, views, chosen
    )


def results(answered: Answered) -> list[Published]:
    """Return everything that is published of a round, and nothing else ever is."""
    found: list[Published] = []
    rated = [item for item in answered.items if item.scale.is_rated]
    single = {item.key: _of_item(answered, item) for item in rated}
    for item in rated:
        found += _listed(f"question:{item.key}", single[item.key])
        if item.instrument == ENPS:
            found += _listed("enps", _of_promoters(answered, item))
    for item in answered.items:
        for option in range(1, item.options + 1) if item.scale is Scale.CHOICE else ():
            found += _listed(f"option:{item.key}:{option}", _of_option(answered, item, option))
    for subject, items in composites(rated):
        found += _listed(subject, _of_composite(answered, items, single))
    return found


def heard(items: Sequence[Item], answered: Answered) -> list[Item]:
    """Leave out questions that too few answered in the whole company: they count for nobody."""
    return [item for item in items if None in answered.cells[item.key].chosen]


def composites(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """Name the subjects that several questions make up: index, TEEI, and each other driver."""
    found = [("index", [item for item in items if item.driver == Driver.ENGAGEMENT])]
    statements = [item for item in items if item.instrument == TEEI]
    if len(statements) == TEEI_STATEMENTS:
        found.append(("teei", statements))
    for driver in Driver:
        if driver is not Driver.ENGAGEMENT:
            found.append((f"driver:{driver}", [item for item in items if item.driver == driver]))
    return [(subject, parts) for subject, parts in found if parts]


def _in_order(group: Group) -> tuple[bool, int]:
    """Order groups by what they are, not by whose submission came first."""
    return group is not None, group or 0


def _listed(subject: str, views: Mapping[Group, Summary]) -> list[Published]:
    return [Published(team, subject, summary) for team, summary in views.items()]


def _of_item(answered: Answered, item: Item) -> dict[Group, Summary]:
    """Summarise one question for every view that may be published."""
    return {
        team: _summary(item.scale, answered.of_view(item.key, groups))
        for team, groups in answered.cells[item.key].shown
    }


def _of_promoters(answered: Answered, item: Item) -> dict[Group, Summary]:
    """Summarise an eNPS for the views its question is published in."""
    return {
        team: scoring.promoters(answered.of_view(item.key, groups))
        for team, groups in answered.cells[item.key].shown
    }


def _of_option(answered: Answered, item: Item, option: int) -> dict[Group, Summary]:
    """Summarise how many chose one of several answers."""
    return {
        team: scoring.chosen(answered.of_view(item.key, groups), option)
        for team, groups in answered.cells[item.key].shown
    }


def _summary(scale: Scale, values: Sequence[int]) -> Summary:
    favourable = sum(scoring.is_favourable(scale, value) for value in values)
    return scoring.summarise([scoring.points(scale, value) for value in values], favourable)


def _of_composite(
    answered: Answered, items: Sequence[Item], single: Mapping[str, Mapping[Group, Summary]]
) -> dict[Group, Summary]:
    """Put published questions together, in the views where every one of them is published.

    All of it follows from the questions' own results. Nothing here may read how the answers of one
    person lie together: neither their mean nor which of several questions they answered.
    """
    parts = heard(items, answered)
    return {
        team: scoring.composite([single[item.key][team] for item in parts])
        for team in (single[parts[0].key] if parts else ())
        if all(team in single[item.key] for item in parts)
    }
