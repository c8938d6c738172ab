"""What happens to questions: the company writes its own, retires them, translates any of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cxstaff import engine
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import reader
from cxstaff.people.models import Person
from cxstaff.pulses.models import MOST_OPTIONS, Driver, OwnQuestion, QuestionTranslation, Scale
from cxstaff.pulses.questions import catalogue, queries
from cxstaff.pulses.questions.catalogue import CatalogueQuestion
from cxstaff.text import one_line, says_something

LONGEST_WORDING, LONGEST_OPTION, LONGEST_END = 200, 80, 40
FEWEST_OPTIONS = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as it is written; empty lines and options that say nothing are left out."""

    wording: str
    scale: Scale
    driver: Driver | None
    source: str
    options: Sequence[str] = ()
    low_end: str | None = None
    high_end: str | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """The words of a question in another language; what is empty stays in the original."""

    wording: str
    options: Sequence[str] = ()
    low_end: str | None = None
    high_end: str | None = None


def write_question(
    draft: Draft, actor: Person, *, now: datetime, instead_of: OwnQuestion | None = None
) -> OwnQuestion:
    """Keep a question in the company's own words, retiring the one it is asked `instead_of`.

    Raises `Refused` for words that are there already or do not fit their scale.
    """
    engine.lock(db.session(), "questions")
    if instead_of is not None:
        instead_of.is_retired = True
    question = OwnQuestion(created_by_id=actor.id, created_at=now)
    _fill(question, draft)
    db.session.add(question)
    db.session.flush()
    return question


def edit_question(question: OwnQuestion, draft: Draft) -> None:
    """Change a question that no round has asked. Raises `Refused` as soon as one has."""
    engine.lock(db.session(), "questions")
    if queries.question_was_asked(question.key):
        raise Refused(
            "This question was asked already. Its words stay, since earlier answers were given "
            "to them. Copy it and retire this one."
        )
    _fill(question, draft)


def retire_question(question: OwnQuestion) -> None:
    """Offer a question to no further pulse; those that planned it go on asking it."""
    question.is_retired = True


def bring_back_question(question: OwnQuestion) -> None:
    """Offer a retired question again. Raises `Refused` where the same words are in use."""
    engine.lock(db.session(), "questions")
    _refuse_double(question.wording, question.key)
    question.is_retired = False


def translate_question(question: CatalogueQuestion, locale: str, words: Translation) -> None:
    """Keep a question's words in another language, in place of those kept before."""
    if not reader.is_language(locale):
        raise Refused("This language is not known. Choose one from the list.")
    if locale == reader.SOURCE_LANGUAGE and not question.is_own:
        raise Refused("The words of this question are in English already.")
    wording, options = _line(words.wording, LONGEST_WORDING), _fitting(question, words.options)
    low, high = _end(words.low_end), _end(words.high_end)
    if not wording:
        raise Refused("Please type the question in this language.")
    _only_where_rated(question.scale, low, high)
    kept = {"wording": wording, "options": options, "low_end": low, "high_end": high}
    engine.put(db.session(), QuestionTranslation, {"key": question.key, "locale": locale}, kept)


def remove_translation(translation: QuestionTranslation) -> None:
    """Ask the question in its original words again, in rounds that open from now on."""
    db.session.delete(translation)


def _fill(question: OwnQuestion, draft: Draft) -> None:
    """Check a draft and write it into `question`."""
    wording = _line(draft.wording, LONGEST_WORDING)
    source = _line(draft.source, LONGEST_WORDING)
    options = _options(draft.options)
    low, high = _end(draft.low_end), _end(draft.high_end)
    if not wording or not source:
        raise Refused("A question needs words, and where it comes from.")
    if draft.scale is Scale.CHOICE and not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        raise Refused("A choice needs 2 to 7 answers to choose from, one on each line.")
    if draft.scale is not Scale.CHOICE and options:
        raise Refused("Only a choice has answers to choose from. Leave them out, or ask a choice.")
    if draft.driver is Driver.ENGAGEMENT:
        raise Refused(
            "The engagement index is made of the same questions everywhere, so that it keeps its "
            "meaning. Choose another driver, or none."
        )
    if draft.driver and not draft.scale.is_rated:
        raise Refused("Only a scale of numbers can count for a driver. Choose no driver.")
    _only_where_rated(draft.scale, low, high)
    _refuse_double(wording, question.key if question.id else None)
    question.wording, question.source = wording, source
    question.scale, question.driver = draft.scale.value, draft.driver and draft.driver.value
    question.options, question.low_end, question.high_end = options or None, low, high


def _refuse_double(wording: str, own_key: str | None) -> None:
    """Refuse words that another question has, whatever their case and spaces."""
    for other in catalogue.all_questions():
        if other.key != own_key and _folded(other.wording) == _folded(wording):
            raise Refused("This question is there already. Use it, or say what is different.")


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split()).rstrip(" .?!")


def _fitting(question: CatalogueQuestion, words: Sequence[str]) -> list[str] | None:
    """Return translated options: as many as the original has, or none at all."""
    options = _options(words)
    if options and len(options) != len(question.options or ()):
        raise Refused(
            "Please translate all %(count)s answers, one on each line, in the same order.",
            count=len(question.options or ()),
        )
    return options or None


def _options(words: Sequence[str]) -> list[str]:
    """Return what can be chosen, without empty lines."""
    options = [option for each in words if (option := _line(each, LONGEST_OPTION))]
    if len({_folded(option) for option in options}) < len(options):
        raise Refused("Two of the answers are the same. Please make each one different.")
    return options


def _end(words: str | None) -> str | None:
    return _line(words or "", LONGEST_END) or None


def _only_where_rated(scale: Scale, *ends: str | None) -> None:
    if any(ends) and not scale.is_rated:
        raise Refused("Only a scale of numbers has ends. Leave these words out.")


def _line(words: str, longest: int) -> str:
    """Return one line, or refuse it."""
    line = one_line(words)
    if len(line) > longest:
        raise Refused("Please keep it to %(most)s characters.", most=longest)
    if line and not says_something(line):
        raise Refused("Please use letters or numbers.")
    return line
