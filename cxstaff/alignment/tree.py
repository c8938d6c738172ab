"""Teams as a tree, for walking up and down without asking the database again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class PlacedTeam(NamedTuple):
    """What of a team a list needs, read for all teams at once."""

    id: int
    name: str
    parent_id: int | None
    closed_on: date | None


class TeamTree:
    """Teams by what they belong to."""

    def __init__(self, teams: Iterable[PlacedTeam]) -> None:
        self.by_id = {team.id: team for team in teams}
        self.children = defaultdict[int | None, list[PlacedTeam]](list)
        for team in self.by_id.values():
            self.children[team.parent_id].append(team)

    @property
    def parents(self) -> dict[int, int | None]:
        """Return the team above each team, None of those at the top."""
        return {team.id: team.parent_id for team in self.by_id.values()}

    def path(self, team: PlacedTeam) -> list[PlacedTeam]:
        """Return the teams from the topmost down to `team`."""
        found = [team]
        while found[-1].parent_id is not None:
            found.append(self.by_id[found[-1].parent_id])
        return found[::-1]

    def above(self, team: PlacedTeam) -> list[str]:
        """Return the names of the teams above a team, the topmost first."""
        return [each.name for each in self.path(team)[:-1]]

    def below(self, tops: Iterable[int]) -> list[int]:
        """Return teams and all teams below them."""
        found = list(dict.fromkeys(tops))
        known = set(found)
        for each in found:
            new = [child.id for child in self.children.get(each, ()) if child.id not in known]
            found += new
            known.update(new)
        return found

    def holds(self, team: PlacedTeam, words: str) -> bool:
        """Say whether a team's name, or one above it, holds `words`."""
        return any(words.lower() in each.name.lower() for each in self.path(team))


def in_order(team: PlacedTeam) -> tuple[str, int]:
    """Return what teams are listed by: their names, whatever letters are capitals."""
    return team.name.casefold(), team.id
