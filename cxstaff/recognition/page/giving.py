"""What the pages are handed on which somebody chooses whom to thank, and thanks them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.customers.queries import Remark
from cxstaff.db import Page
from cxstaff.people.models import Person, Team
from cxstaff.points import units
from cxstaff.points.units import POINTS
from cxstaff.recognition import words
from cxstaff.recognition.forms import ThanksForm
from cxstaff.recognition.queries import Colleague
from cxstaff.web import number
from cxstaff.web.empty import EmptyState


@dataclass(frozen=True, slots=True)
class PointsOffer:
    """What somebody has left to give this month, for so many people: each of them gets as many."""

    free: int
    people: int

    @property
    def most(self) -> int:
        """Return how many there can be for each."""
        return self.free // self.people

    @property
    def told(self) -> str:
        """Say what is left, and how it is shared."""
        left = units.written(self.free, POINTS)
        if not self.most:
            return self._too_few(left)
        if self.people == 1:
            return str(_("You have %(left)s left to give this month.", left=left))
        most = units.written(self.most, POINTS)
        told = _(
            "Each of the %(people)s people gets as many. You have %(left)s left to give this "
            "month: up to %(most)s for each.",
            people=number(self.people),
            left=left,
            most=most,
        )
        return str(told)

    def _too_few(self, left: str) -> str:
        if not self.free:
            return str(_("You have given all your points of this month."))
        told = _(
            "You have %(left)s left to give this month, too few for %(people)s people.",
            left=left,
            people=number(self.people),
        )
        return str(told)


@dataclass(frozen=True, slots=True)
class GivingPage:
    """Who is thanked, what for, and what a customer said of it where that is how one came here.

    `members` are the people of a team that is thanked as a whole, `others` leads to naming more.
    """

    name: str
    form: ThanksForm
    points: PointsOffer | None
    members: Sequence[str]
    without_mail: Sequence[str]
    others: str
    said: Remark | None
    has_choices: bool

    @property
    def pictures(self) -> list[tuple[Any, words.Drawn | None]]:
        """Return the choices of a picture, each with what it shows; the first is none."""
        return [(each, words.drawn(each.data)) for each in self.form.picture]

    @property
    def unreached(self) -> str:
        """Say whom no letter reaches; "" where everybody has an address."""
        if not self.without_mail:
            return ""
        told = _(
            "No letter reaches %(names)s. Tell them yourself, too: your thanks waits here until "
            "they sign in.",
            names=words.people(self.without_mail),
        )
        return str(told)

    @property
    def asks_points(self) -> bool:
        """Say whether points can be added."""
        return self.points is not None and self.points.most > 0

    @property
    def shared(self) -> str:
        """Say how many points there are to give, and how they are shared."""
        return self.points.told if self.points else ""

    @property
    def too_few(self) -> str:
        """Say why no points can be added; "" where they can, or where there are none at all."""
        return "" if self.asks_points else self.shared


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """Whom somebody can thank: people who are chosen already, others with their team, teams."""

    chosen: Sequence[Colleague]
    people: Page[tuple[Person, str]]
    teams: Sequence[Team]
    words: str
    nothing: EmptyState

    @property
    def others(self) -> list[tuple[Person, str]]:
        """Return those of the page who are not chosen yet."""
        chosen = {each.id for each in self.chosen}
        return [row for row in self.people.items if row[0].id not in chosen]


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
