"""A question is read in the reader's language as far as there are words in it."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.pulses.questions.wording import Words, wording_of


@dataclass
class Question:
    wording: str = "Which shift?"
    options: list[str] | None = field(default_factory=lambda: ["Early", "Late"])
    low_end: str | None = None
    high_end: str | None = "Often"
    translations: dict[str, dict[str, Any]] = field(default_factory=dict)


ORIGINAL = Words("Which shift?", ("Early", "Late"), None, "Often")
PT = {"wording": "Qual turno?", "options": ["Cedo", "Tarde"], "low_end": "Nunca", "high_end": None}


def test_without_a_translation_the_original_is_read() -> None:
    assert wording_of(Question(), "pt_BR") == ORIGINAL
    assert wording_of(Question(translations={"pt": PT}), "fr") == ORIGINAL
    assert wording_of(Question(translations={"pt": PT}), None) == ORIGINAL


def test_each_word_is_taken_from_the_nearest_language_that_has_it() -> None:
    brazil = {"wording": "Qual turno, gente?", "options": None, "low_end": "", "high_end": None}
    question = Question(translations={"pt_BR": brazil, "pt": PT})
    expected = Words("Qual turno, gente?", ("Cedo", "Tarde"), "Nunca", "Often")
    assert wording_of(question, "pt_BR") == expected
    assert wording_of(question, Locale.parse("pt_BR")) == expected
    assert wording_of(question, "pt-BR") == expected


def test_a_question_without_options_needs_none_in_its_translation() -> None:
    question = Question(options=None, translations={"pt": {"wording": "Qual?"}})
    assert wording_of(question, "pt") == Words("Qual?", (), None, "Often")


def test_options_are_never_fewer_or_mixed() -> None:
    """An answer is a place among the options: another number of them would change its meaning."""
    for wrong in ([], ["Cedo"], ["Cedo", ""], ["a", "b", "c"]):
        question = Question(translations={"pt": PT | {"options": wrong}})
        assert wording_of(question, "pt").options == ("Early", "Late")


WORD = st.none() | st.text(max_size=5)
ROW = st.fixed_dictionaries(
    {},
    optional={
        "wording": WORD,
        "options": st.none() | st.lists(st.text(max_size=3), max_size=3),
        "low_end": WORD,
        "high_end": WORD,
    },
)


@pytest.mark.long
@given(st.dictionaries(st.sampled_from(["pt", "pt_BR", "de"]), ROW), st.text(max_size=8))
def test_whatever_is_kept_a_question_can_be_read(
    rows: dict[str, dict[str, Any]], code: str
) -> None:
    for locale in (code, "pt_BR", "de", "de_AT"):
        words = wording_of(Question(translations=rows), locale)
        assert words.wording
        assert len(words.options) == 2
        assert all(words.options)
        assert words.high_end
