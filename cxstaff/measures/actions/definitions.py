"""What happens to measures: they are defined, changed, retired and brought back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cxstaff import clock, security_log
from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import db
from cxstaff.engine import lock
from cxstaff.errors import Refused
from cxstaff.measures import queries
from cxstaff.measures.actions.levers import end_all_on, hold_measure
from cxstaff.measures.models import (
    ASKED_OF_CUSTOMERS,
    OUTCOME_UNITS,
    POINTS,
    Direction,
    Measure,
    Source,
    Voice,
)
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company
from cxstaff.periods import Frequency
from cxstaff.security_log import Act

USUAL = {
    Source.OUTCOME: Frequency.MONTH,
    Source.PULSE: Frequency.MONTH,
    Source.READINGS: Frequency.WEEK,
}
"""How long the periods are that measures are read by, where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """What a measure means, how often it is read, who answers for it, and what is its opposite."""

    definition: str = ""
    formula: str = ""
    pitfall: str = ""
    frequency: Frequency | None = None
    owner: Person | None = None
    opposite: Measure | None = None
    starter: str | None = None


NO_MORE = MeasureWords()
Use = Callable[[Measure, date], str | None]
"""Names what of a feature above cannot do without a measure from a day on; None for nothing."""
USES = list[Use]()


def cannot_do_without(use: Use) -> Use:
    """Have measures stay that something of a feature above still needs as its guard."""
    USES.append(use)
    return use


def define_measure(
    name: str,
    actor: Person,
    *,
    unit: str,
    direction: str,
    voice: str,
    guard: Measure | None = None,
    meaning: MeasureWords = NO_MORE,
    now: datetime,
) -> Measure:
    """Add a measure whose numbers are entered by hand. Raises `Refused` when the name is taken."""
    numbers = {"unit": unit, "direction": direction, "voice": voice, "source": Source.READINGS}
    return _define(name, actor, guard, numbers, meaning, now)


def define_outcome_measure(
    name: str,
    actor: Person,
    *,
    outcome: str,
    guard: Measure | None = None,
    meaning: MeasureWords = NO_MORE,
    now: datetime,
) -> Measure:
    """Add a measure of a customer outcome, which says its unit, direction and voice itself.

    `outcome` is a key of `customers.outcomes.OUTCOMES`. Raises `Refused` when the name is taken.
    """
    known = OUTCOMES[outcome]
    numbers = {
        "unit": known.unit or OUTCOME_UNITS.get(outcome, ""),
        "direction": known.better,
        "voice": Voice.CUSTOMER if outcome in ASKED_OF_CUSTOMERS else Voice.INTERNAL,
        "source": Source.OUTCOME,
        "outcome": outcome,
    }
    return _define(name, actor, guard, numbers, meaning, now)


def define_pulse_measure(
    name: str,
    actor: Person,
    *,
    subject: str,
    guard: Measure | None = None,
    meaning: MeasureWords = NO_MORE,
    now: datetime,
) -> Measure:
    """Add a measure of what pulses publish about a subject, such as the index or a driver.

    `subject` is a key of `pulses.queries.subject_names`. Raises `Refused` when the name is taken.
    """
    numbers = {
        "unit": POINTS,
        "direction": Direction.UP,
        "voice": Voice.EMPLOYEE,
        "source": Source.PULSE,
        "subject": subject,
    }
    return _define(name, actor, guard, numbers, meaning, now)


def rename_measure(
    measure: Measure, actor: Person, *, name: str, guard: Measure | None, now: datetime
) -> None:
    """Change the name and the guard alone."""
    kept = MeasureWords(
        *(measure.definition, measure.formula, measure.pitfall, measure.read_by),
        *(measure.owner, measure.opposite),
    )
    change_measure(measure, actor, name=name, unit=measure.unit, guard=guard, meaning=kept, now=now)


def change_measure(
    measure: Measure,
    actor: Person,
    *,
    name: str,
    unit: str,
    guard: Measure | None,
    meaning: MeasureWords,
    now: datetime,
) -> None:
    """Change name, words, guard, opposite, owner; unit and frequency while nothing is entered.

    Direction, voice and source stay. Raises `Refused` for a name that is taken, a measure that
    guards itself or is its own opposite, and another unit or frequency than numbers stand in.
    """
    _check_name(name, measure)
    if guard is measure:
        raise Refused("A measure cannot guard itself. Choose another one, or none.")
    if meaning.opposite is measure:
        raise Refused("A measure cannot be its own opposite. Choose another one, or none.")
    _refuse_other_scale(measure, unit, meaning.frequency)
    before = measure.name
    measure.name, measure.unit, measure.guard = name, unit, guard
    _write(measure, meaning)
    security_log.record(
        Act.MEASURE_CHANGED, by=actor, now=now, measure=name, was=before, guard=_name_of(guard)
    )
    db.session.flush()


