"""What pages about the quarantine are handed: kinds of problems, records, and words explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.customers.mapping_form import MappingForm
from cxstaff.customers.models import ImportRun, QuarantinedRecord, QuarantinePass
from cxstaff.customers.page.passes import PassProgress
from cxstaff.customers.quarantine.forms import (
    ColumnsForm,
    HandlerForm,
    HeldRecordForm,
    RecordForm,
    SeveralForm,
)
from cxstaff.customers.quarantine.kinds import ProblemGroup
from cxstaff.customers.quarantine.record import RecordColumns
from cxstaff.customers.reading.contact import Problem
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.words import in_words
from cxstaff.db import Page
from cxstaff.web import when
from cxstaff.web.marks import Notice, Way


@dataclass(frozen=True, slots=True)
class QuarantineProgress(PassProgress):
    """How far the last pass over an import's quarantine has come."""

    last: QuarantinePass | None
    run: ImportRun

    @property
    def ways(self) -> list[Way]:
        """Return what can be done about it."""
        if self.last is None or self.last.is_finished:
            return []
        ends = "customers.stop_pass", "customers.resume_pass"
        return self.stop_or_go_on(*ends, run_id=self.run.id, pass_id=self.last.id)

    @property
    def finished(self) -> str:
        """Say when it was finished; "" before it is."""
        return when(self.last.finished_at) if self.last and self.last.finished_at else ""

    @property
    def title(self) -> str:
        """Say what the pass does."""
        is_dismissal = self.last is not None and self.last.is_dismissal
        return str(_("Left out") if is_dismissal else _("Tried again"))


@dataclass(frozen=True, slots=True)
class QuarantinePage(QuarantineProgress):
    """What an import holds back, by kind, with the forms that mend many records at once."""

    groups: Sequence[ProblemGroup]
    form: HeldRecordForm
    several: SeveralForm

    @property
    def kinds(self) -> list[tuple[str, ProblemGroup]]:
        """Return what is wrong, in words, with the records of which it is."""
        return [(_title_of(each), each) for each in self.groups]

    @property
    def nothing(self) -> str:
        """Say why nothing is held back."""
        if not self.run.is_finished:
            return str(_("The import has not come to its end yet."))
        return str(_("Every record of this file was taken in, known already, or left out."))


def _title_of(kind: ProblemGroup) -> str:
    """Say what is wrong with a kind of records, of several words with the first of them."""
    if len(kind.words) < 2:
        return in_words(kind.example)
    several = "', '".join(word.text for word in kind.words[:2])  # the sentence quotes its value
    several = f"{several}', '…" if len(kind.words) > 2 else several
    return in_words(kind.example._replace(value=several))


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A record that is held back, and why; `raw` is empty where it is no longer kept."""

    id: int
    line: int
    raw: str
    why: str


@dataclass(frozen=True, slots=True)
class HeldRecordsPage:
    """One page of the records that are held back, of one kind where `lead` names it."""

    run: ImportRun
    lead: str | None
    rows: Page[HeldRow]


@dataclass(frozen=True, slots=True)
class HeldRecordPage:
    """One record in its columns; `seen` tells which state of it is shown.

    `shows_raw` where it can be corrected as it is written, too.
    """

    record: QuarantinedRecord
    columns: RecordColumns
    form: ColumnsForm
    raw_form: RecordForm
    seen: str
    shows_raw: bool

    @property
    def run(self) -> ImportRun:
        """Return the import that holds it back."""
        return self.record.run

    @property
    def notices(self) -> list[Notice]:
        """Say why it cannot be taken apart, or that nothing is wrong with it."""
        if not self.columns.is_split:
            told = _("Put the fields into their columns, or correct the line as it is written.")
            return [Notice("warn", in_words(self.columns.problems[0]), told)]
        fine = _("Nothing is wrong with it any more: feed it again.")
        return [] if self.columns.problems else [Notice("info", fine)]

    @property
    def unread(self) -> list[str]:
        """Return what would be left empty."""
        return [in_words(each) for each in self.columns.unread]


@dataclass(frozen=True, slots=True)
class HandlerPage:
    """The form that asks whom a word stands for."""

    run: ImportRun
    word: str
    form: HandlerForm

    @property
    def called(self) -> str:
        """Return the word in quotes, or what stands for an empty one."""
        return str(_("“%(word)s”", word=self.word) if self.word else _("nobody named"))


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """The form on which it is said how records that are held back are read."""

    run: ImportRun
    form: MappingForm
    known: Mapping


def held_row(record: QuarantinedRecord) -> HeldRow:
    """Return a record that is held back as a list shows it."""
    why = in_words(Problem(record.problem, record.column, record.value))
    return HeldRow(record.id, record.line, record.raw, why)
