"""What pages are handed of customers' thanks: each with whom it is to, and what passes it on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.customers.remarks import Remark
from cxstaff.db import Page
from cxstaff.recognition import words
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Way


@dataclass(frozen=True, slots=True)
class PraiseRow:
    """What a happy customer said; `thanked` are those who thanked for it here, by id.

    `points` went with it, 0 where none did.
    """

    remark: Remark
    reader_id: int
    thanked: Mapping[int, str]
    points: int = 0

    @property
    def carried(self) -> str:
        """Say how many points went with it; "" where none did."""
        if not self.points:
            return ""
        return str(ngettext("%(num)s point", "%(num)s points", self.points))

    @property
    def title(self) -> str:
        """Say whom the customer thanked."""
        if self.remark.handler_id == self.reader_id:
            return str(_("A customer thanked you"))
        return str(_("A customer thanked %(name)s", name=self.remark.handler_name))

    @property
    def along(self) -> str:
        """Say who here gave thanks for it; "" where nobody did."""
        if not self.thanked:
            return ""
        return str(_("%(names)s: thank you, too", names=words.people(list(self.thanked.values()))))

    @property
    def ways(self) -> list[Way]:
        """Return what makes it a thanks of the reader's, for those who can."""
        is_given = self.reader_id in self.thanked
        return [] if is_given else passing_on(self.remark, self.reader_id)


@dataclass(frozen=True, slots=True)
class PraisePage:
    """One page of what happy customers said."""

    rows: Page[PraiseRow]
    tabs: Sequence[dict[str, object]]

    @property
    def nothing(self) -> EmptyState:
        """Say why nothing is listed."""
        return EmptyState(
            "mood-heart",
            _("No customer’s thanks yet"),
            _("Words of customers who were happy on every count show up here by themselves."),
        )


def passing_on(remark: Remark, reader_id: int) -> list[Way]:
    """Return what makes a customer's words a thanks: at once, or in one's own words."""
    if not remark.may_be_passed_on_by(reader_id):
        return []
    at_once = Way(
        _("Thank %(name)s, too", name=remark.handler_name),
        "recognition.pass_on",
        {"interaction_id": remark.interaction_id},
        tone="primary",
        icon="heart-handshake",
        posts=True,
    )
    place = {"interaction": remark.interaction_id}
    return [at_once, Way(_("In your own words"), "recognition.new", place, tone="link")]
