"""An answer to a round, as it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from cxstaff.forms import Form
from cxstaff.pulses.answering.queries.respondents import AskedQuestion
from cxstaff.pulses.models import Scale
from cxstaff.pulses.sealing.box import LONGEST_COMMENT


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form of answers held: the text under each question's key, and what is wrong."""

    values: Mapping[str, str]
    errors: Mapping[str, str]
    is_of_others: bool = False  # it answers questions that are not asked of this person

    @property
    def numbers(self) -> dict[str, int]:
        """Return the numbers that were chosen; skipped questions are absent."""
        return {key: int(value) for key, value in self.values.items() if value}


def typed(posted: Mapping[str, str], questions: Sequence[AskedQuestion]) -> Typed:
    """Read the answers to a round's questions from a posted form."""
    values = {
        question.key: posted[field_name(question.key)].strip()
        for question in questions
        if question.scale != Scale.TEXT and field_name(question.key) in posted
    }
    allowed = {question.key: question.choices for question in questions}
    errors = {
        key: str(_l("Please choose one of the answers shown."))
        for key, value in values.items()
        if value and value not in allowed[key]
    }
    fine = {key: value for key, value in values.items() if key not in errors}
    known = {field_name(question.key) for question in questions}
    others = any(value for name, value in posted.items() if name[:2] == "q-" and name not in known)
    return Typed(fine, errors, others)


def comment() -> CommentForm | None:
    """Read the comment of a posted form; None where nothing was written, as most people do."""
    return CommentForm() if request.form.get("comment") else None


def field_name(key: str) -> str:
    """Return the name of the field that answers a question."""
    return f"q-{key}"


class RoundCodeForm(Form):
    """The two parts of a code, each on a slip of paper."""

    code = StringField(
        _l("First code"),
        [InputRequired(_l("Please type the code on your first slip.")), Length(max=100)],
    )
    second = StringField(
        _l("Second code"),
        [InputRequired(_l("Please type the code on your second slip.")), Length(max=100)],
    )


class CommentForm(Form):
    """A comment in one's own words."""

    comment = TextAreaField(
        _l("Comment"),
        [
            Optional(),
            Length(max=LONGEST_COMMENT, message=_l("Please shorten it to %(max)d characters.")),
        ],
    )
