"""What is typed about levers: targets here, and what other kinds share with them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, FloatField, SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import TextInput

from cxstaff.forms import Form, choice
from cxstaff.measures.models import Measure
from cxstaff.text import one_line, several_lines
from cxstaff.web import unit_in_words

LONGEST_SENTENCE = 300
MOST_ROLES = 12


class NumberField(FloatField):
    """An ordinary number; a comma may stand for the point, so it is typed as text."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; raises ValueError for what is not a number."""
        typed = [str(value).strip().replace(",", ".") for value in valuelist]
        if not typed or not typed[0]:
            self.data = None
            return
        try:
            super().process_formdata(typed)
        except ValueError:
            raise ValueError(_l("Write a number, such as 4.5.")) from None

    def pre_validate(self, form: Any) -> None:
        """Refuse what computers count as numbers and people do not."""
        if self.data is not None and not (math.isfinite(self.data) and abs(self.data) < 1e12):
            raise ValidationError(_l("Write an ordinary number."))


class Sentence(TextAreaField):
    """A sentence or two on one line."""

    rule = staticmethod(one_line)

    def __init__(self, label: Any, validators: Iterable[Any] = (), **options: Any) -> None:
        too_long = _l("Keep it under %(max)d characters.")
        limit = Length(max=LONGEST_SENTENCE, message=too_long)
        super().__init__(label, [*validators, limit], **options)


class LeverForm(Form):
    """What every lever says: which measure, from when, until when; kinds add words of their own."""

    own: tuple[str, ...] = ()

    measure_id = SelectField(_l("Measure"), [InputRequired(_l("Choose a measure."))])
    since = DateField(_l("From"), [InputRequired(_l("Choose the first day."))])
    last_day = DateField(
        _l("Last day"), [Optional()], description=_l("Leave it empty while no end is planned.")
    )

    def offer(self, measures: Iterable[Measure]) -> None:
        """Fill the choice of measures."""
        self.measure_id.choices = [
            choice("", _l("Choose one")),
            *(choice(str(m.id), _named(m)) for m in measures),
        ]

    def follow(self) -> None:
        """Leave out what a change keeps: the measure and the end."""
        del self.measure_id
        del self.last_day

    def words(self) -> dict[str, Any]:
        """Return the columns this kind of lever has of its own."""
        return {name: self[name].data or None for name in self.own}

    @property
    def fields(self) -> list[Any]:
        """Return the fields in the order they are asked."""
        asked = ("measure_id", *self.own, "since", "last_day")
        return [self[name] for name in asked if name in self]


class RoleSentences(TextAreaField):
    """Sentences for single roles, a line each: the role, a colon, what doing well looks like."""

    rule = staticmethod(several_lines)

    def pre_validate(self, form: Any) -> None:
        """Refuse lines without a role or without a sentence, and too many of them."""
        lines = [line.strip() for line in (self.data or "").splitlines() if line.strip()]
        if len(lines) > MOST_ROLES or any(len(line) > LONGEST_SENTENCE for line in lines):
            raise ValidationError(
                _l(
                    "Write up to %(lines)s lines of %(signs)s characters.",
                    lines=MOST_ROLES,
                    signs=LONGEST_SENTENCE,
                )
            )
        for line in lines:
            role, colon, sentence = line.partition(":")
            if not (role.strip() and colon and sentence.strip()):
                raise ValidationError(
                    _l("Begin each line with a role and a colon, such as “Back office: …”.")
                )
        self.data = "\n".join(lines)


class TargetForm(LeverForm):
    """A level to reach, and what doing well looks like."""

    own = ("level", "good_behaviour", "by_role")

    level = NumberField(
        _l("Level to reach"), [InputRequired(_l("Write the level as a number, such as 80."))]
    )
    good_behaviour = Sentence(
        _l("Good behaviour"),
        [Optional()],
        description=_l(
            "One sentence: what does doing well look like here? For instance: solve the problem, "
            "rather than end the call."
        ),
    )
    by_role = RoleSentences(
        _l("Good behaviour by role"),
        [Optional()],
        description=_l(
            "Where roles differ, a line each. For instance: Back office: answer the colleague "
            "within the hour."
        ),
    )

    def words(self) -> dict[str, Any]:
        """Return the level, which may be 0, and the sentences if there are any."""
        return {
            "level": self.level.data,
            "good_behaviour": self.good_behaviour.data or None,
            "by_role": self.by_role.data or None,
        }


class EndForm(Form):
    """The last day on which a lever holds."""

    last_day = DateField(_l("Last day"), [InputRequired(_l("Choose the last day."))])


def _named(measure: Measure) -> str:
    return f"{measure.name} ({unit_in_words(measure.unit)})" if measure.unit else measure.name
