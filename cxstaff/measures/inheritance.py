"""Targets that hold for the teams below: the nearest team's own comes first, the company's last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from cxstaff.date_range import DateRange

Parents = Mapping[int, int | None]


Target = TypeVar("Target", bound=Any)
"""What holds for a team (`team_id`, None: the company) on a `measure_id`, on the days of `span`."""


@dataclass(frozen=True, slots=True)
class TargetSpell(Generic[Target]):
    """Days on which a target holds for a team: its own, or one from above."""

    team_id: int
    target: Target
    span: DateRange


def path_up(team_id: int | None, parents: Parents) -> list[int | None]:
    """Return a team, the teams above it, and None for the company: whose target counts first."""
    found = list[int | None]()
    while team_id is not None and team_id not in found:
        found.append(team_id)
        team_id = parents.get(team_id)
    return [*found, None]


def nearest(targets: Iterable[Target], path: Sequence[int | None]) -> list[Target]:
    """Return of targets that hold on one day the one for each measure that stands first on a path.

    Those of teams beside the path are left out; the order of the others stays.
    """
    place = {team_id: number for number, team_id in enumerate(path)}
    listed = [each for each in targets if each.team_id in place]
    first = dict[int, Target]()
    for each in listed:
        known = first.get(each.measure_id)
        if known is None or place[each.team_id] < place[known.team_id]:
            first[each.measure_id] = each
    return [each for each in listed if first[each.measure_id] is each]


def spells(
    targets: Iterable[Target], parents: Parents, closed: Mapping[int, date]
) -> list[TargetSpell[Target]]:
    """Return for every team the days on which each target holds for it, its own and from above.

    `closed` are the days from which teams are closed: nothing from above holds for them then.
    """
    by_measure: dict[int, dict[int | None, list[Target]]] = defaultdict(lambda: defaultdict(list))
    for each in targets:
        by_measure[each.measure_id][each.team_id].append(each)
    paths = {team_id: path_up(team_id, parents) for team_id in parents}
    found = list[TargetSpell[Target]]()
    for placed in by_measure.values():
        for team_id, path in paths.items():
            held = [place for place in path if place in placed]
            if held:
                own = [placed[place] for place in held]
                found += _layered(team_id, own, held[0] == team_id, closed.get(team_id))
    return found


def _layered(
    team_id: int, layers: Sequence[Sequence[Target]], has_own: bool, closed: date | None
) -> list[TargetSpell[Target]]:
    """Lay targets over each other, the first layer on top."""
    found, taken = list[TargetSpell[Target]](), list[DateRange]()
    for number, layer in enumerate(layers):
        is_own = has_own and number == 0
        for each in layer:
            span = each.span if is_own else _before(each.span, closed)
            pieces = _without(span, taken) if span else []
            found += [TargetSpell(team_id, each, piece) for piece in pieces]
        taken += [each.span for each in layer]
    return found


def _before(span: DateRange, day: date | None) -> DateRange | None:
    """Return the part of a span before a day; None where nothing is left."""
    if day is None:
        return span
    if span.since >= day:
        return None
    return DateRange(span.since, day if span.until is None else min(span.until, day))


def _without(span: DateRange, taken: Sequence[DateRange]) -> list[DateRange]:
    """Return the parts of a span on which nothing else is taken, in order."""
    parts = [span]
    for each in sorted((one for one in taken if one.meets(span)), key=lambda one: one.since):
        last = parts.pop()
        if last.since < each.since:
            parts.append(DateRange(last.since, each.since))
        if each.until is None or (last.until is not None and last.until <= each.until):
            return parts
        parts.append(DateRange(max(last.since, each.until), last.until))
    return parts
