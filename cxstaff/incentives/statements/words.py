"""What pages of plans say of who approves, of what waits, and of how a period stands."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from cxstaff.incentives.models import IncentivePlan, Pays
from cxstaff.incentives.payout.terms import Shape
from cxstaff.incentives.periods import is_coarser
from cxstaff.incentives.statements.approval import Obstacle
from cxstaff.incentives.statements.progress import Progress
from cxstaff.incentives.statements.waiting import WaitingPeriod
from cxstaff.measures.words import number_in_words
from cxstaff.points.units import written
from cxstaff.web import day
from cxstaff.web.marks import NOTHING, Notice, lasting

OBSTACLES = {
    Obstacle.WROTE_IT: (
        _l("You wrote this plan, so somebody else approves"),
        _l("Ask a colleague of HR or CX to look at the statements and approve them."),
    ),
    Obstacle.ON_THE_TEAM: (
        _l("You are on this team or lead it, so somebody else approves"),
        _l("Ask a colleague of HR or CX who is not paid with it."),
    ),
    Obstacle.ONLY_OWN: (
        _l("What is left to approve is your own"),
        _l("Ask a colleague of HR or CX to approve it."),
    ),
}
NOT_PAYING = Notice(
    "info",
    _l("HR or CX approves and pays"),
    _l("Somebody there who did not write the plan looks at each statement."),
)


def course(progress: Progress, plan: IncentivePlan) -> Notice:
    """Say what the number so far would pay the reader, and whether that can be told."""
    terms = plan.terms
    assert terms is not None  # noqa: S101
    if progress.number is None:
        return Notice("info", _("No number yet for this period"), None)
    so_far = number_in_words(progress.number, plan.measure)
    if progress.own_days == 0:
        told = ngettext(
            "You are on the team for fewer days of this period than the %(num)s it asks for.",
            "You are on the team for fewer days of this period than the %(num)s it asks for.",
            terms.least_days,
        )
        return Notice("info", _("So far %(number)s: that would not pay you", number=so_far), told)
    title = _title(progress, plan, so_far)
    if progress.guard_holds is False:
        guard = terms.guard.name if terms.guard else NOTHING
        return Notice("warn", title, _("The guard does not hold so far: %(guard)s.", guard=guard))
    days = _days(progress)
    if progress.least is None or progress.most is None:
        return Notice("info", title, days + _("One number alone: it cannot be told yet."))
    if progress.can_tell:
        return Notice("good", title, days + _("If it stays so until the period is over."))
    ends = {"low": written(progress.least, terms.unit), "high": written(progress.most, terms.unit)}
    told = _("The range reaches from %(low)s to %(high)s: it cannot be told yet.", **ends)
    return Notice("info", title, f"{days}{told}")


def waiting_reason(waiting: WaitingPeriod) -> str:
    """Say why a period of a plan is not settled, and what to do about it."""
    plan, name = waiting.plan, waiting.plan.measure.name
    terms = plan.terms
    assert terms is not None  # noqa: S101 – plans in words alone have no periods
    if not plan.measure.is_entered:
        told = _("No number of %(measure)s has come in for these days.", measure=name)
    elif plan.measure.retired_on is not None:
        told = _(
            "%(measure)s is retired. Bring it back, then enter its number for these days.",
            measure=name,
        )
    elif is_coarser(plan.measure.read_by, terms.every):
        told = _(
            "%(measure)s is read by the quarter: this month will have no number. Have a change of "
            "the plan agreed to that pays each quarter.",
            measure=name,
        )
    else:
        told = _("Enter a number of %(measure)s for these days.", measure=name)
    return f"{told} {_GIVE_UP}" if waiting.is_long else str(told)


_GIVE_UP = _l(
    "It has waited for a month: if no number will come, HR or CX can close the period with a "
    "reason. Nothing is paid for it then."
)


def waiting_notices(waiting: list[WaitingPeriod]) -> list[Notice]:
    """Say of each period of one plan that waits why it does."""
    return [
        Notice(
            "warn",
            _("%(period)s is over and has no number yet", period=days_in_words(each)),
            waiting_reason(each),
        )
        for each in waiting
    ]


def days_in_words(waiting: WaitingPeriod) -> str:
    """Write the days of a period: 1 Apr 2026 to 30 Apr 2026."""
    return lasting(day(waiting.period.since), day(waiting.period.last_day))


def _title(progress: Progress, plan: IncentivePlan, so_far: str) -> str:
    terms = plan.terms
    assert terms is not None  # noqa: S101
    told = {"number": so_far, "paid": written(progress.amount, terms.unit)}
    if progress.own_days is not None:
        return str(_("So far %(number)s: that would pay you %(paid)s", **told))
    if terms.pays == Pays.TEAM:
        return str(_("So far %(number)s: that would pay the team %(paid)s", **told))
    if terms.shape == Shape.POOL:
        return str(_("So far %(number)s: that would pay all together %(paid)s", **told))
    return str(_("So far %(number)s: that would pay each member %(paid)s", **told))


def _days(progress: Progress) -> str:
    """Say for how many days that is, where they are not all of the period."""
    days, whole = progress.own_days, progress.whole
    if days is None or days == whole:
        return ""
    return str(_("For %(days)s of %(whole)s days.", days=days, whole=whole)) + " "
