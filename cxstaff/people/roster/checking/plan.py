"""What a roster file would change, worked out in memory before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from cxstaff.people.roster.checking import absences, managers, rehires, renames
from cxstaff.people.roster.checking.changes import Known, PersonChange, Plan
from cxstaff.people.roster.checking.doubles import one_team_a_day
from cxstaff.people.roster.checking.entry import Entry, key_of
from cxstaff.people.roster.checking.entry import after as after_line
from cxstaff.people.roster.checking.matching import People
from cxstaff.people.roster.reading.line import LineProblem, RosterLine, by_line
from cxstaff.people.roster.reading.status import RosterStanding
from cxstaff.people.spans import Overlap
from cxstaff.text import N_

TWICE = N_("Line %(first)s says something about the same person and first day.")
TWICE_HIRED = N_(
    "Line %(first)s is about the same person, with no other first day. Remove one of the two."
)
OVERLAPS = N_("This stay in a team reaches into the next one, which begins on %(day)s.")
TWO_PARENTS = N_("Line %(first)s puts %(team)s under %(parent)s.")
LOOP = N_("%(team)s cannot belong to %(parent)s, which already belongs to %(team)s.")
ONLY_ADMINS = N_("Only an admin can give or take roles.")
NOT_YOUR_EMAIL = N_("%(name)s holds a role, so only an admin can change this e-mail.")
LAST_ADMIN = N_("This would leave nobody as admin who can sign in.")
CLOSED = N_("%(team)s is closed since %(day)s. Open it again, or name another team.")
STATUS_AND_DAY = N_(
    "%(name)s works here by the status and has left by the day, %(day)s. The day counts."
)


def plan(
    rows: Sequence[RosterLine],
    known: Known,
    *,
    today: date,
    may_give_roles: bool,
    answers: Mapping[str, str] | None = None,
) -> Plan:
    """Work out what `rows` change about the roster, with what was answered about them."""
    answers = answers or {}
    made = _Planning(known, today, may_give_roles, answers, {}).result(rows)
    offered = renames.offered(made, known, today)
    chosen = renames.chosen(offered, answers)
    if chosen:
        made = _Planning(known, today, may_give_roles, answers, chosen).result(rows)
    made.questions.extend(each for each in offered if each.key not in answers)
    return made


class _Planning:
    """The roster in memory while the lines of a file are applied to it."""

    def __init__(
        self,
        known: Known,
        today: date,
        may_give_roles: bool,
        answers: Mapping[str, str],
        renamed: Mapping[str, str],
    ) -> None:
        self.known, self.today, self.may_give_roles = known, today, may_give_roles
        self.answers, self.renamed = answers, renamed
        self.keys = renames.keys(renamed)
        self.plan = Plan(parents_before=dict(known.parents), names_before=dict(known.teams))
        self.people = People(known.entries, known.teams, answers, self.plan, today)
        self.days: dict[tuple[int, date | None, str], RosterLine] = {}
        self.parent_lines: dict[str, int] = {}
        self.votes = managers.Votes()

    def result(self, rows: Iterable[RosterLine]) -> Plan:
        """Apply the lines; return the plan: changes by name, problems by line."""
        self.plan.renames = dict(self.renamed)
        rows = [self._with_teams(row) for row in rows]
        self.plan.team_names = {**self.plan.new_teams, **self.known.teams, **self.renamed}
        rows = rehires.told_apart(rows, self.answers, self.plan)
        kept = one_team_a_day(rows, self.answers, self.plan)
        self.people.expect(kept)
        for row in sorted(kept, key=self._day_of):
            self._take(row)
        entries = self.people.entries
        managers.apply(self.votes, self.people, self.answers, self.plan, self.today)
        absences.apply(self.people, self.answers, self.plan, self.today)
        known = len(self.known.entries)
        for place, after in enumerate(entries):
            before = self.known.entries[place] if place < known else None
            if before != after:
                self.plan.changes.append(PersonChange(before, after))
            elif place in self.people.told:
                self.plan.same.append(after)
        self._keep_an_admin()
        self.plan.problems = by_line(self.plan.problems)
        self.plan.notes = by_line(self.plan.notes)
        self.plan.changes.sort(key=lambda change: change.after.name.casefold())
        self.plan.same.sort(key=lambda entry: entry.name.casefold())
        return self.plan

    def _with_teams(self, row: RosterLine) -> RosterLine:
        """Note the teams a line names and which belongs to which; return it with their keys."""
        team, parent = (self._key(name) for name in (row.team, row.parent_team))
        if team in self.known.closed and row.until is None and row.left_on is None:
            row, team = self._in_closed(row, team)
        if parent in self.known.closed:
            closed_on, parent = self.known.closed[parent]
            if parent is None:
                named = {"team": row.parent_team, "day": closed_on.isoformat()}
                self._wrong(row, "parent_team", CLOSED, **named)
        if team and parent and team != parent:
            self._take_parent(row, team, parent)
        return replace(row, team=team, parent_team=parent)

    def _in_closed(self, row: RosterLine, team: str) -> tuple[RosterLine, str]:
        """Return a line about a team that is closed as one about the team it was merged into.

        A first day from before that is the merged team's, and known already.
        """
        closed_on, into = self.known.closed[team]
        if into is None:
            self._wrong(row, "team", CLOSED, team=row.team, day=closed_on.isoformat())
            return row, team
        since = row.since if row.since is None or row.since >= closed_on else None
        row = replace(row, since=since)
        return self._in_closed(row, into) if into in self.known.closed else (row, into)

    def _key(self, name: str | None) -> str | None:
        """Return what a team of the file is known by; a new one is noted."""
        if not name:
            return None
        key = self.keys.get(key_of(name), key_of(name))
        if key not in self.known.teams:
            self.plan.new_teams.setdefault(key, name)
        return key

    def _day_of(self, row: RosterLine) -> date:
        """Return from which day on a line tells something; who has left comes before the others."""
        left_on = row.left_on if row.left_on and row.left_on < self.today else None
        return row.since or left_on or self.today

    def _take(self, row: RosterLine) -> None:
        """Apply a line to the person it is about."""
        place = self.people.place_of(row)
        if place is None:
            return
        entry = self.people.entries[place]
        other = (row.number or row.email or "") if rehires.is_otherwise(entry, row) else ""
        first = self.days.setdefault((place, row.since, other), row)
        if first is not row and not rehires.is_plain([first, row]):
            came_back = row.since is None and row.hired_on is not None
            self._wrong(row, "since", TWICE_HIRED if came_back else TWICE, first=first.line)
            return
        before, row = rehires.under_newest_number(entry, row)
        try:
            after = after_line(before, row, self.today)
        except Overlap as overlap:
            self._wrong(row, "until", OVERLAPS, day=overlap.args[0].isoformat())
            return
        if not self._is_allowed(row, before, after):
            return
        if row.standing is RosterStanding.WORKS and row.left_on and row.left_on <= self.today:
            named = {"name": row.name, "day": row.left_on.isoformat()}
            self.plan.notes.append(LineProblem(row.line, "status", STATUS_AND_DAY, named))
        self.people.put(place, after, row)
        self.votes.add(row, place)

    def _take_parent(self, row: RosterLine, team: str, parent: str) -> None:
        now = self.plan.parents.get(team, self.known.parents.get(team))
        first = self.parent_lines.setdefault(team, row.line)
        if now == parent:
            return
        if first != row.line:
            names = {"team": row.team, "parent": self._team_name(now)}
            self._wrong(row, "parent_team", TWO_PARENTS, first=first, **names)
            return
        above: str | None = parent
        while above is not None and above != team:
            above = self.plan.parents.get(above, self.known.parents.get(above))
        if above == team:
            self._wrong(row, "parent_team", LOOP, team=row.team, parent=row.parent_team)
            return
        self.plan.parents[team] = parent

    def _is_allowed(self, row: RosterLine, before: Entry, after: Entry) -> bool:
        if before.roles != after.roles and not self.may_give_roles:
            self._wrong(row, "roles", ONLY_ADMINS)
            return False
        if before.roles and before.email != after.email and not self.may_give_roles:
            self._wrong(row, "email", NOT_YOUR_EMAIL, name=before.name)
            return False
        return True

    def _keep_an_admin(self) -> None:
        lost = [c for c in self.plan.changes if c.before and c.before.is_admin > c.after.is_admin]
        if lost and not any(entry.is_admin for entry in self.people.entries):
            place = self.people.entries.index(lost[-1].after)
            line = self.people.told.get(place, 0)
            self.plan.problems.append(LineProblem(line, "roles", LAST_ADMIN))

    def _team_name(self, key: str | None) -> str:
        return self.known.teams.get(key or "") or self.plan.new_teams.get(key or "", "")

    def _wrong(self, row: RosterLine, column: str, sentence: str, **values: object) -> None:
        self.plan.problems.append(LineProblem(row.line, column, sentence, values))
