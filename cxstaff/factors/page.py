"""What the page about somebody's second factors is handed: how each wish to remove them ended."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.factors.models import FactorReset


@dataclass(frozen=True, slots=True)
class ResetRow:
    """A wish to remove second factors; `is_waiting` until it is confirmed, stopped or too old."""

    reset: FactorReset
    is_waiting: bool

    @property
    def ending(self) -> str:
        """Say how it ended."""
        reset = self.reset
        if reset.confirmed_by:
            return str(_("Confirmed by %(name)s", name=reset.confirmed_by.name))
        if reset.ended_at and reset.ended_at < reset.expires_at:
            return str(_("Stopped"))
        return str(_("Ran out"))
