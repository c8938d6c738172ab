"""What HR is handed about how alike groups are thanked: numbers of groups, never of people."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from cxstaff.db import Page
from cxstaff.recognition.fairness.estimates import GroupRate
from cxstaff.recognition.fairness.forms import FairnessForm
from cxstaff.recognition.fairness.queries import Fairness, StaffGrouping, Tenure
from cxstaff.web import between, day, number, percent
from cxstaff.web.empty import EmptyState

NAMES = {
    StaffGrouping.TEAM: lazy_gettext("Team"),
    StaffGrouping.JOB: lazy_gettext("Job"),
    StaffGrouping.TENURE: lazy_gettext("Tenure"),
    StaffGrouping.SHIFT: lazy_gettext("Shift"),
}
TENURES = {
    Tenure.NEW: lazy_gettext("Less than a year"),
    Tenure.SETTLED: lazy_gettext("One to three years"),
    Tenure.LONG: lazy_gettext("Three years or more"),
}


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group as the table and the file show it."""

    found: GroupRate

    @property
    def name(self) -> str:
        """Return what the group is called."""
        return name_of(self.found.key)

    @property
    def share(self) -> str:
        """Return which share of its people was thanked."""
        return percent(self.found.share.value)

    @property
    def share_range(self) -> str:
        """Return the interval of that share."""
        return between(100 * self.found.share.low, 100 * self.found.share.high, "%", 0)

    @property
    def rate(self) -> str:
        """Return thanks a person and month."""
        return number(self.found.rate.value, 2)

    @property
    def rate_range(self) -> str:
        """Return the interval of that rate."""
        return between(self.found.rate.low, self.found.rate.high, "", 2)

    @property
    def verdict(self) -> tuple[str, str]:
        """Say in words whether it differs from everybody else, and the tone of that."""
        if not self.found.stands_out or self.found.ratio is None:
            return str(_("Cannot tell a difference")), "muted"
        if self.found.ratio < 1:
            return str(_("Thanked less often than others")), "warn"
        return str(_("Thanked more often than others")), "info"


@dataclass(frozen=True, slots=True)
class FairnessPage:
    """One page of the groups of one kind."""

    found: Fairness
    by: StaffGrouping
    form: FairnessForm
    lines: Page[GroupLine]
    tabs: Sequence[tuple[str, str, str]]

    @property
    def lead(self) -> str:
        """Say who and when this is about."""
        last = self.found.until - timedelta(days=1)
        return str(
            _(
                "%(count)s people who are here and were for at least four weeks, %(since)s to "
                "%(last)s. Numbers are of groups of five or more, never of a person.",
                count=number(self.found.counted),
                since=day(self.found.since),
                last=day(last),
            )
        )

    @property
    def heading(self) -> Any:
        """Name what people are grouped by."""
        return NAMES[self.by]

    @property
    def hidden(self) -> str:
        """Say how many groups are too small to be shown; "" where none is."""
        count = self.found.too_small[self.by]
        told = ngettext(
            "%(num)s group of fewer than five people is not shown.",
            "%(num)s groups of fewer than five people are not shown.",
            count,
        )
        return str(told) if count else ""

    @property
    def nothing(self) -> EmptyState:
        """Say why no group is listed."""
        told = _("Groups appear here as soon as five people of one have been here for four weeks.")
        return EmptyState("scale", _("Nothing to compare yet"), told)


def name_of(key: Hashable) -> str:
    """Return what a group is called."""
    if isinstance(key, Tenure):
        return str(TENURES[key])
    return str(key) if key else str(_("Not said"))


def lines_of(found: Sequence[GroupRate]) -> list[GroupLine]:
    """Return groups as lines: those that stand out first, then by name."""
    lines = [GroupLine(each) for each in found]
    return sorted(lines, key=lambda each: (not each.found.stands_out, _order(each.found.key)))


def headings_of_file() -> list[str]:
    """Return the headings of the file."""
    share, rate = _("Share thanked"), _("Thanks a person and month")
    low, high = _("from"), _("to")
    ends = [share, f"{share}, {low}", f"{share}, {high}", rate, f"{rate}, {low}", f"{rate}, {high}"]
    return [_("By"), _("Group"), _("People"), *ends, _("Adjusted p"), _("In words")]


def rows_of_file(found: Fairness) -> Iterator[Sequence[object]]:
    """Yield every group of every kind as a row of the file."""
    for kind, rows in found.groups.items():
        for line in lines_of(rows):
            each = line.found
            numbers = (
                *(each.share.value, each.share.low, each.share.high),
                *(each.rate.value, each.rate.low, each.rate.high),
            )
            p = "" if math.isnan(each.p) else round(each.p, 4)
            rounded = [round(one, 4) for one in numbers]
            yield [str(NAMES[kind]), line.name, each.n, *rounded, p, line.verdict[0]]


def _order(key: Hashable) -> tuple[bool, str]:
    return key is None, str(key).casefold()
