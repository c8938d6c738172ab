"""What pages of thanks are handed: thanks that may be seen, values, and what is said of none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.recognition.models import CompanyValue, Thanks
from cxstaff.recognition.queries import Wall
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Way


@dataclass(frozen=True, slots=True)
class ThanksRow:
    """A thanks, and whether the reader may take it back."""

    thanks: Thanks
    may_withdraw: bool

    @property
    def ways(self) -> list[Way]:
        """Return what takes it back, for those who may."""
        place = {"thanks_id": self.thanks.id}
        back = Way(_("Take it back"), "recognition.withdraw", place, tone="link", posts=True)
        return [back] if self.may_withdraw else []


@dataclass(frozen=True, slots=True)
class WallPage:
    """One page of the thanks that somebody may see, of a team where `team` names one."""

    rows: Page[ThanksRow]
    tabs: Sequence[dict[str, object]]
    team: str | None
    nothing: EmptyState


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


def nobody_to_thank(words: str) -> EmptyState:
    """Say why nobody is offered to be thanked."""
    if words:
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
