"""What the pages about teams are handed: the list, the head of each, and all about one of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from cxstaff.action_plans.page import PlanSummary
from cxstaff.alignment.page.findings import FindingsPart
from cxstaff.alignment.page.levers import LeverColumn
from cxstaff.alignment.page.measures import TeamMeasureRow
from cxstaff.alignment.queries import ListedTeam, PulseResult
from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.customers.page.outcomes import headline
from cxstaff.customers.queries import Remark
from cxstaff.db import Page
from cxstaff.milestones.page import MilestonesCard
from cxstaff.people.models import Person, Team
from cxstaff.pulses.words import how_sure
from cxstaff.recognition.lately.page import LatelyCard
from cxstaff.recognition.models import Thanks
from cxstaff.recognition.words import thanked
from cxstaff.web import day
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Notice, Statistic, Way


@dataclass(frozen=True, slots=True)
class Head:
    """The head of every page about a team: who leads it, the teams above, the tabs."""

    team: Team
    leads: Sequence[Person]
    above: Sequence[tuple[str, str | None]]
    tabs: Sequence[Mapping[str, object]]
    index: str

    @property
    def lead(self) -> str:
        """Say who leads the team."""
        if not self.leads:
            return str(_("Nobody leads this team at the moment."))
        return str(_("Led by %(names)s", names=", ".join(each.name for each in self.leads)))

    @property
    def crumbs(self) -> list[tuple[str, str | None]]:
        """Return the way to the team, from the list of all."""
        return [(_("Teams"), self.index), *self.above, (self.team.name, None)]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a team; `role` is what they are there beside that, None where nothing."""

    person: Person
    role: str | None
    is_reader: bool


@dataclass(frozen=True, slots=True)
class TeamPage:
    """Everything about one team; `judging` is the customer result that measures are held against.

    `pulse` is None for those who may not see its result; `rows` are empty where no lever holds.
    """

    head: Head
    closed: str | None
    may_set: bool
    columns: Sequence[LeverColumn]
    has_targets: bool
    findings: FindingsPart
    rows: Sequence[TeamMeasureRow]
    judging: str | None
    outcome: Any
    teams: Page[ListedTeam]
    figures: Sequence[Statistic]
    remarks: Page[Remark]
    thanks: Sequence[Thanks]
    pulse: PulseResult | None
    plan: PlanSummary | None
    milestones: MilestonesCard | None
    members: Page[Member]
    lately: LatelyCard | None
    since: date
    last_day: date

    @property
    def team(self) -> Team:
        """Return the team."""
        return self.head.team

    @property
    def notices(self) -> list[Notice]:
        """Say that the team is closed, where it is, and what became of it."""
        if not self.team.closed_on:
            return []
        return [
            Notice("info", _("Closed since %(day)s", day=day(self.team.closed_on)), self.closed)
        ]

    @property
    def standings_note(self) -> str | None:
        """Say how the numbers of targets are to be read; None where there are no targets."""
        if not self.has_targets:
            return None
        told = _(
            "Where the team stands in the last full period of each measure, with the teams below "
            "it. The range shows how sure a number is; a target inside it can be neither met nor "
            "missed."
        )
        return str(told)

    @property
    def all_remarks(self) -> str:
        """Name the way to all remarks; "" where all are here."""
        return str(_("All remarks")) if self.remarks.has_next else ""

    def whom(self, thanks: Thanks) -> str:
        """Name whom a thanks is to."""
        return thanked(thanks)

    @property
    def all_thanks(self) -> str:
        """Name the way to all thanks; "" where there are none."""
        return str(_("All thanks of this team")) if self.thanks else ""

    @property
    def everybody(self) -> str:
        """Name the way to all people; "" where all are here."""
        return str(_("Everybody")) if self.members.has_next else ""

    @property
    def judging_label(self) -> str:
        """Name the column that says what customers say of a measure."""
        return str(_("With %(outcome)s", outcome=self.outcome))

    @property
    def headings(self) -> list[str]:
        """Return the headings of the table of measures."""
        levers = [_("Measured"), _("Incented"), _("Celebrated"), _("Guard")]
        judged = [self.judging_label] if self.judging else []
        return [_("Measure"), *levers, *judged]

    @property
    def engagement(self) -> str | None:
        """Say how sure the latest engagement index is; None where there is none to show."""
        if self.pulse is None or self.pulse.point is None:
            return None
        return how_sure(self.pulse.point, self.pulse.interval)


def no_teams(*, is_asked: bool, may_import: bool) -> EmptyState:
    """Say why no team is listed."""
    if is_asked:
        return EmptyState(
            "search",
            _("No team is like that"),
            _("Ask for less: a part of its name, or the name of its department."),
            _("Show all"),
            "alignment.index",
        )
    if may_import:
        return EmptyState(
            "users-group",
            _("There are no teams yet"),
            _("Import the roster: it brings people, teams and who leads them."),
            _("Import the roster"),
            "people.new_import",
        )
    return EmptyState(
        "users-group",
        _("You are in no team yet"),
        _("As soon as HR has put you in a team, its page appears here."),
    )


def ways(*, reads_company: bool, sets_levers: bool) -> list[Way]:
    """Return where the list of teams leads, for those who may go there."""
    company = Way(_("The company’s scorecard"), "alignment.company_scorecard")
    owed = Way(_("What plans owe"), "incentives.settlements")
    return [
        *([company] if reads_company else []),
        Way(_("Levers over time"), "alignment.matrix"),
        Way(_("Measures"), "measures.index"),
        *([owed] if sets_levers else []),
    ]


def members(page: Page[Person], leads: Collection[Person], reader: Person) -> Page[Member]:
    """Return people of a team as its page lists them."""
    role = _("Team lead")
    return page.showing(
        [Member(each, role if each in leads else None, each.id == reader.id) for each in page.items]
    )


def figures(outcomes: Mapping[str, Estimate | None]) -> list[Statistic]:
    """Return the customer results of a team that there are."""
    return [headline(OUTCOMES[key], found) for key, found in outcomes.items() if found]
