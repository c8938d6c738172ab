"""Who of a group reads a question in the same words, where the company translated it.

A translation can turn a scale round, or give other answers in the same places. Whoever reads it
alone could then be told by what they answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from cxstaff.db import db
from cxstaff.people import queries as people
from cxstaff.people.models import Person
from cxstaff.pulses.answering.queries.respondents import Respondent
from cxstaff.pulses.models import Invitation
from cxstaff.pulses.questions.catalogue import is_company_worded
from cxstaff.pulses.questions.wording import Words, wording_of


@dataclass(frozen=True, slots=True)
class FewReaders:
    """A question that few of a group read in one's own words, and how the others read it."""

    readers: int
    others: list[Words]


def read_by_few(asked: Respondent, locale: object) -> dict[str, FewReaders]:
    """Return, by key, the questions that fewer than the round needs read as somebody does."""
    ours = [each for each in asked.questions if each.translations and is_company_worded(each)]
    if not ours:
        return {}
    languages, found = _languages_beside(asked), dict[str, FewReaders]()
    for question in ours:
        own, readers, others = wording_of(question, locale), 1, list[Words]()
        for language, number in languages:
            words = wording_of(question, language)
            readers += number if words == own else 0
            if words != own and words not in others:
                others.append(words)
        if others and readers < asked.round.smallest_group:
            found[question.key] = FewReaders(readers, others)
    return found


def _languages_beside(asked: Respondent) -> list[tuple[str, int]]:
    """Return how many others of a person's group read in which language."""
    language = func.coalesce(Person.locale, people.get_company().locale)
    query = (
        select(language, func.count())
        .select_from(Invitation)
        .join(Person, Person.id == Invitation.person_id)
        .where(
            Invitation.round_id == asked.round.id,
            Invitation.group_id == asked.group_id,  # None is written as IS NULL
            Invitation.person_id != asked.person.id,
        )
        .group_by(language)
        .order_by(language)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]
