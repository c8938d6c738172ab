"""A question in the company's own words, and the words of any question in another language."""

from __future__ import annotations

from typing import Any

from babel import Locale
from babel.localedata import locale_identifiers
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.validators import Length, Optional

from cxstaff.forms import LONGEST_LINE, Form, Line, choice, required
from cxstaff.pulses.models import MOST_OPTIONS, Driver, Scale
from cxstaff.pulses.questions.actions import LONGEST_END, LONGEST_OPTION, Draft, Translation
from cxstaff.pulses.questions.bank import DRIVER_NAMES, INSTRUMENTS
from cxstaff.pulses.questions.catalogue import COMPANY, CatalogueQuestion
from cxstaff.pulses.questions.words import SCALES
from cxstaff.text import one_line

NOTHING = ""
OUR_WORDS = _l("Our own words")
DRIVERS = [driver for driver in Driver if driver is not Driver.ENGAGEMENT]


class Lines(TextAreaField):
    """Several lines of text; `lines` are those that say something."""

    def __init__(self, label: Any, **options: Any) -> None:
        longest = MOST_OPTIONS * (LONGEST_OPTION + 2)
        super().__init__(label, [Optional(), Length(max=longest)], **options)

    @property
    def lines(self) -> list[str]:
        """Return what was typed, line by line."""
        return [line for each in (self.data or "").split("\n") if (line := one_line(each))]


def an_end(label: Any) -> Line:
    """Return the field for what an end of a scale means."""
    short = _l("Keep it under %(max)d characters.")
    return Line(label, [Optional(), Length(max=LONGEST_END, message=short)])


class QuestionForm(Form):
    """A question in the company's own words."""

    wording = Line(_l("Question"), required(_l("Please type the question.")))
    scale = SelectField(
        _l("How it is answered"),
        choices=[choice(scale.value, words) for scale, words in SCALES.items()],
    )
    options = Lines(_l("Answers to choose from"))
    low_end = an_end(_l("The lowest number means"))
    high_end = an_end(_l("The highest number means"))
    driver = SelectField(
        _l("Counts for"),
        choices=[
            choice(NOTHING, _l("No driver: it stands for itself")),
            *(choice(driver.value, DRIVER_NAMES[driver]) for driver in DRIVERS),
        ],
    )
    source = Line(
        _l("Where it comes from"),
        required(_l("Please say who wrote it, or where it is from.")),
        default=OUR_WORDS,
    )
    retires = BooleanField(_l("Retire the question it was copied from"), default=True)

    def draft(self) -> Draft:
        """Return the question as it was typed; call it on a form that was found fine."""
        return Draft(
            wording=self.wording.data or "",
            scale=Scale(self.scale.data),
            driver=Driver(self.driver.data) if self.driver.data else None,
            source=self.source.data or "",
            options=self.options.lines,
            low_end=self.low_end.data,
            high_end=self.high_end.data,
        )


class TranslationForm(Form):
    """The words of a question in another language."""

    wording = Line(_l("Question"), required(_l("Please type the question in this language.")))
    options = Lines(_l("Answers to choose from"))
    low_end = an_end(_l("The lowest number means"))
    high_end = an_end(_l("The highest number means"))

    def fit(self, question: CatalogueQuestion) -> None:
        """Leave out the fields that a question's scale has no use for."""
        if question.scale is not Scale.CHOICE:
            del self.options
        if not question.scale.is_rated:
            del self.low_end, self.high_end

    def translation(self) -> Translation:
        """Return what was typed; call it on a form that was found fine."""
        return Translation(
            wording=self.wording.data or "",
            options=self.options.lines if "options" in self else (),
            low_end=self.low_end.data if "low_end" in self else None,
            high_end=self.high_end.data if "high_end" in self else None,
        )


class LanguageForm(Form):
    """A choice among all languages."""

    locale = SelectField(_l("Language"))

    def offer(self, but: set[str]) -> None:
        """Offer every language that Babel knows `but` some, those of a region after the others."""
        codes = sorted(set(locale_identifiers()) - but)
        groups = {False: _l("Languages"), True: _l("Languages of a region")}
        named = sorted((name_of_language(code).casefold(), code) for code in codes)
        self.locale.choices = [
            choice(code, name_of_language(code), groups["_" in code])
            for of_region in (False, True)
            for _name, code in named
            if ("_" in code) is of_region
        ]


class QuestionFilter(Form):
    """Which questions are listed; typed into the address."""

    driver = SelectField(_l("About"), validate_choice=False)
    instrument = SelectField(_l("From"), validate_choice=False)
    q = Line(_l("Words"), [Length(max=LONGEST_LINE)])

    def offer(self) -> None:
        """Set the drivers and instruments to choose from."""
        self.driver.choices = [
            choice(NOTHING, _l("Everything")),
            *(choice(driver.value, name) for driver, name in DRIVER_NAMES.items()),
        ]
        self.instrument.choices = [
            choice(NOTHING, _l("Everywhere")),
            *(choice(each.key, each.name) for each in INSTRUMENTS.values()),
            choice(COMPANY, _l("Our own questions")),
        ]

    @property
    def is_filtered(self) -> bool:
        """Say whether anything narrows the list."""
        return bool(self.driver.data or self.instrument.data or self.q.data)

    def takes(self, question: CatalogueQuestion) -> bool:
        """Say whether a question is listed."""
        words = (self.q.data or "").casefold()
        return (
            self.driver.data in {None, NOTHING, question.driver}
            and self.instrument.data in {None, NOTHING, question.instrument}
            and words in question.wording.casefold()
        )


def name_of_language(code: str) -> str:
    """Return the name of a language in the reader's own: 'Portuguese (Brazil)'."""
    here = get_locale() or Locale("en")
    return Locale.parse(code).get_display_name(here) or code
