"""What pages about keeping are handed: times, what would go sooner, and who is being erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import Field

from cxstaff.keeping.forms import ErasureForm, TimesForm
from cxstaff.keeping.models import Cause, Erasure, Stage
from cxstaff.keeping.words import CAUSES, STAGES, KindInWords
from cxstaff.people.models import Person
from cxstaff.retention.times import Limits
from cxstaff.web import day
from cxstaff.web.marks import Notice, Way


@dataclass(frozen=True, slots=True)
class KeepingPage:
    """What is kept for how many days, and from when on; `starts_on` is None once it is so."""

    times: Sequence[tuple[KindInWords, int]]
    starts_on: date | None
    may_change: bool

    @property
    def ways(self) -> list[Way]:
        """Return what changes the times, for those who may."""
        return [Way(_("Change"), "keeping.edit", icon="edit")] if self.may_change else []

    @property
    def notices(self) -> list[Notice]:
        """Say that nothing goes yet, and until when."""
        if self.starts_on is None:
            return []
        told = _(
            "Until that day nothing is removed by age, so that everybody can look at these times "
            "first."
        )
        title = _("Old records go from %(day)s on", day=day(self.starts_on))
        return [Notice("info", title, told)]


@dataclass(frozen=True, slots=True)
class TimesPage:
    """The form of times: a field for each kind of record, and what would go, by name."""

    form: TimesForm
    fields: Sequence[tuple[Field, KindInWords, Limits]]
    losses: Sequence[tuple[Any, int]]

    @property
    def button(self) -> tuple[str, str]:
        """Return what saves the times, and its tone."""
        if self.losses:
            return str(_("Remove these and save")), "danger"
        return str(_("Save")), "primary"


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """Somebody who is being erased, by number where their name is gone."""

    erasure: Erasure
    name: str | None

    @property
    def entry(self) -> str:
        """Say whose entry it is."""
        return self.name or str(_("Number %(number)s", number=self.erasure.person_id))

    @property
    def cause(self) -> Any:
        """Say why they are erased."""
        return CAUSES[Cause(self.erasure.cause)]

    @property
    def badge(self) -> tuple[Any, str]:
        """Return how far it is, and the tone of that."""
        return STAGES[Stage(self.erasure.stage)], self.erasure.tone


@dataclass(frozen=True, slots=True)
class ErasuresPage:
    """The newest erasures, and after how many days people who left are erased."""

    erasures: Sequence[ErasureRow]
    days: int


@dataclass(frozen=True, slots=True)
class ErasurePage:
    """What erasing somebody means, and the form that asks for their name once more.

    `is_asked` while an open round asks them, which has to close first.
    """

    person: Person
    form: ErasureForm
    is_under_way: bool
    is_asked: bool
    works_here: bool

    @property
    def notices(self) -> list[Notice]:
        """Say what follows at once, and what has to wait."""
        told, name = list[Notice](), self.person.name
        if self.works_here:
            text = _("Erasing takes them off the roster today.")
            told.append(Notice("warn", _("%(name)s works here", name=name), text))
        if self.is_asked:
            text = _(
                "They cannot sign in from now on. They are erased when the round has closed, so "
                "that nobody is counted with other people than at its opening."
            )
            told.append(Notice("info", _("A round is asking %(name)s", name=name), text))
        return told

    @property
    def known_by(self) -> str | None:
        """Return what tells them from others of their name."""
        return self.person.email or self.person.employee_number
