"""Thanks in words: whom they are to, who says what of them, and who reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from babel.lists import format_list
from flask_babel import get_locale, lazy_gettext
from flask_babel import gettext as _

from cxstaff.points import units
from cxstaff.points.units import POINTS
from cxstaff.recognition.models import Hearing, Picture, ReactionKind, Thanks, ThanksAudience

NAMED = 3
"""Names that are written out; of more people two, and how many others there are."""
AUDIENCES = {
    ThanksAudience.COMPANY: lazy_gettext("Everybody who works here"),
    ThanksAudience.TEAM: lazy_gettext("Everybody who sees the team’s page"),
    ThanksAudience.PRIVATE: lazy_gettext("Only who gives it and who is thanked"),
}
PICTURES = {
    Picture.SUNRISE: lazy_gettext("A sunrise"),
    Picture.STAR: lazy_gettext("A star"),
    Picture.HEART: lazy_gettext("A heart"),
    Picture.LIGHTHOUSE: lazy_gettext("A lighthouse"),
    Picture.BRIDGE: lazy_gettext("A bridge"),
    Picture.KEY: lazy_gettext("A key"),
    Picture.UMBRELLA: lazy_gettext("An umbrella"),
    Picture.SEEDLING: lazy_gettext("A seedling"),
    Picture.PUZZLE: lazy_gettext("The missing piece"),
    Picture.ROCKET: lazy_gettext("A rocket"),
}
"""What each shows, for those who do not see it."""
HEARINGS = {
    Hearing.AT_ONCE: lazy_gettext("At once, a letter for each"),
    Hearing.DIGEST: lazy_gettext("Only with the digest"),
    Hearing.NEVER: lazy_gettext("Not by mail: I read them here"),
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


class Drawn(NamedTuple):
    """A picture by its name, and what it shows."""

    name: str
    shows: str

    @property
    def file(self) -> str:
        """Return its file as pages show it, among those that do not change."""
        return f"pictures/{self.name}.svg"

    @property
    def png(self) -> str:
        """Return its file as letters carry it."""
        return f"pictures/{self.name}.png"


def drawn(name: str | None) -> Drawn | None:
    """Return the picture of a name, None without one."""
    return Drawn(name, str(PICTURES[Picture(name)])) if name else None


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
    told = points_of(thanks)
    if not told or len(thanks.receivers) == 1:
        return told
    return str(_("%(points)s for each", points=told))


def points_of(thanks: Thanks) -> str:
    """Say how many points everybody who is thanked got with it; "" where it is without."""
    return units.written(thanks.points, POINTS) if thanks.points else ""


def private(thanks: Thanks) -> str:
    """Say who alone sees a thanks; "" where others do."""
    if not thanks.is_private:
        return ""
    if len(thanks.receivers) == 1:
        return str(_("Only the two of you see this"))
    return str(_("Only who gave it and who is thanked see this"))