def retire_measure(measure: Measure, actor: Person, *, end_levers: bool, now: datetime) -> None:
    """Offer a measure no more; what was recorded with it stays.

    Raises `Refused` while it guards another measure or a plan that pays, and while targets, plans
    or celebrations point to it, unless these are to end today.
    """
    hold_measure(measure.id)
    db.session.refresh(measure, ["retired_on"])
    if measure.retired_on is not None:
        raise Refused("%(measure)s is retired already.", measure=measure.name)
    guarded = queries.guarded_by(measure)
    if guarded:
        raise Refused(
            "%(measure)s is the guard of %(guarded)s. Choose another guard there first.",
            measure=measure.name,
            guarded=guarded[0].name,
        )
    today = clock.local_day(now, get_company().zone)
    _refuse_needed(measure, today)
    left = queries.levers_left_on(measure.id, today)
    if left and not end_levers:
        raise Refused(
            "%(measure)s is still used: %(count)s targets, plans or celebrations point to it. "
            "End them first, or let them end today together with it.",
            measure=measure.name,
            count=len(left),
        )
    end_all_on(measure, today, actor, now)
    measure.retired_on = today
    security_log.record(Act.MEASURE_RETIRED, by=actor, now=now, measure=measure.name)
    db.session.flush()


def bring_back(measure: Measure, actor: Person, *, now: datetime) -> None:
    """Offer a measure again that was retired; what ended with it stays ended."""
    if measure.retired_on is None:
        raise Refused("%(measure)s is in use.", measure=measure.name)
    measure.retired_on = None
    security_log.record(Act.MEASURE_BROUGHT_BACK, by=actor, now=now, measure=measure.name)
    db.session.flush()


def _refuse_needed(measure: Measure, today: date) -> None:
    for use in USES:
        used_by = use(measure, today)
        if used_by is not None:
            raise Refused(
                "%(measure)s guards what %(used_by)s pays: without it nothing would be paid. End "
                "that plan, or have a change with another guard agreed to first.",
                measure=measure.name,
                used_by=used_by,
            )


def _define(
    name: str,
    actor: Person,
    guard: Measure | None,
    numbers: Mapping[str, str],
    meaning: MeasureWords,
    now: datetime,
) -> Measure:
    lock(db.session(), "measures")
    _check_name(name, None)
    measure = Measure(name=name, guard=guard, starter=meaning.starter, **numbers)
    measure.frequency = USUAL[Source(measure.source)].value
    _write(measure, meaning)
    db.session.add(measure)
    db.session.flush()
    security_log.record(Act.MEASURE_DEFINED, by=actor, now=now, measure=name, guard=_name_of(guard))
    return measure


def _write(measure: Measure, meaning: MeasureWords) -> None:
    measure.definition, measure.formula = meaning.definition, meaning.formula
    measure.pitfall, measure.owner = meaning.pitfall, meaning.owner
    measure.opposite = meaning.opposite
    if meaning.frequency is not None:
        measure.frequency = meaning.frequency.value


def _refuse_other_scale(measure: Measure, unit: str, frequency: Frequency | None) -> None:
    is_other = unit != measure.unit or frequency not in (None, measure.read_by)
    if unit != measure.unit and not measure.is_entered:
        raise Refused("The unit comes with where the numbers come from, and stays.")
    if is_other and measure.is_entered and queries.has_readings(measure):
        raise Refused(
            "Numbers of %(measure)s stand there in %(unit)s by the %(frequency)s. For another unit "
            "or other periods define another measure, and retire this one.",
            measure=measure.name,
            unit=measure.unit or "?",
            frequency=measure.frequency,
        )


def _name_of(measure: Measure | None) -> str | None:
    return measure.name if measure else None


def _check_name(name: str, but: Measure | None) -> None:
    known = queries.find_measure_called(name)
    if known is not None and known is not but:
        raise Refused("There is already a measure called %(name)s.", name=known.name)
