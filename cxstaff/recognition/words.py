"""Thanks in words: whom they are to, who says what of them, and who reads them."""

from __future__ import annotations

from collections.abc import Sequence

from babel.lists import format_list
from flask_babel import get_locale, lazy_gettext
from flask_babel import gettext as _

from cxstaff.points import units
from cxstaff.points.units import POINTS
from cxstaff.recognition.models import ReactionKind, Thanks, ThanksAudience

NAMED = 3
"""Names that are written out; of more people two, and how many others there are."""
AUDIENCES = {
    ThanksAudience.COMPANY: lazy_gettext("Everybody who works here"),
    ThanksAudience.TEAM: lazy_gettext("Everybody who sees the team’s page"),
    ThanksAudience.PRIVATE: lazy_gettext("Only who gives it and who is thanked"),
}
REACTIONS = {
    ReactionKind.ALSO: lazy_gettext("I thank, too"),
    ReactionKind.WELL_DONE: lazy_gettext("Well done"),
    ReactionKind.LEARNT: lazy_gettext("I learnt from it"),
}
ICONS = {
    ReactionKind.ALSO: "heart-handshake",
    ReactionKind.WELL_DONE: "thumb-up",
    ReactionKind.LEARNT: "bulb",
}


def names_of(thanks: Thanks) -> list[str]:
    """Return the names of whom a thanks is to: of a team, or of people."""
    if thanks.to_team is not None:
        return [thanks.to_team.name]
    return [each.person.name for each in thanks.receivers]


def people(names: Sequence[str]) -> str:
    """Name people in a sentence, of many some."""
    if len(names) <= NAMED:
        return str(format_list(list(names), locale=get_locale() or "en"))
    told, others = ", ".join(names[: NAMED - 1]), len(names) - NAMED + 1
    return str(_("%(names)s and %(count)s others", names=told, count=others))


def thanked(thanks: Thanks) -> str:
    """Name whom a thanks is to in a sentence."""
    return people(names_of(thanks))


def points_with(thanks: Thanks) -> str:
    """Say how many points went with a thanks; "" where it is without."""
    if not thanks.points:
        return ""
    told = units.written(thanks.points, POINTS)
    return told if len(thanks.receivers) == 1 else str(_("%(points)s for each", points=told))


def private(thanks: Thanks) -> str:
    """Say who alone sees a thanks; "" where others do."""
    if not thanks.is_private:
        return ""
    if len(thanks.receivers) == 1:
        return str(_("Only the two of you see this"))
    return str(_("Only who gave it and who is thanked see this"))
