"""What the pages of acknowledgements are handed: one to write, and all there were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from cxstaff.alignment.audit.acknowledgements.models import Acknowledgement
from cxstaff.alignment.page.finding_words import FindingText
from cxstaff.db import Page
from cxstaff.web import day, when
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import NOTHING


@dataclass(frozen=True, slots=True)
class AcknowledgementFormPage:
    """A finding to acknowledge: what it says, what proves it, and the form."""

    whose: str
    back: str
    text: FindingText
    proof: Sequence[str]
    form: Any


@dataclass(frozen=True, slots=True)
class AcknowledgementRow:
    """One acknowledgement: of what, why, by whom and when, and what became of it."""

    sentence: str
    reason: str
    by: str
    look_again: str
    became: str


@dataclass(frozen=True, slots=True)
class AcknowledgementsPage:
    """All that was acknowledged of a team, or of the company, the newest first."""

    whose: str
    back: str
    rows: Page[AcknowledgementRow]

    @property
    def headings(self) -> list[str]:
        """Return the headings of the table."""
        return [_("Finding"), _("Why it stayed"), _("By"), _("To look at again"), _("Now")]

    @property
    def nothing(self) -> EmptyState:
        """Say that nothing was acknowledged yet."""
        return EmptyState(
            "arrows-exchange",
            _("Nothing was acknowledged yet"),
            _("A finding that stays for now is acknowledged where it stands, with a reason."),
        )


def rows_of(
    page: Page[Acknowledgement], holding: set[int], today: date
) -> Page[AcknowledgementRow]:
    """Return acknowledgements as their page lists them; `holding` are the ids that still hold."""
    return page.showing([_row(each, holding, today) for each in page.items])


def _row(each: Acknowledgement, holding: set[int], today: date) -> AcknowledgementRow:
    who = each.acknowledged_by.name if each.acknowledged_by else NOTHING
    by = _("%(name)s, %(day)s", name=who, day=day(each.acknowledged_on))
    became = _became(each, holding, today)
    return AcknowledgementRow(each.sentence, each.reason, by, day(each.look_again_on), became)


def _became(each: Acknowledgement, holding: set[int], today: date) -> str:
    if each.taken_back_at is not None:
        who = each.taken_back_by.name if each.taken_back_by else NOTHING
        return str(_("Opened again by %(name)s, %(when)s", name=who, when=when(each.taken_back_at)))
    if each.id in holding:
        return str(_("Holds"))
    if today >= each.look_again_on:
        return str(_("The day to look again has come"))
    return str(_("The facts have changed, or it is no longer found"))
