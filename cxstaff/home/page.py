"""What the home page shows: each part worked out and put in words, for those it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from cxstaff.action_plans.page import ActionLine
from cxstaff.customers.outcomes import Estimate
from cxstaff.customers.queries import Remark
from cxstaff.home.feeling import FeelingCard
from cxstaff.home.first_steps.page import FirstSteps
from cxstaff.home.mixed import MixedCard
from cxstaff.home.queries import Concern, Customers, Feeling, Led, Mine, Month
from cxstaff.milestones.page import MilestonesCard
from cxstaff.people.company import get_company
from cxstaff.people.models import Person
from cxstaff.pulses import words as pulse_words
from cxstaff.pulses.models import Pulse, PulseRound
from cxstaff.pulses.queries import Participation
from cxstaff.pulses.results.words import since_last_time
from cxstaff.recognition.praise.page import PraiseRow, passing_on
from cxstaff.web import amount, between, number, when
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Notice, Statistic, Way

FEW_CONCERNS = 3


@dataclass(frozen=True, slots=True)
class CustomersCard:
    """What concerns CX: imports that need care, and how the last month went."""

    running: int
    quarantined: int
    subtitle: str | None
    outcomes: Sequence[Statistic]


@dataclass(frozen=True, slots=True)
class RemarksCard:
    """What customers said lately; with remarks of several teams each says which it is about."""

    subtitle: str
    remarks: Sequence[Remark]
    names_teams: bool

    def told(self, remark: Remark) -> str | None:
        """Say which team a remark is about, where that is not plain."""
        return remark.team_name if self.names_teams else None


@dataclass(frozen=True, slots=True)
class HomePage:
    """The parts of the home page; those that do not concern the reader are None or empty."""

    person: Person
    mine: Mine
    actions: Sequence[ActionLine]
    led: Led | None
    milestones: MilestonesCard | None
    rounds: Sequence[tuple[PulseRound, Participation | None]]
    planned: Pulse | None
    runs_pulses: bool
    customers: CustomersCard | None
    every_concern: Sequence[Concern]
    unreachable: int
    pay: Sequence[Statistic]
    mixed: MixedCard | None
    keeps_roster: bool
    first_steps: FirstSteps | None
    told: Sequence[Concern]
    feeling: FeelingCard | None
    unhappy: Sequence[Remark]
    praise: Sequence[PraiseRow]

    @property
    def ways_of_praise(self) -> list[Way]:
        """Return what makes the words of a lead's happy customer a thanks."""
        said = self.led.praise if self.led else None
        return passing_on(said, self.person.id) if said else []

    @property
    def first_name(self) -> str:
        """Return what the reader is greeted by."""
        return self.person.name.split()[0]

    @property
    def has_colleagues(self) -> bool:
        """Say whether there may be anybody to thank: not before a roster is begun."""
        return self.first_steps is None or self.first_steps.has_roster

    @property
    def ways(self) -> list[Way]:
        """Return what can always be done."""
        thank = Way(_("Thank somebody"), "recognition.new", icon="heart-handshake")
        return [thank] if self.has_colleagues else []

    @property
    def no_team(self) -> EmptyState:
        """Say who can put somebody on a team who is on none."""
        title = _("You are on no team yet")
        if not self.keeps_roster:
            text = _("Whoever keeps the roster, usually HR, can put you on one.")
            return EmptyState("users-group", title, text)
        text = _("You keep the roster, so you can. Only who is on a team is asked in pulses.")
        place = {"person_id": self.person.id}
        return EmptyState("users-group", title, text, _("My entry"), "people.show", place)

    @property
    def no_rounds(self) -> EmptyState:
        """Say that no round is open, and when the next one opens where one is planned."""
        title = _("No round is open")
        if self.planned is not None:
            opens = pulse_words.next_round(self.planned, get_company().zone)
            text = _("“%(name)s” opens next: %(when)s.", name=self.planned.name, when=opens)
            return EmptyState("heartbeat", title, text, _("All pulses"), "pulses.plans")
        text = _(
            "Ask a few short questions; everybody answers in about a minute, without their name."
        )
        return EmptyState("heartbeat", title, text, _("Start a pulse"), "pulses.new")

    @property
    def concerns(self) -> Sequence[Concern]:
        """Return what is new or waits, then what an operator has to look at first."""
        return [*self.told, *self.every_concern[:FEW_CONCERNS]]

    @property
    def more_concerns(self) -> str:
        """Say how many further things need an operator; "" where none does."""
        more = len(self.every_concern[FEW_CONCERNS:])
        return str(ngettext("and %(num)s more", "and %(num)s more", more)) if more else ""

    @property
    def more_teams(self) -> str:
        """Say how many further teams the reader leads; "" where none."""
        more = self.led.more_teams if self.led else 0
        return (
            str(ngettext("and %(num)s more team", "and %(num)s more teams", more)) if more else ""
        )

    def change_of(self, feeling: Feeling) -> str:
        """Say how a team's index moved since the round before; "" where there is none alike."""
        found = feeling.since
        change = since_last_time(found.last_time, found.last_at) if found else None
        return change.text if change else ""

    @property
    def all_thanks(self) -> str:
        """Say how many thanks there were; "" where all are here."""
        if not self.mine.has_more_thanks:
            return ""
        return str(_("All %(count)s of them", count=number(self.mine.thanks_total)))

    @property
    def given_up(self) -> list[Notice]:
        """Say which rounds were given up, and why they have no result."""
        return [
            Notice(
                "warn",
                _(
                    "The round of “%(name)s” that opened on %(day)s was given up",
                    name=round_.pulse.name,
                    day=when(round_.opens_at),
                ),
                pulse_words.given_up(),
            )
            for round_ in self.mine.given_up
        ]

    @property
    def all_answered(self) -> list[Notice]:
        """Thank whoever has answered every open round."""
        if self.mine.next_round or not self.mine.waiting:
            return []
        told = _("Thank you. Until it closes you can change your answer.")
        return [Notice("good", _("You have answered every open pulse"), told)]

    @property
    def remarks(self) -> RemarksCard | None:
        """Return what customers said, None for those in no team who hear none."""
        own = self.mine.team.team if self.mine.team else None
        own_id = own.id if own else None
        has_others = any(each.team_id != own_id for each in self.mine.remarks)
        if self.mine.hears_all:
            return RemarksCard(_("All teams"), self.mine.remarks, has_others)
        if has_others:
            return RemarksCard(_("Your teams"), self.mine.remarks, True)
        return RemarksCard(own.name, self.mine.remarks, False) if own else None


def customers_card(found: Customers) -> CustomersCard:
    """Return what concerns CX in words; the month is the last one with interactions."""
    month = format_date(found.starts_on, "LLLL yyyy") if found.starts_on else None
    return CustomersCard(
        found.running,
        found.quarantined,
        _("%(month)s, with the month before", month=month) if month else None,
        [_line(each) for each in found.outcomes],
    )


def _line(month: Month) -> Statistic:
    now = _("%(range)s, from %(n)s answers", range=_ends(month, month.now), n=number(month.now.n))
    value = amount(month.now.value, month.unit, month.decimals)
    return Statistic(month.label, value, f"{now} · {_before(month)}")


def _before(month: Month) -> str:
    if month.before is None:
        return str(_("before: no answers"))
    return str(
        _(
            "before: %(value)s (%(range)s, from %(n)s)",
            value=amount(month.before.value, month.unit, month.decimals),
            range=_ends(month, month.before),
            n=number(month.before.n),
        )
    )


def _ends(month: Month, found: Estimate) -> str:
    return between(found.low, found.high, month.unit, month.decimals)
