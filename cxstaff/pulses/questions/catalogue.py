"""Every question that can be asked: the bank's and the company's own, with their translations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from flask_babel import force_locale, get_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cxstaff.db import db
from cxstaff.people import reader
from cxstaff.pulses.models import Driver, OwnQuestion, QuestionTranslation, Scale
from cxstaff.pulses.questions import bank
from cxstaff.pulses.questions.wording import Worded

COMPANY = "company"
Words = dict[str, Any]

OWN_ENDS: dict[Scale, tuple[Any, Any]] = bank.ENDS | {
    Scale.ZERO_TO_TEN: (_l("Not at all"), _l("Completely")),
}
_OWN_KEY = re.compile(r"own-([1-9][0-9]{0,8})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CatalogueQuestion:
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
    is_retired: bool = False

    @property
    def is_own(self) -> bool:
        """Say whether the company wrote it."""
        return self.instrument == COMPANY


class FromCatalogue(Worded, Protocol):
    """A question as a round asks it, and where it was taken from."""

    @property
    def key(self) -> str:
        """Return its key in the catalogue."""

    @property
    def instrument(self) -> str:
        """Return what it belongs to; `COMPANY` where the company wrote it."""


def questions(keys: Iterable[str]) -> list[CatalogueQuestion]:
    """Return the questions named by `keys`: the bank's in its order, own ones, then the text box.

    Wordings are in the language of the moment. Keys nobody knows are left out; retired questions
    are found, since pulses planned earlier go on asking them.
    """
    wanted = set(keys)
    found = [_of_bank(each) for each in bank.in_order(wanted)]
    numbers = [number for key in wanted if (number := number_of(key))]
    if numbers:
        query = select(OwnQuestion).where(OwnQuestion.id.in_(numbers)).order_by(OwnQuestion.id)
        found += [_of_company(each) for each in db.session.scalars(query)]
    return _text_last(_translated(found))


def all_questions(*, with_retired: bool = False) -> list[CatalogueQuestion]:
    """Return every question there is to choose from, in the same order; two statements in all."""
    query = select(OwnQuestion).order_by(OwnQuestion.id)
    if not with_retired:
        query = query.where(OwnQuestion.is_retired.is_(False))
    found = [_of_bank(each) for each in bank.QUESTIONS]
    found += [_of_company(each) for each in db.session.scalars(query)]
    return _text_last(_translated(found))


def find_question(key: str) -> CatalogueQuestion | None:
    """Return the question named by `key`, or None."""
    return next(iter(questions([key])), None)


def is_company_worded(question: FromCatalogue) -> bool:
    """Say whether any words of a question that a round asked are the company's own.

    They are also where the company translated a question of the bank.
    """
    if question.instrument == COMPANY:
        return True
    of_release = next((each for each in bank.QUESTIONS if each.key == question.key), None)
    if of_release is None:
        return False  # asked by an earlier release
    return any(
        code not in reader.catalogues() or words != _said(of_release, code)
        for code, words in question.translations.items()
    )


def number_of(key: str) -> int | None:
    """Return the number of a question of the company's own, or None where `key` names no such."""
    found = _OWN_KEY.fullmatch(key)
    return int(found[1]) if found else None


def ends_in(locale: str, question: CatalogueQuestion) -> tuple[str | None, str | None]:
    """Return how the ends of a question's scale were translated elsewhere, to begin with."""
    for other in all_questions(with_retired=True):
        words = other.translations.get(locale, {})
        same = (other.low_end, other.high_end) == (question.low_end, question.high_end)
        if same and (words.get("low_end") or words.get("high_end")):
            return words.get("low_end"), words.get("high_end")
    return None, None


def _of_bank(question: bank.BankQuestion) -> CatalogueQuestion:
    here = str(get_locale() or reader.SOURCE_LANGUAGE)
    return CatalogueQuestion(
        key=question.key,
        scale=question.scale,
        driver=question.driver,
        instrument=question.instrument,
        source=str(question.source),
        translations={code: _said(question, code) for code in reader.catalogues() - {here}},
        **{name: words for name, words in _words(question).items() if words},
    )


def _said(question: bank.BankQuestion, code: str) -> Words:
    """Return a question's words in a language that whole pages are translated into."""
    with force_locale(code):
        return _words(question)


def _words(question: bank.BankQuestion) -> Words:
    low, high = bank.ENDS.get(question.scale, (None, None))
    return {
        "wording": str(question.wording),
        "options": None,
        "low_end": str(low) if low else None,
        "high_end": str(high) if high else None,
    }


def _of_company(question: OwnQuestion) -> CatalogueQuestion:
    low, high = OWN_ENDS.get(Scale(question.scale), (None, None))
    return CatalogueQuestion(
        key=question.key,
        wording=question.wording,
        scale=Scale(question.scale),
        driver=Driver(question.driver) if question.driver else None,
        instrument=COMPANY,
        source=question.source,
        options=question.options,
        low_end=question.low_end or (str(low) if low else None),
        high_end=question.high_end or (str(high) if high else None),
        is_retired=question.is_retired,
    )


def _translated(found: list[CatalogueQuestion]) -> list[CatalogueQuestion]:
    """Add the company's translations, which come before those of a release."""
    by_key = {question.key: question for question in found}
    query = select(QuestionTranslation).where(QuestionTranslation.key.in_(list(by_key)))
    for each in db.session.scalars(query.order_by(QuestionTranslation.locale)):
        released = by_key[each.key].translations.get(each.locale, {})
        by_key[each.key].translations[each.locale] = {
            name: getattr(each, name) or released.get(name)
            for name in ("wording", "options", "low_end", "high_end")
        }
    return found


def _text_last(found: list[CatalogueQuestion]) -> list[CatalogueQuestion]:
    return sorted(found, key=lambda each: each.scale is Scale.TEXT)
