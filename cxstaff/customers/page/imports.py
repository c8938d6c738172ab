"""What the page of an import is handed: how far it has come, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.customers.imports.taking_back import Outlook
from cxstaff.customers.mapping_form import MappingForm
from cxstaff.customers.models import ImportRun, ImportState
from cxstaff.customers.words import FIELD_NAMES, STATE_NAMES
from cxstaff.db import Page
from cxstaff.tables import Layout
from cxstaff.tables.forms import EncodingForm
from cxstaff.tables.mapping.views import Preview
from cxstaff.web import percent


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
    def silence(self) -> str | None:
        """Say what waits while no worker is at work; None where one is, or nothing waits."""
        if not self.is_alone:
            return None
        if self.is_going:
            return str(
                _(
                    "No job worker has given a sign of life for five minutes. Taking the import "
                    "back goes on once an operator runs “flask jobs work”."
                )
            )
        return str(
            _(
                "No job worker has given a sign of life for five minutes. The import begins once "
                "an operator runs “flask jobs work”."
            )
        )

    @property
    def stuck(self) -> str:
        """Head a complaint."""
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
class TakingBackPage:
    """What would happen if an import were taken back, and what stands in the way, if anything."""

    run: ImportRun
    outlook: Outlook
    hindrance: str | None


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
    previewed: Preview
    turned_back: int

    @property
    def doubts(self) -> list[tuple[Any, Sequence[str]]]:
        """Return what more than one column may be, with those columns."""
        return [(FIELD_NAMES[key], rivals) for key, rivals in self.form.seen.doubts.items()]


def flaw_row(flaw: Any, columns: Mapping[str, str]) -> FlawRow:
    """Return values that were left empty, under the heading of their column."""
    return FlawRow(FIELD_NAMES[flaw.key], columns.get(flaw.key), flaw.records, flaw.words)
