"""What leads are handed about who was not thanked lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.db import Page
from cxstaff.recognition.lately.queries import NotLately, Presence, WaitsForThanks
from cxstaff.web import number
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Way


@dataclass(frozen=True, slots=True)
class UnthankedRow:
    """Somebody who was not thanked lately, and the ways to do it."""

    somebody: WaitsForThanks

    @property
    def presence(self) -> str:
        """Say why they may not have been thanked; "" of those who were here."""
        words = {Presence.NEW: _("New, or back since"), Presence.AWAY: _("On leave")}
        return str(words.get(self.somebody.presence, ""))

    @property
    def ways(self) -> list[Way]:
        """Return what thanks them, with a customer's words where one was happy."""
        if self.somebody.contact_id is not None:
            place = {"interaction": self.somebody.contact_id}
            return [Way(_("Thank with a customer’s words"), "recognition.new", place, tone="link")]
        return [Way(_("Thank"), "recognition.new", {"to": self.somebody.person_id}, tone="link")]


@dataclass(frozen=True, slots=True)
class LatelyCard:
    """Who in a lead's teams was not thanked lately, on their home and on the team's page."""

    found: NotLately
    weeks: int
    team_id: int | None = None

    @property
    def rows(self) -> Sequence[UnthankedRow]:
        """Return the first of them."""
        return [UnthankedRow(each) for each in self.found.people]

    @property
    def title(self) -> str:
        """Say how long nobody thanked them."""
        return lately_title(self.weeks)

    @property
    def subtitle(self) -> str:
        """Say what counts, and who else sees this."""
        return str(_("By name, by anybody. Only leads of the team see this."))

    @property
    def others(self) -> str:
        """Say how many are told apart because they were not here all the time."""
        new, away = self.found.new, self.found.away
        told = [
            ngettext("%(num)s new or back since", "%(num)s new or back since", new) if new else "",
            ngettext("%(num)s on leave", "%(num)s on leave", away) if away else "",
        ]
        listed = ", ".join(filter(None, told))
        return str(_("Told apart: %(listed)s", listed=listed)) if listed else ""

    @property
    def everybody(self) -> str:
        """Name the way to all of them; "" where all are here."""
        total = self.found.here + self.found.new + self.found.away
        if total <= len(self.found.people):
            return ""
        return str(_("All %(count)s of them", count=number(total)))

    @property
    def nobody(self) -> str:
        """Say that everybody who was here was thanked; "" where somebody was not."""
        return "" if self.found.here else str(_("Everybody who was here was thanked by name."))


@dataclass(frozen=True, slots=True)
class LatelyPage:
    """One page of all whom nobody thanked lately in the teams that somebody leads."""

    rows: Page[UnthankedRow]
    weeks: int
    team: str | None
    is_lead: bool

    @property
    def title(self) -> str:
        """Say how long nobody thanked them."""
        return lately_title(self.weeks)

    @property
    def nothing(self) -> EmptyState:
        """Say that everybody was thanked, or that the reader leads nobody."""
        if not self.is_lead:
            told = _("Whoever leads a team sees here who on it was not thanked by name lately.")
            return EmptyState("users-group", _("You lead no team"), told)
        told = _("Everybody in your teams was thanked by name within that time.")
        return EmptyState("heart-handshake", _("Nobody waits for a thanks"), told)


def lately_title(weeks: int) -> str:
    """Say how long nobody thanked some people."""
    told = ngettext("Not thanked in the last week", "Not thanked in the last %(num)s weeks", weeks)
    return str(told)
