"""What the pages of the roster are handed: the list of people, and one entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.db import Page
from cxstaff.people.models import Leadership, Leave, Membership, Person, RefusedAddress, Role
from cxstaff.people.roster.forms import RosterSearch
from cxstaff.people.words import ROLE_NAMES
from cxstaff.web import day, number
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import NOTHING, Notice, Way


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in the list: their team today, and what they are trusted with as (words, tone)."""

    person: Person
    contact: str
    team: str
    marks: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everybody who works here or left, as far as they are looked for."""

    people: Page[PersonRow]
    search: RosterSearch

    @property
    def lead(self) -> str:
        """Say how many there are, or were found."""
        count = self.people.total
        told = {"count": number(count)}
        if self.search.is_filtered:
            return str(ngettext("%(count)s person found", "%(count)s people found", count, **told))
        return str(
            ngettext("%(count)s person works here", "%(count)s people work here", count, **told)
        )

    @property
    def nothing(self) -> EmptyState:
        """Say why nobody is listed."""
        if self.search.is_filtered:
            return EmptyState(
                "search",
                _("Nobody found"),
                _("Try fewer letters, or look in all teams."),
                _("Show everybody"),
                "people.index",
            )
        return EmptyState(
            "users",
            _("Nobody on the roster yet"),
            _("Bring in everybody from a file, or add people one by one."),
            _("Import a roster"),
            "people.new_import",
        )


@dataclass(frozen=True, slots=True)
class SpanRow:
    """A person's time in a team, as its lead, or away; `until` is its last day or end in words."""

    id: int
    team: str
    since: str
    until: str
    is_now: bool
    mark: str
    ways: Sequence[Way] = ()
    may_end: bool = False


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One person's entry, and what the reader may do about it."""

    person: Person
    forms: Mapping[str, object]
    paths: Mapping[int, str]
    today: date
    calendar: str | None
    holiday: tuple[date, str] | None
    refusal: RefusedAddress | None
    may_keep: bool
    may_give_roles: bool

    @property
    def lead(self) -> str:
        """Say how the person can be written to."""
        return self.person.email or str(_("No e-mail, so no sign-in."))

    @property
    def works(self) -> bool:
        """Say whether the person works here."""
        return self.person.works_here(self.today)

    @property
    def ways(self) -> list[Way]:
        """Return what can be done about the entry as a whole."""
        place = {"person_id": self.person.id}
        change = Way(_("Change"), "people.edit", place, icon="edit")
        return [change] if self.may_keep else []

    @property
    def notices(self) -> list[Notice]:
        """Say that the person leaves or left."""
        if not self.person.left_on:
            return []
        told = _("From that day on nobody can sign in as %(name)s.", name=self.person.name)
        return [Notice("info", self.leaving, told)]

    @property
    def invitation(self) -> list[Way]:
        """Return what sends an invitation, where one can be sent."""
        place = {"person_id": self.person.id}
        told = _("Send an invitation")
        invite = Way(told, "people.invite", place, icon="send", posts=True)
        return [invite] if self.may_invite else []

    @property
    def to_factors(self) -> list[Way]:
        """Return the way to the person's second factors, for those who may look at them."""
        place = {"person_id": self.person.id}
        there = Way(_("Second factor"), "factors.show", place, icon="shield-check")
        return [there] if self.may_see_factors else []

    @property
    def leaving(self) -> str:
        """Say when somebody leaves or left."""
        left = day(self.person.left_on)
        if self.works:
            return str(_("Leaves on %(day)s", day=left))
        return str(_("Left on %(day)s", day=left))

    @property
    def refused(self) -> RefusedAddress | None:
        """Return that the person's letters do not arrive, for those who can mend it."""
        return self.refusal if self.may_keep else None

    @property
    def may_change(self) -> bool:
        """Say whether the reader can move the person, have them lead or let them leave."""
        return self.may_keep and self.works

    @property
    def may_bring_back(self) -> bool:
        """Say whether the reader can let the person work here again."""
        return self.may_keep and not self.works

    @property
    def may_invite(self) -> bool:
        """Say whether an invitation can be sent."""
        return self.may_see_factors and not self.person.password_hash

    @property
    def may_see_factors(self) -> bool:
        """Say whether the person has second factors that the reader may look at."""
        return self.may_change and bool(self.person.email)

    @property
    def gives_roles(self) -> bool:
        """Say whether the reader chooses the person's roles."""
        return self.may_give_roles and self.works

    @property
    def shows_leaves(self) -> bool:
        """Say whether there is, or can be, time away."""
        return self.works or bool(self.person.leaves)

    @property
    def roles(self) -> list[str]:
        """Return what the person is trusted with."""
        return [_role(grant.role) for grant in self.person.grants]

    @property
    def memberships(self) -> list[SpanRow]:
        """Return the person's teams, the newest first."""
        return [self._row(each) for each in reversed(self.person.memberships)]

    @property
    def leaderships(self) -> list[SpanRow]:
        """Return the teams that the person leads or led."""
        return [self._row(each) for each in self.person.leaderships]

    @property
    def leaves(self) -> list[SpanRow]:
        """Return the person's time away, the newest first."""
        return [self._leave(each) for each in reversed(self.person.leaves)]

    @property
    def entry(self) -> list[tuple[str, str]]:
        """Return what is known of the person, as terms and values."""
        person = self.person
        work = [
            (_("Job"), person.job),
            (_("Shift"), person.shift),
            (_("Site"), person.site),
            (_("Working calendar"), self.calendar),
            (_("Next public holiday"), self._holiday),
        ]
        return [
            (_("Employee number"), person.employee_number or _("None")),
            (_("Time zone"), person.zone or _("As the company")),
            (_("Signs in"), self._signs_in),
            *((term, value) for term, value in work if value),
        ]

    @property
    def _holiday(self) -> str | None:
        if not self.holiday:
            return None
        on, name = self.holiday
        return str(_("%(day)s, %(name)s", day=day(on), name=name))

    @property
    def _signs_in(self) -> str:
        if not self.person.email:
            return str(_("Cannot, no e-mail"))
        if self.person.password_hash:
            return str(_("With a password"))
        return str(_("Not yet, no password chosen"))

    def _row(self, each: Membership | Leadership) -> SpanRow:
        may_end = self.may_keep and each.until is None and isinstance(each, Leadership)
        place = {"person_id": self.person.id, "leadership_id": each.id}
        end = Way(_("End today"), "people.stop_leading", place, posts=True)
        team, until = self.paths[each.team_id], day(each.until, NOTHING)
        is_now = each.holds(self.today)
        mark = str(_("Now")) if is_now else ""
        ways = [end] if may_end else []
        return SpanRow(each.id, team, day(each.since), until, is_now, mark, ways)

    def _leave(self, each: Leave) -> SpanRow:
        is_now = each.holds(self.today)
        last = day(each.last_day, _("Open"))
        may_end = is_now and each.since < self.today
        mark = str(_("Away now")) if is_now else ""
        return SpanRow(each.id, "", day(each.since), last, is_now, mark, may_end=may_end)


def person_row(person: Person, today: date) -> PersonRow:
    """Return somebody as the list shows them."""
    teams = [each.team.name for each in person.memberships if each.holds(today)]
    contact = person.email or _("No e-mail, cannot sign in")
    return PersonRow(person, contact, "".join(teams), list(_marks(person, today)))


def _marks(person: Person, today: date) -> list[tuple[str, str]]:
    marks = []
    if person.left_on:
        left = {"day": day(person.left_on)}
        goes = person.works_here(today)
        marks.append((_("Leaves %(day)s", **left) if goes else _("Left %(day)s", **left), "warn"))
    marks += [(_("On leave"), "muted") for each in person.leaves if each.holds(today)]
    marks += [
        (_("Leads %(team)s", team=each.team.name), "info")
        for each in person.leaderships
        if each.holds(today)
    ]
    return [*marks, *((_role(grant.role), "primary") for grant in person.grants)]


def _role(name: str) -> str:
    return str(ROLE_NAMES[Role(name)])
