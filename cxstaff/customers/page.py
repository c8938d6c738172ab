"""What pages about customers are handed: an import under way, one interaction, words explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from cxstaff.customers.models import ImportRun, ImportState
from cxstaff.customers.outcomes import Estimate, Outcome
from cxstaff.customers.records.queries import Shown, Step
from cxstaff.customers.records.words import CAUSE_NAMES, TOLD_NAMES, in_words
from cxstaff.customers.remarks import Remark
from cxstaff.customers.words import FIELD_NAMES, STATE_NAMES
from cxstaff.web import amount, between, number, percent, when
from cxstaff.web.marks import Statistic

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class FlawRow:
    """Values of a column that were left empty: its name, its heading, what stood there."""

    name: Any
    heading: str | None
    records: int
    words: Sequence[tuple[str, int]]


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
    problems: Sequence[Any]
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
    """One interaction: what it tells in lists of terms and values, and what it was before."""

    shown: Shown

    @property
    def said(self) -> list[tuple[Any, str]]:
        """Return what the customer said."""
        names = "csat is_satisfied nps ces remark given_at"
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
        contact = self.shown.record.contact
        told = [(TOLD_NAMES[name], told_as(name, getattr(contact, name))) for name in names.split()]
        return _known(told)


def headline(outcome: Outcome, found: Estimate) -> Statistic:
    """Return one customer result with its interval."""
    ends = between(found.low, found.high, outcome.unit, outcome.decimals)
    detail = _("%(range)s, n = %(n)s", range=ends, n=number(found.n))
    return Statistic(outcome.label, amount(found.value, outcome.unit, outcome.decimals), detail)


def flaw_row(flaw: Any, columns: Mapping[str, str]) -> FlawRow:
    """Return values that were left empty, under the heading of their column."""
    return FlawRow(FIELD_NAMES[flaw.key], columns.get(flaw.key), flaw.records, flaw.words)


def whom_about(remark: Remark) -> str:
    """Say which team a remark is about, and for which reason."""
    return " · ".join(filter(None, (remark.team_name, remark.reason)))


def told_as(name: str, value: Any) -> str:
    """Write what an interaction tells, "–" where it says nothing."""
    told = in_words(name, value)
    if told is None:
        return NOTHING
    return when(told) if isinstance(told, datetime) else str(told)


def _known(pairs: Sequence[tuple[Any, str]]) -> list[tuple[Any, str]]:
    """Return only what is said: of some twenty things most systems tell a few."""
    return [(name, value) for name, value in pairs if value != NOTHING]


def _step(step: Step) -> StepRow:
    line = " · ".join(filter(None, (when(step.at), step.by, step.file_name)))
    parts = [
        PartRow(
            TOLD_NAMES[each.name], told_as(each.name, each.was), told_as(each.name, each.became)
        )
        for each in step.parts
    ]
    return StepRow(CAUSE_NAMES[step.cause], line, step.reason, parts)
