"""What the page of outcomes is handed: how customers fare by team, channel and week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from cxstaff.customers.forms import OutcomeForm
from cxstaff.customers.outcomes import Estimate, Outcome
from cxstaff.customers.queries import GroupOutcome, Week
from cxstaff.customers.remarks import Remark
from cxstaff.db import Page
from cxstaff.web import amount, between, day, number
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Statistic, Way


@dataclass(frozen=True, slots=True)
class OutcomesPage:
    """Results of a period: in all, by week, team and channel, and what customers wrote last.

    `newest` is the day of the newest interaction, None before there is any.
    """

    form: OutcomeForm
    newest: date | None
    outcome: Outcome
    headlines: Sequence[Statistic]
    interactions: int
    weeks: Sequence[Week]
    by_team: Page[GroupOutcome]
    by_channel: Sequence[GroupOutcome]
    remarks: Sequence[Remark]
    may_import: bool

    @property
    def team(self) -> str | None:
        """Return the number of the team that is chosen, if one is."""
        return self.form.team.data or None

    @property
    def ways(self) -> list[Way]:
        """Return what brings interactions in, for those who may."""
        there, told = "customers.new_import", _("Import interactions")
        bring = Way(told, there, tone="primary", icon="file-import")
        return [bring] if self.may_import else []

    @property
    def whose(self) -> str:
        """Say that the number is not the customer’s voice, where it is not."""
        if not self.outcome.is_companys_own:
            return ""
        return str(_("This is the company’s own number, not the customer’s voice."))

    @property
    def nothing(self) -> EmptyState:
        """Say that there are no interactions yet, and to whom it falls what to do about it."""
        if not self.may_import:
            told = _(
                "Outcomes and remarks appear here once CX has brought in interactions of your "
                "teams."
            )
            return EmptyState("message-2", _("No interactions yet"), told)
        return EmptyState(
            "message-2",
            _("No interactions yet"),
            _("Bring in a file from your service desk to see what customers say."),
            _("Import interactions"),
            "customers.new_import",
        )

    @property
    def summary(self) -> str:
        """Say what the chart shows."""
        band = _("The band is the 95 % interval. Weeks begin on Monday.")
        return f"{self.outcome.explanation}. {band}"

    @property
    def spec(self) -> dict[str, Any]:
        """Return the chart of the outcome over weeks, with its interval as a band."""
        estimates = [week.estimate for week in self.weeks]
        return {
            "kind": "line",
            "categories": [day(week.starts_on) for week in self.weeks],
            "unit": self.outcome.unit,
            "decimals": self.outcome.decimals,
            "series": [
                {
                    "name": str(self.outcome.label),
                    "values": [e.value if e else None for e in estimates],
                    "low": [e.low if e else None for e in estimates],
                    "high": [e.high if e else None for e in estimates],
                }
            ],
            "y_title": str(self.outcome.label),
            "x_title": _("Week beginning"),
        }


def headline(outcome: Outcome, found: Estimate) -> Statistic:
    """Return one customer result with its interval."""
    ends = between(found.low, found.high, outcome.unit, outcome.decimals)
    detail = _("%(range)s, from %(n)s", range=ends, n=number(found.n))
    return Statistic(outcome.label, amount(found.value, outcome.unit, outcome.decimals), detail)
