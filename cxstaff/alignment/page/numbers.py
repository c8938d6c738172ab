"""Numbers of measures as pages write them: with their unit, and how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.alignment.scorecards import GuardMove, PeriodValue
from cxstaff.alignment.words import MOVE_TONES, MOVE_WORDS
from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.words.terms import UNITS
from cxstaff.measures.judging import Absence, Movement, Number
from cxstaff.measures.models import Measure, Source
from cxstaff.measures.words import ABSENT, DIGITS, period_name
from cxstaff.web import MINUTES, amount, between, number, signed
from cxstaff.web.marks import NOTHING

HOUR = 60


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A number written out: its value and how sure it is, or why there is none (`why`)."""

    period: str
    value: str = ""
    how_sure: str = ""
    why: Any = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class GuardLine:
    """A guard beside its measure: where it stands, and how it moved in words."""

    name: str
    number: NumberLine
    moved: str
    tone: str
    detail: str


def digits_of(measure: Measure) -> int | None:
    """Return the digits after the point; None leaves them to the number, which is rounded."""
    if measure.outcome is not None:
        return OUTCOMES[measure.outcome].decimals
    return 0 if measure.source == Source.PULSE else None


def written(value: float, measure: Measure) -> str:
    """Write a number of a measure with its unit."""
    digits = digits_of(measure)
    return amount(round(value, DIGITS) if digits is None else value, measure.unit, digits)


def number_line(reading: PeriodValue, measure: Measure) -> NumberLine:
    """Write a reading out."""
    period = period_name(reading.period)
    found = reading.value
    if isinstance(found, Absence):
        return NumberLine(period, why=ABSENT[found], is_hidden=found is Absence.HIDDEN)
    return NumberLine(period, written(found.value, measure), how_sure(found, measure))


def how_sure(found: Number, measure: Measure) -> str:
    """Say how sure a number is: its interval and from how many, or that all was counted."""
    if not found.is_sample:
        return str(ngettext("as it was entered", "mean of %(num)s entered numbers", found.n))
    if found.low is None or found.high is None:
        return str(_("from %(n)s, too few for a range", n=number(found.n)))
    digits = digits_of(measure)
    ends = [found.low, found.high]
    if digits is None:
        ends = [round(each, DIGITS) for each in ends]
    told = between(ends[0], ends[1], measure.unit, digits)
    return str(_("(%(ends)s), from %(n)s", ends=told, n=number(found.n)))


def guard_line(guard: GuardMove) -> GuardLine:
    """Write a guard out."""
    found, measure = guard.difference, guard.measure
    line = number_line(guard.reading, measure)
    if found is None:
        return GuardLine(measure.name, line, str(_("No two periods to compare")), "muted", "")
    return GuardLine(
        measure.name,
        line,
        str(MOVE_WORDS[found.move]),
        MOVE_TONES[found.move],
        _difference(found, measure),
    )


def _difference(found: Movement, measure: Measure) -> str:
    """Write a difference with its interval, signed."""
    value = _signed(found.value, measure)
    if found.low is None or found.high is None or found.low == found.high:
        return str(_("%(value)s since the period before", value=value))
    return str(
        _(
            "%(value)s (%(low)s to %(high)s) since the period before",
            value=value,
            low=_signed(found.low, measure),
            high=_signed(found.high, measure),
        )
    )


def plain(value: float, measure: Measure) -> str:
    """Write a number of a measure without its unit."""
    digits = digits_of(measure)
    return number(_rounded(value, digits), digits)


def in_a_row(values: Sequence[float | None], measure: Measure) -> str:
    """Write the numbers of a trend without their unit, all with the same digits.

    Minutes of an hour or more are written as everywhere else: in hours.
    """
    known = [each for each in values if each is not None]
    if measure.unit == MINUTES and any(round(abs(each)) >= HOUR for each in known):
        return " · ".join(NOTHING if each is None else written(each, measure) for each in values)
    digits = digits_of(measure)
    if digits is None:
        digits = max((_digits_in(each) for each in known), default=0)
    return " · ".join(NOTHING if each is None else number(each, digits) for each in values)


def signed_change(value: float, measure: Measure) -> str:
    """Write a change of a measure with its sign and unit."""
    digits = digits_of(measure)
    unit = str(UNITS[measure.outcome]) if measure.outcome else measure.unit
    return signed(value, DIGITS if digits is None else digits, unit)


def _signed(value: float, measure: Measure) -> str:
    text = plain(value, measure)
    return f"+{text}" if _rounded(value, digits_of(measure)) > 0 else text


def _digits_in(value: float) -> int:
    """Count the digits after the point that a rounded number has."""
    return len(f"{round(value, DIGITS):.{DIGITS}f}".rstrip("0").partition(".")[2])


def _rounded(value: float, digits: int | None) -> float:
    """Round a number as it is written; what is written as 0 has no sign."""
    return round(value, DIGITS if digits is None else digits) + 0.0
