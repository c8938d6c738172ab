"""How terms, workings and cautions are said on screen: of the plan, never of a person."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from cxstaff.incentives.models import Decision, Every, Pays, PlanTerms, RemarkKind, State
from cxstaff.incentives.payout.cautions import Caution
from cxstaff.incentives.payout.formula import Rule, Working
from cxstaff.incentives.payout.terms import Shape
from cxstaff.measures.models import Measure
from cxstaff.measures.words import DIGITS, goal
from cxstaff.points.units import written
from cxstaff.web import amount

DECISIONS = {
    Decision.APPROVED: (_l("Approved"), "good"),
    Decision.DECLINED: (_l("Declined"), "warn"),
    Decision.WITHDRAWN: (_l("Withdrawn"), "muted"),
}
STATES = {
    State.DRAFTED: (_l("Waits for approval"), "info"),
    State.DISPUTED: (_l("Disputed"), "warn"),
    State.APPROVED: (_l("Approved"), "info"),
    State.PAID: (_l("Paid"), "good"),
    State.REVERSED: (_l("Taken back"), "muted"),
}
REMARKS = {RemarkKind.DISPUTE: _l("Disputed"), RemarkKind.ANSWER: _l("Answered")}
CAUTIONS = {
    Caution.NO_CUSTOMER_GUARD: (
        _l("Nothing here asks the customer"),
        _l(
            "It pays for a number of the company’s own, and no guard is the customer’s voice. "
            "Choose a guard, such as satisfaction."
        ),
    ),
    Caution.INSIDE_NOISE: (
        _l("A level lies inside the noise"),
        _l(
            "In half of the past periods or more it could not be told whether it was reached. Pay "
            "by a line, or by longer periods."
        ),
    ),
    Caution.CLIFF: (
        _l("Just missing a level costs half or more"),
        _l(
            "Who is past it, or cannot reach it any more, has a reason to wait for the next "
            "period. A line or more steps would pay for getting better at every point."
        ),
    ),
    Caution.MOSTLY_LUCK: (
        _l("Most of what it pays is luck"),
        _l("Pay by longer periods, by a line, or by a measure with more answers behind it."),
    ),
    Caution.TOO_FEW_READINGS: (
        _l("Too little is known to say how much is luck"),
        _l(
            "Fewer than eight periods of any team have a number with an interval. Begin with a "
            "small amount, and propose a change once more is known."
        ),
    ),
    Caution.BUDGET_TOO_SMALL: (
        _l("The budget would not have reached"),
        _l(
            "The dearest period would have cost more than is free in the budget: everybody’s "
            "amount would have been cut. Add to the budget, or write a smaller amount or a cap."
        ),
    ),
    Caution.PAID_TWICE: (
        _l("The team is paid for this measure already"),
        _l("Another plan pays for it on the same days. End that one, or propose a change of it."),
    ),
}


def conditions(terms: PlanTerms, measure: Measure) -> list[tuple[str, str]]:
    """Return terms as labels and values, in the order they are worked out."""
    lines = [(_("Measure"), measure.name), *_steps(terms, measure)]
    lines.append((_("Paid to"), _recipient(terms)))
    lines.append((_("How often"), EVERY[Every(terms.every)]))
    if terms.guard is not None and terms.guard_level is not None:
        lines.append((_("Guard"), _guard(terms)))
    if terms.cap is not None:
        lines.append((_("Most for one period"), written(terms.cap, terms.unit)))
    if terms.pays == Pays.MEMBERS:
        lines.append((_("By days on the team"), _days(terms)))
    return [(str(label), str(value)) for label, value in lines]


def working_in_words(steps: Sequence[Working], terms: PlanTerms, measure: Measure) -> list[str]:
    """Return the steps of a working as sentences, each with the amount after it."""
    return [_step(each, terms, measure) for each in steps]


def stopped_in_words(steps: Sequence[Working], terms: PlanTerms, measure: Measure) -> str:
    """Say what brought an amount to nothing; "" where it is something."""
    if not steps or steps[-1].amount:
        return ""
    return _step(next(each for each in steps if not each.amount), terms, measure)


NOTHING_TO_PAY = _l("Nothing to pay"), "muted"
"""How a statement stands that was drafted and comes to nothing."""
EVERY = {Every.MONTH: _l("Each month"), Every.QUARTER: _l("Each quarter")}


def _steps(terms: PlanTerms, measure: Measure) -> list[tuple[str, str]]:
    levels = [(str(goal(measure, level)), written(paid, terms.unit)) for level, paid in terms.steps]
    if terms.shape == Shape.LINE:
        (low, first), (high, last) = levels
        told = _(
            "%(first)s at the first level, evenly up to %(last)s at the second",
            first=first,
            last=last,
        )
        return [(_("From"), low), (_("To"), high), (_("Pays"), told)]
    if terms.shape == Shape.POOL:
        (level, pool) = levels[0]
        return [(level, _("%(pool)s, shared by days on the team", pool=pool))]
    return levels


def _recipient(terms: PlanTerms) -> str:
    if terms.pays == Pays.TEAM:
        return str(_("The team as a whole"))
    return str(_("Each member of the team and of those below it"))


def _guard(terms: PlanTerms) -> str:
    assert terms.guard is not None and terms.guard_level is not None  # noqa: S101, PT018
    held = f"{terms.guard.name}: {goal(terms.guard, terms.guard_level)}"
    if terms.guard_keeps:
        return str(_("%(held)s; else %(part)s %% is paid", held=held, part=terms.guard_keeps))
    return str(_("%(held)s; else nothing is paid", held=held))


def _days(terms: PlanTerms) -> str:
    leave = _("Leave counts") if terms.counts_leave else _("Leave does not count")
    if not terms.least_days:
        return str(leave)
    least = ngettext(
        "from %(count)s day on", "from %(count)s days on", terms.least_days, count=terms.least_days
    )
    return f"{leave}, {least}"


def _step(step: Working, terms: PlanTerms, measure: Measure) -> str:
    paid = written(step.amount, terms.unit)
    level = goal(measure, step.level) if step.level is not None else ""
    if step.rule is Rule.GUARD and terms.guard is not None and step.level is not None:
        level = f"{terms.guard.name}: {goal(terms.guard, step.level)}"
    told = {
        Rule.NOT_REACHED: _("%(level)s was not reached: %(paid)s", level=level, paid=paid),
        Rule.REACHED: _("%(level)s was reached: %(paid)s", level=level, paid=paid),
        Rule.ON_THE_LINE: _("Between %(ends)s: %(paid)s", ends=_ends(terms, measure), paid=paid),
        Rule.GUARD: _("The guard did not hold (%(level)s): %(paid)s", level=level, paid=paid),
        Rule.DAYS: _(
            "For %(part)s of %(whole)s days: %(paid)s", part=step.part, whole=step.whole, paid=paid
        ),
        Rule.CAP: _("The most for one period: %(paid)s", paid=paid),
        Rule.BUDGET: _("The budget did not reach for all: %(paid)s", paid=paid),
        Rule.NOT_THERE: _("Not on the team in this period: %(paid)s", paid=paid),
        Rule.POOL_LEFT: _("What others were paid leaves of the pool: %(paid)s", paid=paid),
        Rule.SHARED: _("A share of the pool by days: %(paid)s", paid=paid),
    }
    return str(told[step.rule])


def _ends(terms: PlanTerms, measure: Measure) -> str:
    levels = [float(level) for level, _amount in terms.steps]
    unit = measure.unit or ""
    joint = _("and")
    return f" {joint} ".join(amount(round(level, DIGITS), unit) for level in levels)
