"""Planning pulses: what they ask whom and when; pausing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries as people
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import MOST_NUMBERS, Pulse, PulseQuestion, Scale
from cxstaff.pulses.planning import opening_times
from cxstaff.pulses.planning.actions.spacing import refuse_planned_too_soon
from cxstaff.pulses.planning.queries import topics
from cxstaff.pulses.questions import catalogue, rotation
from cxstaff.pulses.questions.catalogue import CatalogueQuestion


@dataclass(frozen=True, slots=True)
class AskingPlan:
    """What a pulse asks whom, how often, and for how long."""

    name: str
    audience: Sequence[Team]  # with all teams below them; empty for everybody
    keys: Sequence[str]
    every_weeks: int
    open_days: int
    opens_hour: int
    first_opens_at: datetime | None  # None: no more rounds
    per_round: int = MOST_NUMBERS


def plan(what: AskingPlan, actor: Person) -> Pulse:
    """Plan a pulse; its first round opens by itself when it is due."""
    questions = catalogue.questions(what.keys)
    check(what, questions)
    if what.first_opens_at is not None:
        refuse_planned_too_soon(what.audience, questions, what.first_opens_at)
    pulse = Pulse(
        name=what.name,
        audience=list(what.audience),
        every_weeks=what.every_weeks,
        open_days=what.open_days,
        opens_hour=what.opens_hour,
        per_round=what.per_round,
        next_opens_at=what.first_opens_at,
        created_by_id=actor.id,
        questions=asked(questions),
    )
    db.session.add(pulse)
    db.session.flush()
    return pulse


def pause(pulse: Pulse) -> None:
    """Keep further rounds from opening; an open one goes on."""
    pulse.is_paused = True


def resume(pulse: Pulse, *, now: datetime) -> None:
    """Let rounds open again; those missed in a repeating pulse are left out."""
    pulse.is_paused = False
    if pulse.next_opens_at is not None and pulse.next_opens_at <= now and pulse.every_weeks:
        pulse.next_opens_at = opening_after(pulse, now)


def opening_after(pulse: Pulse, now: datetime) -> datetime | None:
    """Return when a pulse opens next after `now`, by the company's clock; None for never."""
    if pulse.next_opens_at is None:
        return None
    zone = people.get_company().zone
    return opening_times.opening_after(
        pulse.next_opens_at, now, pulse.every_weeks, pulse.opens_hour, zone
    )


def check_questions(
    questions: Sequence[CatalogueQuestion], per_round: int, every_weeks: int
) -> None:
    """See that the questions fit into rounds. Raises `Refused` where they do not."""
    numbers = [each for each in questions if each.scale is not Scale.TEXT]
    if not numbers:
        raise Refused("Choose at least one question that is not answered in words.")
    if len(questions) - len(numbers) > 1:
        raise Refused("Choose one question answered in words; a second would take too long.")
    try:
        turns = rotation.arrange(topics(questions), per_round, 0).turns
    except rotation.NoRoom as error:
        raise Refused(
            "Questions about engagement are asked in every round and leave no room for the "
            "others. Choose fewer of them, or ask more questions a round."
        ) from error
    if turns > 1 and not every_weeks:
        raise Refused(
            "A pulse that is asked once can ask %(most)s questions; others would never come up.",
            most=per_round,
        )


def check(what: AskingPlan, questions: Sequence[CatalogueQuestion]) -> None:
    """See that a plan can be kept. Raises `Refused` where it cannot."""
    check_questions(questions, what.per_round, what.every_weeks)
    if what.every_weeks and what.open_days > 7 * what.every_weeks:
        raise Refused("A round has to close before the next one opens.")


def asked(questions: Sequence[CatalogueQuestion]) -> list[PulseQuestion]:
    """Return rows that plan `questions` in their order."""
    return [PulseQuestion(position=n, key=each.key) for n, each in enumerate(questions, 1)]
