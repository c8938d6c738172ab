"""What pages of thanks are handed: thanks with what others say of them, values, and none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.customers.queries import Remark
from cxstaff.db import Page, Stretch
from cxstaff.milestones.page import MilestonesCard
from cxstaff.people.models import Person, Team
from cxstaff.recognition import policy, words
from cxstaff.recognition.forms import ReplyForm, ThanksForm, WallForm
from cxstaff.recognition.models import CompanyValue, ReactionKind, Thanks, ThanksReply
from cxstaff.recognition.queries import Responses, Wall
from cxstaff.web import number
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Way


@dataclass(frozen=True, slots=True)
class ReactionButton:
    """A reaction with how many had it; `is_mine` where a tap takes the reader's own back."""

    kind: str
    label: str
    icon: str
    count: int
    is_mine: bool

    @property
    def shown(self) -> str:
        """Return how many had it; "" where nobody did."""
        return str(number(self.count)) if self.count else ""

    @property
    def spoken(self) -> str:
        """Say what the button is and how many had it, to those who do not see its number."""
        return f"{self.label}: {self.shown}" if self.count else self.label

    @property
    def takes_back(self) -> str:
        """Return what the button sends where a tap takes the reader's own back, else ""."""
        return "1" if self.is_mine else ""


@dataclass(frozen=True, slots=True)
class ThanksRow:
    """A thanks with what others say of it, and whether the reader may take it back."""

    thanks: Thanks
    responses: Responses
    reader_id: int
    may_withdraw: bool

    @property
    def whom(self) -> str:
        """Name whom it is to."""
        return words.thanked(self.thanks)

    @property
    def private(self) -> str:
        """Say who alone sees it; "" where others do."""
        return words.private(self.thanks)

    @property
    def along(self) -> str:
        """Say who thanks along; "" where nobody does."""
        names = self.responses.along
        return str(_("%(names)s: thank you, too", names=words.people(names))) if names else ""

    @property
    def talk(self) -> str:
        """Name the way to what is written under it."""
        count = self.responses.replies
        if not count:
            return str(_("Reply"))
        return str(ngettext("%(num)s reply", "%(num)s replies", count))

    @property
    def buttons(self) -> list[ReactionButton]:
        """Return the reactions that the reader can give or take back."""
        return [self._button(kind) for kind in ReactionKind if self._is_offered(kind)]

    def _is_offered(self, kind: ReactionKind) -> bool:
        along = kind is ReactionKind.ALSO
        return not along or policy.may_also_thank(self.reader_id, self.thanks)

    def _button(self, kind: ReactionKind) -> ReactionButton:
        count, is_mine = self.responses.reactions.get(kind.value, (0, False))
        return ReactionButton(
            kind.value, str(words.REACTIONS[kind]), words.ICONS[kind], count, is_mine
        )

    @property
    def ways(self) -> list[Way]:
        """Return what takes it back, for those who may."""
        place = {"thanks_id": self.thanks.id}
        back = Way(_("Take it back"), "recognition.withdraw", place, tone="link", posts=True)
        return [back] if self.may_withdraw else []


@dataclass(frozen=True, slots=True)
class WallPage:
    """One page of the thanks that somebody may see, of a team where `team` names one."""

    rows: Stretch[ThanksRow]
    tabs: Sequence[dict[str, object]]
    milestones: MilestonesCard | None
    team: str | None
    form: WallForm
    is_narrowed: bool
    nothing: EmptyState


@dataclass(frozen=True, slots=True)
class GivingPage:
    """Who is thanked, what for, and what a customer said of it where that is how one came here.

    `members` are the people of a team that is thanked as a whole, `others` leads to naming more.
    """

    name: str
    form: ThanksForm
    members: Sequence[str]
    others: str
    said: Remark | None
    has_choices: bool


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """What somebody wrote under a thanks, and whether the reader may remove it."""

    reply: ThanksReply
    may_remove: bool

    @property
    def ways(self) -> list[Way]:
        """Return what removes it, for those who may."""
        place = {"reply_id": self.reply.id}
        gone = Way(_("Remove"), "recognition.remove_reply", place, tone="link", posts=True)
        return [gone] if self.may_remove else []


@dataclass(frozen=True, slots=True)
class OneThanksPage:
    """One thanks with all that was written under it, and the form to write more."""

    row: ThanksRow
    replies: Page[ReplyRow]
    form: ReplyForm

    @property
    def title(self) -> str:
        """Name the page."""
        return str(_("Thanks to %(names)s", names=self.row.whom))


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """Whom somebody can thank: people who are chosen already, others with their team, teams."""

    chosen: Sequence[Person]
    people: Page[tuple[Person, str]]
    teams: Sequence[Team]
    words: str
    nothing: EmptyState

    @property
    def others(self) -> list[tuple[Person, str]]:
        """Return those of the page who are not chosen yet."""
        chosen = {each.id for each in self.chosen}
        return [row for row in self.people.items if row[0].id not in chosen]


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """One page of what the company holds dear."""

    values: Page[CompanyValue]
    may_define: bool

    @property
    def ways(self) -> list[Way]:
        """Return what adds a value, for those who may."""
        if not self.may_define:
            return []
        add = Way(_("Add a value"), "recognition.new_value", tone="primary", icon="plus")
        begin = Way(_("Add five to begin with"), "recognition.add_starter_values", posts=True)
        return [add] if self.values.total else [add, begin]

    @property
    def nothing(self) -> EmptyState:
        """Say why no value is listed."""
        return no_values(may_define=self.may_define)


def no_thanks(wall: Wall) -> EmptyState:
    """Say what a wall without thanks can begin with."""
    icon, action, place = "message-heart", _("Thank somebody"), "recognition.new"
    if wall is Wall.RECEIVED:
        title = _("Nobody has thanked you here yet")
        text = _("Often the first step is to begin: who helped you, or a customer, this week?")
    elif wall is Wall.GIVEN:
        title = _("You have not thanked anybody here yet")
        text = _("Say what somebody did and what it changed. It takes a minute.")
    else:
        title = _("No thanks to be seen here yet")
        text = _(
            "The first one sets the tone. Say what somebody did and what it changed for a customer."
        )
    return EmptyState(icon, title, text, action, place)


def none_such() -> EmptyState:
    """Say that no thanks is what somebody looks for."""
    return EmptyState(
        "search",
        _("No thanks like this"),
        _("Look for fewer words, or for somebody else."),
        _("Show all"),
        "recognition.index",
    )


def nobody_to_thank(typed: str) -> EmptyState:
    """Say why nobody is offered to be thanked."""
    if typed:
        return EmptyState(
            "search",
            _("Nobody here is called that"),
            _("Check the spelling, or try a part of the name."),
            _("Show everybody"),
            "recognition.new",
        )
    return EmptyState(
        "users",
        _("Nobody else is on the roster yet"),
        _("As soon as people are in teams, they can be thanked."),
    )


def no_values(*, may_define: bool) -> EmptyState:
    """Say why no company value is listed."""
    title = _("No values yet")
    if not may_define:
        text = _("HR adds them. Until then, a thanks can name a measure.")
        return EmptyState("award", title, text)
    text = _("Three to five are enough. Say for each what people do who live it.")
    return EmptyState("award", title, text, _("Add a value"), "recognition.new_value")
