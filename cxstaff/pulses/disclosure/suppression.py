"""Which views of a round may be published, so that no small group can be solved from all of them.

A view is the sum over some groups. The groups below a team lie inside those below the team above
it, so published views are nested or apart. What such views tell together is exactly the sums of
their *remainders*: each published view less the published views inside it. Remainders do not
overlap, so every combination of the views is the same number for everybody in a remainder, and
the smallest sets of people that can be solved are the remainders themselves. Publishing is
therefore safe if and only if every remainder holds nobody or enough people (see `anonymity`).
(tests/pulses/test_disclosure.py holds this against linear algebra on every subset.)

Views are offered largest first, so that the company and its departments are seen before a team
is. Two views of the very same people are both published.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cxstaff.pulses.disclosure.anonymity import NOBODY, AnonymitySet, together

Name = TypeVar("Name", bound=Hashable)
Group = TypeVar("Group", bound=Hashable)


@dataclass(slots=True)
class _Published:
    """A published view: its groups, and the people who are in it but in no view inside it."""

    groups: frozenset[object]
    remainder: AnonymitySet


def publishable(
    views: Sequence[tuple[Name, frozenset[Group]]],
    people: Mapping[Group, AnonymitySet],
    smallest: int,
) -> set[Name]:
    """Choose which of `views` (name, groups) to publish; `people` counts those in each group.

    The sets of groups have to be nested or apart. Runs in about (views × depth) steps.
    """
    counts = {
        name: together(people.get(group, NOBODY) for group in groups) for name, groups in views
    }
    # Of each group, the smallest published view that holds it: views come largest first and are
    # nested or apart, so it is what a later view is taken from.
    owner: dict[Group, _Published] = {}
    published: set[Name] = set()
    for name, groups in sorted(views, key=lambda view: -counts[view[0]].total):
        filled = frozenset(group for group in groups if people.get(group))
        if not counts[name].is_enough(smallest):
            continue
        around = owner.get(next(iter(filled)))
        if around is not None and around.groups == filled:
            published.add(name)
            continue
        # What stays of the view around is told too, by subtracting: it has to be enough as well.
        left = around.remainder - counts[name] if around is not None else NOBODY
        if left and not left.is_enough(smallest):
            continue
        if around is not None:
            around.remainder = left
        mine = _Published(filled, counts[name])
        owner.update(dict.fromkeys(filled, mine))
        published.add(name)
    return published
