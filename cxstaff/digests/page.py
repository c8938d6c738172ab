"""What pages of digests are handed: one's own editions, one of them, and what became of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.digests.contents import Contents
from cxstaff.digests.forms import DigestPlanForm
from cxstaff.digests.models import DigestPlan, Edition, EditionState
from cxstaff.digests.words import STATES, WEEKDAYS
from cxstaff.recognition.page.wall import ThanksRow
from cxstaff.web import day, when
from cxstaff.web.marks import Way


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition as a list shows it."""

    edition: Edition

    @property
    def badge(self) -> tuple[Any, str]:
        """Return what became of it, and the tone of that."""
        return STATES[EditionState(self.edition.state)]

    @property
    def next_attempt(self) -> str:
        """Say when an edition that failed is tried again, or that it is not."""
        if self.edition.retry_at is None:
            return str(_("Given up after a day. Once the cause is gone, try it again."))
        return str(_("Next attempt %(when)s", when=when(self.edition.retry_at)))

    @property
    def taken_over(self) -> str:
        """Say when another worker takes up an edition whose worker stopped."""
        if self.edition.retry_at is None:
            return ""
        at = when(self.edition.retry_at)
        return str(_("If its worker stopped, another takes it up %(when)s.", when=at))

    @property
    def finished(self) -> str:
        """Say when it was finished; "" before it is."""
        return when(self.edition.finished_at) if self.edition.finished_at else ""


@dataclass(frozen=True, slots=True)
class DigestsPage:
    """One's own editions, when the next one comes, and whether it comes by mail to `email`."""

    editions: Page[EditionRow]
    plan: DigestPlan
    next_on: date
    zone: str
    email: str | None
    refuses: bool
    may_plan: bool
    may_operate: bool
    may_post: bool

    @property
    def ways(self) -> list[Way]:
        """Return where the plan is changed, and where deliveries are looked at."""
        told = [Way(_("Preview yours"), "digests.preview", icon="eye")]
        if self.may_plan:
            told.append(Way(_("Change when they go out"), "digests.edit_plan", icon="calendar"))
        if self.may_post:
            told.append(Way(_("Post to chat"), "digests.chat", icon="message"))
        if self.may_operate:
            told.append(Way(_("Deliveries"), "digests.deliveries", icon="mail-check"))
        return told

    @property
    def by_mail(self) -> str:
        """Say whether editions come by mail."""
        if not self.email:
            told = _("Your roster entry has no e-mail address, so you read your digests here.")
        elif self.refuses:
            told = _("You asked for no mail, so you read your digests here.")
        else:
            told = _("It is sent to %(email)s.", email=self.email)
        return str(told)

    @property
    def choice(self) -> list[Way]:
        """Return where it is chosen how often they come by mail."""
        if not self.email:
            return []
        return [Way(_("Choose how often they come"), "home.letters", icon="bell")]

    @property
    def next_day(self) -> str:
        """Write the day of the next edition."""
        return f"{WEEKDAYS[self.plan.weekday]}, {day(self.next_on)}"

    @property
    def next_hour(self) -> str:
        """Say from which hour of that day on it goes out."""
        hour = f"{self.plan.hour:02d}:00"
        return str(_("from %(hour)s in your zone, %(zone)s", hour=hour, zone=self.zone))


@dataclass(frozen=True, slots=True)
class DigestPage:
    """One edition in the browser: the same as the letter, or what it would say by now."""

    edition: Edition
    contents: Contents
    is_preview: bool = False

    @property
    def crumb(self) -> str:
        """Say which edition it is."""
        if self.is_preview:
            return str(_("Preview"))
        return str(_("Until %(day)s", day=day(self.edition.ends_on)))

    @property
    def about(self) -> str:
        """Say of a preview what it is; "" of an edition."""
        told = _("This is what your digest would say of the last seven days. Nothing was sent.")
        return str(told) if self.is_preview else ""

    @property
    def ways(self) -> list[Way]:
        """Return what can be done with it."""
        choose = Way(_("Choose how often it comes"), "home.letters", icon="bell")
        if not self.is_preview or not self.edition.person.email:
            return [choose]
        return [Way(_("Send it to me now"), "digests.send_now", icon="send", posts=True), choose]


@dataclass(frozen=True, slots=True)
class StopPage:
    """What a letter's way out leads to: the button that stops digests, or that it was done."""

    token: str
    is_stopped: bool

    @property
    def title(self) -> str:
        """Say what is the matter."""
        told = _("Digests by mail have stopped") if self.is_stopped else _("Stop digests by mail?")
        return str(told)


@dataclass(frozen=True, slots=True)
class ReactionPage:
    """One thanks that a letter told of, to be reacted to without signing in."""

    token: str
    row: ThanksRow
    zone: str

    @property
    def when(self) -> str:
        """Say when it was given."""
        return when(self.row.thanks.given_at, self.zone)


@dataclass(frozen=True, slots=True)
class DeliveriesPage:
    """What became of every edition, and the tabs of states to choose among."""

    editions: Page[EditionRow]
    tabs: Sequence[dict[str, object]]


@dataclass(frozen=True, slots=True)
class DigestPlanPage:
    """The form on which it is said when digests go out, in the company's zone."""

    form: DigestPlanForm
    zone: str


def rows_of(editions: Page[Edition]) -> Page[EditionRow]:
    """Return a page of editions as lists show them."""
    return editions.showing([EditionRow(each) for each in editions.items])
