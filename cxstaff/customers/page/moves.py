"""What the page of moves told late is handed: what would move, and how far moving has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import ngettext

from cxstaff.customers.models import LateMovePass
from cxstaff.customers.moves.queries import LateMove
from cxstaff.db import Page
from cxstaff.web import number


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
