"""How a comparison's parts are called: periods, gaps in time, sizes of a customer result."""

from __future__ import annotations

from datetime import date
from math import ceil, log10
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.material.periods import Period, first_day
from cxstaff.linkage.material.question import Mix
from cxstaff.web import amount, day, number, signed

SPANS: dict[Period, Any] = {
    Period.WEEK: _l("Weeks"),
    Period.MONTH: _l("Months"),
    Period.QUARTER: _l("Quarters"),
}
PERIODS: dict[Period, Any] = {
    Period.WEEK: _l("weeks"),
    Period.MONTH: _l("months"),
    Period.QUARTER: _l("quarters"),
}
PERIOD: dict[Period, Any] = {
    Period.WEEK: _l("week"),
    Period.MONTH: _l("month"),
    Period.QUARTER: _l("quarter"),
}
LAGS: tuple[Any, ...] = (
    _l("The same period"),
    _l("One period later"),
    _l("Two periods later"),
    _l("Three periods later"),
)
WHEN: dict[tuple[Period, int], Any] = {
    (Period.WEEK, 0): _l(
        "In weeks when a team’s %(score)s was %(step)s points higher than usual for it"
    ),
    (Period.WEEK, 1): _l(
        "In the week after a team’s %(score)s was %(step)s points higher than usual for it"
    ),
    (Period.WEEK, 2): _l(
        "Two weeks after a team’s %(score)s was %(step)s points higher than usual for it"
    ),
    (Period.WEEK, 3): _l(
        "Three weeks after a team’s %(score)s was %(step)s points higher than usual for it"
    ),
    (Period.MONTH, 0): _l(
        "In months when a team’s %(score)s was %(step)s points higher than usual for it"
    ),
    (Period.MONTH, 1): _l(
        "In the month after a team’s %(score)s was %(step)s points higher than usual for it"
    ),
    (Period.MONTH, 2): _l(
        "Two months after a team’s %(score)s was %(step)s points higher than usual for it"
    ),
    (Period.MONTH, 3): _l(
        "Three months after a team’s %(score)s was %(step)s points higher than usual for it"
    ),
    (Period.QUARTER, 0): _l(
        "In quarters when a team’s %(score)s was %(step)s points higher than usual for it"
    ),
    (Period.QUARTER, 1): _l(
        "In the quarter after a team’s %(score)s was %(step)s points higher than usual for it"
    ),
    (Period.QUARTER, 2): _l(
        "Two quarters after a team’s %(score)s was %(step)s points higher than usual for it"
    ),
    (Period.QUARTER, 3): _l(
        "Three quarters after a team’s %(score)s was %(step)s points higher than usual for it"
    ),
}
MIXES: dict[Mix, Any] = {
    Mix.OWN: _l("As it was"),
    Mix.SAME: _l("As if every team had the same"),
}
RISES: dict[str, tuple[Any, Any]] = {
    "csat": (
        _l("customers scored %(size)s points higher"),
        _l("customers scored %(size)s points lower"),
    ),
    "csat_top2": (
        _l("%(size)s more of 100 customers were satisfied"),
        _l("%(size)s fewer of 100 customers were satisfied"),
    ),
    "satisfied": (
        _l("%(size)s more of 100 ratings were good"),
        _l("%(size)s fewer of 100 ratings were good"),
    ),
    "nps": (
        _l("the net promoter score was %(size)s points higher"),
        _l("the net promoter score was %(size)s points lower"),
    ),
    "ces": (
        _l("customers scored ease %(size)s points higher"),
        _l("customers scored ease %(size)s points lower"),
    ),
    "solved": (
        _l("%(size)s more of 100 customers said that it was solved"),
        _l("%(size)s fewer of 100 customers said that it was solved"),
    ),
    "resolved": (
        _l("%(size)s more of 100 interactions were resolved"),
        _l("%(size)s fewer of 100 interactions were resolved"),
    ),
    "handling": (
        _l("handling took %(size)s minutes longer"),
        _l("handling took %(size)s minutes less"),
    ),
    "waiting": (
        _l("customers waited %(size)s minutes longer"),
        _l("customers waited %(size)s minutes less"),
    ),
}
UNSIZED: dict[str, tuple[Any, Any]] = {
    "csat": (_l("customers scored higher"), _l("customers scored lower")),
    "csat_top2": (_l("more customers were satisfied"), _l("fewer customers were satisfied")),
    "satisfied": (_l("more ratings were good"), _l("fewer ratings were good")),
    "nps": (_l("the net promoter score was higher"), _l("the net promoter score was lower")),
    "ces": (_l("customers scored ease higher"), _l("customers scored ease lower")),
    "solved": (
        _l("more customers said that it was solved"),
        _l("fewer customers said that it was solved"),
    ),
    "resolved": (_l("more interactions were resolved"), _l("fewer interactions were resolved")),
    "handling": (_l("handling took longer"), _l("handling took less time")),
    "waiting": (_l("customers waited longer"), _l("customers waited less")),
}
UNITS: dict[str, Any] = {
    "csat": _l("points"),
    "csat_top2": _l("percentage points"),
    "satisfied": _l("percentage points"),
    "nps": _l("points"),
    "ces": _l("points"),
    "solved": _l("percentage points"),
    "resolved": _l("percentage points"),
    "handling": _l("minutes"),
    "waiting": _l("minutes"),
}
NOUNS: dict[str, Any] = {
    "csat": _l("customers’ satisfaction"),
    "csat_top2": _l("the share of satisfied customers"),
    "satisfied": _l("the share of good ratings"),
    "nps": _l("the net promoter score"),
    "ces": _l("ease, as customers score it,"),
    "solved": _l("the share of customers who say that it was solved"),
    "resolved": _l("the share of interactions resolved"),
    "handling": _l("handling time"),
    "waiting": _l("waiting time"),
}


