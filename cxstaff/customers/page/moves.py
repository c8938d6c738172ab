"""What the page of moves told late is handed: what would move, and how far moving has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import ngettext

from cxstaff.customers.models import LateMovePass
from cxstaff.customers.moves.queries import LateMove
from cxstaff.customers.page.passes import PassProgress
from cxstaff.db import Page
from cxstaff.web import number
from cxstaff.web.marks import Way


@dataclass(frozen=True, slots=True)
class MoveProgress(PassProgress):
    """How far the last pass over moves told late has come."""

    last: LateMovePass | None

    @property
    def ways(self) -> list[Way]:
        """Return what can be done about it."""
        if self.last is None:
            return []
        ends = "customers.stop_moving", "customers.resume_moving"
        return self.stop_or_go_on(*ends, pass_id=self.last.id)

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
