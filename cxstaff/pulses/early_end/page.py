"""What the page is handed on which a round is let end early."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from cxstaff.forms import Form
from cxstaff.pulses.models import Pulse, PulseRound
from cxstaff.web import when


@dataclass(frozen=True, slots=True)
class EarlyEndPage:
    """A round that could end early at `end`, or why it cannot (`refusal`)."""

    round: PulseRound
    form: Form
    refusal: str | None
    end: datetime | None
    is_with_all: bool

    @property
    def pulse(self) -> Pulse:
        """Return the pulse that the round asks."""
        return self.round.pulse

    @property
    def happens(self) -> list[str]:
        """Say what happens once it is asked for."""
        if self.end is None:
            return []
        if self.is_with_all:
            told = _(
                "Everybody has answered, so the round ends at the next full hour: %(end)s.",
                end=when(self.end),
            )
            return [
                str(told),
                str(_("Until then everybody can still change their answer.")),
            ]
        return [
            str(
                _(
                    "Everybody asked gets a letter, whether they have answered or not. From then "
                    "on they have a whole day, begun on a weekday."
                )
            ),
            str(
                _(
                    "The round ends at the hour at which this pulse opens: %(end)s. If letters "
                    "take longer to go, it ends that much later, and as planned at the latest.",
                    end=when(self.end),
                )
            ),
        ]
