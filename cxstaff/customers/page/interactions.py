"""What pages about single interactions are handed: one with its history, and lists of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from cxstaff.customers.models import ImportRun
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records.forms import CorrectionForm, FindForm, PlaceForm
from cxstaff.customers.records.queries import MOST_LISTED, HistoryStep, ListedInteraction, Shown
from cxstaff.customers.records.words import CAUSE_NAMES, TOLD_NAMES, in_words
from cxstaff.db import Page
from cxstaff.forms import Form
from cxstaff.web import number, when
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import NOTHING, Notice


@dataclass(frozen=True, slots=True)
class InteractionRow:
    """An interaction as the list shows it."""

    shown: ListedInteraction

    @property
    def mark(self) -> str:
        """Say that it does not count, or is not as it came in; "" of all others."""
        if self.shown.is_left_out:
            return str(_("Left out"))
        return str(_("Changed")) if self.shown.is_changed else ""


@dataclass(frozen=True, slots=True)
class InteractionsPage:
    """One page of interactions, newest first, narrowed by words or to those of an import.

    `which` of an import's are listed is chosen among `tabs`; `is_of_updated` where those are that
    it told something newer of.
    """

    form: FindForm
    run: ImportRun | None
    which: str
    is_of_updated: bool
    tabs: Sequence[dict[str, object]]
    rows: Page[InteractionRow]

    @property
    def told(self) -> str | None:
        """Say which are listed where an import is chosen."""
        if self.run is None:
            return None
        if not self.is_of_updated:
            return str(_("Only those that %(file)s brought in.", file=self.run.file_name))
        told = _(
            "Only those that were known before, of which %(file)s told something newer.",
            file=self.run.file_name,
        )
        return str(told)

    @property
    def limit(self) -> str | None:
        """Say that older ones are not listed; None where all are."""
        if self.rows.total != MOST_LISTED:
            return None
        told = _(
            "The newest %(most)s are listed. Find an older one by more words.",
            most=number(MOST_LISTED),
        )
        return str(told)

    @property
    def nothing(self) -> EmptyState:
        """Say why none is listed, and what to do about it."""
        if self.form.words.data or self.run:
            return EmptyState(
                "message-2",
                _("Nothing is found"),
                _(
                    "Write fewer words, or a part of one. Names older than your company keeps them "
                    "are gone."
                ),
                _("Show the newest"),
                "customers.interactions",
            )
        return EmptyState(
            "file-import",
            _("No interactions yet"),
            _("They appear here once a file was brought in."),
            _("Import interactions"),
            "customers.new_import",
        )


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """The form on which it is said what an interaction should tell."""

    shown: Shown
    form: CorrectionForm


@dataclass(frozen=True, slots=True)
class PartRow:
    """One thing that a change made different."""

    name: Any
    was: str
    became: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One change of an interaction, in words."""

    cause: Any
    line: str
    reason: str | None
    parts: Sequence[PartRow]


@dataclass(frozen=True, slots=True)
class InteractionPage:
    """One interaction: what it tells in lists of terms and values, and what it was before.

    `place` and `why` are the forms that move it, and that leave it out or count it again at
    `exclusion_url`.
    """

    shown: Shown
    place: PlaceForm
    why: Form
    exclusion_url: str

    @property
    def contact(self) -> Contact:
        """Return what the interaction tells by now."""
        return self.shown.record.contact

    @property
    def notices(self) -> list[Notice]:
        """Say that it counts in no result, where it does not."""
        told = Notice("info", _("Left out"), _("This interaction counts in no result."))
        return [told] if self.shown.record.is_left_out else []

    @property
    def brought_by(self) -> str:
        """Name the file that brought it; "" where none did."""
        file = self.shown.file_name
        return str(_("Brought in by %(file)s.", file=file)) if file else ""

    @property
    def said(self) -> list[tuple[Any, str]]:
        """Return what the customer said."""
        names = "csat is_satisfied is_solved nps ces remark given_at"
        return self._told(names)

    @property
    def went(self) -> list[tuple[Any, str]]:
        """Return how it went."""
        names = (
            "is_resolved is_reopened is_escalated is_complaint responded_at closed_at reopened_at "
            "handling_seconds value changed_at"
        )
        handler = self.shown.handler or NOTHING
        place = [(TOLD_NAMES["team"], self.shown.team), (TOLD_NAMES["handler"], handler)]
        return _known(place) + self._told(names)

    @property
    def about(self) -> list[tuple[Any, str]]:
        """Return what it was about, and whom."""
        customer = self.shown.customer
        details = [
            (TOLD_NAMES["customer_name"], (customer and customer.name) or NOTHING),
            (TOLD_NAMES["customer_address"], (customer and customer.address) or NOTHING),
        ]
        return self._told("channel reason segment circumstance customer") + _known(details)

    @property
    def steps(self) -> list[StepRow]:
        """Return what changed, the newest first."""
        return [_step(each) for each in self.shown.steps]

    @property
    def exclusion(self) -> str:
        """Say what can be done about whether it counts."""
        if self.shown.record.is_left_out:
            return str(_("Count it again"))
        return str(_("Leave it out"))

    def _told(self, names: str) -> list[tuple[Any, str]]:
        told = [
            (TOLD_NAMES[name], told_as(name, getattr(self.contact, name))) for name in names.split()
        ]
        return _known(told)


def told_as(name: str, value: Any) -> str:
    """Write what an interaction tells, "–" where it says nothing."""
    told = in_words(name, value)
    if told is None:
        return NOTHING
    return when(told) if isinstance(told, datetime) else str(told)


def _known(pairs: Sequence[tuple[Any, str]]) -> list[tuple[Any, str]]:
    """Return only what is said: of some twenty things most systems tell a few."""
    return [(name, value) for name, value in pairs if value != NOTHING]


def _step(step: HistoryStep) -> StepRow:
    line = " · ".join(filter(None, (when(step.at), step.by, step.file_name)))
    parts = [
        PartRow(
            TOLD_NAMES[each.name], told_as(each.name, each.was), told_as(each.name, each.became)
        )
        for each in step.parts
    ]
    return StepRow(CAUSE_NAMES[step.cause], line, step.reason, parts)
