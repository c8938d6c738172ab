"""What the page of an import is handed: how far it has come, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.customers.mapping_form import MappingForm
from cxstaff.customers.models import ImportRun, ImportState
from cxstaff.customers.words import FIELD_NAMES, STATE_NAMES
from cxstaff.db import Page
from cxstaff.tables import Layout
from cxstaff.tables.forms import EncodingForm
from cxstaff.tables.mapping.views import RecordPreview
from cxstaff.web import number, percent, when
from cxstaff.web.marks import Notice, Statistic, Way


@dataclass(frozen=True, slots=True)
class FlawRow:
    """Values of a column that were left empty: its name, its heading, what stood there."""

    name: Any
    heading: str | None
    records: int
    words: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """Why records were held back, with the first of them as an example, and how many were."""

    why: str
    records: int


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import as the list shows it."""

    run: ImportRun

    @property
    def badge(self) -> tuple[Any, str]:
        """Return its state and the tone of that."""
        return STATE_NAMES[ImportState(self.run.state)]


@dataclass(frozen=True, slots=True)
class ImportsPage:
    """One page of the files that were brought in, newest first."""

    rows: Page[ImportRow]


@dataclass(frozen=True, slots=True)
class ImportPage:
    """How far an import has come, and what can be done about it.

    `is_alone` while it is under way and no worker is at work. `quarantine_url` leads to records
    that can be looked at, `ways_on` are names and addresses of what else can be done.
    """

    run: ImportRun
    taken_back: int
    quarantine_url: str | None
    ways_on: Sequence[tuple[str, str]]
    is_alone: bool
    problems: Sequence[ProblemRow]
    flaws: Sequence[FlawRow]

    @property
    def badge(self) -> tuple[Any, str]:
        """Return the state of the import and its tone."""
        return STATE_NAMES[ImportState(self.run.state)]

    @property
    def is_moving(self) -> bool:
        """Say whether records are being taken in."""
        return self.run.is_moving

    @property
    def is_going(self) -> bool:
        """Say whether the import is being taken back."""
        return self.run.is_going

    @property
    def is_under_way(self) -> bool:
        """Say whether the page changes by itself."""
        return self.is_moving or self.is_going

    @property
    def notices(self) -> list[Notice]:
        """Return what there is to know about it, the most urgent first."""
        run, told = self.run, list[Notice]()
        if self.is_alone:
            told.append(Notice("warn", _("Nothing is at work"), self._silence))
        if run.complaint:
            told.append(Notice("bad", self._stuck, run.complaint))
        if run.taken_back_at:
            text = _(
                "Nothing of this file counts any more. The numbers say what had come in. You can "
                "import the file again."
            )
            title = _("Taken back %(when)s", when=when(run.taken_back_at))
            told.append(Notice("info", title, text))
        told += self._joinings
        if run.too_old:
            title = ngettext(
                "The details of %(num)s record are older than your company keeps them",
                "The details of %(num)s records are older than your company keeps them",
                run.too_old,
            )
            text = _(
                "Who the customer is and what they wrote was left out. Scores and everything else "
                "came in."
            )
            told.append(Notice("info", title, text))
        return told

    @property
    def _joinings(self) -> list[Notice]:
        """Say which ratings and interactions of other imports found each other by themselves."""
        told, run = list[Notice](), self.run
        if run.joined:
            title = ngettext(
                "%(num)s rating waited for its interaction and has joined it",
                "%(num)s ratings waited for their interactions and have joined them",
                run.joined,
            )
            text = _(
                "They were held back since nobody knew these interactions yet. Once another "
                "import brought them, they came in by themselves. The numbers below count them."
            )
            told.append(Notice("info", title, text))
        if run.awaited:
            title = ngettext(
                "%(num)s rating that was held back has joined an interaction of this file",
                "%(num)s ratings that were held back have joined interactions of this file",
                run.awaited,
            )
            text = _(
                "They came earlier with files of their own, and count there. To take this import "
                "back, take those back first."
            )
            told.append(Notice("info", title, text))
        return told

    @property
    def numbers(self) -> list[Statistic]:
        """Return what became of its records, in numbers."""
        run = self.run
        counts = [
            (_("Records"), run.records),
            (_("Accepted"), run.accepted),
            (_("Updated"), run.updated),
            (_("Known already"), run.duplicates),
            *([(_("Left out"), run.left_out)] if run.left_out else []),
        ]
        held = Statistic(_("Quarantined"), number(run.quarantined), url=self.quarantine_url)
        return [*(Statistic(label, number(count)) for label, count in counts), held]

    @property
    def ways(self) -> list[Way]:
        """Return what can be done about it at once."""
        place = {"run_id": self.run.id}
        if self.is_moving:
            stop = "customers.stop_import"
            return [Way(_("Stop"), stop, place, icon="player-pause", posts=True)]
        if self.is_going:
            return []
        if self.may_map:
            told = _("Say which column is what")
            return [Way(told, "customers.edit_mapping", place, tone="primary")]
        if not self.may_go_on:
            return [Way(_("See what customers said"), "customers.index", tone="primary")]
        resume = "customers.resume_import"
        return [Way(_("Go on"), resume, place, "primary", "player-play", posts=True)]

    @property
    def _silence(self) -> str:
        if self.is_going:
            told = _(
                "No job worker has given a sign of life for five minutes. Taking the import "
                "back goes on once an operator runs “flask jobs work”."
            )
        else:
            told = _(
                "No job worker has given a sign of life for five minutes. The import begins once "
                "an operator runs “flask jobs work”."
            )
        return str(told)

    @property
    def _stuck(self) -> str:
        if self.is_going:
            return str(_("Taking the import back could not go on"))
        return str(_("The import could not go on"))

    @property
    def read(self) -> str:
        """Write which share of the file was read."""
        return percent(self.run.bytes_done / self.run.bytes_total if self.run.bytes_total else 0)

    @property
    def may_map(self) -> bool:
        """Say whether the columns can still be told."""
        is_new = self.run.state in (ImportState.UPLOADED, ImportState.FAILED)
        return is_new and not self.run.records

    @property
    def may_go_on(self) -> bool:
        """Say whether it ended before its time."""
        return self.run.state in (ImportState.STOPPED, ImportState.FAILED)


