"""Measures of the starter set are added to the catalogue, each with its guard."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from cxstaff.db import db
from cxstaff.measures import queries
from cxstaff.measures.actions.definitions import (
    MeasureWords,
    define_measure,
    define_outcome_measure,
    define_pulse_measure,
)
from cxstaff.measures.models import SHARE, Direction, Measure, Voice
from cxstaff.measures.starters import STARTERS, Starter
from cxstaff.people.models import Person
from cxstaff.periods import Frequency


def add_starters(keys: Iterable[str], actor: Person, *, now: datetime) -> list[Measure]:
    """Add measures of the starter set, and the guards that they need; returns those added.

    Whatever the catalogue has already stays as it is, retired or not.
    """
    known = starters_known()
    added = list[Measure]()
    for key in _with_guards(keys):
        if key not in known:
            known[key] = _define(STARTERS[key], actor, now)
            added.append(known[key])
    for measure in added:
        guard = known.get(STARTERS[measure.starter or ""].guard)
        if guard is not None and guard.retired_on is None:
            measure.guard = guard
    db.session.flush()
    return added


def starters_known() -> dict[str, Measure]:
    """Return which of the starter set the catalogue has, by key: as such, or as the same thing."""
    found = dict[str, Measure]()
    every = queries.all_measures()
    for starter in STARTERS.values():
        same = next((each for each in every if _is(each, starter)), None)
        if same is not None:
            found[starter.key] = same
    return found


def _is(measure: Measure, starter: Starter) -> bool:
    if measure.starter == starter.key or measure.name.casefold() == str(starter.name).casefold():
        return True
    if starter.outcome is not None:
        return measure.outcome == starter.outcome
    return starter.subject is not None and measure.subject == starter.subject


def _with_guards(keys: Iterable[str]) -> list[str]:
    """Return keys of the set with those of their guards, and of these, and so on."""
    found = [key for key in dict.fromkeys(keys) if key in STARTERS]
    for key in found:
        guard = STARTERS[key].guard
        if guard not in found:
            found.append(guard)
    return found


def _define(starter: Starter, actor: Person, now: datetime) -> Measure:
    name = str(starter.name)
    meaning = MeasureWords(
        str(starter.definition),
        str(starter.formula),
        str(starter.pitfall),
        Frequency.MONTH,
        starter=starter.key,
    )
    if starter.outcome is not None:
        return define_outcome_measure(
            name, actor, outcome=starter.outcome, meaning=meaning, now=now
        )
    if starter.subject is not None:
        return define_pulse_measure(name, actor, subject=starter.subject, meaning=meaning, now=now)
    return define_measure(
        name,
        actor,
        unit=SHARE,
        direction=Direction.UP,
        voice=Voice.INTERNAL,
        meaning=meaning,
        now=now,
    )
