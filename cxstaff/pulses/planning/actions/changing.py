"""Changing a pulse from its next round on, and ending it; rounds that have opened stay."""

from __future__ import annotations

from datetime import datetime

from cxstaff import clock, engine
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries as people
from cxstaff.pulses.models import Pulse
from cxstaff.pulses.planning import opening_times
from cxstaff.pulses.planning.actions.planning import AskingPlan, asked, check
from cxstaff.pulses.planning.actions.spacing import refuse_planned_too_soon
from cxstaff.pulses.planning.queries import zones_of
from cxstaff.pulses.questions import catalogue
from cxstaff.pulses.rounds import queries


def change(pulse: Pulse, what: AskingPlan, *, now: datetime) -> None:
    """Give a pulse another plan. Raises `Refused` where it cannot be kept."""
    engine.lock(db.session(), f"pulse {pulse.id}")
    questions = catalogue.questions(what.keys)
    check(what, questions)
    pulse.name, pulse.audience = what.name, list(what.audience)
    pulse.every_weeks, pulse.per_round = what.every_weeks, what.per_round
    pulse.open_days, pulse.opens_hour = what.open_days, what.opens_hour
    if [each.key for each in pulse.questions] != [each.key for each in questions]:
        pulse.questions.clear()
        db.session.flush()  # before others take their places
        pulse.questions.extend(asked(questions))
    db.session.flush()
    if what.first_opens_at is not None:
        _refuse_overlap(pulse, what.first_opens_at, now)
        refuse_planned_too_soon(what.audience, questions, what.first_opens_at, pulse.id)
    pulse.next_opens_at = what.first_opens_at
    pulse.complaint = None
    db.session.flush()


def end(pulse: Pulse) -> None:
    """Let no further round open; an open one goes on, and what was published stays."""
    engine.lock(db.session(), f"pulse {pulse.id}")
    pulse.next_opens_at, pulse.is_paused, pulse.complaint = None, False, None


def _refuse_overlap(pulse: Pulse, opens_at: datetime, now: datetime) -> None:
    """Keep the next round from opening, anywhere, before the one that is open is over."""
    opened = queries.open_round_of(pulse, now)
    if opened is None:
        return
    zone = people.get_company().zone
    day = clock.local_day(opens_at, zone)
    hours = opening_times.openings(day, pulse.opens_hour, zones_of(pulse, day) | {zone})
    if min(hours.values()) < opened.closes_at:
        raise Refused(
            "The round that is open closes on %(day)s. Choose a later day for the next one.",
            day=clock.local_day(opened.closes_at, zone).isoformat(),
        )
