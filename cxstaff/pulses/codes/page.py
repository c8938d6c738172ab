"""What the pages of codes are handed: who waits for a second slip, and slips to print."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.people.models import Person
from cxstaff.pulses.codes.actions import Slip
from cxstaff.pulses.models import PulseRound


@dataclass(frozen=True, slots=True)
class SlipsPage:
    """Slips with codes, shown once: first ones, or second ones that somebody else prints."""

    round: PulseRound
    slips: Sequence[Slip]
    address: str
    is_first: bool

    @property
    def title(self) -> str:
        """Head the page."""
        return str(_("First slips to print") if self.is_first else _("Second slips to print"))

    @property
    def code_name(self) -> str:
        """Say which of the two codes a slip holds."""
        return str(_("First code") if self.is_first else _("Second code"))

    @property
    def warning(self) -> str:
        """Say to whom the slips must not go."""
        if self.is_first:
            return str(
                _(
                    "They need a second slip from somebody else: ask a colleague in HR or an admin "
                    "to release these codes. Whoever has both can answer in their place."
                )
            )
        return str(
            _(
                "Give them to nobody who has the first slips: whoever has both can answer in their "
                "place."
            )
        )


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """Codes that wait for a second slip, by whom they were made, and who would get them."""

    round: PulseRound
    wanted: Page[Person]
    teams: Mapping[int, str]
    new: Collection[int]
    makers: Sequence[Person]
    reader: Person
    problem: str | None

    @property
    def is_own(self) -> bool:
        """Say whether the reader alone made them, and so cannot release them."""
        return list(self.makers) == [self.reader]

    @property
    def lines(self) -> list[tuple[Person, str, bool]]:
        """Return each person with their team, and whether they are new."""
        people = self.wanted.items
        return [(each, self.teams[each.id], each.id in self.new) for each in people]
