"""What the page of invitations is handed: how many people have no password yet, and why."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.people.invitations.queries import InvitationCounts
from cxstaff.web import number
from cxstaff.web.marks import Notice, Statistic


@dataclass(frozen=True, slots=True)
class InvitationsPage:
    """How far inviting everybody has come; letters wait where `is_alone` or the mail `is_down`.

    `refused_url` leads to those whose address the mail server refuses, where there are any.
    """

    standing: InvitationCounts
    is_down: bool
    is_alone: bool
    refused_url: str | None

    @property
    def notices(self) -> list[Notice]:
        """Say why letters do not go."""
        if self.is_alone:
            told = _(
                "No job worker has given a sign of life for five minutes. Letters go once an "
                "operator runs “flask jobs work”."
            )
            return [Notice("warn", _("Nothing is at work"), told)]
        if self.is_down:
            told = _("Nothing is lost: those that wait are tried again by themselves, for 30 days.")
            return [Notice("warn", _("The mail server takes no letters"), told)]
        return []

    @property
    def numbers(self) -> list[Statistic]:
        """Return how many people there are by what became of their invitation."""
        found, refused = self.standing, number(self.standing.refused)
        without = number(found.without_address)
        return [
            Statistic(_("Not invited yet"), number(found.to_invite)),
            Statistic(_("Letter waits"), number(found.waiting)),
            Statistic(_("Invited"), number(found.sent), _("No password chosen yet")),
            Statistic(_("Address refused"), refused, url=self.refused_url),
            Statistic(_("Without an address"), without, _("Cannot be invited by mail")),
        ]
