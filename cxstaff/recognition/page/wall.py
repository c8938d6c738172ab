"""What the wall of thanks is handed, and the page of one: thanks with what others say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.db import Page, Stretch
from cxstaff.milestones.page import MilestonesCard
from cxstaff.recognition import policy, words
from cxstaff.recognition.forms import ReplyForm, WallForm
from cxstaff.recognition.models import ReactionKind, Thanks, ThanksReply
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
    shows_points: bool

    @property
    def whom(self) -> str:
        """Name whom it is to."""
        return words.thanked(self.thanks)

    @property
    def private(self) -> str:
        """Say who alone sees it; "" where others do."""
        return words.private(self.thanks)

    @property
    def points(self) -> str:
        """Say how many points went with it; "" where it is without, or the company has none."""
        return words.points_with(self.thanks) if self.shows_points else ""

    @property
    def drawn(self) -> words.Drawn | None:
        """Return the picture that goes with it."""
        return words.drawn(self.thanks.picture)

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
    ways: Sequence[Way]
    team: str | None
    form: WallForm
    is_narrowed: bool
    nothing: EmptyState


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
