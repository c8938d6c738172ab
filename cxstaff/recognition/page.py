"""What pages of thanks say where there is nothing to show."""

from __future__ import annotations

from flask_babel import gettext as _

from cxstaff.recognition.queries import Wall
from cxstaff.web.empty import EmptyState


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
