"""The fields of a page of questions. Empty ones are the same for many people, and written once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from flask import render_template, request
from flask_babel import get_locale
from markupsafe import Markup

from cxstaff.pulses.answering.forms import CommentForm, Typed, field_name
from cxstaff.pulses.answering.queries.readers import FewReaders, read_by_few
from cxstaff.pulses.answering.queries.respondents import AskedQuestion, AskedRound, Respondent
from cxstaff.pulses.models import Scale
from cxstaff.pulses.questions.wording import Words, wording_of
from cxstaff.web.marks import Point

MOST_KEPT = 256
"""How many pages' fields are kept: a few rounds, each with some turns, in some languages."""


@dataclass(frozen=True, slots=True)
class Put:
    """A question as it is put to somebody."""

    key: str
    scale: str
    said: Words

    @property
    def numbers(self) -> range:
        """Return the numbers that can be chosen; none where words are asked for."""
        return Scale(self.scale).numbers(self.said.options)

    @property
    def lowest(self) -> int:
        """Return the smallest number that can be chosen."""
        return self.numbers[0]

    @property
    def highest(self) -> int:
        """Return the largest number that can be chosen."""
        return self.numbers[-1]

    @property
    def is_choice(self) -> bool:
        """Say whether one of several answers is chosen."""
        return Scale(self.scale).is_choice


@dataclass(frozen=True, slots=True)
class NumberQuestion:
    """A question answered by a number: what was typed, what is wrong, who reads it otherwise."""

    name: str
    question: Put
    value: str | None
    error: str | None
    few: FewReaders | None

    @property
    def options(self) -> list[Point]:
        """Return the answers to choose among, from 1 on."""
        said = enumerate(self.question.said.options, 1)
        return [Point(number, str(number) == self.value, each) for number, each in said]

    @property
    def noted_as(self) -> str | None:
        """Return the id of what is wrong; None where nothing is."""
        return f"{self.name}-note" if self.error else None

    @property
    def is_skipped(self) -> bool:
        """Say whether "I would rather not say" was chosen."""
        return self.value == ""


@dataclass(frozen=True, slots=True)
class Fields:
    """What somebody fills in: what is answered by numbers, and what in words.

    `is_empty` where nothing of it is theirs: many people are given the same.
    """

    numbers: Markup
    words: Markup
    is_empty: bool = False


def fields_of(asked: Respondent, typed: Typed, comment: CommentForm | None) -> Fields:
    """Return the fields of a person's questions, with what was typed and what is wrong with it.

    `comment` is None where nothing was written.
    """
    locale = get_locale()
    put = _put(asked.questions, str(locale))
    few = read_by_few(asked, locale)
    if few or typed.values or typed.errors or comment:
        return _written(put, typed, comment or CommentForm(formdata=None), few, asked.round)
    return _empty(put, str(locale))


def stored(round_: AskedRound) -> Markup:
    """Return what is stored of an answer and who can see it."""
    least = (round_.smallest_group, round_.smallest_comments)
    return _stored(least, str(get_locale()), request.script_root)


@lru_cache(maxsize=MOST_KEPT)
def _put(questions: tuple[AskedQuestion, ...], locale: str) -> tuple[Put, ...]:
    return tuple(Put(each.key, each.scale, wording_of(each, locale)) for each in questions)


@lru_cache(maxsize=MOST_KEPT)
def _empty(put: tuple[Put, ...], _locale: str) -> Fields:
    """Write fields that nobody has filled in, once for everybody who reads the same words."""
    written = _written(put, Typed({}, {}), CommentForm(formdata=None), {}, None)
    return replace(written, is_empty=True)


@lru_cache(maxsize=MOST_KEPT)
def _stored(least: tuple[int, int], _locale: str, _below: str) -> Markup:
    group, comments = least
    round_ = {"smallest_group": group, "smallest_comments": comments}
    return Markup(render_template("pulses/_stored.html", round=round_))  # noqa: S704 – a template


def _written(
    put: Sequence[Put],
    typed: Typed,
    comment: CommentForm,
    few: Mapping[str, FewReaders],
    round_: AskedRound | None,
) -> Fields:
    numbers = [
        NumberQuestion(
            field_name(each.key),
            each,
            typed.values.get(each.key),
            typed.errors.get(each.key),
            few.get(each.key),
        )
        for each in put
        if each.scale != Scale.TEXT
    ]
    words = [each for each in put if each.scale == Scale.TEXT]
    return Fields(
        Markup(  # noqa: S704 – a template
            render_template("pulses/_numbers_asked.html", numbers=numbers, round=round_)
        ),
        Markup(  # noqa: S704 – a template
            render_template("pulses/_words_asked.html", words_asked=words, comment=comment)
        ),
    )
