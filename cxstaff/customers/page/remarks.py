"""What the page of remarks is handed: what customers wrote, and what it says where nobody did."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.customers.forms import RemarkForm
from cxstaff.customers.remarks import MOST_LISTED, Remark
from cxstaff.db import Page
from cxstaff.web import number
from cxstaff.web.empty import EmptyState


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A remark, and whom it is about."""

    remark: Remark
    about: str


@dataclass(frozen=True, slots=True)
class RemarksPage:
    """One page of remarks, newest first; `is_filtered` where only some were asked for."""

    form: RemarkForm
    rows: Page[RemarkRow]
    is_filtered: bool

    @property
    def limit(self) -> str | None:
        """Say that older ones are not listed; None where all are."""
        if self.rows.total != MOST_LISTED:
            return None
        told = _(
            "The newest %(most)s are listed. Choose words, a team or a period to see older ones.",
            most=number(MOST_LISTED),
        )
        return str(told)

    @property
    def nothing(self) -> EmptyState:
        """Say why there is none, and what to do about it."""
        if not self.is_filtered:
            told = _("Remarks appear here once interactions with feedback are brought in.")
            return EmptyState("message-2", _("No remarks yet"), told)
        return EmptyState(
            "message-2",
            _("No remark fits"),
            _("Try other words or a longer period."),
            _("Show all remarks"),
            "customers.remarks",
        )


def whom_about(remark: Remark) -> str:
    """Say which team a remark is about, and for which reason."""
    return " · ".join(filter(None, (remark.team_name, remark.reason)))