@dataclass(frozen=True, slots=True)
class EncodingPage:
    """The form that asks in which encoding a file is written."""

    run: ImportRun
    form: EncodingForm


@dataclass(frozen=True, slots=True)
class MappingPage:
    """The form that asks which column is what, beside the first records as they would be read.

    `turned_back` is how many records an older file would bring back to what they were.
    """

    run: ImportRun
    form: MappingForm
    layout: Layout
    presets: Sequence[tuple[str, str]]
    previewed: RecordPreview
    turned_back: int

    @property
    def notices(self) -> list[Notice]:
        """Say why the last attempt ended."""
        complaint = self.run.complaint
        title = _("The last attempt could not go on")
        return [Notice("bad", title, complaint)] if complaint else []

    @property
    def unread(self) -> str:
        """Name the columns that are not read; "" where all are."""
        columns = ", ".join(self.form.unread)
        return str(_("Not read: %(columns)s.", columns=columns)) if columns else ""

    @property
    def doubts(self) -> list[tuple[Any, Sequence[str]]]:
        """Return what more than one column may be, with those columns."""
        return [(FIELD_NAMES[key], rivals) for key, rivals in self.form.seen.doubts.items()]


def nobody_works() -> Notice:
    """Say that what was begun waits for a worker."""
    told = _(
        "No job worker has given a sign of life for five minutes. It begins once an operator runs "
        "“flask jobs work”."
    )
    return Notice("warn", _("Nothing is at work"), told)


def flaw_row(flaw: Any, columns: Mapping[str, str]) -> FlawRow:
    """Return values that were left empty, under the heading of their column."""
    return FlawRow(FIELD_NAMES[flaw.key], columns.get(flaw.key), flaw.records, flaw.words)
