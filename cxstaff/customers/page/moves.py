"""What the page of moves told late is handed: what would move, and how far moving has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.customers.models import LateMovePass
from cxstaff.customers.moves.queries import LateMove
from cxstaff.customers.page.imports import nobody_works
from cxstaff.db import Page
from cxstaff.web import number
from cxstaff.web.marks import Notice, Way


@dataclass(frozen=True, slots=True)
class MoveProgress:
    """How far the last pass over moves told late has come, None before there was one.

    `is_alone` while it is under way and no worker is at work.
    """

    last: LateMovePass | None
    is_alone: bool

    @property
    def is_under_way(self) -> bool:
        """Say whether interactions are being moved."""
        return self.last is not None and self.last.is_moving

    @property
    def notices(self) -> list[Notice]:
        """Say that nobody goes on with it."""
        return [nobody_works()] if self.is_alone else []

    @property
    def complaints(self) -> list[Notice]:
        """Say why it could not go on."""
        complaint = self.last and self.last.complaint
        return [Notice("bad", _("It could not go on"), complaint)] if complaint else []

    @property
    def ways(self) -> list[Way]:
        """Return what can be done about it."""
        if self.last is None:
            return []
        place = {"pass_id": self.last.id}
        if self.is_under_way:
            stop = "customers.stop_moving"
            return [Way(_("Stop"), stop, place, icon="player-pause", posts=True)]
        return [Way(_("Go on"), "customers.resume_moving", place, icon="player-play", posts=True)]

    @property
    def may_begin(self) -> bool:
        """Say whether all can be moved: no pass is under way, and none was stopped half-way."""
        return self.last is None or self.last.is_finished


@dataclass(frozen=True, slots=True)
class LateMovesPage(MoveProgress):
    """One page of moves told late, and how many interactions all of them are about."""

    moves: Page[LateMove]
    interactions: int

    @property
    def button(self) -> str:
        """Say what moves all of them."""
        told: Any = ngettext(
            "Move %(count)s interaction",
            "Move all %(count)s interactions",
            self.interactions,
            count=number(self.interactions),
        )
        return str(told)
