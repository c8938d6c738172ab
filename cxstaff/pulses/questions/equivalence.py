"""Which questions of two rounds ask the same: surely, or for all that can be believed."""

from __future__ import annotations

from collections.abc import Iterable

from cxstaff.pulses.models import RoundQuestion, Scale
from cxstaff.pulses.questions.catalogue import is_company_worded


def same_question(question: RoundQuestion, others: Iterable[RoundQuestion]) -> RoundQuestion | None:
    """Return which of `others` asks the same on the same scale: by its key, or in its words.

    This is what people can be told who plan a round; `may_ask_the_same` is what is believed.
    """
    if question.scale == Scale.TEXT:
        return None
    asked = [each for each in others if each.scale == question.scale]
    by_key = [each for each in asked if each.key == question.key]
    alike = [each for each in asked if _words(each) == _words(question)]
    return next(iter([*by_key, *alike]), None)


def may_ask_the_same(
    question: RoundQuestion, others: Iterable[RoundQuestion]
) -> list[RoundQuestion]:
    """Return which of `others` people may answer alike.

    A question can be put in other words, on another scale, or in other words in the language
    that everybody reads. So whatever the company worded may ask the same as anything.
    """
    if question.scale == Scale.TEXT:
        return []
    asked = [each for each in others if each.scale != Scale.TEXT]
    is_ours = is_company_worded(question)
    alike = [each for each in asked if is_ours or is_company_worded(each)]
    same = same_question(question, asked)
    return [same, *(each for each in alike if each is not same)] if same else alike


def _words(question: RoundQuestion) -> str:
    return "".join(sign for sign in question.wording.casefold() if sign.isalnum())
