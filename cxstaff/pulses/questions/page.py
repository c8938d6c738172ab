"""What the pages of questions are handed: where each is used, and its words in other languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.pulses.questions import bank
from cxstaff.pulses.questions.catalogue import CatalogueQuestion
from cxstaff.pulses.questions.forms import LanguageForm, name_of_language
from cxstaff.pulses.questions.instruments import Instrument
from cxstaff.pulses.questions.queries import Use
from cxstaff.pulses.questions.words import SCALES
from cxstaff.web.marks import NOTHING, Notice, Way


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in the list; what is None is said in soft letters."""

    question: CatalogueQuestion
    about: str | None
    no_driver: str
    scale: Any
    use: Use
    languages: str


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """A language, and the question in it; None where it is not translated yet."""

    code: str
    name: str
    wording: str | None
    action: str

    @property
    def tag(self) -> str:
        """Return how HTML names the language."""
        return self.code.replace("_", "-")


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question: how it looks, where it comes from, who asks it, its words elsewhere."""

    question: CatalogueQuestion
    use: Use
    languages: Sequence[LanguageRow]
    form: LanguageForm
    instrument: Instrument | None

    @property
    def about(self) -> str:
        """Say which driver it counts for."""
        driver = self.question.driver
        if not driver or self.question.scale.is_text:
            return str(_("It stands for itself and counts for no driver."))
        return f"{bank.DRIVER_NAMES[driver]} – {bank.DRIVER_MEANINGS[driver]}"

    @property
    def scale(self) -> Any:
        """Say how it is answered."""
        return SCALES[self.question.scale]

    @property
    def terms(self) -> str:
        """Say where it was published, and who may use it; "" where it is our own."""
        if self.instrument is None:
            return ""
        told = f"{self.instrument.reference}. {self.instrument.terms}"
        return f"{told} {self.instrument.link}" if self.instrument.link else told

    @property
    def notices(self) -> list[Notice]:
        """Say that it is retired, where it is."""
        if not self.question.is_retired:
            return []
        told = _(
            "New pulses are not offered it. Pulses that had planned it go on asking it until their "
            "plan changes."
        )
        return [Notice("info", _("This question is retired"), told)]

    @property
    def about_changes(self) -> str:
        """Say whether its words can be changed."""
        if not self.use.rounds:
            return str(_("No round has asked it yet, so every word can still be changed."))
        told = _(
            "It was asked already, so its words stay: earlier answers were given to them. To ask "
            "it differently, copy it and retire this one."
        )
        return str(told)

    @property
    def ways(self) -> list[Way]:
        """Return what can be done about it."""
        key, told = {"key": self.question.key}, list[Way]()
        if not self.use.rounds:
            edit = "pulses.edit_question"
            told.append(Way(_("Edit"), edit, key, tone="primary", icon="pencil"))
        copy = {"copy": self.question.key}
        told.append(Way(_("Copy"), "pulses.new_question", copy, icon="copy"))
        if self.question.is_retired:
            back = "pulses.bring_back_question"
            return [*told, Way(_("Bring back"), back, key, icon="refresh", posts=True)]
        retire = "pulses.retire_question"
        return [*told, Way(_("Retire"), retire, key, icon="archive", posts=True)]


def question_row(question: CatalogueQuestion, use: Use) -> QuestionRow:
    """Return a question as the list shows it."""
    languages = ", ".join(name_of_language(code) for code in sorted(question.translations))
    scale = SCALES[question.scale]
    if question.scale.is_text:
        return QuestionRow(question, None, NOTHING, scale, use, languages)
    about = str(bank.DRIVER_NAMES[question.driver]) if question.driver else None
    return QuestionRow(question, about, _("Itself alone"), scale, use, languages)


def language_row(question: CatalogueQuestion, code: str) -> LanguageRow:
    """Return a question in one language."""
    known = question.translations.get(code)
    action = _("Change") if known else _("Translate")
    return LanguageRow(code, name_of_language(code), known["wording"] if known else None, action)
