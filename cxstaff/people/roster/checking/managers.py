"""Managers of a roster file made leads: whom most people of a team name leads it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from cxstaff.people.roster.checking.changes import Plan, RosterQuestion
from cxstaff.people.roster.checking.entry import Entry
from cxstaff.people.roster.checking.matching import People
from cxstaff.people.roster.reading.line import LineProblem, Manager, RosterLine
from cxstaff.people.roster.reading.names import turned
from cxstaff.people.spans import Span, ended
from cxstaff.text import N_

UNKNOWN = N_("The manager %(manager)s (lines: %(count)s) is not on the roster, so not used.")
GONE = N_("The manager %(manager)s (lines: %(count)s) has left, so not used.")
SEVERAL = N_("Several people are called %(manager)s. Who is the manager?")
TIED = N_("People of %(team)s name several managers equally often. Who leads it?")


@dataclass(slots=True)
class Votes:
    """Which managers the lines of a file name, and which teams say who leads them in a column."""

    named: list[tuple[int, RosterLine, Manager]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def add(self, row: RosterLine, place: int) -> None:
        """Count a line about the person at `place`."""
        if row.manager:
            self.named.append((place, row, row.manager))
        if row.is_lead and row.team:
            self.told.add(row.team)


def apply(
    votes: Votes, people: People, answers: Mapping[str, str], plan: Plan, today: date
) -> None:
    """Make whom most of a team's people name its lead, from today; others stop leading it.

    Of managers named equally often one who is in the team comes first; further ties are asked.
    Where a column says of somebody that they lead a team, its managers are not looked at.
    """
    counted = _counted(votes, people, answers, plan, today)
    leading = _leading(people, today)
    for team, named in counted.items():
        if team in votes.told:
            continue
        chosen = _most_named(team, named, people, answers, plan, today)
        if chosen is None:
            continue
        for place in leading[team] - {chosen}:
            people.entries[place] = _stopped(people.entries[place], team, today)
        if chosen not in leading[team]:
            people.entries[chosen] = _leads(people.entries[chosen], team, today)


def _counted(
    votes: Votes, people: People, answers: Mapping[str, str], plan: Plan, today: date
) -> dict[str, Counter[int]]:
    """Return how many people of each team name each manager; tells of those nobody knows."""
    found, lines = defaultdict[str, Counter[int]](Counter), defaultdict[str, list[RosterLine]](list)
    places = dict[Manager, set[int]]()
    for place, row, manager in votes.named:
        if manager not in places:
            places[manager] = _asked(manager, people, answers, plan)
        entry, managers = people.entries[place], places[manager]
        team = _team_on(entry, today)
        if not managers:
            lines[manager.said].append(row)
        elif len(managers) == 1 and team and entry.works_on(today):
            [each] = managers
            if each != place:
                found[team][each] += 1
    for said, rows in lines.items():
        values = {"manager": said, "count": len(rows)}
        plan.notes.append(LineProblem(rows[0].line, "manager", UNKNOWN, values))
    return {team: _here(named, people, plan, today) for team, named in found.items()}


def _here(named: Counter[int], people: People, plan: Plan, today: date) -> Counter[int]:
    """Leave out managers who have left, and tell of them."""
    for place in [each for each in named if not people.entries[each].works_on(today)]:
        values = {"manager": people.entries[place].name, "count": named.pop(place)}
        plan.notes.append(LineProblem(people.told.get(place, 0), "manager", GONE, values))
    return named


def _asked(manager: Manager, people: People, answers: Mapping[str, str], plan: Plan) -> set[int]:
    """Return where a manager stands: by number, e-mail or name; nowhere, or several in doubt."""
    for place in (people.by_any_number(manager.number), people.by_email(manager.email)):
        if place is not None:
            return {place}
    found = _called(manager.name, people) if manager.name else set[int]()
    if len(found) < 2:
        return found
    key = f"manager-{manager.name}".casefold()
    chosen = {each for each in found if people.value(each) == answers.get(key)}
    if not chosen and key not in plan.asked:
        plan.asked.add(key)
        choices = [people.choice(each) for each in sorted(found)]
        plan.questions.append(RosterQuestion(key, SEVERAL, {"manager": manager.name}, choices))
    return chosen or found


def _called(name: str, people: People) -> set[int]:
    """Return who is called so: as written, as "Last, First", or before a bracket."""
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", name)
    for spelling in dict.fromkeys((name, turned(name), bare, turned(bare))):
        if found := people.called(spelling):
            return found
    return set()


def _most_named(
    team: str,
    named: Counter[int],
    people: People,
    answers: Mapping[str, str],
    plan: Plan,
    today: date,
) -> int | None:
    most = max(named.values(), default=0)
    first = sorted(place for place, count in named.items() if count == most)
    inside = [place for place in first if _team_on(people.entries[place], today) == team]
    tied = inside or first
    if len(tied) < 2:
        return tied[0] if tied else None
    return _untied(team, tied, people, answers, plan)


def _untied(
    team: str, tied: Sequence[int], people: People, answers: Mapping[str, str], plan: Plan
) -> int | None:
    key = f"lead-{plan.team_names[team]}".casefold()
    for place in tied:
        if people.value(place) == answers.get(key):
            return place
    choices = [people.choice(place) for place in tied]
    plan.questions.append(RosterQuestion(key, TIED, {"team": plan.team_names[team]}, choices))
    return None


def _leading(people: People, today: date) -> defaultdict[str, set[int]]:
    found = defaultdict[str, set[int]](set)
    for place, entry in enumerate(people.entries):
        for team in entry.leads_on(today):
            found[team].add(place)
    return found


def _team_on(entry: Entry, day: date) -> str | None:
    return next((span.team for span in entry.spans if span.holds(day)), None)


def _leads(entry: Entry, team: str, today: date) -> Entry:
    since = max([today, *(span.since for span in entry.spans[:1])])
    leads = (*entry.leads, Span(since, None, team))
    return replace(entry, leads=tuple(ended(leads, entry.left_on)) if entry.left_on else leads)


def _stopped(entry: Entry, team: str, today: date) -> Entry:
    others = [led for led in entry.leads if led.team != team or not led.holds(today)]
    theirs = [led for led in entry.leads if led.team == team and led.holds(today)]
    return replace(entry, leads=(*others, *ended(theirs, today)))
