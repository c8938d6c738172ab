"""Every question that can be asked: the bank's and the company's own, with their translations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from cxstaff.db import db
from cxstaff.pulses import bank
from cxstaff.pulses.models import Driver, OwnQuestion, QuestionTranslation, Scale

COMPANY = "company"
Words = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be asked; `translations` hold its words by locale."""

    key: str
    wording: str
    scale: Scale
    driver: Driver | None
    instrument: str
    source: str
    options: list[str] | None = None
    low_end: str | None = None
    high_end: str | None = None
    translations: dict[str, Words] = field(default_factory=dict)


def questions(keys: Iterable[str]) -> list[Question]:
    """Return the questions named by `keys`: the bank's in its order, own ones, then the text box.

    Wordings are in the language of the moment. Keys nobody knows are left out.
    """
    wanted = set(keys)
    found = [_of_bank(each) for each in bank.in_order(wanted)]
    numbers = [int(key[4:]) for key in wanted if key.startswith("own-") and key[4:].isdecimal()]
    if numbers:
        query = select(OwnQuestion).where(OwnQuestion.id.in_(numbers)).order_by(OwnQuestion.id)
        found += [_of_company(each) for each in db.session.scalars(query)]
    found = _translated(found)
    return sorted(found, key=lambda each: each.scale is Scale.TEXT)


def _of_bank(question: bank.BankQuestion) -> Question:
    low, high = bank.ENDS.get(question.scale, (None, None))
    return Question(
        key=question.key,
        wording=str(question.wording),
        scale=question.scale,
        driver=question.driver,
        instrument=question.instrument,
        source=str(question.source),
        low_end=str(low) if low else None,
        high_end=str(high) if high else None,
    )


def _of_company(question: OwnQuestion) -> Question:
    low, high = bank.ENDS.get(Scale(question.scale), (None, None))
    return Question(
        key=question.key,
        wording=question.wording,
        scale=Scale(question.scale),
        driver=Driver(question.driver) if question.driver else None,
        instrument=COMPANY,
        source=question.source,
        options=question.options,
        low_end=question.low_end or (str(low) if low else None),
        high_end=question.high_end or (str(high) if high else None),
    )


def _translated(found: list[Question]) -> list[Question]:
    by_key = {question.key: question for question in found}
    query = select(QuestionTranslation).where(QuestionTranslation.key.in_(list(by_key)))
    for each in db.session.scalars(query.order_by(QuestionTranslation.locale)):
        by_key[each.key].translations[each.locale] = {
            "wording": each.wording,
            "options": each.options,
            "low_end": each.low_end,
            "high_end": each.high_end,
        }
    return found
