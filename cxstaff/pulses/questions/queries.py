"""Where questions of the catalogue are used: by pulses, in rounds, in which languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from cxstaff.db import db
from cxstaff.people import queries as people
from cxstaff.people.models import Person
from cxstaff.pulses.models import (
    OwnQuestion,
    Pulse,
    PulseQuestion,
    QuestionTranslation,
    RoundQuestion,
)


@dataclass(frozen=True, slots=True)
class Use:
    """Which pulses plan a question, and in how many rounds it was asked."""

    pulses: tuple[str, ...] = ()
    rounds: int = 0


def uses_of(keys: Collection[str]) -> dict[str, Use]:
    """Return how each of some questions is used."""
    planned = (
        select(PulseQuestion.key, Pulse.name)
        .join(Pulse, Pulse.id == PulseQuestion.pulse_id)
        .where(PulseQuestion.key.in_(list(keys)))
        .order_by(Pulse.name)
    )
    asked = (
        select(RoundQuestion.key, func.count())
        .where(RoundQuestion.key.in_(list(keys)))
        .group_by(RoundQuestion.key)
    )
    pulses: dict[str, list[str]] = defaultdict(list)
    for key, name in db.session.execute(planned):
        pulses[key].append(name)
    rounds = {row[0]: row[1] for row in db.session.execute(asked)}
    return {key: Use(tuple(pulses[key]), rounds.get(key, 0)) for key in keys}


def question_was_asked(key: str) -> bool:
    """Say whether any round asked a question: from then on its words stay."""
    query = select(RoundQuestion.id).where(RoundQuestion.key == key).limit(1)
    return db.session.scalar(query) is not None


def find_own_question(number: int | None) -> OwnQuestion | None:
    """Return a question of the company's own by its number, or None."""
    return db.session.get(OwnQuestion, number) if number else None


def find_translation(key: str, locale: str) -> QuestionTranslation | None:
    """Return the company's translation of a question, or None."""
    return db.session.get(QuestionTranslation, (key, locale))


def languages_of_questions() -> list[str]:
    """Return the languages that any question was translated into by the company."""
    return list(db.session.scalars(select(QuestionTranslation.locale).distinct()))


def languages_of_people() -> set[str]:
    """Return the languages that the company or anybody in it chose."""
    chosen = select(Person.locale).where(Person.locale.is_not(None)).distinct()
    return {people.get_company().locale, *(code for code in db.session.scalars(chosen) if code)}
