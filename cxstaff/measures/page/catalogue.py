"""What the catalogue of measures shows: a row a measure, and the starter set to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import Page
from cxstaff.measures.models import Measure, Source
from cxstaff.measures.starters import STARTERS, Starter
from cxstaff.measures.words import FREQUENCIES, better
from cxstaff.pulses.queries import subject_names
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Notice, Way


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure in the list."""

    measure: Measure
    better: str
    source: str
    read_by: Any
    guard: str | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class StarterRow:
    """A measure of the starter set; `guard` is what its guard is called."""

    starter: Starter
    guard: Any
    is_there: bool


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """Every measure in use (or retired), as far as it is looked for, and what can be added."""

    measures: Page[MeasureRow]
    words: str
    may_define: bool
    may_enter: bool
    shows_retired: bool
    has_retired: bool
    without_owner: int
    starters: Sequence[StarterRow]

    @property
    def ways(self) -> list[Way]:
        """Return what defines a measure or brings in its numbers, for those who may."""
        found = list[Way]()
        if self.may_enter:
            found.append(Way(_("Import numbers"), "measures.new_import", icon="file-import"))
        if self.may_define:
            define = Way(_("Define a measure"), "measures.new", tone="primary", icon="plus")
            found.append(define)
        return found

    @property
    def has_search(self) -> bool:
        """Say whether there is something to look for."""
        return bool(self.measures.total or self.words)

    @property
    def missing(self) -> list[StarterRow]:
        """Return what of the starter set is not in the catalogue."""
        return [each for each in self.starters if not each.is_there]

    @property
    def notices(self) -> list[Notice]:
        """Say for how many measures nobody answers."""
        if not self.without_owner or self.shows_retired:
            return []
        title = ngettext(
            "Nobody answers for %(num)s measure",
            "Nobody answers for %(num)s measures",
            self.without_owner,
        )
        told = _("Or who did has left. Open a measure, choose “Change”, and name somebody.")
        return [Notice("info", title, told)]

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
            "Begin with what customers say, such as satisfaction: choose from the starter set "
            "below. Add internal numbers later, and give each a guard."
        )
        return EmptyState("target-arrow", title, text, _("Define a measure"), "measures.new")


def row(measure: Measure, today: date) -> MeasureRow:
    """Return a measure as the list shows it."""
    owner = measure.owner_on(today)
    return MeasureRow(
        measure,
        better(measure),
        source_of(measure),
        FREQUENCIES[measure.read_by],
        measure.guard.name if measure.guard else None,
        owner.name if owner else None,
    )


def source_of(measure: Measure) -> str:
    """Say where the numbers of a measure come from."""
    if measure.outcome is not None:
        return str(_("Interactions: %(name)s", name=OUTCOMES[measure.outcome].label))
    if measure.source == Source.PULSE:
        name = subject_names().get(measure.subject or "", measure.subject)
        return str(_("Pulses: %(name)s", name=name))
    return str(_("Entered or imported"))


def starter_rows(known: Mapping[str, Measure]) -> list[StarterRow]:
    """Return the starter set with what of it the catalogue has."""
    return [
        StarterRow(each, STARTERS[each.guard].name, each.key in known) for each in STARTERS.values()
    ]