HELD = _l(
    "The shares of promoters and detractors are held between 10 % and 90 %, in teams of every "
    "size. So a team that grows past 40 answers does not seem to change; what lies beyond those "
    "ends is not seen as change either."
)


def score_of(subject: str, label: str) -> str:
    """Call an engagement subject by what a team has of it: "engagement", "eNPS"."""
    if subject == "index":
        return str(_("engagement"))
    if subject.startswith("driver:"):
        return str(_("score for “%(driver)s”", driver=label))
    return label


def name_of(period: int, span: Period) -> str:
    """Name a period: "Mar 2026", "Q1 2026", "2 Mar 2026" for a week by its first day."""
    first = first_day(period, span)
    if span is Period.WEEK:
        return day(first)
    if span is Period.QUARTER:
        return str(_("Q%(number)s %(year)s", number=(first.month + 2) // 3, year=first.year))
    return month(first)


def month(value: date) -> str:
    """Write a calendar month: Mar 2026."""
    return str(format_date(value, "MMM yyyy"))


def points(step: float) -> str:
    """Write a step in points: 3, or 0.8."""
    return number(step, 0 if float(step).is_integer() else 1)


def digits_for(step: float, *values: float) -> int:
    """Choose how many digits after the point tell sizes for a `step` apart: 0 to 3."""
    largest = step * max(abs(value) for value in values)
    return min(3, max(0, ceil(1 - log10(largest)))) if largest > 0 else 2


def size(value: float, digits: int, step: float) -> str:
    """Write how far an outcome moves for a `step` of engagement, without its sign."""
    return number(abs(step * value), digits)


def written(outcome_key: str, value: float) -> str:
    """Write an outcome's value with its unit, if it has one."""
    outcome = OUTCOMES[outcome_key]
    return amount(value, outcome.unit, outcome.decimals)


def heading(outcome_key: str) -> str:
    """Name an outcome above a column of its values, with its unit: Resolved, %."""
    outcome = OUTCOMES[outcome_key]
    return f"{outcome.label}, {outcome.unit}" if outcome.unit else str(outcome.label)


def bare(outcome_key: str, value: float) -> str:
    """Write an outcome's value without its unit, for a column that is headed by it."""
    return number(value, OUTCOMES[outcome_key].decimals)


def change(value: float, digits: int, step: float) -> str:
    """Write how far an outcome moves for a `step` of engagement, with its sign."""
    return signed(step * value, digits)
