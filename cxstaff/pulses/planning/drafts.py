"""The plan of a pulse as it is typed: what is folded, and every question that can be ticked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.pulses import words
from cxstaff.pulses.models import SMALLEST_COMMENTS, Pulse
from cxstaff.pulses.planning.forms import PulseForm
from cxstaff.pulses.planning.page import ListedQuestion, Previewed, listed
from cxstaff.pulses.planning.queries import topics
from cxstaff.pulses.questions import bank
from cxstaff.pulses.questions.catalogue import CatalogueQuestion


@dataclass(frozen=True, slots=True)
class Tick:
    """A question that can be ticked; `source` is None for those of our own bank."""

    option: Any
    wording: str
    is_retired: bool
    source: str | None

    @property
    def retired(self) -> str:
        """Say that it is retired; "" of all others."""
        return str(_("(retired)")) if self.is_retired else ""


@dataclass(frozen=True, slots=True)
class TickGroup:
    """Questions about one thing."""

    legend: Any
    help: Any
    ticks: Sequence[Tick]
    id: str | None = None


@dataclass(frozen=True, slots=True)
class DraftPage:
    """The plan of a pulse as it is typed; `pulse` is None for a new one."""

    form: PulseForm
    pulse: Pulse | None
    preview: Previewed | None
    turns: str
    groups: Sequence[TickGroup]
    zone: str

    @property
    def title(self) -> str:
        """Head the page."""
        return str(_("Change %(name)s", name=self.pulse.name) if self.pulse else _("New pulse"))

    @property
    def turns_as_chosen(self) -> str:
        """Say what the questions that were ticked come to; "" where none has numbers."""
        if all(each.scale.is_text for each in self.form.chosen()):
            return ""
        return " ".join((_("As it was chosen when this page was shown:"), self.turns))

    @property
    def window(self) -> str:
        """Say at which hour rounds open and for how long, as it is chosen."""
        days = self.form.open_days.data or 0
        told = ngettext("%(num)s day", "%(num)s days", days)
        hour = f"{self.form.opens_hour.data or 0:02}:00"
        return str(_("Opens at %(hour)s, for %(days)s", hour=hour, days=told))

    @property
    def shows_window(self) -> bool:
        """Say whether something about the hour or the length has to be looked at."""
        return bool(self.form.open_days.errors or self.form.opens_hour.errors)

    @property
    def chosen(self) -> str:
        """Say how many questions are ticked."""
        return str(ngettext("%(num)s question", "%(num)s questions", len(self.form.chosen())))

    @property
    def shows_questions(self) -> bool:
        """Say whether something about the questions has to be looked at, or is being looked at."""
        wrong = self.form.questions.errors or self.form.per_round.errors or self.form.form_errors
        return bool(wrong or self.preview)

    @property
    def first_on_help(self) -> str | None:
        """Say what no day means, where there need not be one."""
        return _("Without a day no further round opens.") if self.pulse else None

    @property
    def save_label(self) -> str:
        """Return what the button says."""
        return str(_("Save") if self.pulse else _("Plan this pulse"))


def turns_of(form: PulseForm) -> str:
    """Say how the ticked questions take turns."""
    return words.turns(topics(form.chosen()), form.per_round.data)


def tick_groups(form: PulseForm) -> list[TickGroup]:
    """Return all questions that can be ticked: by driver, then others, then those for words."""
    options = {option.data: option for option in form.questions}
    ticks = [(each.question, _tick(each, options)) for each in listed(form.known)]
    numbers = [(question, tick) for question, tick in ticks if not question.scale.is_text]
    about = [
        TickGroup(name, bank.DRIVER_MEANINGS[driver], _about(driver, numbers))
        for driver, name in bank.DRIVER_NAMES.items()
    ]
    about[0] = replace(about[0], id=form.questions.id)  # where the summary of errors leads
    alone = _("These count for themselves alone, and in no driver.")
    in_words = _(
        "Choose one at most. Comments are shown where %(least)s or more people answered.",
        least=SMALLEST_COMMENTS,
    )
    texts = [tick for question, tick in ticks if question.scale.is_text]
    return [
        *about,
        TickGroup(_("About something of its own"), alone, _about(None, numbers)),
        TickGroup(_("In their own words"), in_words, texts),
    ]


def _about(driver: str | None, ticks: Iterable[tuple[CatalogueQuestion, Tick]]) -> list[Tick]:
    return [tick for question, tick in ticks if question.driver == driver]


def _tick(found: ListedQuestion, options: Mapping[str, Any]) -> Tick:
    question = found.question
    source = question.source if question.instrument != bank.OWN else None
    return Tick(options[question.key], found.said.wording, question.is_retired, source)
