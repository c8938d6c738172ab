"""Lines of a roster file that say the same twice, or put one person into two teams at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from cxstaff.people.roster.checking.changes import Choice, Plan, RosterQuestion
from cxstaff.people.roster.checking.entry import key_of
from cxstaff.people.roster.reading.line import RosterLine
from cxstaff.text import N_

TWO_TEAMS = N_("%(name)s is in %(count)s teams at once, and counts for one. In which?")
A_TEAM = "%(team)s"


def one_team_a_day(
    rows: Sequence[RosterLine], answers: Mapping[str, str], plan: Plan
) -> list[RosterLine]:
    """Return the lines that count: each once, and of two teams at once the one that was chosen."""
    together = defaultdict[tuple[str, date | None], dict[RosterLine, RosterLine]](dict)
    for row in rows:
        together[identity_of(row), row.since].setdefault(replace(row, line=0), row)
    kept = list[RosterLine]()
    for (identity, _since), different in together.items():
        lines = list(different.values())
        kept += lines if len(lines) == 1 else _chosen(identity, lines, answers, plan)
    return kept


def _chosen(
    identity: str, lines: Sequence[RosterLine], answers: Mapping[str, str], plan: Plan
) -> Sequence[RosterLine]:
    """Return the lines about one person and day that count; asks where they name two teams."""
    teams = list(dict.fromkeys(row.team for row in lines if row.team))
    if len(teams) < 2:
        return lines
    key, names = f"team-{identity}", [plan.team_names[team] for team in teams]
    answer = answers.get(key, "").casefold()
    if answer in map(key_of, names):
        team = teams[list(map(key_of, names)).index(answer)]
        return [row for row in lines if row.team == team]
    choices = [Choice(key_of(name), A_TEAM, {"team": name}) for name in names]
    values = {"name": lines[0].name, "count": len(teams)}
    plan.questions.append(RosterQuestion(key, TWO_TEAMS, values, choices))
    return lines[:1]


def identity_of(row: RosterLine) -> str:
    """Return by what lines of a file are about one person."""
    return row.number or row.email or key_of(row.name)
