"""The bank: enough questions in our own words, each with a driver, a scale and a source."""

import re
from collections import Counter

import pytest
from flask import Flask

from cxstaff.pulses.models import MOST_NUMBERS, Driver, Scale
from cxstaff.pulses.questions import bank, rotation

pytestmark = pytest.mark.only("sqlite")  # about wording, which is in no database

KEPT = """teei-mission teei-asked teei-tools enps engaged-best engaged-stay recognition-noticed
recognition-fair clarity-expected clarity-why tools-work tools-answers growth-learnt growth-ahead
voice-safe voice-change workload-carry workload-rest manager-helps manager-fair belonging-team
belonging-self comment"""
OURS = [question for question in bank.QUESTIONS if question.instrument == bank.OWN]
RATED = [question for question in OURS if question.scale is not Scale.TEXT]
# Telling turns of phrase of instruments that are not ours to ship.
THEIRS = """best friend|opinions? (seem to )?count|materials and equipment|expected of me|best every
day|progress|cares? about me|encourages my|opportunit|recognition or praise|committed to|energy at
work|bursting|immersed|carried away|enthusiastic|inspires me|time flies|get up in the morning|still
working|great place|proud to work|rarely think about|motivates me|beyond what"""


def test_there_are_forty_questions_about_the_drivers(app: Flask) -> None:
    about = Counter(q.driver for q in RATED if q.driver is not Driver.ENGAGEMENT)
    assert sum(about.values()) >= 40
    assert set(about) == set(Driver) - {Driver.ENGAGEMENT}
    assert min(about.values()) >= 5


def test_keys_that_databases_hold_stay(app: Flask) -> None:
    assert set(KEPT.split()) <= set(bank.BY_KEY)
    assert len(bank.BY_KEY) == len(bank.QUESTIONS)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)?", key) for key in bank.BY_KEY)
    assert not any(key.startswith("own-") for key in bank.BY_KEY)  # the company's own


@pytest.mark.parametrize("question", RATED, ids=lambda each: each.key)
def test_a_question_is_short_and_holds_one_idea(app: Flask, question: bank.BankQuestion) -> None:
    words = str(question.wording)
    assert len(words.split()) <= 14
    assert words.count(".") == 1
    assert words.endswith(".")
    assert not re.search(r"\b(and|or)\b|;|/", words)


@pytest.mark.parametrize("question", OURS, ids=lambda each: each.key)
def test_a_question_is_not_taken_from_elsewhere(app: Flask, question: bank.BankQuestion) -> None:
    phrases = " ".join(THEIRS.split())
    assert not re.search(phrases, str(question.wording), re.I)


def test_no_two_questions_are_nearly_the_same(app: Flask) -> None:
    bags = {q.key: set(re.findall(r"[a-z]{4,}", str(q.wording).lower())) for q in RATED}
    for key, words in bags.items():
        for other, theirs in bags.items():
            if key < other and words and theirs:
                assert len(words & theirs) / len(words | theirs) < 0.5, (key, other)


def test_every_question_says_where_it_comes_from(app: Flask) -> None:
    for question in bank.QUESTIONS:
        origin = bank.INSTRUMENTS[question.instrument]
        assert str(origin.name) in question.source
        assert origin.author in question.source
        assert origin.reference
        assert str(origin.terms)
    assert "Temkin" in bank.BY_KEY["teei-asked"].source


def test_the_index_means_the_same_in_every_pulse(app: Flask) -> None:
    index = {q.key for q in bank.QUESTIONS if q.driver is Driver.ENGAGEMENT}
    statements = {"teei-mission", "teei-asked", "teei-tools"}
    assert index == statements | {"enps", "engaged-best", "engaged-stay", "comment"}


def test_the_suggested_pulse_asks_everybody_about_every_driver(app: Flask) -> None:
    chosen = bank.in_order(bank.SUGGESTED)
    assert len(chosen) == len(bank.SUGGESTED)
    topics = [rotation.Topic(q.key, q.driver) for q in chosen if q.scale is not Scale.TEXT]
    arranged = rotation.arrange(topics, MOST_NUMBERS, 0)
    assert arranged.turns == 4
    for turn in range(4):
        seen = [key for key, of in arranged.turn_of.items() if of in {None, turn}]
        assert len(seen) == MOST_NUMBERS
    asked = {bank.BY_KEY[key].driver for key in arranged.turn_of}
    assert asked == set(Driver)
    assert chosen[-1] is bank.COMMENT
