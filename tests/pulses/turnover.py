"""A company with the usual turnover that is asked again and again: how much it still sees."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from cxstaff.pulses.closing.tabulation import PlacedCounts, cells
from cxstaff.pulses.disclosure.anonymity import AnonymitySet, cover_of
from cxstaff.pulses.disclosure.differencing_attacks import NOWHERE, Before

DEPARTMENTS, TEAMS_EACH, SMALLEST = 10, 6, 5
PARENTS: dict[int, int | None] = dict.fromkeys(range(1, DEPARTMENTS + 1)) | {
    100 + n: 1 + n // TEAMS_EACH for n in range(DEPARTMENTS * TEAMS_EACH)
}
TEAMS = [team for team in PARENTS if team >= 100]


@dataclass
class Company:
    """Sixty teams of 5 to 12 people, `monthly` of whom leave in a month and are replaced.

    `takes_part` of them answer each time: some nearly always, some now and then.
    """

    monthly: float
    takes_part: float = 0.8
    draw: random.Random = field(default_factory=lambda: random.Random(5))
    team_of: dict[int, int] = field(default_factory=dict)
    habit: dict[int, float] = field(default_factory=dict)
    told: list[tuple[int, dict[int, tuple[int, int | None]]]] = field(default_factory=list)
    asked: int = 0

    def __post_init__(self) -> None:
        for team in TEAMS:
            for _ in range(self.draw.randint(5, 12)):
                self._hire(team)

    def ask(self, day: int, alike_for: int) -> tuple[int, int]:
        """Ask everybody; return how many views are published, and would be without the rule."""
        here = [who for who in self.team_of if self.draw.random() < self.habit[who]]
        counts = Counter(self.team_of[who] for who in here)
        sets = {team: AnonymitySet(settled=n) for team, n in counts.items()}
        lately = [places for when, places in self.told if day - when < alike_for]
        before = _before(lately, {who: self.team_of[who] for who in here})
        found = cells(sets, PARENTS, SMALLEST, before)
        places = {who: (day, found.places[self.team_of[who]]) for who in here if found.places}
        self.told.append((day, places))
        return _views(found), _views(cells(sets, PARENTS, SMALLEST))

    def pass_days(self, days: int) -> None:
        """Let people leave, and others come in their place."""
        for who, team in list(self.team_of.items()):
            if self.draw.random() < self.monthly * days / 30:
                del self.team_of[who], self.habit[who]
                self._hire(team)

    def _hire(self, team: int) -> None:
        self.asked += 1
        self.team_of[self.asked] = team
        self.habit[self.asked] = self.draw.betavariate(4 * self.takes_part, 4 - 4 * self.takes_part)


def share_shown(company: Company, every: int, alike_for: int, rounds: int = 12) -> float:
    """Return the share of views that stay published when asked `every` so many days."""
    shown = would_be = 0
    for number in range(rounds):
        published, possible = company.ask(number * every, alike_for)
        if number * every >= 21:  # before that nothing was told lately
            shown, would_be = shown + published, would_be + possible
        company.pass_days(every)
    return shown / would_be


def _before(lately: list[dict[int, tuple[int, int | None]]], here: dict[int, int]) -> Before:
    """Say where everybody was counted in each of the last rounds, and is now; all are settled."""
    cover = cover_of(1)
    people = Counter[Any]()
    for who in set(here).union(*lately):
        cells = tuple(places.get(who, NOWHERE) for places in lately)
        people[cells, here.get(who, NOWHERE)] += cover
    return Before(people, (cover_of(SMALLEST),) * len(lately))


def _views(found: PlacedCounts) -> int:
    return len(found.chosen)
