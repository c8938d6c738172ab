"""What pages of closed periods are handed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.incentives.models import ClosedPeriod, IncentivePlan
from cxstaff.incentives.statements.forms import ClosedPeriodForm
from cxstaff.incentives.statements.waiting import WaitingPeriod
from cxstaff.incentives.statements.words import days_in_words
from cxstaff.web import day, when
from cxstaff.web.marks import Way, lasting


@dataclass(frozen=True, slots=True)
class ClosedPeriodRow:
    """A period for which nothing is paid: why, who said so, and what can be done about it."""

    period: str
    reason: str
    told: str
    ways: Sequence[Way]


@dataclass(frozen=True, slots=True)
class ClosePeriodPage:
    """The form that closes a period of a plan."""

    plan: IncentivePlan
    period: str
    form: ClosedPeriodForm

    @property
    def lead(self) -> str:
        """Say what closing does."""
        told = _(
            "Nothing is paid for %(period)s. Everybody who may see what the plan pays reads why. "
            "It can be opened again.",
            period=self.period,
        )
        return str(told)


def closed_rows(closed: Sequence[ClosedPeriod], *, may_open: bool) -> list[ClosedPeriodRow]:
    """Return closed periods as the page of their plan shows them."""
    return [_row(each, may_open=may_open) for each in closed]


def ways_to_close(waiting: Sequence[WaitingPeriod]) -> list[Way]:
    """Return a way to close each period of a plan that has waited for long."""
    return [way_to_close(each) for each in waiting if each.is_long]


def way_to_close(waiting: WaitingPeriod) -> Way:
    """Return the way to the form that closes a period."""
    plan, since = waiting.plan, waiting.period.since.isoformat()
    place = {"team_id": plan.team_id, "lever_id": plan.id, "since": since}
    label = _("Close %(period)s", period=days_in_words(waiting))
    return Way(label, "incentives.new_closed_period", place)


def _row(closed: ClosedPeriod, *, may_open: bool) -> ClosedPeriodRow:
    last = closed.until.fromordinal(closed.until.toordinal() - 1)
    name = closed.closed_by.name if closed.closed_by else _("somebody who is not here any more")
    told = _("Closed by %(name)s, %(when)s", name=name, when=when(closed.closed_at))
    ways = []
    if may_open:
        place = {"closed_id": closed.id}
        ways = [Way(_("Open again"), "incentives.open_period", place, "link", posts=True)]
    return ClosedPeriodRow(lasting(day(closed.since), day(last)), closed.reason, str(told), ways)
