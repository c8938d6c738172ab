"""Progress of a pass over many records, of the quarantine or of moves: notices, stop and go on."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.customers.models import LateMovePass, QuarantinePass
from cxstaff.customers.page.imports import nobody_works
from cxstaff.web.marks import Notice, Way


@dataclass(frozen=True, slots=True)
class PassProgress:
    """How far the last pass of a kind has come, None before there was one.

    `is_alone` while it is under way and no worker is at work.
    """

    last: LateMovePass | QuarantinePass | None
    is_alone: bool

    @property
    def is_under_way(self) -> bool:
        """Say whether a worker is at it, or will be."""
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

    def stop_or_go_on(self, stop: str, resume: str, **place: int) -> list[Way]:
        """Return the way to stop it while it is under way, else the way to go on with it."""
        if self.is_under_way:
            return [Way(_("Stop"), stop, place, icon="player-pause", posts=True)]
        return [Way(_("Go on"), resume, place, icon="player-play", posts=True)]
