"""What the pages of teams on the roster are handed: the list of them, and one to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.people.models import Person, Team
from cxstaff.people.roster.forms import MergeForm, TeamForm
from cxstaff.people.words import what_became_of
from cxstaff.web import day


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team in the list, named with those above it, with who leads it and how many are in it."""

    team: Team
    path: str
    leads: Sequence[Person]
    people: int

    @property
    def mark(self) -> str:
        """Say that it is closed; "" of those that are open."""
        if not self.team.closed_on:
            return ""
        return str(_("Closed %(day)s", day=day(self.team.closed_on)))


@dataclass(frozen=True, slots=True)
class TeamListPage:
    """The teams that are open, or those that are not; `closed` is how many are closed."""

    rows: Page[TeamRow]
    is_closed: bool
    closed: int


@dataclass(frozen=True, slots=True)
class TeamEditPage:
    """A team's name and place; `team` is None for a new one, `members` are those in it today."""

    team: Team | None
    form: TeamForm
    merging: MergeForm | None
    members: int

    @property
    def heading(self) -> str:
        """Head the page."""
        return str(_("Change %(name)s", name=self.team.name) if self.team else _("Add a team"))

    @property
    def closed(self) -> Team | None:
        """Return the team where it is closed."""
        return self.team if self.team and self.team.closed_on else None

    @property
    def became(self) -> str:
        """Say what became of a closed team."""
        return what_became_of(self.closed) if self.closed else ""

    @property
    def open(self) -> Team | None:
        """Return the team where it can be merged or closed."""
        return self.team if self.team and not self.team.closed_on else None
