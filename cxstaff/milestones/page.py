"""What pages about milestones are handed: those that come, those that were, and one's own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_skeleton
from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.milestones import queries, words
from cxstaff.milestones.forms import BirthdayForm
from cxstaff.milestones.models import Milestone
from cxstaff.milestones.queries import Occasion, OwnChoices
from cxstaff.web import day
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Way


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone as lists show it: whose, what, when, of which team."""

    person_id: int
    name: str
    what: str
    icon: str
    when: str
    team: str
    may_thank: bool

    @property
    def ways(self) -> list[Way]:
        """Return what thanks the person; nobody thanks themselves."""
        thank = Way(
            _("Thank %(name)s", name=self.name), "recognition.new", {"to": self.person_id},
            icon="heart-handshake",
        )  # fmt: skip
        return [thank] if self.may_thank else []


@dataclass(frozen=True, slots=True)
class MilestonesCard:
    """The next milestones of some teams, or the last ones, and the way to all of them."""

    lines: Sequence[MilestoneLine]

    @property
    def more(self) -> str:
        """Name the way to all."""
        return str(_("All milestones"))


@dataclass(frozen=True, slots=True)
class MilestonesPage:
    """A page of the milestones that come, and those that were told last."""

    coming: Page[MilestoneLine]
    told: Sequence[MilestoneLine]

    @property
    def headings(self) -> list[str]:
        """Return the headings of both tables."""
        return [_("Who"), _("What"), _("When"), _("Team"), _("Thank")]

    @property
    def none_coming(self) -> EmptyState:
        """Say that nothing comes soon."""
        title = _("None in the next two weeks")
        text = _("Years here come from the roster. Birthdays come from people who told theirs.")
        return EmptyState("calendar", title, text, _("My own"), "milestones.mine")

    @property
    def none_told(self) -> EmptyState:
        """Say that nothing was told yet."""
        title = _("None was told yet")
        text = _("Milestones are told at eight in the morning of the day, where the person lives.")
        return EmptyState("confetti", title, text)


@dataclass(frozen=True, slots=True)
class OwnMilestonesPage:
    """What somebody decides about their own milestones."""

    choices: OwnChoices
    form: BirthdayForm

    @property
    def joined(self) -> str:
        """Say since when they are here, as the roster has it."""
        if self.choices.joined_on is None:
            return str(_("The roster has no day on which you came."))
        since = day(self.choices.joined_on)
        return str(_("The roster says that you came on %(day)s.", day=since))

    @property
    def celebrated(self) -> str:
        """Say whether their milestones are celebrated."""
        if self.choices.refuses:
            return str(_("Nothing of yours is celebrated: nobody is told, and nothing is shown."))
        return str(
            _(
                "On the day, at eight in the morning where you live, your team sees it on Thanks, "
                "and you and your lead get a letter."
            )
        )

    @property
    def birthday(self) -> str:
        """Say which birthday is known; "" where none is."""
        told = self.choices.birthday
        if told is None:
            return ""
        shown = format_skeleton("MMMMd", date(2000, told.month, told.day), locale=get_locale())
        return str(_("You told %(day)s. The year is not asked and not kept.", day=shown))

    @property
    def ways(self) -> list[Way]:
        """Return what stops or starts celebrating."""
        if self.choices.refuses:
            again = _("Celebrate mine again")
            return [Way(again, "milestones.end_refusal", icon="confetti", posts=True)]
        stop = _("Do not celebrate mine")
        return [Way(stop, "milestones.create_refusal", icon="bell-off", posts=True)]

    @property
    def birthday_ways(self) -> list[Way]:
        """Return what removes the birthday."""
        if self.choices.birthday is None:
            return []
        return [
            Way(_("Remove my birthday"), "milestones.remove_birthday", icon="trash", posts=True)
        ]


def coming_line(each: Occasion, reader_id: int) -> MilestoneLine:
    """Return a milestone that comes."""
    what, icon = words.told(each.kind, each.years), words.icon(each.kind)
    when = _without_year(each.on)
    may_thank = each.person_id != reader_id
    return MilestoneLine(each.person_id, each.name, what, icon, when, each.team_name, may_thank)


def told_line(each: Milestone, reader_id: int, today: date) -> MilestoneLine:
    """Return a milestone that was told; who has left cannot be thanked any more."""
    may_thank = each.person_id != reader_id and each.person.works_here(today)
    return MilestoneLine(
        each.person_id,
        each.person.name,
        words.told(each.kind, each.years),
        words.icon(each.kind),
        _without_year(each.on_day) if each.on_day else "",
        each.team.name,
        may_thank,
    )


def coming_card(team_ids: Collection[int], reader_id: int, today: date) -> MilestonesCard | None:
    """Return the first milestones that come in some teams; None without any."""
    found = queries.coming(team_ids, today) if team_ids else []
    lines = [coming_line(each, reader_id) for each in found[: queries.FEW]]
    return MilestonesCard(lines) if lines else None


def lately_card(
    team_ids: Collection[int] | None, reader_id: int, today: date
) -> MilestonesCard | None:
    """Return the milestones of the last week in some teams (None: all); None without any."""
    found = queries.told_lately(team_ids, today)
    lines = [told_line(each, reader_id, today) for each in found]
    return MilestonesCard(lines) if lines else None


def _without_year(day_: date) -> str:
    return str(format_date(day_, "EEE d MMM"))
