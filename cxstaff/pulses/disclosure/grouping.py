"""With whom a person is counted: teams too small to stand alone are counted further up.

The same rule serves three times: with the people asked when a round opens, with the people who
answered when it closes, and again for comments, which need larger groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cxstaff.pulses.disclosure.anonymity import NOBODY, AnonymitySet, together

Parents = Mapping[int, int | None]


def roll_up(
    counts: Mapping[int, AnonymitySet], parents: Parents, smallest: int, left: AnonymitySet = NOBODY
) -> dict[int, int | None]:
    """Say for each team of `counts` in which group its people are counted (None: all asked).

    `left` are already counted with the company as a whole. Every group holds enough people (see
    `anonymity`), and so do those left to the company. When too few would be left, a small group
    joins them: below the nearest team above all of them, or else in the company. Only where there
    are too few in all is the company itself a smaller group.
    """
    standing: dict[int, list[int]] = {team: [team] for team in counts if counts[team]}
    groups: dict[int, list[int]] = {}
    rest: list[int] = []
    # From the bottom up, so that whoever is too few is handed to the team above before that one is
    # looked at, and every group is as near to its people as it can be.
    for team in _deepest_first(standing, parents):
        pool = standing.pop(team, [])
        if _people(pool, counts).is_enough(smallest):
            groups[team] = pool
            continue
        above = parents.get(team)
        rest += pool if above is None else []
        if above is not None:
            standing.setdefault(above, []).extend(pool)
    # Whoever is left over could be solved for: the company's number less those of all groups is
    # theirs alone. So they join a group near them, or groups are given up until they are enough.
    if groups and _is_too_few(left + _people(rest, counts), smallest):
        rest = [] if not left and _joined_below(groups, rest, counts, parents) else rest
    while groups and _is_too_few(left + _people(rest, counts), smallest):
        rest += groups.pop(_smallest(groups, counts))
    found: dict[int, int | None] = dict.fromkeys(rest)
    found |= {team: group for group, pool in groups.items() for team in pool}
    return found


def groups_below(groups: Iterable[int], parents: Parents) -> dict[int, set[int]]:
    """Return for every team that holds a group, itself or below, the groups it holds."""
    found: dict[int, set[int]] = {}
    for group in groups:
        team: int | None = group
        while team is not None and group not in found.setdefault(team, set()):
            found[team].add(group)
            team = parents.get(team)
    return found


def depth_of(team: int, parents: Parents) -> int:
    """Return how many teams stand above `team`."""
    return len(upwards(team, parents)) - 1


def upwards(team: int, parents: Parents) -> list[int]:
    """Return a team and those above it, the highest last."""
    found = [team]
    while (above := parents.get(found[-1])) is not None and above not in found:
        found.append(above)
    return found


def _joined_below(
    groups: dict[int, list[int]],
    rest: list[int],
    counts: Mapping[int, AnonymitySet],
    parents: Parents,
) -> bool:
    """Join `rest` with the smallest group below the nearest team above them, if there is one."""
    common = [set(upwards(team, parents)) for team in rest]
    for above in upwards(rest[0], parents):
        if not all(above in each for each in common):
            continue
        inside = {group: pool for group, pool in groups.items() if above in upwards(group, parents)}
        if inside:
            groups[above] = rest + groups.pop(_smallest(inside, counts))
            return True
    return False


def _smallest(groups: Mapping[int, list[int]], counts: Mapping[int, AnonymitySet]) -> int:
    return min(groups, key=lambda team: (_people(groups[team], counts).total, team))


def _deepest_first(teams: Iterable[int], parents: Parents) -> list[int]:
    known: set[int] = set()
    for start in teams:
        team: int | None = start
        while team is not None and team not in known:
            known.add(team)
            team = parents.get(team)
    return sorted(known, key=lambda team: (-depth_of(team, parents), team))


def _people(teams: Iterable[int], counts: Mapping[int, AnonymitySet]) -> AnonymitySet:
    return together(counts[team] for team in teams)


def _is_too_few(people: AnonymitySet, smallest: int) -> bool:
    return bool(people) and not people.is_enough(smallest)
