"""What the pages of one measure are handed: all about it, its form, and how it is retired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import Page
from cxstaff.measures.models import EarlierReading, Measure, Target, Voice
from cxstaff.measures.page.catalogue import source_of
from cxstaff.measures.words import FREQUENCIES, VOICES, better, period_name
from cxstaff.periods import period_of
from cxstaff.web import amount, day, when
from cxstaff.web.marks import NOTHING, Notice, Way

DIGITS = 2


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """What a number was before it was corrected or removed, and by whom, when and why."""

    team: str
    period: str
    was: str
    entered: str
    corrected: str
    why: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target on the measure: whose it is, how much, from when to when."""

    whose: str
    team_id: int | None
    level: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """All about one measure, for whoever may see the teams that `targets` are of.

    `opposed` are the measures that name it as their opposite.
    """

    measure: Measure
    today: date
    targets: Sequence[Target]
    corrections: Page[CorrectionRow]
    may_define: bool
    may_enter: bool
    opposed: Sequence[Measure] = ()

    @property
    def _opposites(self) -> str:
        """Name its opposite, and the measures of which it is."""
        own = [self.measure.opposite] if self.measure.opposite else []
        names = dict.fromkeys(each.name for each in (*own, *self.opposed))
        return ", ".join(names) or str(_("Nothing that is set down"))

    @property
    def facts(self) -> list[tuple[str, Any]]:
        """Return what there is to say of it, as terms and values."""
        measure, owner = self.measure, self.measure.owner_on(self.today)
        return [
            (_("Definition"), measure.definition or NOTHING),
            (_("Formula"), measure.formula or NOTHING),
            (_("Pitfall"), measure.pitfall or NOTHING),
            *fixed_facts(measure),
            (_("Read by"), FREQUENCIES[measure.read_by]),
            (_("Guard"), measure.guard.name if measure.guard else _("None")),
            (_("Gets worse when it gets better"), self._opposites),
            (_("Who answers for it"), owner.name if owner else _("Nobody at the moment")),
        ]

    @property
    def target_rows(self) -> list[TargetRow]:
        """Return the targets that hold or are to come, the company's first."""
        return [
            TargetRow(
                each.team.name if each.team else _("The whole company"),
                each.team_id,
                amount(round(each.level, DIGITS), self.measure.unit),
                day(each.since),
                day(each.last_day, _("no end planned")),
            )
            for each in self.targets
        ]

    @property
    def ways(self) -> list[Way]:
        """Return what can be done with it."""
        place = {"measure_id": self.measure.id}
        found = list[Way]()
        if self.may_enter:
            found.append(Way(_("Enter numbers"), "measures.readings", place, icon="pencil"))
        if self.may_define:
            found.append(Way(_("Change"), "measures.edit", place, icon="settings"))
            if self.measure.retired_on:
                found.append(Way(_("Bring it back"), "measures.bring_back", place, posts=True))
            else:
                found.append(Way(_("Retire"), "measures.retirement", place))
        return found

    @property
    def notices(self) -> list[Notice]:
        """Say that it is retired, or lacks a guard."""
        if self.measure.retired_on:
            title = _("Retired since %(day)s", day=day(self.measure.retired_on))
            told = _("It is offered no more. What was recorded with it stays readable.")
            return [Notice("info", title, told)]
        if self.measure.guard is None and self.measure.voice != Voice.CUSTOMER:
            told = _("Nothing shows what a better number costs elsewhere. Choose a guard for it.")
            return [Notice("info", _("It has no guard"), told)]
        return []


@dataclass(frozen=True, slots=True)
class EditPage:
    """A measure to define (then it is None), or to change."""

    measure: Measure | None
    form: Any

    @property
    def title(self) -> str:
        """Head the page."""
        return self.measure.name if self.measure else str(_("Define a measure"))

    @property
    def has_unit(self) -> bool:
        """Say whether the unit can be typed."""
        return "unit" in self.form

    @property
    def fixed(self) -> list[tuple[str, Any]]:
        """Return what stays as it was defined, as terms and values; nothing of a new measure."""
        return fixed_facts(self.measure) if self.measure else []


@dataclass(frozen=True, slots=True)
class RetirementPage:
    """A measure to retire, and how many levers still point to it."""

    measure: Measure
    form: Any
    levers: int

    @property
    def told(self) -> str:
        """Say what still points to it."""
        if not self.levers:
            return str(_("No target, plan or celebration points to it."))
        told: str = ngettext(
            "%(num)s target, plan or celebration points to it.",
            "%(num)s targets, plans or celebrations point to it.",
            self.levers,
        )
        return told


def fixed_facts(measure: Measure) -> list[tuple[str, Any]]:
    """Return what stays as it was defined, as terms and values."""
    source: Any = source_of(measure)
    if measure.outcome is not None:
        source = OUTCOMES[measure.outcome].explanation
    return [
        (_("Unit"), measure.unit or _("none")),
        (_("Better"), better(measure)),
        (_("Voice"), VOICES[Voice(measure.voice)]),
        (_("Source"), source),
    ]


def correction_rows(
    page: Page[EarlierReading], measure: Measure, names: Mapping[int, str]
) -> Page[CorrectionRow]:
    """Return what numbers were before, as pages list it."""
    return page.showing([_correction(each, measure, names) for each in page.items])


def _correction(each: EarlierReading, measure: Measure, names: Mapping[int, str]) -> CorrectionRow:
    by = _by(each.corrected_by.name if each.corrected_by else None, each.corrected_at)
    done = _("Removed: %(by)s", by=by) if each.is_removal else _("Corrected: %(by)s", by=by)
    return CorrectionRow(
        names.get(each.team_id, NOTHING),
        period_name(period_of(each.starts_on, measure.read_by)),
        amount(round(each.value, DIGITS), measure.unit),
        _by(each.entered_by.name if each.entered_by else None, each.entered_at),
        str(done),
        each.why,
    )


def _by(name: str | None, moment: Any) -> str:
    """Say who did something and when, as far as it is known."""
    return ", ".join(each for each in (name, when(moment) if moment else None) if each) or NOTHING
