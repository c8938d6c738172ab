"""What the pages of measures are handed: the list, one to define, a lever to begin or end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import Page
from cxstaff.measures.forms import NumberField, Sentence
from cxstaff.measures.models import Direction, Lever, Measure, Voice
from cxstaff.measures.words import VOICES
from cxstaff.people.models import Team
from cxstaff.web import day
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Way

SENTENCE_ROWS = 3


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure in the list; its source is None where its numbers are entered by hand."""

    measure: Measure
    better: str
    source: str | None
    guard: str | None


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """Every measure there is, as far as it is looked for."""

    measures: Page[MeasureRow]
    words: str
    may_define: bool

    @property
    def ways(self) -> list[Way]:
        """Return what defines a measure, for those who may."""
        define = Way(_("Define a measure"), "measures.new", tone="primary", icon="plus")
        return [define] if self.may_define else []

    @property
    def has_search(self) -> bool:
        """Say whether there is something to look for."""
        return bool(self.measures.total or self.words)

    @property
    def nothing(self) -> EmptyState:
        """Say why no measure is listed."""
        if self.words:
            return EmptyState(
                "search",
                _("No measure has this name"),
                _("Try another word, or show them all."),
            )
        title = _("No measures yet")
        if not self.may_define:
            text = _("HR and CX define them. Targets and plans follow.")
            return EmptyState("target-arrow", title, text)
        text = _(
            "Begin with what customers say, such as satisfaction. Add internal numbers later, and "
            "give each a guard."
        )
        return EmptyState("target-arrow", title, text, _("Define a measure"), "measures.new")


@dataclass(frozen=True, slots=True)
class EditPage:
    """A measure to define (then it is None), or to rename."""

    measure: Measure | None
    form: Any

    @property
    def title(self) -> str:
        """Head the page."""
        return self.measure.name if self.measure else str(_("Define a measure"))

    @property
    def fixed(self) -> list[tuple[str, Any]]:
        """Return what stays as it was defined, as terms and values; nothing of a new measure."""
        if self.measure is None:
            return []
        return [
            (_("Unit"), self.measure.unit or _("none")),
            (_("Better"), better(self.measure)),
            (_("Voice"), VOICES[Voice(self.measure.voice)]),
            (_("Source"), self._source(self.measure)),
        ]

    @staticmethod
    def _source(measure: Measure) -> Any:
        if measure.outcome is None:
            return _("Weekly numbers, entered by hand")
        return OUTCOMES[measure.outcome].explanation


@dataclass(frozen=True, slots=True)
class LeverPage:
    """A lever of a team to begin (then it is None), to change or to end.

    `nothing` is said where there is no measure that it could point to.
    """

    title: Any
    lead: Any
    team: Team
    form: Any
    fields: Sequence[Any]
    lever: Lever | None
    nothing: EmptyState | None

    @property
    def typed(self) -> list[tuple[Any, dict[str, Any]]]:
        """Return the fields, each with how it is typed."""
        return [(each, self._how(each)) for each in self.fields]

    @property
    def until(self) -> str:
        """Say until when the lever holds."""
        return day(self.lever.last_day if self.lever else None, _("no end planned"))

    def _how(self, field: Any) -> dict[str, Any]:
        if isinstance(field, NumberField):
            unit = self.lever.measure.unit if self.lever else None
            return {"inputmode": "decimal", "suffix": unit}
        return {"rows": SENTENCE_ROWS} if isinstance(field, Sentence) else {}


def row(measure: Measure) -> MeasureRow:
    """Return a measure as the list shows it."""
    source = None
    if measure.outcome is not None:
        source = _("Interactions: %(name)s", name=OUTCOMES[measure.outcome].label)
    return MeasureRow(
        measure, better(measure), source, measure.guard.name if measure.guard else None
    )


def better(measure: Measure) -> str:
    """Say which way of a measure is better."""
    return str(_("Higher") if measure.direction == Direction.UP else _("Lower"))


def no_measures(*, may_define: bool) -> EmptyState:
    """Say what has to be there before a lever can begin."""
    title = _("There are no measures yet")
    if not may_define:
        text = _("Ask HR or CX to define the first one; then come back.")
        return EmptyState("target-arrow", title, text)
    text = _("Define one first: a customer result, or a number of your own.")
    return EmptyState("target-arrow", title, text, _("Define a measure"), "measures.new")
