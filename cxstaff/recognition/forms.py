"""What is typed about celebrations, company values, thanks, and under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SearchField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from cxstaff.forms import Count, Form, Line, choice, required
from cxstaff.measures.forms import LeverForm, Sentence
from cxstaff.recognition.models import Picture, ThanksAudience
from cxstaff.recognition.policy import (
    LONGEST_KEY,
    LONGEST_MESSAGE,
    LONGEST_REPLY,
    MOST_POINTS,
)
from cxstaff.recognition.words import AUDIENCES, HEARINGS, PICTURES


class CelebrationForm(LeverForm):
    """What a celebration is called, and when it takes place."""

    own = ("name", "occasion")

    name = Line(_l("Name"), required(_l("Give the celebration a name.")))
    occasion = Sentence(
        _l("Occasion"),
        [InputRequired(_l("Say what is celebrated, and how."))],
        description=_l("For instance: on Fridays we read out the case that was hardest to solve."),
    )


class ValueForm(Form):
    """A company value in a word and a sentence."""

    name = Line(_l("Name"), required(_l("Name the value in a word or two.")))
    sentence = Sentence(
        _l("What it means"), [InputRequired(_l("Say in a sentence what people do who live it."))]
    )


class Points(Count):
    """How many points go to everybody who is thanked; nothing typed means none."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, 0, MOST_POINTS, **options)
        self.validators = [Optional()]


class ThanksForm(Form):
    """What somebody is thanked for."""

    celebrates = SelectField(
        _l("What does it celebrate?"),
        [InputRequired(_l("Choose a measure or a company value."))],
        description=_l("What is celebrated is done again. Choose what you want to see more of."),
    )
    message = TextAreaField(
        _l("Your words"),
        [
            InputRequired(_l("Say what the person did, and what it changed.")),
            Length(max=LONGEST_MESSAGE, message=_l("Keep it under %(max)d characters.")),
        ],
        description=_l("Say what the person did, and what it changed for the customer or for you."),
    )
    audience = RadioField(
        _l("Who sees it?"),
        [InputRequired(_l("Choose who sees it."))],
        choices=[
            choice(ThanksAudience.COMPANY, AUDIENCES[ThanksAudience.COMPANY]),
            choice(ThanksAudience.TEAM, AUDIENCES[ThanksAudience.TEAM]),
            choice(ThanksAudience.PRIVATE, AUDIENCES[ThanksAudience.PRIVATE]),
        ],
        default=ThanksAudience.TEAM,
    )
    picture = RadioField(
        _l("A picture with it"),
        [Optional()],
        choices=[
            choice("", _l("None")),
            *(choice(each.value, shows) for each, shows in PICTURES.items()),
        ],
        default="",
    )
    points = Points(_l("Points for each"))
    request_key = HiddenField(validators=[Optional(), Length(max=LONGEST_KEY)])

    @property
    def given(self) -> int:
        """Return how many points go to everybody who is thanked."""
        return self.points.data or 0 if "points" in self else 0

    @property
    def drawing(self) -> Picture | None:
        """Return the picture that was chosen, None without one."""
        return Picture(self.picture.data) if self.picture.data else None

    def without_points(self) -> None:
        """Ask for none: the company has no points, or there are none to give."""
        del self.points

    def offer_one(self, value: str) -> None:
        """Let what was sent be chosen alone: whether it may be was looked up."""
        self.celebrates.choices = [choice(value, value)]

    def offer(self, groups: Mapping[Any, Sequence[tuple[str, str]]]) -> None:
        """Fill the choice of what is celebrated, group by group."""
        self.celebrates.choices = [choice("", _l("Choose one")), *_grouped(groups)]


class HearingForm(Form):
    """How somebody hears of thanks to them."""

    hears = RadioField(
        _l("When somebody thanks you"),
        [InputRequired(_l("Choose how you want to hear of it."))],
        choices=[choice(str(each), label) for each, label in HEARINGS.items()],
    )


class ReplyForm(Form):
    """What somebody writes under a thanks."""

    words = TextAreaField(
        _l("Your reply"),
        [
            InputRequired(_l("Write something first.")),
            Length(max=LONGEST_REPLY, message=_l("Keep it under %(max)d characters.")),
        ],
        description=_l("Everybody who sees this thanks reads it."),
    )
    request_key = HiddenField(validators=[Optional(), Length(max=LONGEST_KEY)])


class WallForm(Form):
    """Which thanks somebody looks for; whatever is not understood is not asked for."""

    q = SearchField(_l("Words"), description=_l("In the thanks, or in what the customer said"))
    who = SearchField(_l("Person"), description=_l("Name or e-mail"))
    about = SelectField(_l("Celebrates"), validate_choice=False)

    def offer(self, groups: Mapping[Any, Sequence[tuple[str, str]]]) -> None:
        """Fill the choice of what is celebrated, group by group."""
        self.about.choices = [choice("", _l("Anything")), *_grouped(groups)]


def _grouped(groups: Mapping[Any, Sequence[tuple[str, str]]]) -> list[Any]:
    return [choice(value, label, group) for group, rows in groups.items() for value, label in rows]
