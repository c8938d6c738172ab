"""The check of a roster file: what would become of whom and of which team, before it is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from cxstaff.people.roster.checking.changes import PersonChange, Plan
from cxstaff.people.roster.checking.entry import Entry
from cxstaff.people.spans import Span

KINDS = (
    "new", "gone", "moved", "left", "back", "teamless",
    "leads", "history", "details", "roles", "same",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonLine:
    """What would become of one person: their team before and after, since when, what differs.

    `until` is the first day they no longer work here. Teams are names.
    """

    name: str
    email: str | None
    number: str | None
    was: str | None
    team: str | None
    since: date | None
    until: date | None
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeadLine:
    """Who would begin and who would stop leading a team."""

    team: str
    begin: tuple[str, ...]
    end: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParentLine:
    """A team that would belong to another one than before; None for none, or a new team."""

    team: str
    was: str | None
    parent: str


@dataclass(frozen=True, slots=True)
class Check:
    """What a file would do, counted by kind of change, with a line for each person and team."""

    people: tuple[PersonLine, ...]
    leads: tuple[LeadLine, ...]
    parents: tuple[ParentLine, ...]
    new_teams: tuple[str, ...]
    renames: tuple[tuple[str, str], ...]
    counts: Counter[str]

    def of_kind(self, kind: str) -> list[PersonLine]:
        """Return the people of one kind of change; all who change where it is none."""
        if kind in KINDS:
            return [line for line in self.people if kind in line.kinds]
        return [line for line in self.people if "same" not in line.kinds]


def checked(plan: Plan, today: date) -> Check:
    """Return what a plan would do."""
    people = [_line(change, plan, today) for change in plan.changes]
    people += [_line(PersonChange(entry, entry), plan, today) for entry in plan.same]
    return Check(
        people=tuple(people),
        leads=_leads(plan, today),
        parents=tuple(
            ParentLine(plan.team_names[team], _name(plan, plan.parents_before.get(team)), name)
            for team, parent in plan.parents.items()
            if team not in plan.new_teams and (name := plan.team_names[parent])
        ),
        new_teams=tuple(sorted(plan.new_teams.values(), key=str.casefold)),
        renames=tuple((plan.names_before[key], name) for key, name in plan.renames.items()),
        counts=Counter(kind for line in people for kind in line.kinds),
    )


def _line(change: PersonChange, plan: Plan, today: date) -> PersonLine:
    before, after = change.before, change.after
    old, new = _stay(before, today), _stay(after, today) or _coming(after, today)
    if before is None and not after.works_on(today):
        old = after.spans[-1] if after.spans else None
    return PersonLine(
        name=after.name,
        email=after.email,
        number=after.number,
        was=_name(plan, old.team if old else None),
        team=_name(plan, new.team if new else None),
        since=new.since if new else None,
        until=after.left_on,
        kinds=_kinds(change, old, new, today),
    )


def _kinds(
    change: PersonChange, old: Span | None, new: Span | None, today: date
) -> tuple[str, ...]:
    told = set(change.kinds)
    is_moved = "teams" in told and not told & {"left", "back"} and _differ(old, new)
    kinds = list(told)
    if change.before is None and not change.after.works_on(today):
        kinds.append("gone")
    if is_moved:
        kinds.append("moved")
    elif "teams" in told and not told & {"left", "back"}:
        kinds.append("history")
    if new is None and change.after.works_on(today):
        kinds.append("teamless")
    return tuple(kind for kind in KINDS if kind in kinds) or ("same",)


def _differ(old: Span | None, new: Span | None) -> bool:
    return (old.team if old else None) != (new.team if new else None)


def _leads(plan: Plan, today: date) -> tuple[LeadLine, ...]:
    begin, end = dict[str, list[str]](), dict[str, list[str]]()
    for change in plan.changes:
        before = set(change.before.leads_on(today)) if change.before else set()
        after = {led.team for led in change.after.leads if led.until is None or led.holds(today)}
        for team in after - before:
            begin.setdefault(team, []).append(change.after.name)
        for team in before - after:
            end.setdefault(team, []).append(change.after.name)
    teams = sorted({*begin, *end}, key=lambda team: plan.team_names[team].casefold())
    return tuple(
        LeadLine(plan.team_names[team], tuple(begin.get(team, ())), tuple(end.get(team, ())))
        for team in teams
    )


def _stay(entry: Entry | None, day: date) -> Span | None:
    """Return in which team somebody is on a day, if they work here."""
    if entry is None or not entry.works_on(day):
        return None
    return next((span for span in entry.spans if span.holds(day)), None)


def _coming(entry: Entry, today: date) -> Span | None:
    """Return the next team of somebody who is in none yet."""
    return next((span for span in entry.spans if span.since > today), None)


def _name(plan: Plan, team: str | None) -> str | None:
    return plan.team_names.get(team) if team else None
